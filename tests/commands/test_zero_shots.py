"""`evaluate --protocol zero` and the choice of a model: what labels and names are taken to mean."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gesture_app.commands import zero_shots
from gesture_app.commands.evaluate import command
from gesture_app.commands.model_choice import chosen_model
from gesture_app.commands.zero_shots import gestures_meant
from gesture_app.folders import Folders, find_folders
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.learning.ready_made import READY_MADE
from gesture_app.takes.landmark_dataset import write_landmark_dataset
from made_gestures import takes_of
from made_models import made_model, model_of


def called(label: str, gesture: str, **who: int) -> list[LabelledSequence]:
    return [replace(take, label=label) for take in takes_of(gesture, count=2, **who)]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Ready-made models that know made-up hands by the names of everyday gestures."""
    found = replace(find_folders(), built_in=tmp_path / "built-in")
    known = [
        *called("open hand", "open", seed=9),
        *called("fist", "fist", seed=9),
        *called(NONE, NONE, seed=9),
    ]
    for model in READY_MADE:
        save_checkpoint(model_of(known, name=model.name), found.built_in / model.file_name)
    monkeypatch.setattr(zero_shots, "find_folders", lambda: found)
    return found


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    samples = [*called("Palm", "open"), *called("closed_fist", "fist"), *called("hello", "lift")]
    write_landmark_dataset(samples, tmp_path / "set.npz")
    return tmp_path / "set.npz"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_built_in_gestures_are_asked_without_any_training(folders: Folders, dataset: Path) -> None:
    result = run(dataset, "--protocol", "zero", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["recall"] == {"Palm": 1.0, "closed_fist": 1.0}
    assert found["left_out"] == {"hello": 2}
    assert (found["protocol"], found["accuracy"]) == ("zero", 1.0)


def test_labels_that_mean_the_same_are_told(folders: Folders, tmp_path: Path) -> None:
    samples = [*called("Palm", "open"), *called("stop", "open", seed=1), *called("fist", "fist")]
    write_landmark_dataset(samples, tmp_path / "set.npz")
    result = run(tmp_path / "set.npz", "--protocol", "zero")
    assert "“Palm” and “stop” both mean “open hand”" in result.stderr
    assert "zero: 100.0% right" in result.stdout


def test_without_ready_made_models_a_sentence_is_told(folders: Folders, dataset: Path) -> None:
    for file in folders.built_in.iterdir():
        file.unlink()
    result = run(dataset, "--protocol", "zero")
    assert result.exit_code == 1
    assert "cannot be used" in result.stderr
    assert "Traceback" not in result.output


def test_a_movement_of_which_there_are_only_pictures_is_left_out() -> None:
    film = [*called("J", "lift"), *called("a", "fist"), *called(NONE, NONE)]
    pictures = [replace(sample, sequence=sample.sequence.slice(0, 1)) for sample in film]
    assert gestures_meant(film) == {"J": "J", "a": "A"}
    assert gestures_meant(pictures) == {"a": "A"}


def test_without_a_wish_the_users_newest_is_used_and_the_everyday_one_before_there_is_any(
    folders: Folders,
) -> None:
    assert chosen_model(None, folders) == folders.built_in / "everyday.safetensors"
    save_checkpoint(made_model("A", "B", name="mine"), folders.models / "first.safetensors")
    assert chosen_model(None, folders) == folders.models / "first.safetensors"


@pytest.mark.parametrize("wanted", ["Manual alphabet", "letters", "manual-alphabet"])
def test_a_ready_made_model_is_named_by_name_or_set(folders: Folders, wanted: str) -> None:
    assert chosen_model(wanted, folders) == folders.built_in / "manual-alphabet.safetensors"


def test_the_users_own_model_is_found_by_name_or_path(folders: Folders) -> None:
    file = folders.models / "first.safetensors"
    save_checkpoint(made_model("A", "B", name="Letters"), file)
    for wanted in ("Letters", "letters", "first.safetensors", str(file)):
        assert chosen_model(wanted, folders) == file


def test_an_unknown_model_is_told_with_all_there_are(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        chosen_model("letter", folders)
    told = capsys.readouterr().err
    assert "no model 'letter'" in told
    assert "Everyday, Manual alphabet, Digits" in told
