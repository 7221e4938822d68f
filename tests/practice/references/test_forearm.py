"""Wrists that no landmark tells of are bent so that the arm can be somebody's."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.practice.references.forearm import wrist_angles
from gesture_app.virtual_hand.body.limits import WRIST_TO_DEG
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.body.rotations import facing
from gesture_app.virtual_hand.signs.catalogue import gesture


def the_catalogues(name: str) -> tuple[np.ndarray, np.ndarray]:
    """The rotation and the wrist of a gesture's first key."""
    key = gesture(name).keys[0]
    return turned(*key.turn_deg) @ key.base, key.wrist_deg


@pytest.mark.parametrize("name", ["A", "B", "C", "thumbs up", "P", "Q", "H", "open hand"])
def test_the_wrist_is_bent_about_as_whoever_wrote_the_gesture_down_bent_it(name: str) -> None:
    rotation, written = the_catalogues(name)
    assert np.abs(wrist_angles(rotation) - written).max() < 25


def test_a_hand_that_points_down_hangs_from_a_bent_wrist() -> None:
    assert wrist_angles(facing(palm="self", fingers="down"))[0] > 20


def test_however_the_hand_is_turned_the_wrist_stays_within_its_limits_and_never_jumps() -> None:
    for start in range(0, 360, 30):
        turns = np.stack([turned(start, pitch, start / 2) for pitch in np.arange(0, 360, 1.0)])
        angles = wrist_angles(turns)
        assert (np.abs(angles) <= WRIST_TO_DEG).all()
        assert np.abs(np.diff(angles, axis=0)).max() < 12
