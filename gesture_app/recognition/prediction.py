"""What recognition says: a belief at one instant, and events in a stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Prediction:
    """The belief in each gesture at one instant.

    Attributes:
        time_s: on the source's clock.
        label: the gesture; None where nothing is meant, nothing is sure enough, or no hand is seen.
        confidence: probability of the likeliest label, accepted or not; 0 without a hand.
        ranked: all labels with their probabilities, the likeliest first; empty without a hand. What
            they lack to 1 is the belief in "too little of anything".
        hands_seen: whether this frame shows a hand.
        seen_s: how long hands have been in sight, from the first frame with one to the last one.
        complete: the hands have just left: this is about everything they did since they came.
        lies: where what was seen lies among all gestures, (embedding,) of length 1, by the label that is asked about:
            each looks at its own last moments. Empty without a hand.
    """

    time_s: float
    label: str | None
    confidence: float
    ranked: tuple[tuple[str, float], ...]
    hands_seen: bool
    seen_s: float = 0.0
    complete: bool = False
    lies: Mapping[str, NDArray[np.float32]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class GestureEvent:
    """A gesture began or ended.

    Attributes:
        time_s: when it was noticed.
        start_s: when the gesture began, as far as can be told.
        confidence: of the prediction that led to it.
        end_s: of an end: when the gesture ended, as far as can be told. It is noticed a little later.
    """

    kind: Literal["start", "end"]
    label: str
    time_s: float
    start_s: float
    confidence: float
    end_s: float | None = None


def nothing_seen(time_s: float) -> Prediction:
    """The calm prediction: no hand."""
    return Prediction(time_s, None, 0.0, (), hands_seen=False)
