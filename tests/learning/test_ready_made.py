"""The models that come with the program: found, named, and missed in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.learning.ready_made import EVERYDAY, READY_MADE, find_ready_made, ready_made_called
from gesture_app.virtual_hand.signs.catalogue import gestures
from made_models import made_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for model in READY_MADE:
        save_checkpoint(made_model("A", "B", name=model.name), tmp_path / model.file_name)
    return tmp_path


def test_those_that_are_there_are_found_the_everyday_ones_first(folder: Path) -> None:
    found = find_ready_made(folder)
    assert [model.card.name for model in found.files] == ["Everyday", "Manual alphabet", "Digits"]
    assert all(model.ready_made for model in found.files)
    assert found.trouble == ""


def test_what_is_damaged_or_missing_is_told_once_and_the_rest_is_there(folder: Path) -> None:
    (folder / "digits.safetensors").unlink()
    (folder / EVERYDAY.file_name).write_bytes(b"nothing")
    found = find_ready_made(folder)
    assert [model.card.name for model in found.files] == ["Manual alphabet"]
    assert "The ready-made models Everyday and Digits cannot be used" in found.trouble


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert find_ready_made(tmp_path / "none").files == ()


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("Manual alphabet", "manual-alphabet.safetensors"),
        ("manual-alphabet.safetensors", "manual-alphabet.safetensors"),
        ("letters", "manual-alphabet.safetensors"),
        ("DIGITS", "digits.safetensors"),
        ("everyday", "everyday.safetensors"),
    ],
)
def test_they_are_found_by_name_set_and_file(text: str, file: str) -> None:
    found = ready_made_called(text)
    assert found is not None
    assert found.file_name == file


def test_another_name_is_none_of_them() -> None:
    assert ready_made_called("my model") is None


def test_each_is_a_set_of_the_virtual_hand() -> None:
    assert all(gestures(model.gesture_set) for model in READY_MADE)
