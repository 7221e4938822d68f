"""Sizes and speeds of hands, in palms and seconds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesture_app.hands import LEFT, RIGHT, HandFrame, HandSequence
from gesture_app.hands.geometry import hand_speed, in_picture_heights, palm_size
from made_hands import hand_frame

TIMES_S = (0.0, 0.04, 0.1, 0.3)  # uneven, as a webcam's


def travelling(heights_per_s: float, aspect: float, slot: int = RIGHT) -> HandSequence:
    """A hand that goes sideways at an even pace."""
    return HandSequence.from_frames(
        [hand_frame(t, 0.3 + heights_per_s * t / aspect, 0.6, slot, aspect) for t in TIMES_S]
    )


@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_speed_is_in_palms_a_second_whatever_the_picture_and_the_frame_rate(aspect):
    sequence = travelling(0.5, aspect)
    palm = palm_size(in_picture_heights(sequence.image, aspect))[0, RIGHT]

    speed = hand_speed(sequence)

    assert np.isnan(speed[0])
    np.testing.assert_allclose(speed[1:], 0.5 / palm, rtol=1e-3)


def test_speed_is_unknown_unless_a_hand_is_seen_then_and_now():
    frames = list(travelling(0.5, 4 / 3).frames())
    frames[1] = HandFrame.empty(frames[1].time_s, frames[1].aspect)

    assert np.isnan(hand_speed(HandSequence.from_frames(frames))).tolist() == [True, True, True, False]
    assert np.isnan(hand_speed(HandSequence.from_frames(frames[:1]))).all()


def test_of_two_hands_the_faster_one_counts():
    slow, fast = travelling(0.1, 4 / 3, LEFT), travelling(0.5, 4 / 3, RIGHT)
    both = replace(
        slow,
        image=np.where(slow.present[:, :, None, None], slow.image, fast.image),
        present=slow.present | fast.present,
    )

    np.testing.assert_array_equal(hand_speed(both), hand_speed(fast))
