"""What a performance of a gesture does: once, while it lasts, at its end, or nothing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesture_app.actions.action import Click, PlayMidiNote
from gesture_app.actions.binding import Binding, Hands
from gesture_app.actions.firing import Firing
from gesture_app.actions.trigger import LONGEST_GAP_S, Heard, Trigger
from made_profiles import binding_of, profile_of

FRAME_S = 1 / 30

Performance = tuple[float, float]
"""From when to when a gesture is told, seconds."""


def trigger_of(*bindings: Binding, allowed: Sequence[str] = ("wave", "fist", "OK")) -> Trigger:
    return Trigger(profile_of(*bindings), allowed)


def start(gesture: str = "wave", time_s: float = 0.0) -> Heard:
    return Heard("start", gesture, 0.9, time_s)


def end(gesture: str = "wave", time_s: float = 0.0) -> Heard:
    return Heard("end", gesture, 0.9, time_s)


def performed(
    trigger: Trigger,
    performances: Sequence[Performance],
    frames_s: Sequence[float],
    hands: Hands = "right",
) -> list[Firing]:
    """What comes of performances of “wave” that are noticed at the first frame after they begin and end."""
    firings: list[Firing] = []
    waiting = sorted([(a, 1, "start") for a, _ in performances] + [(b, 0, "end") for _, b in performances])
    for now_s in frames_s:
        heard = []
        while waiting and waiting[0][0] <= now_s:
            heard.append(Heard(waiting.pop(0)[2], "wave", 0.9, now_s))
        firings += trigger.update(heard, hands, now_s, now_s + 100.0)
    return firings


def frames(until_s: float, step_s: float = FRAME_S) -> list[float]:
    return [number * step_s for number in range(int(until_s / step_s) + 1)]


def times(firings: Sequence[Firing]) -> list[float]:
    return [round(firing.time_s, 3) for firing in firings]


# ---- single facts


def test_a_gesture_does_its_action_once_however_long_it_is_held():
    fired = performed(trigger_of(binding_of()), [(0.5, 9.0)], frames(10))
    assert times(fired) == [0.5]
    assert (fired[0].phase, fired[0].gesture, fired[0].hands) == ("start", "wave", "right")
    assert fired[0].arrived_s == fired[0].time_s + 100.0


def test_a_gesture_told_and_ended_at_the_same_frame_still_acts():
    trigger = trigger_of(binding_of(), binding_of(id="after", when="end"))
    fired = trigger.update([start(), end()], "any", 1.0, 1.0)
    assert [firing.phase for firing in fired] == ["start", "end"]
    assert not trigger.is_active("wave")


def test_a_binding_on_the_end_acts_when_the_gesture_is_over():
    assert times(performed(trigger_of(binding_of(when="end")), [(0.5, 2.0)], frames(5))) == [2.0]


def test_hold_to_confirm_acts_once_after_the_time_and_not_before():
    assert times(performed(trigger_of(binding_of(hold_s=0.5)), [(1.0, 3.0)], frames(5))) == [1.5]


def test_a_gesture_let_go_too_early_confirms_nothing():
    for when in ("start", "held", "end"):
        trigger = trigger_of(binding_of(hold_s=0.8, when=when))
        assert performed(trigger, [(1.0, 1.6), (2.0, 2.7)], frames(5)) == []


def test_while_held_it_repeats_in_step_and_stops_with_the_gesture():
    fired = performed(trigger_of(binding_of(when="held", every_s=0.5)), [(1.0, 2.6)], frames(5))
    assert times(fired) == [1.0, 1.5, 2.0, 2.5]
    assert {firing.phase for firing in fired} == {"held"}


def test_after_a_stall_the_repetitions_that_were_missed_are_not_made_up_for():
    stalled = [0.0, 0.9, *(0.9 + FRAME_S * number for number in range(1, 20))]
    fired = performed(trigger_of(binding_of(when="held", every_s=0.2)), [(0.0, 9.0)], stalled)
    assert times(fired)[:3] == [0.0, 0.9, 1.1]


def test_within_the_cool_down_nothing_is_done_again_and_not_later_either():
    trigger = trigger_of(binding_of(cool_down_s=1.0))
    assert times(performed(trigger, [(0.0, 0.2), (0.6, 3.0), (4.0, 4.2)], frames(6))) == [0.0, 4.0]


def test_a_repeating_binding_begins_again_once_it_has_cooled_down():
    trigger = trigger_of(binding_of(when="held", every_s=0.5, cool_down_s=2.0))
    assert times(performed(trigger, [(0.0, 0.2), (0.5, 2.7)], frames(5))) == [0.0, 2.0, 2.5]


def test_bindings_of_one_gesture_are_done_in_the_profiles_order_and_numbered_through():
    numbers = itertools.count(7)
    profile = profile_of(binding_of(id="a"), binding_of("fist", id="c"), binding_of(id="b", action=Click()))
    trigger = Trigger(profile, {"wave"}, numbers)
    fired = trigger.update([start()], "left", 0.0, 0.0)
    assert [(firing.binding, firing.number) for firing in fired] == [("a", 7), ("b", 8)]
    assert next(numbers) == 9


def test_only_gestures_that_are_allowed_and_bindings_that_are_on_do_anything():
    trigger = trigger_of(binding_of(), binding_of("fist", enabled=False), binding_of("OK"), allowed=["fist"])
    assert trigger.update([start(), start("fist"), start("OK")], "right", 0.0, 0.0) == []
    assert trigger.is_active("OK")  # and yet it is known to go on


def test_a_start_without_an_end_before_is_another_performance():
    trigger = trigger_of(binding_of(), binding_of(id="after", when="end"))
    trigger.update([start()], "right", 0.0, 0.0)
    assert [each.phase for each in trigger.update([start()], "right", 0.5, 0.5)] == ["end", "start"]


def test_an_end_of_what_never_began_does_nothing():
    trigger = trigger_of(binding_of(when="end"))
    assert trigger.update([end(), end("unknown")], "right", 0.0, 0.0) == []


# ---- hands


@pytest.mark.parametrize("wanted", ["left", "right", "both"])
@pytest.mark.parametrize("shown", ["left", "right", "both"])
def test_a_binding_for_some_hands_acts_only_when_exactly_those_are_in_sight(wanted: Hands, shown: Hands):
    fired = performed(trigger_of(binding_of(hands=wanted)), [(0.5, 1.0)], frames(2), shown)
    assert len(fired) == (wanted == shown)


def test_one_frame_in_which_the_tracker_mixes_up_the_hands_changes_nothing():
    trigger = trigger_of(binding_of(hands="both"), binding_of(id="other", hands="left"))
    for number in range(10):
        trigger.update([], "both", number * FRAME_S, 0.0)
    fired = trigger.update([start()], "left", 10 * FRAME_S, 0.0)
    assert [(firing.binding, firing.hands) for firing in fired] == [("wave", "both")]


def test_hands_that_left_before_the_gesture_was_told_are_remembered():
    trigger = trigger_of(binding_of(hands="left"))
    for number in range(5):
        trigger.update([], "left", number * FRAME_S, 0.0)
    for number in range(5, 15):
        assert trigger.update([], "any", number * FRAME_S, 0.0) == []
    assert len(trigger.update([start(), end()], "any", 0.5, 0.5)) == 1


def test_without_any_hand_seen_a_binding_for_one_hand_does_nothing():
    trigger = trigger_of(binding_of(hands="left"), binding_of(id="b"))
    assert [firing.binding for firing in trigger.update([start()], "any", 0.0, 0.0)] == ["b"]


# ---- clocks


def test_a_video_that_starts_anew_ends_what_went_on():
    trigger = trigger_of(binding_of(when="held", every_s=0.2), binding_of(id="after", when="end"))
    trigger.update([start()], "right", 8.0, 8.0)
    assert trigger.update([], "right", 0.0, 8.1) == []
    assert not trigger.is_active("wave")
    assert trigger.update([end()], "right", 0.1, 8.2) == []


def test_a_cool_down_goes_on_when_a_video_starts_anew():
    trigger = trigger_of(binding_of(cool_down_s=3.0))
    trigger.update([start()], "right", 9.0, 9.0)
    trigger.update([end()], "right", 9.9, 9.9)
    assert trigger.update([start()], "right", 0.0, 10.0) == []
    trigger.update([end()], "right", 1.0, 11.0)
    trigger.update([], "right", 1.9, 11.9)
    assert len(trigger.update([start()], "right", 2.2, 12.2)) == 1  # 2.1 s were left


def test_after_a_long_gap_nobody_knows_whether_the_gesture_went_on_so_it_does_nothing():
    for when in ("start", "held", "end"):
        trigger = trigger_of(binding_of(when=when, hold_s=0.5))
        trigger.update([start()], "right", 0.0, 0.0)
        gap_s = LONGEST_GAP_S + 0.1
        assert trigger.update([], "right", gap_s, gap_s) == []
        assert trigger.update([end()], "right", gap_s + 0.1, gap_s + 0.1) == []


def test_a_reset_forgets_performances_and_cool_downs():
    trigger = trigger_of(binding_of(cool_down_s=60.0, when="start"))
    assert len(trigger.update([start()], "right", 0.0, 0.0)) == 1
    assert trigger.reset() == []
    assert not trigger.is_active("wave")
    assert len(trigger.update([start()], "right", 0.1, 0.1)) == 1


# ---- what lasts as long as its gesture


@pytest.mark.parametrize("how", ["end", "reset", "back", "gap", "again"])
def test_a_note_that_lasts_as_its_gesture_is_ended_whatever_ends_the_gesture(how: str):
    trigger = trigger_of(binding_of(action=PlayMidiNote(seconds=0)))
    assert [each.phase for each in trigger.update([start()], "right", 5.0, 5.0)] == ["start"]
    fired = {
        "end": lambda: trigger.update([end()], "right", 5.1, 5.1),
        "reset": trigger.reset,
        "back": lambda: trigger.update([], "right", 0.0, 5.1),
        "gap": lambda: trigger.update([], "right", 5.1 + LONGEST_GAP_S, 9.0),
        "again": lambda: trigger.update([start()], "right", 5.1, 5.1)[:1],
    }[how]()
    assert [(each.phase, each.binding) for each in fired] == [("end", "wave")]
    assert trigger.update([end()], "right", 7.0, 7.0) == [] or how == "again"


def test_a_note_of_its_own_length_is_not_ended_by_the_gesture():
    trigger = trigger_of(binding_of(action=PlayMidiNote(seconds=0.5)))
    trigger.update([start()], "right", 0.0, 0.0)
    assert trigger.update([end()], "right", 0.2, 0.2) == []


def test_a_note_that_did_not_begin_is_not_ended():
    trigger = trigger_of(binding_of(action=PlayMidiNote(seconds=0), hold_s=1.0))
    trigger.update([start()], "right", 0.0, 0.0)
    assert trigger.update([end()], "right", 0.2, 0.2) == []


# ---- every stream

tenths = st.integers(1, 30).map(lambda number: number / 10)


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[Performance], list[float]]:
    """Performances one after the other, and the frames of a camera that is not quite even, in milliseconds' steps."""
    performances, now_s = [], 0.3
    for _ in range(draw(st.integers(0, 8))):
        begin_s = now_s + draw(tenths)
        now_s = begin_s + draw(tenths)
        performances.append((round(begin_s, 3), round(now_s, 3)))
    steps = draw(st.lists(st.integers(8, 120), min_size=5, max_size=40))
    frames_s, now = [], 0
    for step in itertools.cycle(steps):
        frames_s.append(now / 1000)
        now += step
        if now / 1000 > now_s + 1.5:
            return performances, [*frames_s, now / 1000]
    raise AssertionError


