"""Which picture of a sign is shown when: a movement and a rest after it, or a held hand that sways a little."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.references.motion import SignMotion
from gesture_app.virtual_hand.body.kinematics import landmarks_of

_FPS, _MOST_PICTURES = 20.0, 120
_MOVED_MM = 2.0
"""A hand that has not moved by so much since the last picture needs no other one."""
_REST_S, _FADE_S = 0.9, 0.25
_SWAY_DEG, _SWAY_PICTURES, _SWAY_S = 15.0, 35, 7.0
STEP_S = 1.4
"""How long each key moment is shown where nothing may move."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What one picture shows.

    Attributes:
        time_s: in the motion.
        sway_deg: how far the hand is turned aside, so that its depth is seen.
    """

    time_s: float
    sway_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, by its number, and another one that comes through it by a share of 0…1."""

    picture: int
    next: int
    share: float = 0.0


class Reel:
    """The pictures of a sign in their order.

    Attributes:
        moments: what they show.
        steps: numbers of those that are key moments.
        end_s: when it has been shown once. period_s: when it begins again.
    """

    def __init__(self, motion: SignMotion) -> None:
        self._held = motion.held
        if motion.held:
            sways = np.linspace(-_SWAY_DEG, _SWAY_DEG, _SWAY_PICTURES)
            self.moments = tuple(Moment(motion.steps_s[-1], float(sway_deg)) for sway_deg in sways)
            self.steps: tuple[int, ...] = (_SWAY_PICTURES // 2,)
            self.end_s = self.period_s = _SWAY_S
        else:
            frames, steps = _chosen_frames(motion)
            self.moments = tuple(Moment(float(time_s)) for time_s in motion.times_s[frames])
            self.steps = tuple(dict.fromkeys(int(step) for step in np.searchsorted(frames, steps)))
            self.end_s, self.period_s = motion.duration_s, motion.duration_s + _REST_S
        self._times_s = np.array([moment.time_s for moment in self.moments])

    def at(self, now_s: float, *, loops: bool) -> Shown:
        """What is shown so long after the beginning."""
        now_s = now_s % self.period_s if loops else min(now_s, self.end_s)
        if self._held:
            share = 0.5 + 0.5 * math.sin(2 * math.pi * now_s / self.period_s)
            number = round(share * (len(self.moments) - 1))
            return Shown(number, number)
        number = max(int(np.searchsorted(self._times_s, now_s + 1e-6, side="right")) - 1, 0)
        fade = (now_s - (self.period_s - _FADE_S)) / _FADE_S
        return Shown(number, 0, fade) if fade > 0 else Shown(number, number)

    def begun_s(self, picture: int) -> float:
        """When a picture's turn is; of a held sign always the beginning."""
        return 0.0 if self._held else self.moments[picture].time_s

    def step_from(self, picture: int, way: int) -> int:
        """The next key moment after a picture (way 1) or before it (−1), all round."""
        after = [step for step in self.steps if (step - picture) * way > 0]
        if after:
            return min(after, key=lambda step: abs(step - picture))
        return self.steps[0 if way > 0 else -1]


def _chosen_frames(motion: SignMotion) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Frames of a motion that are painted, and those among them that are key moments: few while the hands rest."""
    steps = np.unique([np.abs(motion.times_s - step_s).argmin() for step_s in motion.steps_s])
    moved_mm = _moved_mm(motion)
    for times in range(1, 1000):
        frames = _frames_every(motion.times_s, moved_mm, times * _MOVED_MM, times / _FPS, set(steps.tolist()))
        if len(frames) <= max(_MOST_PICTURES, len(steps) + 2):
            break
    return frames, steps


def _frames_every(
    times_s: NDArray[np.float64],
    moved_mm: NDArray[np.float64],
    least_mm: float,
    least_s: float,
    steps: set[int],
) -> NDArray[np.intp]:
    """The first and the last frame, key moments, and between them one after so much movement and so much time."""
    chosen = [0]
    for frame in range(1, len(times_s)):
        far = moved_mm[frame] - moved_mm[chosen[-1]] >= least_mm
        late = times_s[frame] - times_s[chosen[-1]] >= least_s - 1e-6
        if frame in steps or (far and late):
            chosen.append(frame)
    if chosen[-1] != len(times_s) - 1 and moved_mm[-1] > moved_mm[chosen[-1]]:
        chosen.append(len(times_s) - 1)
    return np.array(chosen)


def _moved_mm(motion: SignMotion) -> NDArray[np.float64]:
    """(T,), how far the landmark that moves most has gone up to each frame."""
    ways = [
        np.linalg.norm(np.diff(landmarks_of(pose, motion.build, side), axis=0), axis=-1).max(axis=-1)
        for side, pose in motion.poses.items()
    ]
    return np.concatenate([[0.0], np.cumsum(np.max(ways, axis=0))])
