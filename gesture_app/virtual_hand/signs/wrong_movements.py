"""Ways of moving a hand wrong: where to, how far, how often, how fast. Each changes that and leaves the rest.

What suits a gesture is asked of the reference; the change can then be made to anybody's way of making it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.likeness import path
from gesture_app.virtual_hand.signs.wrong_poses import Change, with_keys

Numbers = NDArray[np.float64]

_TRAVELS_PALMS = 0.25
_FIGURE = 0.3
"""Second extent of a path by its first: what has more is a figure, and not a line."""

_ASKEW_DEG = 45.0
_SMALLER, _FLAT, _SLOWER, _FASTER = 0.4, 0.05, 3.0, 0.4
_FASTEST_STROKE_S = 0.2


def one_hand_only(gesture: Gesture) -> Iterator[Change]:
    """The other hand is forgotten."""
    if gesture.hands == 2:
        yield partial(replace, hands=1)


def another_direction(gesture: Gesture) -> Iterator[Change]:
    """Backwards, or along another line."""
    if not _travels(gesture):
        return
    yield _backwards
    if gesture.hands == 1 and not _is_a_figure(gesture):
        stays = np.ptp([key.place for key in gesture.keys], axis=0).max() == 0
        yield _nodding if stays else partial(_tilted, degrees=_ASKEW_DEG)


def mirrored_path(gesture: Gesture) -> Iterator[Change]:
    """To the other side, as whoever copies it from somebody facing them does."""
    if _is_a_figure(gesture):
        yield _mirrored


def flattened_path(gesture: Gesture) -> Iterator[Change]:
    """A line instead of a figure."""
    if _is_a_figure(gesture):
        yield _flattened


def smaller(gesture: Gesture) -> Iterator[Change]:
    """Less than half as far."""
    if _travels(gesture):
        yield _reduced


def once_only(gesture: Gesture) -> Iterator[Change]:
    """Once instead of repeatedly."""
    if gesture.repeat > 1:
        yield partial(replace, repeat=1)


def slower(gesture: Gesture) -> Iterator[Change]:
    """As if in slow motion."""
    if gesture.kind == "moving":
        yield partial(_paced, times=_SLOWER)


def faster(gesture: Gesture) -> Iterator[Change]:
    """Hurried, where a hand can."""
    stroke_s = sum(key.seconds for key in gesture.keys[1:])
    if gesture.kind == "moving" and stroke_s * _FASTER >= _FASTEST_STROKE_S:
        yield partial(_paced, times=_FASTER)


def _travels(gesture: Gesture) -> bool:
    return gesture.kind == "moving" and bool(path(gesture).sizes[0] > _TRAVELS_PALMS)


def _is_a_figure(gesture: Gesture) -> bool:
    sizes = path(gesture).sizes
    return _travels(gesture) and bool(sizes[1] > _FIGURE * sizes[0])


def _backwards(gesture: Gesture) -> Gesture:
    """The way from its end to its beginning; the fingers do what they do in their own order."""
    keys = gesture.keys
    return replace(
        gesture,
        keys=tuple(
            replace(key, place=of.place, turn_deg=of.turn_deg, wrist_deg=of.wrist_deg)
            for key, of in zip(keys, reversed(keys), strict=True)
        ),
    )


def _nodding(gesture: Gesture) -> Gesture:
    """To the camera and back instead of from side to side."""
    return with_keys(
        gesture,
        lambda key: replace(key, turn_deg=key.turn_deg[[0, 2, 1]], wrist_deg=key.wrist_deg[::-1].copy()),
    )


def _tilted(gesture: Gesture, degrees: float) -> Gesture:
    """Along a line tilted in the picture, through the middle of the old one."""
    return _moved(gesture, turned(roll_deg=degrees), _middle(gesture))


def _mirrored(gesture: Gesture) -> Gesture:
    return _moved(gesture, np.diag([-1.0, 1.0, 1.0]), _middle(gesture))


def _flattened(gesture: Gesture) -> Gesture:
    middle = _middle(gesture)
    along = np.linalg.svd(np.array([key.place - middle for key in gesture.keys]))[2][0]
    line = np.outer(along, along)
    return _moved(gesture, line + _FLAT * (np.eye(3) - line), middle)


def _reduced(gesture: Gesture) -> Gesture:
    """Less than half as far; two hands still meet where they meet, and an arm that only turns turns less."""
    keys = gesture.keys
    nearest = min(keys, key=lambda key: abs(float(key.place[0]))).place
    reduced = _moved(gesture, _SMALLER * np.eye(3), nearest if gesture.hands == 2 else _middle(gesture))
    if gesture.pivot == 1:
        return reduced
    turn_deg = np.mean([key.turn_deg for key in keys], axis=0)
    wrist_deg = np.mean([key.wrist_deg for key in keys], axis=0)
    return with_keys(
        reduced,
        lambda key: replace(
            key,
            turn_deg=turn_deg + _SMALLER * (key.turn_deg - turn_deg),
            wrist_deg=wrist_deg + _SMALLER * (key.wrist_deg - wrist_deg),
        ),
    )


def _paced(gesture: Gesture, times: float) -> Gesture:
    return with_keys(gesture, lambda key: replace(key, seconds=key.seconds * times))


def _middle(gesture: Gesture) -> Numbers:
    return np.asarray(np.mean([key.place for key in gesture.keys], axis=0))


def _moved(gesture: Gesture, by: Numbers, about: Numbers) -> Gesture:
    """The places changed by a matrix (3, 3) about a point."""
    return with_keys(gesture, lambda key: replace(key, place=about + by @ (key.place - about)))
