"""Right hands and left ones, told by their shape."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.hands import LEFT, RIGHT, HandSequence
from gesture_app.hands.chirality import right_handedness
from gesture_app.hands.geometry import in_picture_heights
from gesture_app.takes.landmark_dataset import read_landmark_dataset
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.tracked.sequences import generate
from made_hands import hand_frame


def told(sequence: HandSequence, slot: int) -> float:
    """Mean over the frames in which the hand is seen."""
    points = in_picture_heights(sequence.image, sequence.aspect)[sequence.present[:, slot], slot]
    return float(right_handedness(points).mean())


@pytest.mark.parametrize("curl", [0.3, 0.6, 1.0])
@pytest.mark.parametrize(("slot", "sign"), [(RIGHT, 1), (LEFT, -1)])
def test_a_bent_hand_is_known_from_its_mirror_image(slot: int, sign: int, curl: float) -> None:
    frame = hand_frame(0.0, slot=slot, curl=curl)
    assert sign * right_handedness(in_picture_heights(frame.image, frame.aspect)[slot]) > 1


def test_a_mirrored_hand_has_the_negative_of_it_and_a_turned_one_the_same() -> None:
    frame = hand_frame(0.0, curl=0.5)
    hand = in_picture_heights(frame.image, frame.aspect)[RIGHT]
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    turn *= np.sign(np.linalg.det(turn))
    assert right_handedness(hand * [-1, 1, 1]) == pytest.approx(-right_handedness(hand), rel=1e-4)
    assert right_handedness(hand @ turn) == pytest.approx(right_handedness(hand), rel=1e-4)
    assert right_handedness(5 * hand + 3) == pytest.approx(right_handedness(hand), rel=1e-4)


def test_without_depth_nothing_is_told_and_an_absent_hand_is_not_known() -> None:
    frame = hand_frame(0.0, curl=0.5)
    assert right_handedness(frame.image[RIGHT] * [1, 1, 0]) == 0
    assert np.isnan(right_handedness(np.full((21, 3), np.nan, np.float32)))
    assert right_handedness(np.empty((0, 2, 21, 3), np.float32)).shape == (0, 2)


def test_nine_of_ten_recordings_of_tracked_hands_are_told_right() -> None:
    everything = [each for each in gestures().values() if each.set != "idle" and each.hands == 1]
    right = []
    for sample in generate(everything, 120, np.random.default_rng(0)):
        for slot, sign in ((LEFT, -1), (RIGHT, 1)):
            if sample.sequence.present[:, slot].sum() >= 5:
                right.append(sign * told(sample.sequence, slot) > 0)
    assert len(right) > 70
    assert np.mean(right) > 0.9


@pytest.mark.shared
def test_people_are_told_right(shared_data) -> None:  # type: ignore[no-untyped-def]
    found = read_landmark_dataset(shared_data / "asl_letters_static.npz").sequences[::50]
    assert np.mean([told(sample.sequence, RIGHT) > 0 for sample in found]) > 0.97
