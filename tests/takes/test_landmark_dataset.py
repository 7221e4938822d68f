"""Landmark datasets in and out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_takes import dataset_arrays, moving_hand, write_npz

from gesture_app.hands import LEFT, RIGHT
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.takes.errors import ExportRefused, ImportRefused
from gesture_app.takes.landmark_dataset import LandmarkDataset, read_landmark_dataset, write_landmark_dataset


def _read(folder: Path, **changes: Any) -> LandmarkDataset:
    arrays = dataset_arrays() | changes
    return read_landmark_dataset(
        write_npz(folder / "set.npz", {k: v for k, v in arrays.items() if v is not None})
    )


def test_image_landmarks_come_as_they_are(tmp_path: Path) -> None:
    arrays = dataset_arrays()
    dataset = _read(tmp_path)
    assert [item.label for item in dataset.sequences] == ["wave", NONE, "wave", NONE]
    assert dataset.labels == ("wave", NONE)
    first = dataset.sequences[0].sequence
    np.testing.assert_array_equal(first.image, arrays["x"][0])
    assert first.present.tolist() == [[False, True]] * 6
    assert first.score.tolist() == [[0, 1]] * 6
    assert np.isnan(first.world).all()
    np.testing.assert_allclose(first.time_s, np.arange(6) / 20)  # assumed
    assert first.aspect == pytest.approx(4 / 3)


def test_lengths_frame_rate_and_aspect_of_each_recording_count(tmp_path: Path) -> None:
    arrays = dataset_arrays()
    arrays["x"][1, 3:] = np.nan
    aspect = np.array([1.5, 1.5, np.nan, 1.7], np.float32)
    dataset = _read(tmp_path, x=arrays["x"], length=np.array([6, 3, 6, 6]), fps=np.array(10.0), aspect=aspect)
    assert [len(item.sequence) for item in dataset.sequences] == [6, 3, 6, 6]
    assert dataset.sequences[0].sequence.duration_s == pytest.approx(0.5)
    assert [round(item.sequence.aspect, 3) for item in dataset.sequences] == [1.5, 1.5, 1.333, 1.7]


@pytest.mark.parametrize("fps", [np.nan, 0.0, -5.0, np.inf])
def test_an_impossible_frame_rate_is_an_unknown_one(tmp_path: Path, fps: float) -> None:
    assert _read(tmp_path, fps=np.array(fps)).sequences[0].sequence.time_s[1] == pytest.approx(0.05)


def test_pictures_are_sequences_of_one_frame(tmp_path: Path) -> None:
    arrays = dataset_arrays(frames=1)
    assert len(_read(tmp_path, **arrays).sequences[0].sequence) == 1


def test_mirrored_files_are_turned_back_and_hands_keep_their_slots(tmp_path: Path) -> None:
    plain = _read(tmp_path).sequences[0].sequence
    x = dataset_arrays()["x"]
    x[..., 0] = 1 - x[..., 0]
    turned = _read(tmp_path, x=x, mirrored=np.array(True)).sequences[0].sequence
    np.testing.assert_allclose(turned.image, plain.image, atol=1e-6)
    assert (turned.present == plain.present).all()


@pytest.mark.parametrize(
    ("slots", "handedness", "expected"),
    [
        ("left", None, LEFT),
        ("right", None, RIGHT),
        ("any", ["left"] * 4, LEFT),
        ("any", ["right"] * 4, RIGHT),
        ("any", [""] * 4, RIGHT),
        ("any", None, RIGHT),
    ],
)
def test_a_single_hand_goes_into_the_slot_of_its_side(
    tmp_path: Path, slots: str, handedness: list[str] | None, expected: int
) -> None:
    arrays = dataset_arrays(hands=1) | {"slots": np.array([slots])}
    if handedness:
        arrays["handedness"] = np.array(handedness)
    sequence = _read(tmp_path, **arrays).sequences[0].sequence
    assert sequence.present[:, expected].all()
    assert not sequence.present[:, 1 - expected].any()


def _in_space(scale: float) -> np.ndarray:
    """Right hands in space: x, y of the pictures made square, z at an arm's length."""
    x = dataset_arrays()["x"].copy()
    x[..., 0] *= 4 / 3
    x[..., 2] = 2.0 + 0.1 * x[..., 0]
    return (x * scale).astype(np.float32)


def test_metric_landmarks_get_a_square_picture_and_metres(tmp_path: Path) -> None:
    x = _in_space(scale=600)  # a palm of 90 mm
    sequence = (
        _read(
            tmp_path,
            x=x,
            coordinates=np.array("metric"),
            unit=np.array("mm"),
            aspect=np.array(np.nan, np.float32),
        )
        .sequences[0]
        .sequence
    )
    assert sequence.aspect == 1.0
    hand = sequence.image[:, RIGHT]
    assert hand[..., :2].min() >= 0.099
    assert hand[..., :2].max() <= 0.901
    scale = (hand[0, 9, 1] - hand[0, 0, 1]) / (x[0, 0, 1, 9, 1] - x[0, 0, 1, 0, 1])
    moved = x[0, :, 1] - x[0, :1, 1, :1]
    np.testing.assert_allclose(hand[..., :2] - hand[:1, :1, :2], (moved * scale)[..., :2], atol=1e-5)
    np.testing.assert_allclose(hand[:, 0, 2], 0, atol=1e-6)
    world = sequence.world[:, RIGHT]
    np.testing.assert_allclose(world.mean(axis=1), 0, atol=1e-5)
    assert np.linalg.norm(world[0, 9] - world[0, 0]) == pytest.approx(0.09, rel=0.02)


