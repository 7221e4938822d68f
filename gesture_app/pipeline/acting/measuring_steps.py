"""What a measurement consists of, in its order, and how long each part takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

Phase = Literal["life", "prompt", "rest"]


@dataclass(frozen=True, slots=True)
class MeasuringPlan:
    """What is to be measured.

    Attributes:
        gestures: to be asked for.
        life_s: of ordinary life; 0: it was watched before.
        prompt_s: from when a hand is in sight.
        rest_s: between two prompts, with the hands down.
    """

    gestures: tuple[str, ...]
    life_s: float = 120.0
    prompts_each: int = 5
    prompt_s: float = 3.5
    rest_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """One part.

    Attributes:
        gesture: that is asked for now, or after this rest; empty in life and at the end.
        number: of its prompt, from 1; 0 in life.
    """

    phase: Phase
    seconds: float
    gesture: str = ""
    number: int = 0


def steps_of(plan: MeasuringPlan, rng: np.random.Generator) -> tuple[Step, ...]:
    """Life, then all prompts in mixed order, each after a rest, and a moment for what is told late."""
    rounds = [rng.permutation(len(plan.gestures)) for _ in range(plan.prompts_each)]
    order = [plan.gestures[index] for each in rounds for index in each]
    steps = [Step("life", plan.life_s)] if plan.life_s > 0 else []
    for number, gesture in enumerate(order, 1):
        steps.append(Step("rest", plan.rest_s, gesture, number))
        steps.append(Step("prompt", plan.prompt_s, gesture, number))
    return (*steps, Step("rest", plan.rest_s / 2, number=len(order)))
