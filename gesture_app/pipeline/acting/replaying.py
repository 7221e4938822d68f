"""Live through a measurement once more with given thresholds, exactly as it would be decided live."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gesture_app.actions.binding import Profile
from gesture_app.actions.promise_card import Thresholds
from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.acting.choosing import by_the_others
from gesture_app.pipeline.acting.deciding import Decider
from gesture_app.pipeline.acting.remembering import Measured, Remembered


@dataclass(frozen=True, slots=True)
class Fired:
    """One performance that did something, however often it repeated it."""

    gesture: str
    start_s: float
    """When the gesture began, as far as can be told."""
    time_s: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a prompt brought about."""

    gesture: str
    fired: tuple[Fired, ...]

    @property
    def own(self) -> tuple[Fired, ...]:
        return tuple(each for each in self.fired if each.gesture == self.gesture)

    @property
    def others(self) -> tuple[str, ...]:
        """Other gestures that fired."""
        return tuple(dict.fromkeys(each.gesture for each in self.fired if each.gesture != self.gesture))


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would have been done.

    Attributes:
        in_life: how often each gesture fired although nothing was meant.
        outcomes: of each prompt, in their order.
    """

    in_life: Counter[str]
    outcomes: tuple[Outcome, ...]

    def of(self, gesture: str) -> list[Outcome]:
        """Of the prompts of one gesture."""
        return [outcome for outcome in self.outcomes if outcome.gesture == gesture]

    def instead(self, gesture: str) -> int:
        """On how many prompts of other gestures it fired."""
        return sum(gesture in outcome.others for outcome in self.outcomes)


def replay(
    measured: Measured, card: ModelCard, profile: Profile, thresholds: Mapping[str, Thresholds]
) -> Replayed:
    """Decide about every frame of life and prompts; all gestures of the profile may act.

    What is asked for is compared with what the other prompts show: nothing is as like a prompt as the prompt itself.
    """
    left_out = by_the_others(measured, thresholds)
    in_life: Counter[str] = Counter()
    for stretch in measured.life:
        decider = _decider(card, profile, thresholds)
        in_life.update(each.gesture for each in fired_in(stretch, decider))
    outcomes = []
    for place, prompt in enumerate(measured.prompts):
        own = {prompt.gesture: left_out[place]} if place in left_out else {}
        decider = _decider(card, profile, {**thresholds, **own})
        outcomes.append(Outcome(prompt.gesture, tuple(fired_in(prompt.seen, decider))))
    return Replayed(in_life, tuple(outcomes))


def fired_in(stretch: Remembered, decider: Decider) -> Sequence[Fired]:
    """The performances in a stretch that did something, each once."""
    begun: dict[str, float] = {}
    fired: list[Fired] = []
    for hands, prediction in zip(stretch.frames, stretch.predictions, strict=True):
        decision = decider.decide(hands, prediction, hands.time_s, acting=True, pausing=False)
        begun |= {each.label: each.start_s for each in decision.told if each.kind == "start"}
        for firing in decision.firings:
            start_s = begun.pop(firing.gesture, None)
            if start_s is not None:
                fired.append(Fired(firing.gesture, start_s, firing.time_s))
    return fired


def _decider(card: ModelCard, profile: Profile, thresholds: Mapping[str, Thresholds]) -> Decider:
    return Decider(card, profile, thresholds, profile.gestures, "", itertools.count(1))
