"""The proof counts what happened, and the same plan gives the same figures."""

from __future__ import annotations

import msgspec
import pytest

from gesture_app.pipeline.acting.proof import ProofPlan, prove
from gesture_app.pipeline.acting.proof_counts import PersonCount, summed_up
from gesture_app.virtual_hand.tracked.life import Deed

MEANT, HALF, IDLE = (
    Deed("meant", "wave", 10, 11),
    Deed("half", "fist", 20, 20.3),
    Deed("idle", "drinking", 30, 34),
)


@pytest.fixture
def count() -> PersonCount:
    return PersonCount("somebody", {"wave": "fit", "fist": "fit", "point": "accident"}, hours=2.0)


def test_a_gesture_that_is_meant_and_fires_once_is_no_false_fire(count: PersonCount) -> None:
    count.add([MEANT], [("wave", 11.2)], 3.0)
    proof = summed_up([count], 0, 0, 1.0)
    assert (proof.counted.meant, proof.counted.once, proof.counted.false_fires) == (1, 1, 0)
    assert proof.delay_s == pytest.approx(1.2)
    assert proof.once is not None
    assert proof.once.share == 1.0
    assert 0 < proof.once.low < 0.5


def test_a_second_firing_and_a_missing_one_are_not_once(count: PersonCount) -> None:
    count.add([MEANT], [("wave", 10.5), ("wave", 11.5)], 3.0)
    count.add([MEANT], [], 3.0)
    counted = summed_up([count], 0, 0, 1.0).counted
    assert (counted.meant, counted.once, counted.twice) == (2, 0, 1)


def test_whatever_else_fires_is_false_and_is_told_by_its_cause(count: PersonCount) -> None:
    count.add([MEANT], [("fist", 10.5)], 3.0)
    count.add([HALF], [("fist", 20.4)], 1.0)
    count.add([IDLE], [("wave", 33.0)], 4.0)
    count.add([], [("wave", 90.0)], 1.0)
    proof = summed_up([count], 0, 0, 1.0)
    assert proof.false_by_cause == {"meant": 1, "half": 1, "idle": 2}
    assert proof.false_fires is not None
    assert proof.false_fires.per_hour == pytest.approx(2.0)
    assert proof.half_made is not None
    assert (proof.half_made.of, proof.half_made.share) == (1, 1.0)
    assert proof.by_gesture["wave"].false_fires == 2
    assert proof.counted.once == 0


def test_gestures_that_are_not_armed_are_neither_asked_for_nor_hidden(count: PersonCount) -> None:
    count.add([Deed("meant", "point", 5, 6)], [], 2.0)
    proof = summed_up([count], 0, 0, 1.0)
    assert (proof.counted.armed, proof.counted.not_armed, proof.counted.meant) == (2, 1, 0)
    assert proof.not_armed == {"accident": 1}


def test_nothing_in_six_hours_is_less_than_one_in_two_hours() -> None:
    quiet = PersonCount("somebody", {"wave": "fit"}, hours=6.0)
    rate = summed_up([quiet], 0, 0, 1.0).false_fires
    assert rate is not None
    assert (rate.per_hour, rate.low) == (0, 0)
    assert 0.49 < rate.high < 0.51


def test_a_short_proof_watches_everybody_and_comes_out_the_same_again() -> None:
    plan = ProofPlan(persons=1, hours=0.05, seed=3)
    first, again = (prove(plan, lambda _: None) for _ in range(2))
    assert first.persons == 1
    assert first.counted.armed + first.counted.not_armed == 10
    assert 0 < first.in_sight < 1
    assert msgspec.structs.replace(first, seconds=0) == msgspec.structs.replace(again, seconds=0)
