"""Hands of unknown side, and files that are wrong about theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_takes import write_npz

from gesture_app.hands import LEFT, RIGHT
from gesture_app.takes.landmark_dataset import LandmarkDataset, read_landmark_dataset
from made_hands import hand_frame

TWENTY_FOUR = range(24)


def fists(*slots: int, curl: float = 0.8) -> np.ndarray:
    """A picture of a bent hand for each slot named, (N, 1, 1, 21, 3)."""
    rng = np.random.default_rng(0)
    hands = [hand_frame(0.0, slot=slot, curl=curl).image[slot] for slot in slots]
    return (np.stack(hands)[:, None, None] + rng.normal(0, 0.001, (len(slots), 1, 1, 21, 3))).astype(
        np.float32
    )


def read(folder: Path, x: np.ndarray, slots: tuple[str, ...] = ("any",), **changes: Any) -> LandmarkDataset:
    count = len(x)
    arrays = {
        "x": x, "y": np.arange(count) % 2, "labels": np.array(["fist", "other"]), "length": np.ones(count, np.int64),
        "slots": np.array(slots), "slots_from": np.array("unknown"), "coordinates": np.array("image"),
        "mirrored": np.array(False), "aspect": np.array(4 / 3, np.float32), "source": np.array("test"),
        "licence": np.array("none"),
    }  # fmt: skip
    return read_landmark_dataset(write_npz(folder / "set.npz", arrays | changes))


def sides(dataset: LandmarkDataset) -> list[str]:
    return ["left" if item.sequence.present[0, LEFT] else "right" for item in dataset.sequences]


def test_hands_of_unknown_side_go_where_their_shape_belongs(tmp_path: Path) -> None:
    assert sides(read(tmp_path, fists(LEFT, RIGHT, LEFT, RIGHT))) == ["left", "right", "left", "right"]


def test_mirrored_hands_of_unknown_side_are_turned_back_first(tmp_path: Path) -> None:
    x = fists(LEFT, RIGHT, LEFT)
    x[..., 0] = 1 - x[..., 0]
    assert sides(read(tmp_path, x, mirrored=np.array(True))) == ["left", "right", "left"]


def test_of_somebody_with_one_hand_doubtful_recordings_are_of_that_hand_too(tmp_path: Path) -> None:
    flat = hand_frame(0.0, slot=RIGHT, curl=0.0).image[RIGHT][None, None, None]
    x = np.concatenate([fists(*[LEFT] * 10), flat])
    assert sides(read(tmp_path, x, signer=np.zeros(11, np.int64))) == ["left"] * 11


def test_people_are_not_taken_for_each_other(tmp_path: Path) -> None:
    found = read(tmp_path, fists(LEFT, LEFT, RIGHT, RIGHT), signer=np.array([0, 0, 1, 1]))
    assert sides(found) == ["left", "left", "right", "right"]


def test_what_the_file_says_of_a_recording_counts_for_it(tmp_path: Path) -> None:
    found = read(tmp_path, fists(LEFT, LEFT), handedness=np.array(["right", ""]))
    assert sides(found) == ["right", "left"]


def test_hands_without_depth_all_count_as_right_ones(tmp_path: Path) -> None:
    x = fists(LEFT, RIGHT, curl=0.3)
    x[..., 2] = 0
    assert sides(read(tmp_path, x)) == ["right", "right"]


def test_a_side_guessed_wrong_throughout_is_exchanged_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, fists(*[LEFT] * 24), ("right",), slots_from=np.array("detector"))
    assert sides(found) == ["left"] * 24
    assert found.remarks == ("In set hands have the shape of the other hand: left and right were exchanged.",)


def test_where_the_side_is_sure_the_mirror_is_wrong(tmp_path: Path) -> None:
    x = fists(*[LEFT] * 24)
    found = read(tmp_path, x, ("right",), slots_from=np.array("sensor"))
    assert sides(found) == ["right"] * 24
    np.testing.assert_allclose(
        found.sequences[0].sequence.image[0, RIGHT, :, 0], 1 - x[0, 0, 0, :, 0], atol=1e-6
    )
    assert "taken to be mirrored" in found.remarks[0]


def test_hands_in_space_with_depth_the_wrong_way_round_are_turned(tmp_path: Path) -> None:
    x = fists(*[RIGHT] * 24) * np.array([400, 300, -400], np.float32)
    space = {"coordinates": np.array("metric"), "unit": np.array("mm"), "slots_from": np.array("sensor")}
    found = read(tmp_path, x, ("right",), **space)
    straight = read(tmp_path, x * np.array([1, 1, -1], np.float32), ("right",), **space)
    assert "depth" in found.remarks[0]
    assert straight.remarks == ()
    np.testing.assert_allclose(
        found.sequences[0].sequence.world, straight.sequences[0].sequence.world, atol=1e-6
    )


@pytest.mark.parametrize("slots", [[RIGHT] * 24, [LEFT] * 8 + [RIGHT] * 16, [LEFT] * 12])
def test_a_file_is_only_contradicted_by_nearly_all_of_many_hands(tmp_path: Path, slots: list[int]) -> None:
    found = read(tmp_path, fists(*slots), ("right",), slots_from=np.array("detector"))
    assert found.remarks == ()
    assert set(sides(found)) == {"right"}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["asl_letters_static", "asl_words_two_signers", "emre_gestures"])
def test_files_that_are_right_are_left_alone(shared_data: Path, name: str) -> None:
    assert read_landmark_dataset(shared_data / f"{name}.npz").remarks == ()
