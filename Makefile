# make run   sets everything up and opens the application
# make test  sets everything up and runs the tests
# make check lint, types, import contracts
# make clean removes the environment

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
BIN := $(VENV)/bin
# Torch from PyPI brings gigabytes of CUDA on Linux; its own index has the CPU build. Where that index does
# not answer, no time is lost in retries.
TORCH_INDEX := --extra-index-url https://download.pytorch.org/whl/cpu

.PHONY: run test check clean setup setup-dev landmarker

run: setup landmarker
	@$(BIN)/gesture-app

test: setup-dev landmarker
	$(BIN)/python -m pytest $(ARGS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(STAMP)
setup-dev: $(DEV_STAMP)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Gesture App needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) || \
		{ echo "Python could not make an environment. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }

$(STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --upgrade -c constraints.txt pip
	$(BIN)/python -m pip install -q --retries 0 $(TORCH_INDEX) -c constraints.txt torch
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	@touch $@

# Already there: no start of Python, so that the second `make run` costs nothing.
landmarker: models/hand_landmarker.task
models/hand_landmarker.task: | $(STAMP)
	-@$(BIN)/gesture-app fetch

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
