"""Takes in a row, started and ended without touching anything."""

from __future__ import annotations

import math

import pytest

from gesture_app.hands import HandFrame
from gesture_app.pipeline.recording import (
    DroppedTake,
    FinishedTake,
    Outcome,
    RecordingPlan,
    RecordingSession,
)
from made_hands import hand_frame, no_hand, still, stream


def feed(session: RecordingSession, frames: list[HandFrame]) -> list[Outcome]:
    return [outcome for frame in frames if (outcome := session.update(frame)) is not None]


def takes_of(outcomes: list[Outcome]) -> list[FinishedTake]:
    return [outcome for outcome in outcomes if isinstance(outcome, FinishedTake)]


def swipe_every_3s(time_s: float) -> tuple[float, float]:
    """Rests, then swipes to the right for 0.8 s and comes to rest there; the next time back."""
    turn, phase = divmod(time_s, 3.0)
    share = min(1.0, max(0.0, (phase - 1.8) / 0.8))
    eased = 0.5 - 0.5 * math.cos(math.pi * share)
    return 0.3 + 0.4 * (eased if int(turn) % 2 == 0 else 1 - eased), 0.7


def test_takes_of_a_fixed_length_follow_each_other_after_the_countdown() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=3, take_s=1.0, countdown_s=2.0))
    takes = takes_of(feed(session, stream(still, 12)))
    assert [take.number for take in takes] == [1, 2, 3]
    assert all(take.sequence.duration_s == pytest.approx(1.0, abs=0.05) for take in takes)
    assert takes[0].sequence.time_s[0] == pytest.approx(2.0, abs=0.05)
    assert session.over
    assert session.state.phase == "finished"


def test_takes_keep_the_real_times_of_their_frames() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=1, take_s=1.0, countdown_s=0.0))
    times = [0.0, 0.05, 0.08, 0.2, 0.3, 0.45, 0.5, 0.7, 0.9, 1.06, 1.2]
    (take,) = takes_of(feed(session, [hand_frame(time_s) for time_s in times]))
    assert list(take.sequence.time_s) == [time_s for time_s in times if time_s <= 1.06]


def test_movement_starts_and_ends_a_take() -> None:
    session = RecordingSession(RecordingPlan("swipe", takes=3, mode="motion", countdown_s=1.0))
    takes = takes_of(feed(session, stream(swipe_every_3s, 13)))
    assert len(takes) == 3
    for number, take in enumerate(takes):
        first_s, last_s = take.sequence.time_s[0], take.sequence.time_s[-1]
        moved_s = 1.8 + 3.0 * number
        assert moved_s - 0.3 <= first_s <= moved_s + 0.15, "the first frames of the movement are in"
        assert moved_s + 0.7 <= last_s <= moved_s + 1.25, "the rest afterwards is not"


def test_a_hand_that_leaves_ends_the_take() -> None:
    def passes_through(time_s: float) -> tuple[float, float] | None:
        return (0.5 * (time_s - 2.0), 0.7) if 2.0 < time_s < 3.5 else None

    session = RecordingSession(RecordingPlan("pass", takes=1, mode="motion", countdown_s=0.5))
    (take,) = takes_of(feed(session, stream(passes_through, 6)))
    assert take.sequence.time_s[-1] < 3.5 + 0.25
    assert take.sequence.seen.mean() > 0.8


def test_the_empty_picture_before_and_after_a_hand_is_no_part_of_its_take() -> None:
    session = RecordingSession(RecordingPlan("wave", takes=1, mode="motion", countdown_s=0.5))

    def comes_and_goes(time_s: float) -> tuple[float, float] | None:
        return (0.2 + 0.3 * (time_s - 1.0), 0.7) if 1.0 <= time_s < 2.2 else None

    (take,) = takes_of(feed(session, stream(comes_and_goes, 4)))
    assert take.sequence.seen.all()
    assert take.sequence.duration_s > 0.9


def test_a_resting_hand_starts_nothing() -> None:
    session = RecordingSession(RecordingPlan("swipe", mode="motion", countdown_s=0.0))
    assert feed(session, stream(still, 10)) == []
    assert session.state.phase == "ready"


def test_a_take_without_any_hand_is_repeated_with_a_word() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=1, take_s=1.0, countdown_s=0.0))
    assert feed(session, [no_hand(number / 30) for number in range(35)]) == []
    assert "No hand was seen" in session.state.hint
    assert session.state.number == 1
    assert len(takes_of(feed(session, stream(still, 4, start_s=2.0)))) == 1


