"""How the virtual hand's own gestures are shown: the sign itself, without the hand's coming and going."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.signs.gesture import Gesture

Numbers = NDArray[np.float64]

READY_S = 0.25
"""How long the hand waits before it sets off, so that one sees where a movement begins."""
_FPS = 60.0
_PLAINLY = Manner(variation=0.0, tremor=0.0)
"""As it is written down, and steady: a loop would show a tremor as a jump."""


def motion_of_gesture(name: str) -> SignMotion:
    """The reference of the catalogue, made by the average right hand.

    Raises:
        UnknownName: there is no such gesture; it names the nearest.
    """
    sign = gesture(name)
    motion = _motion(sign, "right")
    if sign.mirrors_movement:
        return motion
    return replace(motion, by_other_side=_motion(sign, "left"))


def _motion(sign: Gesture, side: Side) -> SignMotion:
    performance = perform([sign], _PLAINLY, np.random.default_rng(0), side=side)  # nothing is left to chance
    span, held = performance.spans[0], sign.kind == "held"
    ready_s = 0.0 if held else READY_S
    lasting_s = ready_s + span.end_s - span.start_s
    times_s = np.linspace(0.0, lasting_s, round(lasting_s * _FPS) + 1)
    hands = performance.at(span.start_s + np.maximum(times_s - ready_s, 0.0))
    return SignMotion(times_s, hands.poses, average_build(), held, _steps_s(sign, ready_s), side=side)


def _steps_s(sign: Gesture, ready_s: float) -> tuple[float, ...]:
    """When each of its keys is reached."""
    ways_s = [key.seconds for key in sign.keys[1:]] * sign.repeat
    return tuple(float(moment_s) for moment_s in ready_s + np.cumsum([0.0, *ways_s]))