def test_relative_landmarks_are_taken_for_an_adults_hand(tmp_path: Path) -> None:
    x = _in_space(scale=7.0)
    x -= x[..., :1, :]
    sequence = (
        _read(tmp_path, x=x, coordinates=np.array("relative"), aspect=np.array(np.nan, np.float32))
        .sequences[2]
        .sequence
    )
    world = sequence.world[0, RIGHT]
    assert np.linalg.norm(world[9] - world[0]) == pytest.approx(0.09, rel=1e-3)


def test_y_up_is_turned_over_without_making_a_left_hand_of_a_right_one(tmp_path: Path) -> None:
    about = {"coordinates": np.array("metric"), "unit": np.array("m"), "aspect": np.array(np.nan, np.float32)}
    down = _read(tmp_path, x=_in_space(0.6), **about).sequences[0].sequence
    up = _in_space(0.6) * np.array([1, -1, -1], np.float32)
    turned = _read(tmp_path, x=up, y_up=np.array(True), **about).sequences[0].sequence
    np.testing.assert_allclose(turned.image, down.image, atol=1e-5)
    np.testing.assert_allclose(turned.world, down.world, atol=1e-6)


def test_people_and_sessions_are_told_apart_across_files(tmp_path: Path) -> None:
    dataset = _read(
        tmp_path,
        signer=np.array([0, 1, -1, 0]),
        session=np.array([2, 0, 1, -1]),
        session_names=np.array(["monday", "tuesday"]),
        split=np.array(["train", "test", "", "validation"]),
        name=np.array(["a", "b", "c", "d"]),
    )
    assert [item.person for item in dataset.sequences] == ["set person 0", "set person 1", "", "set person 0"]
    assert [item.session for item in dataset.sequences] == ["set session 2", "monday", "tuesday", ""]
    assert [item.split for item in dataset.sequences] == ["train", "test", "", "validation"]
    assert [item.name for item in dataset.sequences] == ["a", "b", "c", "d"]


def test_streams_carry_their_events(tmp_path: Path) -> None:
    dataset = _read(
        tmp_path, y=np.array([0, -1, 1, -1]), events=np.array([[3, 0, 4, 5], [3, 0, 0, 2], [1, 1, 0, 0]])
    )
    assert len(dataset.sequences) == 2
    first, second = dataset.streams
    assert [(event.label, event.first, event.last) for event in first.events] == [(NONE, 0, 0)]
    assert [(event.label, event.first, event.last) for event in second.events] == [
        ("wave", 0, 2),
        ("wave", 4, 5),
    ]


def test_unknown_keys_are_ignored(tmp_path: Path) -> None:
    assert len(_read(tmp_path, photo=np.array(["a"] * 4), matrix=np.zeros((3, 3, 3))).sequences) == 4


def _spoilt(**how: Any) -> dict[str, Any]:
    return how


