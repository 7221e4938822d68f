"""The promise: cards and thresholds from life and prompts, replayed as it would be decided live."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from msgspec.structs import replace

from gesture_app.actions.promise.measurement import Measurement, PromptedHands
from gesture_app.pipeline.acting.promising import promise_cards, reckon
from gesture_app.pipeline.acting.remembering import (
    Measured,
    Memory,
    ReckoningCancelled,
    remember,
    remember_measurement,
)
from gesture_app.pipeline.acting.replaying import replay
from gesture_app.recognition.recogniser import Recogniser
from made_gestures import takes_of
from made_hands import hand_frame
from made_measurements import DOUBTFUL, SURE, UNLIKE, believed, card, profile_of, prompts, seen
from made_models import model_of

QUIET = ("open", UNLIKE, 20)


def cards_of(life, asked, gestures=("open",), **bound):
    """The cards by gesture."""
    found = promise_cards(card(), Measured((life,), tuple(asked)), profile_of(gestures, **bound))
    assert [each.gesture for each in found] == list(gestures)
    return {each.gesture: each for each in found}


def test_what_life_never_shows_and_prompts_show_clearly_is_fit():
    own = cards_of(seen(QUIET), prompts("open", ("open", SURE, 1.5)))["open"]

    assert own.verdict == "fit"
    assert (own.prompted, own.fired_once, own.fired_twice, own.others, own.false_fires) == (5, 5, 0, 0, 0)
    assert own.thresholds is not None
    assert 0 < own.delay_s < 1.5
    assert own.advice == ()


def test_the_card_says_no_more_than_the_time_of_watching_allows():
    own = cards_of(seen(*[QUIET] * 6), prompts("open", ("open", SURE, 1.5)))["open"]

    assert own.watched_s == pytest.approx(120, abs=0.1)
    assert own.rate.per_hour == 0
    assert own.rate.high == pytest.approx(90, abs=0.5)


def test_what_life_shows_as_clearly_as_prompts_would_fire_by_accident_and_may_not_act():
    life = seen(QUIET, ("open", SURE, 3), QUIET, ("open", SURE, 3), QUIET)
    own = cards_of(life, prompts("open", ("open", SURE, 1.5)))["open"]

    assert own.verdict == "accident"
    assert own.false_fires == 2
    assert own.rate.low > 0
    assert any("not a gesture" in sentence for sentence in own.advice)


@pytest.mark.parametrize("glimpse", [("open", SURE, 0.3), ("open", DOUBTFUL, 1.0)])
def test_thresholds_are_set_so_that_what_life_did_show_does_not_fire(glimpse):
    life = seen(QUIET, glimpse, ("open", UNLIKE, 5), glimpse, QUIET)
    asked = prompts("open", ("open", SURE, 2.0))
    own = cards_of(life, asked)["open"]
    measured = Measured((life,), tuple(asked))
    again = replay(measured, card(), profile_of(["open"]), {"open": own.thresholds})

    assert own.verdict == "fit"
    assert not again.in_life
    assert all(len(outcome.own) == 1 for outcome in again.outcomes)


def test_a_gesture_that_is_seldom_recognised_is_missed_and_the_card_says_what_to_do():
    asked = prompts("open", ("open", SURE, 1.5), count=2) + prompts("open", ("open", 0.2, 1.5), count=3)
    own = cards_of(seen(QUIET), asked)["open"]

    assert own.verdict == "missed"
    assert own.fired_once == 2
    assert any("takes of “open”" in sentence for sentence in own.advice)


def test_a_gesture_that_is_taken_for_another_one_is_told_which():
    asked = prompts("fist", ("open", SURE, 1.5)) + prompts("open", ("open", SURE, 1.5))
    found = cards_of(seen(QUIET), asked, ("open", "fist"))

    assert found["fist"].verdict == "missed"
    assert found["fist"].others == 5
    assert "“open” fired" in found["fist"].advice[0]


def test_a_gesture_that_fires_more_than_once_a_prompt_is_not_fit():
    twice = (("open", SURE, 1.2), ("open", UNLIKE, 0.6), ("open", SURE, 1.2))
    own = cards_of(seen(QUIET), prompts("open", *twice), cool_down_s=0)["open"]
    cooled = cards_of(seen(QUIET), prompts("open", *twice), cool_down_s=5)["open"]

    assert (own.verdict, own.fired_twice) == ("missed", 5)
    assert any("cool-down" in sentence for sentence in own.advice)
    assert (cooled.verdict, cooled.fired_once) == ("fit", 5)


def test_what_repeats_while_it_is_held_counts_once():
    own = cards_of(seen(QUIET), prompts("open", ("open", SURE, 3)), when="held", every_s=0.2)["open"]

    assert (own.verdict, own.fired_once) == ("fit", 5)


def test_having_to_hold_a_gesture_counts_too():
    asked = prompts("open", ("open", SURE, 1.2))

    assert cards_of(seen(QUIET), asked)["open"].verdict == "fit"
    assert cards_of(seen(QUIET), asked, hold_s=2)["open"].verdict == "missed"


def test_holding_to_confirm_is_advised_where_it_helps_and_only_there():
    """Life shows it briefly and surely, prompts long and hesitantly."""
    asked = prompts("open", ("open", DOUBTFUL, 2.0))
    brief, lasting = (
        cards_of(seen(QUIET, ("open", SURE, seconds), QUIET), asked)["open"] for seconds in (1.0, 4.0)
    )

    assert brief.verdict == lasting.verdict == "accident"
    assert brief.advice[0].startswith("Hold to confirm")
    assert not any("Hold to confirm" in sentence for sentence in lasting.advice)


@pytest.mark.parametrize(
    ("life", "asked", "gesture", "words"),
    [
        (seen(QUIET), prompts("open", ("open", SURE, 1)), "salute", "does not know “salute”"),
        (seen(QUIET), prompts("fist", ("fist", SURE, 1)), "open", "not asked for"),
        (seen(QUIET), prompts("open", ("open", SURE, 1), count=2), "open", "not asked for"),
        (seen(("", 0, 120)), prompts("open", ("open", SURE, 1)), "open", "Hardly a hand"),
    ],
)
def test_what_cannot_be_judged_is_unmeasured_and_says_why(life, asked, gesture, words):
    own = cards_of(life, asked, (gesture,))[gesture]

    assert own.verdict == "unmeasured"
    assert own.thresholds is None
    assert words in own.advice[0]


def test_each_prompt_is_compared_with_the_others_and_not_with_itself():
    """One prompt shows something quite different, of which the model believes just as much."""
    usual, odd = np.eye(card().sizes.embedding)[:2]
    asked = prompts("open", ("open", SURE, 1.5), lies=usual, count=4)
    odd_one = prompts("open", ("open", SURE, 1.5), lies=odd, count=1)
    own = cards_of(seen(QUIET, lies=odd), asked + odd_one)["open"]

    assert (own.verdict, own.prompted, own.fired_once) == ("fit", 5, 4)
    assert own.thresholds.shown


def test_without_life_nothing_is_promised():
    (own,) = promise_cards(
        card(), Measured((), tuple(prompts("open", ("open", SURE, 1)))), profile_of(["open"])
    )

    assert own.verdict == "unmeasured"


def test_what_is_switched_off_gets_no_card():
    profile = profile_of(["open", "fist"])
    off = replace(profile, bindings=(profile.bindings[0], replace(profile.bindings[1], enabled=False)))
    found = promise_cards(card(), Measured((seen(QUIET),), ()), off)

    assert [each.gesture for each in found] == ["open"]


def test_a_source_that_begins_anew_begins_another_stretch():
    memory = Memory()
    for time_s in (1.0, 1.1, 1.2, 0.0, 0.1):
        memory.add(hand_frame(time_s), believed("open", SURE, time_s))

    assert [len(stretch.frames) for stretch in memory.stretches()] == [3, 2]


@pytest.fixture(scope="module")
def model():
    return model_of(takes_of("open", "fist", count=3))


@pytest.fixture(scope="module")
def measurement():
    takes = takes_of("open", "fist", count=4)
    asked = tuple(PromptedHands(take.label, take.sequence) for take in takes)
    return Measurement(tuple(take.sequence for take in takes_of("swipe", count=2)), asked, None)


def test_landmarks_that_were_kept_give_what_was_seen_live(model, measurement):
    recogniser = Recogniser(model)
    live = Memory()
    for hands in measurement.life[0].frames():
        live.add(hands, recogniser.update(hands))

    assert remember(measurement.life[0], Recogniser(model)).predictions == live.stretches()[0].predictions


def test_another_model_reckons_anew_from_landmarks(model, measurement):
    profile = profile_of(["open", "fist"])
    seen_again = remember_measurement(measurement, Recogniser(model))

    assert reckon(measurement, Recogniser(model), model.card, profile) == promise_cards(
        model.card, seen_again, profile
    )
    assert [prompt.gesture for prompt in seen_again.prompts] == [each.gesture for each in measurement.prompts]


def test_reckoning_that_nobody_waits_for_stops(model, measurement):
    cancelled = threading.Event()
    cancelled.set()

    with pytest.raises(ReckoningCancelled):
        reckon(measurement, Recogniser(model), model.card, profile_of(["open"]), cancelled)
