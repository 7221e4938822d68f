"""What led to a firing is found again, and the part that is offered holds it and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.pipeline.acting.messages import Moment
from gesture_app.pipeline.acting.tracing import (
    AT_LEAST_S,
    MARGIN_S,
    fired_at,
    firing_of,
    part_around,
    trace,
    trace_of_marked,
)
from made_moments import moment, waved


def part_s(found: Moment) -> tuple[float, float]:
    """First and last time of the offered part, from the moment's beginning."""
    start, stop = part_around(found, trace_of_marked(found))
    times_s = found.sequence.time_s - found.sequence.time_s[0]
    return float(times_s[start]), float(times_s[stop - 1])


def test_a_gesture_is_traced_from_where_its_evidence_began_to_where_it_was_told() -> None:
    found = trace_of_marked(waved())
    assert found is not None
    times_s = waved().sequence.time_s - 100
    assert found.gesture == "wave"
    assert times_s[found.grew] == pytest.approx(2.0, abs=0.05)
    assert times_s[found.told] == pytest.approx(2.4, abs=0.02)


def test_a_firing_that_waited_is_traced_to_the_telling_before_it() -> None:
    held = waved(fired={2.9: 7})
    found = trace_of_marked(held)
    assert found is not None
    assert held.glimpses[found.told].told == ("wave",)
    assert fired_at(held, 7) == found.told + 15


def test_of_several_tellings_the_one_before_the_firing_counts() -> None:
    twice = waved(told_s=(1.0, 2.4, 5.0), seconds=8.0)
    found = trace_of_marked(twice)
    assert found is not None
    assert found.told == 72
    assert trace(twice, "wave", 60) is not None
    assert trace(twice, "fist", 200) is None


def test_without_a_firing_the_last_telling_is_looked_at_and_without_that_nothing() -> None:
    found = trace_of_marked(waved(fired={}, marked=0, told_s=(1.0, 2.4)))
    assert found is not None
    assert found.told == 72
    assert trace_of_marked(moment()) is None


def test_a_firing_from_before_the_moment_is_not_explained_by_another() -> None:
    other = waved(marked=3)
    assert trace_of_marked(other) is None
    assert firing_of(other, 3) is None


def test_the_offered_part_holds_the_gesture_with_a_little_before_and_after() -> None:
    begin_s, end_s = part_s(waved())
    assert begin_s == pytest.approx(2.0 - MARGIN_S, abs=0.05)
    assert end_s == pytest.approx(3.0 + MARGIN_S, abs=0.05)


def test_a_short_one_is_offered_with_more_of_what_came_before() -> None:
    short = waved(
        belief=lambda time_s: 0.9 if 2.3 <= time_s <= 2.4 else 0.0,
        evidence=lambda time_s: float(2.3 <= time_s <= 2.4),
    )
    begin_s, end_s = part_s(short)
    assert end_s - begin_s == pytest.approx(AT_LEAST_S, abs=0.05)
    assert begin_s < 2.0


def test_the_part_does_not_reach_over_hands_that_were_gone() -> None:
    begin_s, end_s = part_s(waved(hand=lambda time_s: 1.9 <= time_s <= 2.6))
    assert begin_s == pytest.approx(1.9, abs=0.04)
    assert end_s == pytest.approx(2.6, abs=0.04)


def test_a_blink_of_the_tracker_does_not_cut_the_part() -> None:
    begin_s, end_s = part_s(waved(hand=lambda time_s: not 2.1 <= time_s <= 2.2))
    assert (begin_s, end_s) == (pytest.approx(1.75, abs=0.05), pytest.approx(3.25, abs=0.05))


def test_where_nothing_was_told_the_last_hands_are_offered() -> None:
    begin_s, end_s = part_s(moment(hand=lambda time_s: time_s <= 4.0))
    assert end_s == pytest.approx(4.0, abs=0.04)
    assert begin_s == pytest.approx(4.0 - 2 * AT_LEAST_S, abs=0.05)


@pytest.mark.parametrize("seconds", [0.04, 1.0])
def test_where_no_hand_was_seen_there_still_is_a_part(seconds: float) -> None:
    empty = moment(seconds, hand=lambda _: False)
    start, stop = part_around(empty, None)
    assert 0 <= start < stop <= len(empty.sequence)
    assert not empty.sequence.seen[start:stop].any()


def test_parts_lie_within_the_moment_wherever_the_firing_was() -> None:
    rng = np.random.default_rng(5)
    for _ in range(30):
        at_s = float(rng.uniform(0, 3.9))
        found = waved(
            seconds=4.0,
            told_s=(at_s,),
            fired={at_s: 7},
            evidence=lambda time_s, at_s=at_s: float(time_s < at_s),
        )
        start, stop = part_around(found, trace_of_marked(found))
        assert 0 <= start < stop <= len(found.sequence)
