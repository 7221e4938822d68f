"""Beliefs over time as a recogniser might have them, for what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as timed
from functools import cache

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from gesture_app.actions.action import Notify
from gesture_app.actions.binding import Binding, Profile
from gesture_app.hands import HandFrame
from gesture_app.learning.model_card import GestureTiming, ModelCard
from gesture_app.pipeline.acting.remembering import Prompt, Remembered
from gesture_app.recognition.prediction import Prediction, nothing_seen
from made_hands import hand_frame, no_hand
from made_models import made_model

FPS = 20
HAND, NOTHING = hand_frame(0.0), no_hand(0.0)
SURE, DOUBTFUL, UNLIKE = 0.97, 0.75, 0.02

Shown = tuple[str, float, float]
"""Gesture, how far it is believed, for how many seconds; the empty gesture is no hand in sight."""


@cache
def card() -> ModelCard:
    """`open` and `fist` are held still, `swipe` is a movement."""
    model = made_model("open", "fist", "swipe", "none").card
    timings = {
        label: GestureTiming(usual_s=1.0, longest_s=1.5, still=label != "swipe") for label in model.labels
    }
    return replace(model, threshold=0.6, timings=timings)


def seen(*shown: Shown, lies: Sequence[float] | None = None, begin_s: float = 0.0) -> Remembered:
    """A stretch in which these beliefs follow each other; `lies`: where everything lies among all gestures."""
    place = None if lies is None else np.array(lies, np.float32)
    frames: list[HandFrame] = []
    predictions: list[Prediction] = []
    for gesture, share, seconds in shown:
        for _ in range(round(seconds * FPS)):
            now_s = begin_s + len(frames) / FPS
            frames.append(timed(HAND if gesture else NOTHING, time_s=now_s))
            predictions.append(believed(gesture, share, now_s, place))
    return Remembered(tuple(frames), tuple(predictions))


def believed(gesture: str, share: float, now_s: float, lies: NDArray[np.float32] | None = None) -> Prediction:
    if not gesture:
        return nothing_seen(now_s)
    label = gesture if share >= 0.6 else None
    places = {} if lies is None else {gesture: lies}
    return Prediction(now_s, label, share, ((gesture, share),), hands_seen=True, lies=places)


def prompts(gesture: str, *shown: Shown, count: int = 5, lies: Sequence[float] | None = None) -> list[Prompt]:
    """The same thing shown at every prompt of a gesture, and then no more."""
    around = (("", 0.0, 0.5), *shown, (gesture, UNLIKE, 0.5), ("", 0.0, 1.0))
    return [Prompt(gesture, seen(*around, lies=lies)) for _ in range(count)]


def profile_of(gestures: Sequence[str], **bound: object) -> Profile:
    """Each gesture notifies; all bindings alike."""
    bindings = tuple(
        Binding(id=f"b{number}", gesture=gesture, action=Notify(), **bound)
        for number, gesture in enumerate(gestures)
    )
    return Profile(id="mine", name="Mine", bindings=bindings)