def _with(value: float, index: Any) -> np.ndarray:
    x = dataset_arrays()["x"]
    x[index] = value
    return x


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (_spoilt(x=None), "missing"),
        (_spoilt(licence=None, source=None), "“source”, “licence” is missing"),
        (_spoilt(x=np.zeros((4, 6, 2, 20, 3), np.float32)), "shape"),
        (_spoilt(x=np.zeros((4, 6, 2, 21, 3), np.int32)), "numbers"),
        (_spoilt(x=np.zeros((0, 6, 2, 21, 3), np.float32)), "shape"),
        (_spoilt(x=np.full((4, 6, 2, 21, 3), np.nan, np.float32)), "no hand"),
        (_spoilt(x=_with(np.nan, (0, 0, 1, 5))), "in part"),
        (_spoilt(x=_with(np.inf, (0, 0, 1, 5, 0))), "infinite"),
        (_spoilt(x=dataset_arrays()["x"] * 640), "pixels"),
        (_spoilt(length=np.array([6, 6, 6, 2])), "after the end"),
        (_spoilt(length=np.array([6, 6, 6, 7])), "length"),
        (_spoilt(length=np.array([0, 6, 6, 6])), "length"),
        (_spoilt(length=np.ones(4)), "whole numbers"),
        (_spoilt(y=np.array([0, 1, 2, 0])), "labels"),
        (_spoilt(y=np.array([0, 1, -1, 0])), "labels"),
        (_spoilt(y=np.array([0, 1])), "whole numbers"),
        (_spoilt(labels=np.array(["a", "a"])), "different"),
        (_spoilt(labels=np.array(["a", ""])), "name"),
        (_spoilt(labels=np.array([b"a", b"b"])), "texts"),
        (_spoilt(slots=np.array(["right", "left"])), "slots"),
        (_spoilt(slots=np.array(["right"])), "slots"),
        (_spoilt(coordinates=np.array("polar")), "coordinates"),
        (_spoilt(coordinates=np.array("metric")), "unit"),
        (_spoilt(unit=np.array("mm")), "unit"),
        (_spoilt(mirrored=np.array(1)), "true or false"),
        (_spoilt(aspect=np.array(0.0, np.float32)), "aspect"),
        (_spoilt(aspect=np.ones(3, np.float32)), "aspect"),
        (_spoilt(split=np.array(["dev"] * 4)), "split"),
        (_spoilt(signer=np.array([0, 0, 0, -2])), "signer"),
        (_spoilt(name=np.array(["a"])), "name"),
        (_spoilt(events=np.array([[0, 0, 2, 1]])), "events"),
        (_spoilt(events=np.array([[0, 0, 2, 6]])), "events"),
        (_spoilt(events=np.array([[9, 0, 0, 1]])), "events"),
        (_spoilt(events=np.zeros((2, 3), int)), "events"),
        (_spoilt(gesture_app_time_s=np.zeros((4, 6))), "grow"),
        (_spoilt(gesture_app_world=np.zeros((4, 6, 2, 21, 2), np.float32)), "shape"),
    ],
)
def test_a_malformed_dataset_is_refused_in_one_sentence(
    tmp_path: Path, changes: dict[str, Any], word: str
) -> None:
    with pytest.raises(ImportRefused, match=word) as refused:
        _read(tmp_path, **changes)
    assert str(refused.value).startswith("set.npz")
    assert str(refused.value).endswith(".")


def test_a_dataset_of_pickles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no plain array"):
        _read(tmp_path, labels=np.array(["wave", None], dtype=object))


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="cannot be opened"):
        read_landmark_dataset(tmp_path / "nothing.npz")


def _own_takes() -> list[LabelledSequence]:
    return [
        LabelledSequence(moving_hand(20, lost=(3,)), "wave", "Ada", "monday", "train", "t1"),
        LabelledSequence(moving_hand(12), "grüß dich", "Bob", "", "", "t2"),
        LabelledSequence(moving_hand(5, lost=(0, 1, 2, 3, 4)), NONE, "", "monday", "test", "t3"),
    ]


def test_takes_come_back_from_an_export_as_they_were(tmp_path: Path) -> None:
    takes = _own_takes()
    write_landmark_dataset(takes, tmp_path / "out.npz")
    read = read_landmark_dataset(tmp_path / "out.npz").sequences
    for one, other in zip(takes, read, strict=True):
        assert (one.label, one.person, one.session, one.split, one.name) == (
            other.label, other.person, other.session, other.split, other.name,
        )  # fmt: skip
        np.testing.assert_array_equal(one.sequence.image, other.sequence.image)
        np.testing.assert_array_equal(one.sequence.world, other.sequence.world)
        np.testing.assert_array_equal(one.sequence.time_s, other.sequence.time_s)
        np.testing.assert_array_equal(one.sequence.score, other.sequence.score)
        assert one.sequence.aspect == pytest.approx(other.sequence.aspect)


def test_other_readers_find_a_frame_rate_and_plain_arrays(tmp_path: Path) -> None:
    write_landmark_dataset(_own_takes(), tmp_path / "out.npz")
    with np.load(tmp_path / "out.npz", allow_pickle=False) as arrays:
        assert float(arrays["fps"]) == pytest.approx(30)
        assert arrays["x"].shape == (3, 20, 2, 21, 3)
        assert arrays["length"].tolist() == [20, 12, 5]


def test_nothing_to_see_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="no hand"):
        write_landmark_dataset([], tmp_path / "out.npz")
    assert not list(tmp_path.iterdir())


@pytest.mark.shared
def test_every_shared_dataset_reads_and_survives_a_round_trip(tmp_path: Path, shared_data: Path) -> None:
    files = sorted(shared_data.glob("*.npz"))
    for file in files:
        dataset = read_landmark_dataset(file)
        write_landmark_dataset(dataset.sequences, tmp_path / file.name)
        again = read_landmark_dataset(tmp_path / file.name)
        for one, other in zip(dataset.sequences, again.sequences, strict=True):
            assert (one.label, one.person, one.session, one.name) == (
                other.label, other.person, other.session, other.name,
            )  # fmt: skip
            np.testing.assert_array_equal(one.sequence.image, other.sequence.image)
    checker = shared_data / "check_landmark_dataset.py"
    written = [str(tmp_path / file.name) for file in files]
    assert subprocess.run([sys.executable, str(checker), *written], capture_output=True).returncode == 0


def test_a_take_of_one_frame_can_be_exported(tmp_path: Path) -> None:
    write_landmark_dataset([LabelledSequence(moving_hand(1), "wave")], tmp_path / "out.npz")
    assert len(read_landmark_dataset(tmp_path / "out.npz").sequences[0].sequence) == 1
