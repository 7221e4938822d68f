"""Labelled takes of made-up gestures by made-up people: what learning and recognition are tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gesture_app.hands import RIGHT, HandFrame, HandSequence
from gesture_app.hands.labelled import NONE, LabelledSequence
from made_hands import hand_frame

Pose = Callable[[float], tuple[float, float, float]]
"""Share of the take that is over → x, y of the wrist in the picture, and how far the fingers are drawn in."""

POSES: dict[str, Pose] = {
    "open": lambda done: (0.5, 0.7, 0.0),
    "fist": lambda done: (0.5, 0.7, 1.0),
    "swipe": lambda done: (0.25 + 0.5 * done, 0.6, 0.0),
    "lift": lambda done: (0.5, 0.85 - 0.5 * done, 0.0),
    NONE: lambda done: (0.4 + 0.1 * np.sin(7 * done), 0.9 - 0.1 * done, 0.5),
}


def performed(
    gesture: str, rng: np.random.Generator, *, fps: float = 30.0, seconds: float = 1.0, aspect: float = 4 / 3
) -> HandSequence:
    """One performance, a little different each time."""
    pace, x, y = rng.uniform(0.85, 1.15), *rng.normal(0, 0.02, 2)
    frames = max(round(seconds * pace * fps), 1)
    pose = POSES[gesture]
    made = []
    for index in range(frames):
        wrist_x, wrist_y, curl = pose(index / max(frames - 1, 1))
        frame = hand_frame(index / fps, wrist_x + x, wrist_y + y, RIGHT, aspect, curl)
        noise = rng.normal(0, 0.002, frame.image.shape).astype(np.float32)
        made.append(replace(frame, image=frame.image + noise))
    return HandSequence.from_frames(made)


def takes_of(
    *gestures: str, count: int = 4, seed: int = 0, person: str = "p", session: str = "s", split: str = ""
) -> list[LabelledSequence]:
    """`count` takes of each gesture."""
    rng = np.random.default_rng(seed)
    return [
        LabelledSequence(performed(gesture, rng), gesture, person, session, split, f"{gesture} {number}")
        for gesture in gestures
        for number in range(count)
    ]


def handless(frames: int = 20, fps: float = 30.0) -> HandSequence:
    """A take in which nobody is seen."""
    return HandSequence.from_frames([HandFrame.empty(index / fps, 4 / 3) for index in range(frames)])


def stream_of(takes: list[HandSequence], gap_s: float = 0.8, fps: float = 30.0) -> list[HandFrame]:
    """Takes one after another on one clock, with nobody in sight between them."""
    frames: list[HandFrame] = []
    now_s = 0.0
    for take in takes:
        frames += [replace(frame, time_s=now_s + frame.time_s - take.time_s[0]) for frame in take.frames()]
        now_s = frames[-1].time_s + 1 / fps
        for _ in range(round(gap_s * fps)):
            frames.append(HandFrame.empty(now_s, take.aspect))
            now_s += 1 / fps
    return frames
