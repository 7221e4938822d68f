"""Between handshapes the thumb goes round the fingers, not through them."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.clearance import halfway, needed
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.contacts import deepest_overlap
from gesture_app.virtual_hand.signs.script import parse_script


def deepest_mm(word: str) -> float:
    """How far the hand runs into itself anywhere between the first and the last letter of a word."""
    done = perform(parse_script(word), Manner(variation=0.0, tremor=0.0), np.random.default_rng(0))
    poses = done.at(np.linspace(done.spans[0].start_s, done.spans[0].end_s, 150)).poses["right"]
    return max(deepest_overlap(poses[index], average_build())[0] for index in range(150))


# The handshapes themselves press up to 3 mm into each other, and the worst pair (D and R) 6 mm more on the way.
DEEPEST_MM = 9.0


@pytest.mark.parametrize("word", ["SM", "MT", "TS", "DR", "AS", "FE", "NY", "U6", "TONAMES"])
def test_no_finger_passes_through_another_between_letters(word: str) -> None:
    assert deepest_mm(word) < DEEPEST_MM  # a finger is 11 to 24 mm thick: pressed, but not passed


def test_fingers_that_are_not_in_the_way_take_the_shortest() -> None:
    assert needed("open", "relaxed") == (0.0, 0.0)
    assert needed("A", "A") == (0.0, 0.0)
    angles = np.random.default_rng(0).uniform(0, 60, (2, 23))
    np.testing.assert_allclose(halfway(*angles, (0.0, 0.0)), angles.mean(axis=0))


def test_a_thumb_under_fingers_comes_out_before_it_goes_over_them() -> None:
    aside, opened = needed("M", "S")
    assert aside > 0.5
    assert opened > 0.2
    assert needed("S", "M") == (aside, opened)
