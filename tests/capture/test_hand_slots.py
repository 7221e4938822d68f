"""Left and right: where a detected hand goes, and that it stays there."""

import numpy as np

from gesture_app.capture.hand_slots import FoundHand, HandSlots

RNG = np.random.default_rng(5)
SHAPE = (RNG.normal(0, 0.04, (21, 3)) + np.linspace(0, 0.2, 21)[:, None] * [0, -1, 0]).astype(np.float32)
WORLD = np.zeros((21, 3), np.float32)


def hand(right: float, x: float = 0.5, y: float = 0.6) -> FoundHand:
    return FoundHand(right, SHAPE + np.array([x, y, 0], np.float32), WORLD)


def where(slots: HandSlots, *found: FoundHand, time_s: float = 0.0) -> list[int | None]:
    """Which of the found hands went to the left and to the right slot."""
    assigned = slots.assign(list(found), time_s, 4 / 3)
    return [next((i for i, one in enumerate(found) if one is slot), None) for slot in assigned]


def test_a_hand_goes_where_the_detector_says() -> None:
    assert where(HandSlots(), hand(0.9)) == [None, 0]
    assert where(HandSlots(), hand(0.1)) == [0, None]
    assert where(HandSlots()) == [None, None]


def test_two_hands_called_the_same_get_a_slot_each_and_the_surer_one_keeps_its_side() -> None:
    assert where(HandSlots(), hand(0.7, x=0.2), hand(0.95, x=0.8)) == [0, 1]
    assert where(HandSlots(), hand(0.3, x=0.2), hand(0.02, x=0.8)) == [1, 0]


def test_one_hand_found_twice_is_kept_once() -> None:
    assert where(HandSlots(), hand(0.8), hand(0.95, x=0.505)) == [None, 1]


def test_two_hands_laid_together_are_both_kept() -> None:
    assert where(HandSlots(), hand(0.05), hand(0.95, x=0.505)) == [0, 1]


def test_a_followed_hand_keeps_its_side_through_single_wrong_calls() -> None:
    slots = HandSlots()
    calls = [0.97] * 6 + [0.05] + [0.96] * 4 + [0.1, 0.1] + [0.97] * 4
    sides = [where(slots, hand(call, x=0.3 + 0.01 * i), time_s=i / 25) for i, call in enumerate(calls)]
    assert sides == [[None, 0]] * len(calls)


def test_a_hand_called_wrongly_at_first_changes_its_slot_soon() -> None:
    slots = HandSlots()
    sides = [where(slots, hand(call), time_s=i / 25) for i, call in enumerate([0.3, 0.96, 0.97, 0.97])]
    assert sides[0] == [0, None]
    assert sides[1:] == [[None, 0]] * 3


def test_a_side_that_stays_different_is_believed_in_the_end() -> None:
    slots = HandSlots()
    for i in range(20):
        where(slots, hand(0.95), time_s=i / 25)
    for i in range(20, 40):
        last = where(slots, hand(0.03), time_s=i / 25)
    assert last == [0, None]


def test_crossing_hands_do_not_swap() -> None:
    slots = HandSlots()
    for i, x in enumerate(np.linspace(0, 0.6, 40)):
        assert where(slots, hand(0.9, x=0.2 + x, y=0.4), hand(0.1, x=0.8 - x, y=0.7), time_s=i / 25) == [1, 0]


def test_a_hand_that_comes_back_after_a_while_is_judged_anew() -> None:
    slots = HandSlots()
    for i in range(20):
        where(slots, hand(0.95), time_s=i / 25)
    assert where(slots, hand(0.1), time_s=5.0) == [0, None]


def test_two_hands_called_the_same_do_not_take_turns_as_their_calls_waver() -> None:
    slots = HandSlots()
    calls = [(0.9, 0.93), (0.97, 0.9), (0.99, 0.85), (0.88, 0.95)] * 3
    sides = [
        where(slots, hand(one, x=0.2), hand(other, x=0.8), time_s=i / 25)
        for i, (one, other) in enumerate(calls)
    ]
    assert sides == [[0, 1]] * len(calls)


def test_a_source_that_begins_anew_finds_nothing_of_the_last_one() -> None:
    slots = HandSlots()
    for i in range(20):
        where(slots, hand(0.95), time_s=10 + i / 25)
    where(slots, time_s=0.0)
    assert where(slots, hand(0.1), time_s=10.9) == [0, None]
