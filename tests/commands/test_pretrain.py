"""`pretrain`: the encoder and the ready-made models, or a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from gesture_app.commands import pretrain as module
from gesture_app.commands import pretraining_corpus
from gesture_app.commands.output import STOPPED
from gesture_app.commands.pretrain import STATE, command
from gesture_app.commands.pretraining_corpus import CorpusAhead, built_in_labels, make_corpus
from gesture_app.hands.labelled import NONE
from gesture_app.learning import pretraining_examples
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.learning.ready_made import ENCODER_FILE, READY_MADE, find_ready_made

FILES = {ENCODER_FILE, *(model.file_name for model in READY_MADE)}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few signs, four people's ways, small batches; made in this process, as another one knows nothing of it."""
    for name, value in (("SIGNS", 4), ("TAKES_OF_A_SIGN", 3), ("WAYS", 4)):
        monkeypatch.setattr(pretraining_corpus, name, value)
    monkeypatch.setattr(pretraining_examples, "OTHERS", 12)
    monkeypatch.setattr(
        pretraining_corpus, "ProcessPoolExecutor", lambda workers, mp_context: ThreadPoolExecutor(workers)
    )


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_four_files_are_written_that_the_program_can_use(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    done = run("--rounds", 1, "--steps", 2, "--out", folder)
    assert done.exit_code == 0, done.output
    assert str(folder) in done.stdout
    assert {file.name for file in folder.iterdir()} == FILES
    found = find_ready_made(folder)
    assert found.trouble == ""
    assert [model.card.name for model in found.files] == [model.name for model in READY_MADE]
    everything = load_checkpoint(folder / ENCODER_FILE)
    assert everything.card.labels == [*(label for own in built_in_labels() for label in own), NONE]
    assert everything.card.epochs == 2


def test_interrupted_it_says_how_to_go_on_and_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_save", interrupt)  # when all rounds are done
        done = run("--rounds", 1, "--steps", 2, "--out", tmp_path)
    assert done.exit_code == STOPPED
    assert "The same command goes on after the last whole round." in done.stderr
    assert (tmp_path / STATE).exists()
    assert run("--rounds", 1, "--steps", 2, "--out", tmp_path).exit_code == 0
    assert not (tmp_path / STATE).exists()


def test_progress_of_another_length_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_save", interrupt)
        run("--rounds", 1, "--steps", 2, "--out", tmp_path)
    done = run("--rounds", 1, "--steps", 3, "--out", tmp_path)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "another seed or length" in done.stderr


@pytest.mark.parametrize("option", [("--rounds", 0), ("--steps", 1), ("--seed", -1)])
def test_calling_it_wrongly_is_exit_code_2(option: tuple[str, int]) -> None:
    assert run(*option).exit_code == 2


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = run("--rounds", 1, "--steps", 2, "--out", tmp_path / "file")
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_round_has_every_built_in_gesture_and_is_the_same_for_the_same_numbers() -> None:
    first, again, other = make_corpus(0, 0), make_corpus(0, 0), make_corpus(0, 1)
    assert set(first.names) > {label for own in built_in_labels() for label in own} | {NONE}
    assert first.names == again.names
    np.testing.assert_array_equal(first.bank.points, again.bank.points)
    assert first.bank.points.shape != other.bank.points.shape


def test_rounds_made_ahead_are_those_asked_for() -> None:
    with CorpusAhead(0, 2) as corpus_of:
        for number in (0, 1):
            np.testing.assert_array_equal(corpus_of(number).bank.points, make_corpus(0, number).bank.points)
    with CorpusAhead(0, 3) as corpus_of:  # taken up again
        np.testing.assert_array_equal(corpus_of(2).bank.points, make_corpus(0, 2).bank.points)
