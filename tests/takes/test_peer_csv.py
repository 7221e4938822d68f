"""A peer's keypoint.csv."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gesture_app.hands import LEFT, RIGHT
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.importing import import_file
from gesture_app.takes.peer_csv import read_peer_csv
from gesture_app.takes.reading import read_recordings
from gesture_app.takes.store import TakeStore
from made_hands import hand_frame


def row(number: int, slot: int = RIGHT, curl: float = 0.3) -> str:
    """As the peer writes it: pixels of the flipped frame from the wrist, divided by the largest."""
    frame = hand_frame(0.0, slot=slot, curl=curl)
    pixels = frame.image[slot, :, :2] * [frame.aspect * 480, 480]
    pixels[:, 0] *= -1
    pixels -= pixels[0]
    return ",".join(map(str, [number, *(pixels / np.abs(pixels).max()).ravel()]))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "keypoint.csv"
    written.write_text("\n".join([row(0), row(1, curl=1.0), row(1, slot=LEFT)]) + "\n")
    (tmp_path / "keypoint_classifier_label.csv").write_text("\ufeffOpen\nClose\n", encoding="utf-8")
    return written


def test_rows_are_pictures_of_one_hand_turned_back_with_the_names_beside_the_file(file: Path) -> None:
    found = read_peer_csv(file)
    assert [item.label for item in found.sequences] == ["Open", "Close", "Close"]
    assert all(item.sequence.present[0].tolist() == [False, True] for item in found.sequences)
    truth = hand_frame(0.0, curl=0.3)
    hand = found.sequences[0].sequence.image[0, RIGHT, :, :2] * [found.sequences[0].sequence.aspect, 1]
    true = truth.image[RIGHT, :, :2] * [truth.aspect, 1]
    hand, true = hand - hand[0], true - true[0]
    np.testing.assert_allclose(hand / np.abs(hand).max(), true / np.abs(true).max(), atol=1e-5)


def test_classes_without_names_are_called_by_their_number(file: Path) -> None:
    file.with_name("keypoint_classifier_label.csv").unlink()
    assert read_peer_csv(file).labels == ("0", "1")


def test_it_can_be_imported_and_read_like_any_other_file(file: Path, tmp_path: Path) -> None:
    store = TakeStore(tmp_path / "takes")
    assert import_file(store, file).gestures == ("Close", "Open")
    assert sorted(item.label for item in store.labelled()) == ["Close", "Close", "Open"]
    assert len(read_recordings(file).sequences) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("0,a,b\n", "no table of numbers"),
        ("0,1,2\n1,2\n", "differ in length"),
        ("0," + ",".join(["0.5"] * 32), "paths of a fingertip"),
        ("0.5," + ",".join(["0.5"] * 42), "number of a class"),
        ("-1," + ",".join(["0.5"] * 42), "number of a class"),
        ("0," + ",".join(["nan"] * 42), "numbers that are none"),
        ("0," + ",".join(["1e30"] * 42), "numbers that are none"),
    ],
)
def test_what_is_no_such_table_is_refused_in_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(ImportRefused, match=words):
        read_peer_csv(tmp_path / "x.csv")


@pytest.mark.shared
def test_the_peers_own_file_is_read_and_its_paths_are_refused(shared_data: Path) -> None:
    found = read_recordings(shared_data / "peer_kinivi" / "keypoint.csv")
    assert len(found.sequences) == 4787
    assert {item.label for item in found.sequences} == {"Open", "Close", "Pointer", "OK"}
    with pytest.raises(ImportRefused, match="fingertip"):
        read_recordings(shared_data / "peer_kinivi" / "point_history.csv")
