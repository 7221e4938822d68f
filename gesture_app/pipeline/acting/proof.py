"""How gestures that act do in whole lives: people who never lived are measured as a user is, then watched for hours.

Everybody is measured once: two minutes of ordinary life and five prompts of each gesture make the promise, as they do
for a user. Then other days of the same person are watched; nothing is set there any more.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gesture_app.actions.action import Notify
from gesture_app.actions.binding import Binding, Profile
from gesture_app.actions.promise_card import PromiseCard
from gesture_app.folders import built_in_folder
from gesture_app.hands import HandFrame
from gesture_app.learning.at_once import TakesAtOnce, TakeThere
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint
from gesture_app.learning.ready_made import EVERYDAY
from gesture_app.pipeline.acting.deciding import Decider
from gesture_app.pipeline.acting.promising import promise_cards
from gesture_app.pipeline.acting.proof_counts import PersonCount, Proof, summed_up
from gesture_app.pipeline.acting.remembering import Measured, Prompt, Remembered
from gesture_app.pipeline.acting.replaying import fired_in
from gesture_app.recognition.looking_back import LookingBack
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.tracked.life import Day, Visit, asked, live, takes_of
from gesture_app.virtual_hand.tracked.person import Person, seated_again, somebody

GESTURES_EACH, PROMPTS_EACH = 10, 5
MEASURED_LIFE = Day(hours=2 / 60, in_sight=0.75, meant=0.0, half=0.0)
"""While they are measured people do more in two minutes than they usually do."""

_TOGETHER = 24
"""Visits that the network is asked about at once."""

_A_DAY_H = 1.0
"""After this long they sit down anew."""


@dataclass(frozen=True, slots=True)
class ProofPlan:
    """What is watched; the same plan gives the same figures.

    Attributes:
        hours: of all people together.
        takes: of each gesture that a person's own model is made of; 0: the ready-made model is used.
        profile: what everybody arms; None: some of the everyday gestures each, bound in the plainest way.
    """

    persons: int = 6
    hours: float = 6.0
    takes: int = 0
    seed: int = 0
    profile: Profile | None = None


def prove(plan: ProofPlan, report: Callable[[str], None], cancelled: threading.Event | None = None) -> Proof:
    """Measure everybody and watch them.

    Args:
        report: told in words how far it is.

    Raises:
        CheckpointError: what comes with the program is missing or damaged.
        ValueError: the profile has gestures that the virtual hand does not make.
    """
    began_s = time.monotonic()
    everyday = load_checkpoint(built_in_folder() / EVERYDAY.file_name)
    counts = []
    for number in range(plan.persons):
        if cancelled is not None and cancelled.is_set():
            break
        report(f"person {number + 1} of {plan.persons}")
        rng = np.random.default_rng([plan.seed, number])
        person = _invited(number, plan.profile, rng)
        checkpoint = _own_model(person, plan.takes, rng) if plan.takes else everyday
        profile = plan.profile or _profile(person)
        counts.append(_watched(person, profile, checkpoint, plan.hours / plan.persons, rng))
    return summed_up(counts, plan.takes, plan.seed, time.monotonic() - began_s)


def _invited(number: int, profile: Profile | None, rng: np.random.Generator) -> Person:
    """Somebody who uses the gestures of the profile, or some of the everyday ones."""
    names = list(gestures(EVERYDAY.gesture_set))
    if profile is not None:
        strange = [gesture for gesture in profile.gestures if gesture not in names]
        if strange:
            raise ValueError(f"The virtual hand does not make “{strange[0]}” among its everyday gestures.")
        return somebody(f"person {number + 1}", list(profile.gestures), rng)
    wanted = sorted(rng.choice(len(names), GESTURES_EACH, replace=False).tolist())
    return somebody(f"person {number + 1}", [names[row] for row in wanted], rng)


def _own_model(person: Person, takes: int, rng: np.random.Generator) -> Checkpoint:
    """The model that is ready a moment after this person has recorded so many takes of each gesture."""
    there = [
        TakeThere(f"{gesture} {number}", gesture, f"{gesture} {number}", lambda shown=shown: shown)  # type: ignore[misc]
        for gesture in person.ways
        for number, shown in enumerate(takes_of(seated_again(person, rng), gesture, takes, rng))
    ]
    return TakesAtOnce().model(there, (), threading.Event())


def _watched(
    person: Person, profile: Profile, checkpoint: Checkpoint, hours: float, rng: np.random.Generator
) -> PersonCount:
    looking_back = LookingBack(checkpoint)
    cards = promise_cards(checkpoint.card, _measured(person, looking_back, rng), profile)
    armed = {card.gesture for card in cards if card.verdict == "fit"}
    count = PersonCount(person.name, {card.gesture: card.verdict for card in cards})
    decider = _decider(checkpoint, profile, cards, armed)
    for day_h in _days(hours):
        visits = live(seated_again(person, rng), Day(hours=day_h), rng)
        for visit, seen in _seen(visits, looking_back):
            count.add(
                visit.deeds,
                [(each.gesture, each.time_s) for each in fired_in(seen, decider)],
                _in_sight_s(seen.frames),
            )
        count.hours += day_h
    return count


def _profile(person: Person) -> Profile:
    bindings = tuple(
        Binding(id=str(number), gesture=gesture, action=Notify())
        for number, gesture in enumerate(person.ways)
    )
    return Profile(id="proof", name="Proof", bindings=bindings)


def _decider(
    checkpoint: Checkpoint, profile: Profile, cards: Iterable[PromiseCard], armed: set[str]
) -> Decider:
    thresholds = {card.gesture: card.thresholds for card in cards if card.thresholds is not None}
    return Decider(checkpoint.card, profile, thresholds, armed, "", itertools.count(1))


def _measured(person: Person, looking_back: LookingBack, rng: np.random.Generator) -> Measured:
    """Ordinary life and prompts, as a user is measured: all in one sitting."""
    seated = seated_again(person, rng)
    life = [seen for _, seen in _seen(live(seated, MEASURED_LIFE, rng), looking_back)]
    wanted = [gesture for gesture in person.ways for _ in range(PROMPTS_EACH)]
    shown = _seen((asked(seated, gesture, rng) for gesture in wanted), looking_back)
    prompts = tuple(Prompt(gesture, seen) for gesture, (_, seen) in zip(wanted, shown, strict=True))
    frames = tuple(frame for seen in life for frame in seen.frames)
    predictions = tuple(prediction for seen in life for prediction in seen.predictions)
    return Measured((Remembered(frames, predictions),), prompts)


def _seen(visits: Iterable[Visit], looking_back: LookingBack) -> Iterator[tuple[Visit, Remembered]]:
    """Visits with what the recogniser told of each frame."""
    coming = iter(visits)
    while some := list(itertools.islice(coming, _TOGETHER)):
        for visit, told in zip(some, looking_back.at([each.sequence for each in some]), strict=True):
            yield visit, Remembered(tuple(visit.sequence.frames()), told.predictions)


def _days(hours: float) -> Iterator[float]:
    while hours > 1e-6:
        yield min(hours, _A_DAY_H)
        hours -= _A_DAY_H


def _in_sight_s(frames: Sequence[HandFrame]) -> float:
    step_s = (frames[-1].time_s - frames[0].time_s) / max(len(frames) - 1, 1)
    return step_s * sum(frame.any_hand for frame in frames)