def seen(performance: Performance, frames_s: Sequence[float]) -> list[float]:
    """The frames at which it goes on; noticed at its first frame, and over at the first one past its end."""
    begin_s, end_s = performance
    return [each for each in frames_s if begin_s <= each < end_s]


@settings(max_examples=150, deadline=None)
@given(streams(), st.sampled_from([0.0, 0.25, 0.6]), st.sampled_from([0.0, 0.7, 2.5]))
def test_every_performance_held_long_enough_and_not_too_soon_acts_exactly_once(
    stream: tuple[list[Performance], list[float]], hold_s: float, cool_down_s: float
):
    performances, frames_s = stream
    fired = performed(trigger_of(binding_of(hold_s=hold_s, cool_down_s=cool_down_s)), performances, frames_s)
    expected: list[float] = []
    for performance in performances:  # seen as a whole, not frame by frame
        on = seen(performance, frames_s) or [min(each for each in frames_s if each >= performance[1])]
        confirmed = [each for each in on if each >= on[0] + hold_s]
        if confirmed and (not expected or confirmed[0] >= expected[-1] + cool_down_s):
            expected.append(confirmed[0])
    assert [firing.time_s for firing in fired] == expected


@settings(max_examples=100, deadline=None)
@given(streams(), st.sampled_from([0.0, 0.4]), st.sampled_from([0.1, 0.35, 1.0]), st.sampled_from([0.0, 1.2]))
def test_repetitions_keep_their_distance_and_stay_within_the_performance(
    stream: tuple[list[Performance], list[float]], hold_s: float, every_s: float, cool_down_s: float
):
    performances, frames_s = stream
    binding = binding_of(when="held", hold_s=hold_s, every_s=every_s, cool_down_s=cool_down_s)
    fired = [firing.time_s for firing in performed(trigger_of(binding), performances, frames_s)]
    left, last_s = list(fired), -100.0
    for performance in performances:
        on = seen(performance, frames_s) or [min(each for each in frames_s if each >= performance[1])]
        own = [each for each in left if each <= on[-1]]
        left = left[len(own) :]
        due_s = max(on[0] + hold_s, last_s + cool_down_s)
        assert bool(own) == (on[-1] >= due_s)
        if not own:
            continue
        assert own[0] == min(each for each in on if each >= due_s)
        assert len(own) <= (on[-1] - own[0]) / every_s + 2
        assert all(b - a >= every_s / 2 - 1e-9 for a, b in itertools.pairwise(own))
        last_s = own[-1]
    assert left == []


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "", "", "start", "end"]),
            st.sampled_from(["wave", "fist", "unknown"]),
            st.sampled_from([0.02, 0.05, 0.3, 1.5, 40.0, -0.1, -20.0]),
            st.sampled_from(["any", "left", "right", "both"]),
        ),
        max_size=60,
    )
)
def test_whatever_the_clock_does_nothing_acts_without_having_begun_and_never_twice_for_one_beginning(
    script: list[tuple[str, str, float, Hands]],
):
    bindings = [
        binding_of(id="at once"),
        binding_of(id="held long", hold_s=0.3),
        binding_of(id="at the end", when="end"),
        binding_of("fist", id="one hand", hands="left"),
    ]
    trigger, now_s = trigger_of(*bindings), 50.0
    began: dict[str, int] = {"wave": 0, "fist": 0}
    count: dict[str, int] = {binding.id: 0 for binding in bindings}
    numbers: list[int] = []
    for kind, gesture, step_s, hands in script:
        now_s += step_s
        heard = [Heard(kind, gesture, 0.9, now_s)] if kind else []
        if kind == "start" and gesture in began:
            began[gesture] += 1
        for firing in trigger.update(heard, hands, now_s, now_s):
            assert trigger.is_active(firing.gesture) or firing.phase == "end"
            count[firing.binding] += 1
            numbers.append(firing.number)
    assert count["at once"] == began["wave"]
    assert count["held long"] <= began["wave"]
    assert count["at the end"] <= began["wave"]
    assert count["one hand"] <= began["fist"]
    assert numbers == list(range(1, len(numbers) + 1))
