"""What a stream of beliefs brings about: firings, what others are told, and the pause gesture."""

from __future__ import annotations

import itertools

from gesture_app.actions.action import PlayMidiNote
from gesture_app.actions.promise_card import Thresholds
from gesture_app.pipeline.acting.deciding import Decider, Decision, hands_in_sight
from gesture_app.pipeline.acting.remembering import Remembered
from made_hands import hand_frame, no_hand
from made_measurements import SURE, card, profile_of, seen
from made_profiles import binding_of
from made_profiles import profile_of as profile_of_bindings


def decider(
    *gestures: str, allowed: tuple[str, ...] | None = None, pause: str = "", strict: bool = False
) -> Decider:
    thresholds = {"open": Thresholds(threshold=0.5, patience=15.0)} if strict else {}
    return Decider(
        card(), profile_of(gestures), thresholds, gestures if allowed is None else allowed, pause,
        itertools.count(1),
    )  # fmt: skip


def decide(by: Decider, stretch: Remembered, acting: bool = True, pausing: bool = True) -> list[Decision]:
    return [
        by.decide(hands, prediction, hands.time_s, acting, pausing)
        for hands, prediction in zip(stretch.frames, stretch.predictions, strict=True)
    ]


SHOWN = seen(("", 0, 0.5), ("open", SURE, 2.0), ("", 0, 1.5))


def test_a_gesture_that_may_act_fires_once_and_is_told_with_its_end() -> None:
    decisions = decide(decider("open"), SHOWN)
    firings = [firing for each in decisions for firing in each.firings]
    assert [(firing.gesture, firing.number) for firing in firings] == [("open", 1)]
    assert [event.kind for each in decisions for event in each.told] == ["start", "end"]


def test_a_gesture_that_may_not_act_is_seen_and_does_nothing() -> None:
    decisions = decide(decider("open", allowed=()), SHOWN)
    assert [begun for each in decisions for begun in each.begun] == ["open"]
    assert not any(each.firings or each.told for each in decisions)


def test_nothing_fires_while_nothing_may_act() -> None:
    decisions = decide(decider("open"), SHOWN, acting=False)
    assert not any(each.firings or each.told for each in decisions)


def test_thresholds_of_the_promise_are_in_force() -> None:
    assert any(each.firings for each in decide(decider("open"), SHOWN))
    assert not any(each.firings for each in decide(decider("open", strict=True), SHOWN))


def test_the_pause_gesture_is_heard_while_nothing_acts_and_only_where_it_is_to_be_heard() -> None:
    shown = seen(("", 0, 0.2), ("fist", SURE, 3.0))
    made = [each for each in decide(decider(pause="fist"), shown, acting=False) if each.pause]
    assert len(made) == 1
    ignored = decide(decider(pause="fist"), shown, pausing=False)
    assert not any(each.pause for each in ignored)


def test_a_pause_gesture_made_in_passing_pauses_nothing() -> None:
    assert not any(
        each.pause
        for each in decide(decider(pause="fist"), seen(("", 0, 0.2), ("fist", SURE, 0.5), ("", 0, 2.0)))
    )


def test_predictions_of_another_model_are_passed_over() -> None:
    stranger = seen(("nobody knows it", SURE, 2.0))
    assert decide(decider("open"), stranger) == [Decision()] * len(stranger.frames)


def test_what_lasts_as_long_as_the_gesture_ends_when_the_decider_forgets() -> None:
    note = binding_of("open", PlayMidiNote(seconds=0))
    by = Decider(card(), profile_of_bindings(note), {}, ["open"], "", itertools.count(1))
    begun = [
        firing for each in decide(by, seen(("", 0, 0.2), ("open", SURE, 1.5))) for firing in each.firings
    ]
    assert [firing.phase for firing in begun] == ["start"]
    assert [firing.phase for firing in by.forget()] == ["end"]


def test_a_gesture_that_goes_on_while_the_decider_is_exchanged_does_not_act_again() -> None:
    by = decider("open")
    assert not any(each.firings for each in decide(by, seen(("open", SURE, 3.0))))
    assert any(each.firings for each in decide(by, seen(("", 0, 1.0), ("open", SURE, 2.0), begin_s=3.0)))


def test_hands_in_sight_are_named() -> None:
    assert hands_in_sight(no_hand(0.0)) == "any"
    assert hands_in_sight(hand_frame(0.0)) in ("left", "right")
