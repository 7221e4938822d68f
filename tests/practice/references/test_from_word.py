"""Words as the hand spells them."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.practice.references.from_word import motion_of_word
from gesture_app.virtual_hand.signs.script import CannotSpell


@pytest.mark.parametrize("pace", [0.5, 1.0, 4.0])
def test_a_word_lasts_as_long_as_its_pace_says(pace: float) -> None:
    motion = motion_of_word("HELLO", pace)
    beside_s = motion.duration_s - 5 / pace
    assert 0 < beside_s < 1  # the hand is seen a little before and after


def test_at_its_steps_the_hand_makes_the_letters_one_after_the_other() -> None:
    motion = motion_of_word("BAY", 1.0)
    assert len(motion.steps_s) == 3
    for letter, moment_s in zip("BAY", motion.steps_s, strict=True):
        reference = motion_of_gesture(letter)
        made = motion.at(moment_s)["right"].fingers_deg
        np.testing.assert_allclose(made, reference.at(0.0)["right"].fingers_deg, atol=3.0)


def test_a_single_letter_can_be_spelled() -> None:
    assert len(motion_of_word("A", 1.0).steps_s) == 1


def test_what_is_no_letter_is_refused() -> None:
    with pytest.raises(CannotSpell):
        motion_of_word("ICE CREAM", 1.0)
