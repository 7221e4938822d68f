"""Choose for each gesture when it is told: never in ordinary life, always when it is meant, and soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from gesture_app.actions.promise_card import Thresholds
from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.acting.remembering import Measured, Prompt, Remembered
from gesture_app.pipeline.acting.weighing import THRESHOLDS, Evidence, evidence_of
from gesture_app.recognition.likeness import Likeness, Showing, likeness_of, showing
from gesture_app.recognition.spotter import EVIDENCE_NEEDED

PATIENCES = (0.6, 0.8, 1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.5)

LIFE_MARGIN = 4.0
"""Life that came to a quarter of what is needed is far enough away: more would only cost time."""

PROMPT_MARGIN = 2.0
"""A gesture that shows twice what is needed is told also when it is made less well."""

HELD_MARGIN = 1.5
"""The same of a gesture that is held: who lets go of it at once did not mean it, and others hold it for long."""

SLOWEST_S = 0.4
"""A setting that is safer may take this much longer than the quickest one that works as well."""

GREATEST_DISTANCE = 2.0
"""As 1 - cosine."""

_LEAST = 0.02
"""Log-odds times seconds: no evidence at all would make every margin endless."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to tell one gesture, and how it would have done, all other gestures aside.

    Attributes:
        life: how far life stayed away: what is needed ÷ the most evidence that life gathered; below 1 it fires.
        prompt: the least evidence of the prompts that were heard ÷ what is needed.
        heard: prompts on which it would be told.
        delay_s: from when the evidence began; None: it was never told.
    """

    thresholds: Thresholds
    life: float
    prompt: float
    heard: int
    delay_s: float | None

    @property
    def quiet(self) -> bool:
        """Whether nothing would have been told in life."""
        return self.life > 1


def settings_of(measured: Measured, card: ModelCard, gestures: Sequence[str]) -> dict[str, list[Setting]]:
    """Every setting of each gesture, the best one first; the model knows them all, and all were asked for."""
    shown = {gesture: _shown(measured.prompts, gesture) for gesture in gestures}
    likeness = {
        gesture: alike
        for gesture, times in shown.items()
        if (alike := likeness_of([each for _, each in times], still=card.timings[gesture].still)) is not None
    }
    life = [evidence_of(stretch, card, gestures, likeness) for stretch in measured.life if stretch.frames]
    settings = {}
    for row, gesture in enumerate(gestures):
        own = [
            evidence_of(seen, card, gestures, {gesture: others} if others else None)
            for seen, others in _each_by_the_others(shown[gesture], still=card.timings[gesture].still)
        ]
        found = _settings(row, life, own, likeness.get(gesture))
        settings[gesture] = _ranked(found, still=card.timings[gesture].still)
    return settings


def _shown(prompts: Sequence[Prompt], gesture: str) -> list[tuple[Remembered, Showing]]:
    """The prompts of a gesture that saw anything, and what they show of it."""
    return [
        (each.seen, showing(each.seen.frames, each.seen.predictions, gesture))
        for each in prompts
        if each.gesture == gesture and each.seen.frames
    ]


def _each_by_the_others(
    times: Sequence[tuple[Remembered, Showing]], *, still: bool
) -> Iterator[tuple[Remembered, Likeness | None]]:
    """Every prompt with what the others have in common: nothing is as like a prompt as the prompt itself."""
    for left_out, (seen, _) in enumerate(times):
        others = [each for row, (_, each) in enumerate(times) if row != left_out]
        yield seen, likeness_of(others, still=still)


def best_of(settings: Sequence[Setting], heard: float) -> Setting:
    """The best setting; one that fires in life only where no quiet one is heard often enough, and that one is.

    Args:
        settings: of one gesture, the best first; at least one.
        heard: on how many prompts it must be told.
    """
    often = [each for each in settings if each.heard >= heard]
    quiet = next((each for each in often if each.quiet), None)
    return quiet or max(often, key=lambda each: each.life, default=settings[0])


def stricter(settings: Sequence[Setting], than: Setting, heard: float) -> Setting | None:
    """The best of those that life is farther away from and that are still heard often enough."""
    farther = (each for each in settings if each.quiet and each.life > than.life and each.heard >= heard)
    return next(farther, None)


def by_the_others(measured: Measured, thresholds: Mapping[str, Thresholds]) -> dict[int, Thresholds]:
    """How the gesture of each prompt, by its place, would be told if only the other prompts had been shown."""
    found = {}
    for gesture, own in thresholds.items():
        places = [
            place
            for place, each in enumerate(measured.prompts)
            if each.gesture == gesture and each.seen.frames
        ]
        others = _each_by_the_others(_shown(measured.prompts, gesture), still=not own.moved)
        for place, (_, alike) in zip(places, others, strict=True):
            found[place] = _alike_to(own, alike)
    return found


def _alike_to(own: Thresholds, likeness: Likeness | None) -> Thresholds:
    if likeness is None:
        return replace(own, reach=GREATEST_DISTANCE, shown=b"", moved=())
    return replace(own, reach=likeness.reach, shown=likeness.as_bytes(), moved=likeness.moved)


def _settings(
    gesture: int, life: Sequence[Evidence], own: Sequence[Evidence], likeness: Likeness | None
) -> list[Setting]:
    usual = _alike_to(Thresholds(threshold=0.5, patience=1.0), likeness)
    most_in_life = np.max([each.amount[:, gesture].max(axis=0) for each in life], axis=0, initial=_LEAST)
    most_on_prompts = np.array([each.amount[:, gesture].max(axis=0) for each in own])
    found = []
    for (column, threshold), patience in product(enumerate(THRESHOLDS), PATIENCES):
        needed = EVIDENCE_NEEDED * patience
        heard = most_on_prompts[:, column] >= needed
        delays = [_delay_s(each, gesture, column, needed) for each in own]
        found.append(
            Setting(
                replace(usual, threshold=threshold, patience=patience),
                life=needed / float(most_in_life[column]),
                prompt=float(most_on_prompts[heard, column].min() / needed) if heard.any() else 0.0,
                heard=int(heard.sum()),
                delay_s=_median([delay for delay in delays if delay is not None]),
            )
        )
    return found


def _ranked(settings: list[Setting], *, still: bool) -> list[Setting]:
    """Best first: quiet in life, then heard on prompts, then far from both while not slow.

    Of those as good as each other, a movement has the quickest; what is held has the one that takes the most.
    """
    best = max(settings, key=lambda each: (each.quiet, each.heard))
    equals = [each.delay_s for each in settings if (each.quiet, each.heard) == (best.quiet, best.heard)]
    slowest_s = min((each for each in equals if each is not None), default=0.0) + SLOWEST_S
    return sorted(settings, key=lambda each: _worth(each, slowest_s, still), reverse=True)


def _worth(setting: Setting, slowest_s: float, still: bool) -> tuple[bool, int, bool, float, float]:
    delay_s = np.inf if setting.delay_s is None else setting.delay_s
    far = min(np.log(setting.life) / np.log(LIFE_MARGIN), 1.0)
    margin = HELD_MARGIN if still else PROMPT_MARGIN
    well = min(np.log(max(setting.prompt, 1e-9)) / np.log(margin), 1.0)
    last = setting.thresholds.patience if still else -delay_s
    return setting.quiet, setting.heard, delay_s <= slowest_s, float(min(far, well)), last


def _delay_s(evidence: Evidence, gesture: int, column: int, needed: float) -> float | None:
    enough: NDArray[np.bool_] = evidence.amount[:, gesture, column] >= needed
    if not enough.any():
        return None
    first = int(enough.argmax())
    return float(evidence.time_s[first] - evidence.begun_s[first, gesture, 0])


def _median(values: list[float]) -> float | None:
    return float(np.median(values)) if values else None