def test_takes_of_no_gesture_may_be_empty() -> None:
    session = RecordingSession(
        RecordingPlan("none", takes=1, take_s=1.0, countdown_s=0.0, hands_needed=False)
    )
    assert len(takes_of(feed(session, [no_hand(number / 30) for number in range(35)]))) == 1


def test_next_skips_the_countdown_and_ends_a_take() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=2, take_s=5.0, countdown_s=60.0))
    feed(session, stream(still, 0.5))
    session.request("next")
    feed(session, stream(still, 1.0, start_s=0.5))
    assert session.state.phase == "recording"
    session.request("next")
    (take,) = takes_of(feed(session, stream(still, 0.1, start_s=1.5)))
    assert take.sequence.duration_s == pytest.approx(1.0, abs=0.1)
    assert session.state.number == 2


def test_redo_between_takes_drops_the_last_one() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=2, take_s=1.0, countdown_s=0.0))
    assert len(takes_of(feed(session, stream(still, 1.2)))) == 1
    session.request("redo")
    outcomes = feed(session, stream(still, 6, start_s=1.2))
    assert outcomes[0] == DroppedTake(1)
    assert [take.number for take in takes_of(outcomes)] == [1, 2]


def test_redo_within_a_take_starts_that_take_again() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=1, take_s=1.0, countdown_s=0.0))
    feed(session, stream(still, 0.5))
    session.request("redo")
    outcomes = feed(session, stream(still, 4, start_s=0.5))
    assert [type(outcome) for outcome in outcomes] == [FinishedTake]
    assert outcomes[0].sequence.time_s[0] > 0.5


def test_redo_before_the_first_take_drops_nothing() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=1, take_s=1.0, countdown_s=1.0))
    feed(session, stream(still, 0.5))
    session.request("redo")
    assert [type(outcome) for outcome in feed(session, stream(still, 5, start_s=0.5))] == [FinishedTake]


def test_after_stop_nothing_is_recorded() -> None:
    session = RecordingSession(RecordingPlan("fist", takes=2, take_s=1.0, countdown_s=0.0))
    feed(session, stream(still, 0.5))
    session.request("stop")
    assert session.over
    assert feed(session, stream(still, 5, start_s=0.5)) == []
    assert session.state.phase == "stopped"


@pytest.mark.parametrize("later_s", [30.0, -5.0])
def test_a_picture_that_stops_or_a_clock_that_jumps_spoils_only_the_take_in_the_making(
    later_s: float,
) -> None:
    session = RecordingSession(RecordingPlan("fist", takes=1, take_s=1.0, countdown_s=0.0))
    feed(session, stream(still, 0.5))
    outcomes = feed(session, stream(still, 4, start_s=0.5 + later_s))
    (take,) = takes_of(outcomes)
    assert take.sequence.duration_s == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0])
def test_a_clock_that_jumps_in_the_countdown_neither_ends_it_nor_makes_it_last_for_hours(
    jump_s: float,
) -> None:
    session = RecordingSession(RecordingPlan("fist", takes=1, take_s=1.0, countdown_s=3.0))
    feed(session, stream(still, 1.0, start_s=5000.0))
    after_s = 5001.0 + jump_s
    assert feed(session, stream(still, 2.5, start_s=after_s)) == []
    assert session.state.phase == "countdown"
    assert 0 < session.state.seconds_left < 1.0
    (take,) = takes_of(feed(session, stream(still, 3, start_s=after_s + 2.5)))
    assert take.sequence.time_s[0] == pytest.approx(after_s + 3.0, abs=0.1)
    assert take.sequence.duration_s == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0])
def test_a_clock_that_jumps_is_no_movement_that_starts_a_take(jump_s: float) -> None:
    session = RecordingSession(RecordingPlan("swipe", takes=1, mode="motion", countdown_s=0.0))
    feed(session, stream(still, 2.0, start_s=5000.0))
    elsewhere = stream(lambda _: (0.9, 0.2), 2.0, start_s=5002.0 + jump_s)
    assert feed(session, elsewhere) == []
    assert session.state.phase == "ready"


def test_the_state_tells_the_countdown() -> None:
    session = RecordingSession(RecordingPlan("fist", countdown_s=3.0))
    assert session.state.seconds_left == 3.0
    feed(session, stream(still, 1.0))
    assert session.state.seconds_left == pytest.approx(2.0, abs=0.1)
    assert session.state.phase == "countdown"
