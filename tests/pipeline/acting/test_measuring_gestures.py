"""A measurement: life, then prompts in mixed order, with a clock that waits where there is nothing to see."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from gesture_app.pipeline.acting.measuring import Measuring
from gesture_app.pipeline.acting.measuring_steps import MeasuringPlan, steps_of
from made_hands import hand_frame, no_hand
from made_measurements import FPS, SURE, UNLIKE, believed, card

PLAN = MeasuringPlan(("open", "fist"), life_s=20.0, prompts_each=2, prompt_s=3.0, rest_s=2.0)


class Sitter:
    """Somebody before the camera: does as asked, or something else."""

    def __init__(self, plan=PLAN):
        self.told, self.results = [], []
        self.measuring = Measuring(
            plan, card(), self.told.append, self.results.append, np.random.default_rng(1)
        )
        self.now_s = 100.0

    @property
    def step(self):
        return self.told[-1]

    def show(self, gesture, seconds, share=SURE):
        for _ in range(round(seconds * FPS)):
            self.one_frame(gesture, share)

    def one_frame(self, gesture, share=SURE):
        self.now_s += 1 / FPS
        hands = hand_frame(self.now_s) if gesture else no_hand(self.now_s)
        self.measuring.saw(hands, believed(gesture, share, self.now_s), self.now_s)

    def live(self):
        """Scratch one's head until the first rest."""
        while not self.told or self.step.phase == "life":
            self.one_frame("open", UNLIKE)

    def obey(self, most_s=60.0):
        """Show what prompts ask for, hands down else, to the end."""
        until_s = self.now_s + most_s
        while not self.results and self.now_s < until_s:
            prompted = self.told and self.step.phase == "prompt" and not self.step.heard
            self.one_frame(self.step.gesture if prompted else "")


def test_life_comes_first_and_then_each_gesture_is_asked_for_as_often_as_planned():
    sitter = Sitter()
    sitter.live()
    sitter.obey()

    phases = [step.phase for step in sitter.told]
    order = [phase for index, phase in enumerate(phases) if index == 0 or phase != phases[index - 1]]
    assert order == ["life", *["rest", "prompt"] * 4, "rest", "reckoning"]
    (measured,) = sitter.results
    assert Counter(prompt.gesture for prompt in measured.prompts) == {"open": 2, "fist": 2}
    assert measured.watched_s == pytest.approx(20.0, abs=0.2)


def test_what_is_shown_at_a_prompt_is_remembered_with_the_rest_around_it():
    sitter = Sitter()
    sitter.live()
    sitter.obey()

    for prompt in sitter.results[0].prompts:
        believed_most = [prediction.label for prediction in prompt.seen.predictions if prediction.label]
        assert set(believed_most) == {prompt.gesture}
        assert not prompt.seen.predictions[0].hands_seen
        assert not prompt.seen.predictions[-1].hands_seen


def test_a_prompt_waits_for_a_hand_and_says_that_it_sees_none():
    sitter = Sitter()
    sitter.live()
    while sitter.step.phase != "prompt":
        sitter.one_frame("")
    left_s = sitter.step.left_s
    sitter.show("", 30)

    assert (sitter.step.phase, sitter.step.left_s) == ("prompt", left_s)
    assert not sitter.step.hands_seen


def test_a_prompt_is_over_soon_after_it_was_heard_and_the_hands_went():
    quick, slow = Sitter(), Sitter()
    quick.live()
    quick.obey()
    slow.live()
    while not slow.results:
        slow.one_frame(slow.step.gesture if slow.step.phase == "prompt" else "")

    assert quick.now_s < slow.now_s - 4


def test_life_goes_on_until_hands_were_in_sight_for_a_while():
    sitter = Sitter()
    sitter.show("", 60)
    assert sitter.step.phase == "life"
    sitter.show("open", 5.5, UNLIKE)

    assert sitter.step.phase == "rest"


def test_while_no_frame_comes_the_clock_waits():
    sitter = Sitter()
    sitter.show("open", 5, UNLIKE)
    left_s = sitter.step.left_s
    sitter.now_s += 300
    sitter.show("open", 0.2, UNLIKE)

    assert sitter.step.left_s == pytest.approx(left_s, abs=0.3)


def test_without_a_model_the_clock_waits():
    sitter = Sitter()
    sitter.show("open", 5, UNLIKE)
    told = len(sitter.told)
    for _ in range(100):
        sitter.now_s += 1 / FPS
        sitter.measuring.saw(hand_frame(sitter.now_s), None, sitter.now_s)

    assert len(sitter.told) == told


def test_a_clock_of_the_source_that_begins_anew_makes_a_second_stretch_of_life():
    sitter = Sitter()
    sitter.show("open", 10, UNLIKE)
    arrived_s = sitter.now_s
    for step in range(12 * FPS):
        arrived_s += 1 / FPS
        frame = hand_frame(step / FPS)
        sitter.measuring.saw(frame, believed("open", UNLIKE, step / FPS), arrived_s)
    sitter.now_s = arrived_s
    sitter.obey()

    assert len(sitter.results[0].life) == 2
    assert sitter.results[0].watched_s == pytest.approx(20, abs=0.5)


def test_what_would_have_fired_in_life_is_counted_while_it_is_watched():
    sitter = Sitter()
    sitter.show("open", 1.0)
    sitter.show("open", 1.0, UNLIKE)
    sitter.show("swipe", 1.0)  # not among the gestures that are measured
    sitter.show("open", 1.0, UNLIKE)

    assert sitter.step.fires == 1


def test_skipping_leaves_the_rest_of_life_and_single_prompts():
    sitter = Sitter()
    sitter.show("open", 6, UNLIKE)
    sitter.measuring.skip()
    sitter.one_frame("")
    assert sitter.step.phase == "rest"
    while sitter.step.phase != "prompt":
        sitter.one_frame("")
    sitter.measuring.skip()
    sitter.one_frame("")
    sitter.one_frame("")
    skipped_in_rest = sitter.step.number
    sitter.measuring.skip()
    sitter.one_frame("")
    assert sitter.step.number == skipped_in_rest + 1
    sitter.obey()

    assert len(sitter.results[0].prompts) == 2


def test_cancelling_ends_it_once_also_where_no_frame_comes():
    sitter = Sitter()
    sitter.measuring.cancel()
    sitter.measuring.cancel()
    sitter.show("open", 1)

    assert sitter.results == [None]
    assert sitter.told == []


def test_it_says_how_far_it_is_without_going_back():
    sitter = Sitter()
    sitter.live()
    sitter.obey()

    done = [step.done for step in sitter.told]
    assert done == sorted(done)
    assert done[0] < 0.05
    assert done[-1] == 1.0


def test_without_fresh_life_it_begins_with_the_prompts():
    steps = steps_of(MeasuringPlan(("open", "fist"), life_s=0), np.random.default_rng(1))

    assert "life" not in {step.phase for step in steps}
    asked = [step.gesture for step in steps if step.phase == "prompt"]
    assert Counter(asked) == {"open": 5, "fist": 5}
