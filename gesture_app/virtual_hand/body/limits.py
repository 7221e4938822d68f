"""How far the joints of a hand go, and how they go together.

Fingers: the ranges anatomy books give for active movement; spread from Chatzioglou 2024. The thumb's base moves
on a saddle, so its range is given in the directions of its metacarpal.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import FINGERS
from gesture_app.virtual_hand.body.pose import DIP, FINGER_ANGLES, PIP, THUMB_ANGLES, HandPose

Numbers = NDArray[np.float64]

FINGERS_FROM_DEG = np.array([[-20.0, -15.0, 0.0, 0.0]] * 3 + [[-32.0, -15.0, 0.0, 0.0]])
FINGERS_TO_DEG = np.array([[20.0, 95.0, 112.0, 90.0]] * 4)
THUMB_FROM_DEG = np.array([-15.0, -10.0, -40.0, -10.0, -20.0])
THUMB_TO_DEG = np.array([70.0, 70.0, 110.0, 60.0, 85.0])
WRIST_TO_DEG = np.array([80.0, 35.0])

DIP_PER_PIP = 2 / 3
"""One tendon bends both outer joints of a finger, the last about two thirds as far."""

DIP_LAGS_DEG, DIP_LEADS_DEG = 65.0, 30.0
"""How far the last joint can be held back by what it presses against, and pressed ahead."""

_TOLERANCE_DEG = 1e-6


class PoseError(ValueError):
    """No hand can be held like this: which joint, and how far it goes."""


def coupled_dip(pip_deg: Numbers) -> Numbers:
    """Flexion of the last joint of a relaxed finger whose middle joint is bent by `pip_deg`."""
    return np.asarray(np.clip(pip_deg, 0, None) * DIP_PER_PIP)


def clamped(pose: HandPose) -> HandPose:
    """The nearest pose within the limits, joint by joint. NaN stays NaN."""
    fingers = np.clip(pose.fingers_deg, FINGERS_FROM_DEG, FINGERS_TO_DEG)
    low, high = _dip_range(fingers[..., PIP])
    fingers[..., DIP] = np.clip(fingers[..., DIP], low, high)
    return replace(
        pose,
        fingers_deg=fingers,
        thumb_deg=np.clip(pose.thumb_deg, THUMB_FROM_DEG, THUMB_TO_DEG),
        wrist_deg=np.clip(pose.wrist_deg, -WRIST_TO_DEG, WRIST_TO_DEG),
    )


def check(pose: HandPose) -> None:
    """Refuse what no hand can do.

    Raises:
        PoseError: an angle is no number or beyond its limit.
    """
    for finger, name in enumerate(FINGERS):
        for joint, angle in enumerate(FINGER_ANGLES):
            _check(
                f"{name} finger's {angle}",
                pose.fingers_deg[..., finger, joint],
                FINGERS_FROM_DEG[finger, joint],
                FINGERS_TO_DEG[finger, joint],
            )
        low, high = _dip_range(pose.fingers_deg[..., finger, PIP])
        _check(f"{name} finger's dip", pose.fingers_deg[..., finger, DIP], low, high)
    for joint, angle in enumerate(THUMB_ANGLES):
        _check(f"thumb's {angle}", pose.thumb_deg[..., joint], THUMB_FROM_DEG[joint], THUMB_TO_DEG[joint])
    for joint, angle in enumerate(("flexion", "deviation")):
        _check(f"wrist's {angle}", pose.wrist_deg[..., joint], -WRIST_TO_DEG[joint], WRIST_TO_DEG[joint])


def _dip_range(pip_deg: Numbers) -> tuple[Numbers, Numbers]:
    follows = coupled_dip(pip_deg)
    return np.clip(follows - DIP_LAGS_DEG, 0, None), np.clip(follows + DIP_LEADS_DEG, None, 90.0)


def _check(what: str, angle_deg: Numbers, low: Numbers | float, high: Numbers | float) -> None:
    within = (angle_deg >= low - _TOLERANCE_DEG) & (angle_deg <= high + _TOLERANCE_DEG)  # False for NaN
    if not np.all(within):
        angles, lows, highs = np.broadcast_arrays(angle_deg, low, high)
        first = tuple(np.argwhere(~np.broadcast_to(within, angles.shape))[0])
        raise PoseError(
            f"The {what} is {angles[first]:.0f}°; it goes from {lows[first]:.0f}° to {highs[first]:.0f}°."
        )
