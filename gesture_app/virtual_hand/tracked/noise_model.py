"""The figures of a tracker's noise, and the file they stand in: `data/tracker_noise.toml`; see `tracker_noise`."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Annotated, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import FINGERS
from gesture_app.virtual_hand.tracked.circumstances import Influence

Numbers = NDArray[np.float64]

_JOINT_OF = np.array([0, *[1, 2, 3, 4] * len(FINGERS)])
_FINGER_OF = np.array(
    [2, *(finger for finger in range(len(FINGERS)) for _ in range(4))]
)  # the wrist: in the middle


class Gross(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Gross errors: for a moment all landmarks of a hand err several times as much.

    Attributes:
        begins, ends: rates a second at which it begins, and is over again.
        times: how many times as much.
    """

    begins: float = 0.0
    ends: float = 0.0
    times: float = 1.0


class Error(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How landmarks err, apart from their bias, in palm sizes.

    Attributes:
        flat, deep: 21 standard deviations of x and y, and of z, of a hand that is still, open and seen from
            the front or back.
        worse: how many times as large they are otherwise.
        gross: what happens to them now and then.
        along, across: correlation of wandering errors of neighbouring landmarks of a finger, and of the same joint of
            neighbouring fingers; see `likeness`.
        new: share of the variance that is new in every frame; the rest wanders.
        still, moving: how fast a wandering error is forgotten: a second, and a palm size the hand moves. Errors come
            from how a hand looks; while it keeps still, they stay.
    """

    flat: list[float]
    deep: list[float]
    along: Annotated[float, msgspec.Meta(ge=0, lt=1)]
    across: Annotated[float, msgspec.Meta(ge=0, lt=1)]
    new: float
    still: float
    moving: float
    worse: Influence = Influence()
    gross: Gross = Gross()


class NoiseModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figures; `tracker_noise` says what they mean.

    Attributes:
        source: from what and when they were measured.
        bias: (21, 3), palm sizes towards the thumb's side, towards the fingertips, out of the palm.
        depth, depth_spread: mean and standard deviation between takes of the logarithm of depth ÷ true depth.
        world_size, world_spread: the same of the size of world landmarks.
        lost, found: rates at which a seen hand is lost and one that is not seen is found.
        wrong_at_first: share of times that a hand that is found is taken for the other one.
        to_wrong, to_right: rates at which a followed hand is taken for the other one, and back.
        sure, sure_spread: mean and standard deviation of the logit of the score.
    """

    source: str
    bias: list[Annotated[list[float], msgspec.Meta(min_length=3, max_length=3)]]
    error: Error
    depth: float
    depth_spread: float
    world_size: float
    world_spread: float
    lost: Influence
    found: Influence
    wrong_at_first: float
    to_wrong: float
    to_right: float
    sure: float
    sure_spread: float


@cache
def tracker_noise() -> NoiseModel:
    """The noise of MediaPipe's hand landmarker, as measured."""
    file = resources.files("gesture_app.virtual_hand").joinpath("data", "tracker_noise.toml")
    return msgspec.toml.decode(file.read_bytes(), type=NoiseModel)


def as_toml(noise: NoiseModel) -> str:
    """The text of a file from which the model can be read."""
    return "\n".join(_toml_lines(msgspec.to_builtins(noise), "")).replace("], [", "],\n    [") + "\n"


def likeness(along: float, across: float) -> Numbers:
    """Correlations between the landmarks' errors, (21, 21): they fall off fast along fingers, slowly across them."""
    joints = np.abs(_JOINT_OF[:, None] - _JOINT_OF)
    fingers = np.abs(_FINGER_OF[:, None] - _FINGER_OF)
    return np.asarray(along ** (joints**2.0) * across**fingers)


def _toml_lines(values: dict[str, Any], name: str) -> list[str]:
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = ["", f"[{name}]"] if name else []
    lines += [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
        if key not in tables
    ]
    for key, table in tables.items():
        lines += _toml_lines(table, f"{name}.{key}" if name else key)
    return lines
