"""The version of the program, as takes, checkpoints and `--version` quote it."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("gesture-app")
except PackageNotFoundError:  # run from a folder that was never installed
    VERSION = "0+unknown"
