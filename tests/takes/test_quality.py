"""The verdict on a take, in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_takes import moving_hand

from gesture_app.hands import LEFT, RIGHT, HandSequence
from gesture_app.takes.quality import hands_used, judge


def _with_times(sequence: HandSequence, time_s: np.ndarray) -> HandSequence:
    return replace(sequence, time_s=time_s)


def test_a_clean_take_is_good_without_remarks() -> None:
    quality = judge(moving_hand(40))
    assert (quality.verdict, quality.remarks) == ("good", ())


def test_lost_hands_are_counted() -> None:
    quality = judge(moving_hand(40, lost=(5, 6, 7)))
    assert quality.remarks == ("The hand was lost in 3 of 40 frames.",)
    assert quality.verdict == "usable"


def test_one_lost_frame_among_many_is_said_but_harmless() -> None:
    quality = judge(moving_hand(40, lost=(5,)))
    assert quality.remarks == ("The hand was lost in 1 of 40 frames.",)
    assert quality.verdict == "good"


def test_a_hand_lost_most_of_the_time_makes_a_poor_take() -> None:
    assert judge(moving_hand(40, lost=tuple(range(25)))).verdict == "poor"


def test_no_hand_at_all_is_poor() -> None:
    quality = judge(moving_hand(20, lost=tuple(range(20))))
    assert (quality.verdict, quality.remarks) == ("poor", ("No hand was seen.",))


def test_one_of_two_hands_lost_is_said() -> None:
    both = _both_hands(40)
    both.image[10:14, LEFT], both.present[10:14, LEFT] = np.nan, False
    assert judge(both).remarks == ("One of the two hands was lost in 4 of 40 frames.",)


def test_leaving_the_picture_is_counted() -> None:
    quality = judge(moving_hand(40, drift=0.8))
    assert quality.verdict == "usable"
    assert quality.remarks[0].startswith("The hand left the picture in ")


def test_crossing_the_edge_in_one_of_ten_frames_is_said_but_harmless() -> None:
    take = moving_hand(40)
    take.image[36:, RIGHT, 8, 1] = -0.1
    quality = judge(take)
    assert (quality.verdict, quality.remarks) == ("good", ("The hand left the picture in 4 of 40 frames.",))
    take.image[35, RIGHT, 8, 1] = -0.1
    assert judge(take).verdict == "usable"
    assert quality.remarks[0].endswith("of 40 frames.")


def test_too_short_a_take_is_poor() -> None:
    assert judge(moving_hand(4)).verdict == "poor"
    assert judge(moving_hand(4)).remarks[0].startswith("It is too short: 4 frames")


def test_nothing_recorded_is_poor() -> None:
    assert judge(moving_hand(5).slice(0, 0)).remarks == ("Nothing was recorded.",)


def test_a_single_picture_is_no_flaw() -> None:
    quality = judge(moving_hand(1))
    assert (quality.verdict, quality.remarks) == ("good", ("It is a single picture.",))


def test_few_frames_a_second_are_said() -> None:
    slow = _with_times(moving_hand(20), np.arange(20) / 6)
    assert judge(slow).remarks == ("Only 6 frames a second were seen. Close other programs or add light.",)


def test_a_jump_in_time_is_said() -> None:
    time_s = np.arange(40) / 30
    time_s[20:] += 0.6
    assert judge(_with_times(moving_hand(40), time_s)).remarks == (
        "The picture stood still for 0.6 seconds.",
    )


def test_a_take_unlike_the_others_is_said() -> None:
    others = [moving_hand(40, drift=0.2 + 0.01 * i) for i in range(4)]
    assert judge(moving_hand(40, drift=0.22), others).verdict == "good"
    assert judge(moving_hand(60, drift=0.22), others).verdict == "good"  # slower only
    other_way = judge(moving_hand(40, drift=-0.3), others)
    assert other_way.remarks == ("It differs from the other takes of this gesture.",)
    fist = judge(moving_hand(40, drift=0.22, curl=1.0), others)
    assert fist.remarks == other_way.remarks


def test_one_odd_take_among_the_others_hides_nothing() -> None:
    others = [moving_hand(40, drift=0.2 + 0.01 * i) for i in range(4)] + [moving_hand(40, drift=-0.3)]
    assert judge(moving_hand(40, drift=0.22), others).verdict == "good"
    assert judge(moving_hand(40, drift=-0.3), others).verdict == "usable"


def test_two_others_are_too_few_to_compare_with() -> None:
    assert judge(moving_hand(40, drift=-0.3), [moving_hand(40)] * 2).verdict == "good"


def test_the_other_hand_is_said() -> None:
    quality = judge(moving_hand(40, slot=LEFT), [moving_hand(40)] * 3)
    assert quality.remarks == ("It was made with the left hand, the other takes with the right hand.",)


def test_two_hands_instead_of_one_are_said() -> None:
    quality = judge(_both_hands(40), [moving_hand(40)] * 3)
    assert quality.remarks == ("It was made with both hands, the other takes with the right hand.",)


def test_takes_of_no_gesture_may_do_anything() -> None:
    assert judge(moving_hand(40, lost=tuple(range(40))), no_gesture=True).verdict == "good"
    assert judge(moving_hand(40, drift=0.9), [moving_hand(40)] * 3, no_gesture=True).remarks == ()
    assert judge(moving_hand(3), no_gesture=True).verdict == "poor"


def test_others_without_a_hand_are_no_measure() -> None:
    empty = moving_hand(40, lost=tuple(range(40)))
    assert judge(moving_hand(40), [empty] * 3).verdict == "good"


@pytest.mark.parametrize(("lost", "used"), [((), (1,)), (tuple(range(16)), (1,)), (tuple(range(20)), (0,))])
def test_a_hand_seen_now_and_then_is_not_one_of_those_used(
    lost: tuple[int, ...], used: tuple[int, ...]
) -> None:
    assert hands_used(moving_hand(20, lost=lost)) == used


def _both_hands(frames: int) -> HandSequence:
    right, left = moving_hand(frames), moving_hand(frames, slot=LEFT)
    image = np.where(right.present[..., None, None], right.image, left.image)
    return HandSequence.from_image(image, right.time_s, right.aspect)
