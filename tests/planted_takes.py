"""Takes of the virtual hand that differ in exactly what a test says: one finger, one direction, one camera."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import RIGHT
from gesture_app.hands.features import FeatureSpec, compute
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.camera import Camera, world_landmarks
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose, turned
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked

Numbers = NDArray[np.float64]

STEADY = msgspec.structs.replace(tracker_noise(), wrong_at_first=0.0, to_wrong=0.0)
"""The tracker's noise without hands taken for the other one: the coach finds those, and rightly so."""

FPS = 25.0
SPREAD, STRAIGHT, BENT = (8.0, 2.0, -4.0, -12.0), (5.0, 5.0, 3.0), (70.0, 85.0, 45.0)
FINGERS = ("index", "middle", "ring", "little")


@dataclass(frozen=True)
class Sign:
    """A made-up sign of the right hand; everything may change with the share of the take that is over.

    Attributes:
        bent: how far each finger of `FINGERS` is bent, 0 … 1.
        turn_deg: yaw, pitch, roll of the hand.
        place: palm lengths from the middle: to the picture's right, and up.
    """

    bent: Callable[[float], Sequence[float]] = lambda done: (0, 0, 0, 0)
    turn_deg: Sequence[float] = (0, 0, 0)
    place: Callable[[float], Sequence[float]] = lambda done: (0, 0)


@dataclass(frozen=True)
class Sitting:
    """Where takes are made: who, when, and how the camera stands."""

    person: str = "Ada"
    session: str = "one"
    camera: Camera = field(default_factory=Camera)
    tilt_deg: Sequence[float] = (0, 0, 0)
    distance_mm: float = 500.0


def planted(
    label: str, sign: Sign, count: int, rng: np.random.Generator, sitting: Sitting | None = None
) -> list[LabelledSequence]:
    """So many takes of a sign as a tracker tells them, each a little different in pace, place and bend."""
    sitting = sitting or Sitting()
    sequences = [_performed(sign, sitting, rng) for _ in range(count)]
    return [
        LabelledSequence(
            as_tracked(exact, STEADY, rng).sequences()[0], label, sitting.person, sitting.session,
            name=f"{label} {number} {sitting.session}",
        )
        for number, exact in enumerate(sequences)
    ]  # fmt: skip


def called(sample: LabelledSequence, label: str) -> LabelledSequence:
    """The take under another gesture's name."""
    return replace(sample, label=label)


def _performed(sign: Sign, sitting: Sitting, rng: np.random.Generator) -> Batch:
    frames = round(float(rng.uniform(0.9, 1.1)) * 1.2 * FPS)
    build = average_build()
    done = np.linspace(0, 1, frames)
    straight, bent = np.array(STRAIGHT), np.array(BENT)
    clumsy = rng.normal(0, 3, (4, 1))
    fingers = np.array(
        [
            np.column_stack(
                [SPREAD, straight + np.array(sign.bent(share))[:, None] * (bent - straight) + clumsy]
            )
            for share in done
        ]
    )
    middle = rng.normal(0, 0.08, 2)
    place = np.array([np.add(sign.place(share), middle) for share in done]) * float(build.palm_mm)
    position = np.column_stack(
        [place[:, 0], place[:, 1] - build.palm_mm, np.full(frames, -sitting.distance_mm)]
    )
    rotation = turned(*(np.array(sign.turn_deg) + rng.normal(0, 3, 3)))
    pose = HandPose(
        position, np.broadcast_to(rotation, (frames, 3, 3)), fingers,
        np.broadcast_to(np.array([50.0, 10, 10, 5, 5]), (frames, 5)), np.zeros((frames, 2)),
    )  # fmt: skip
    centre = np.array([0, 0, -sitting.distance_mm])
    points = (landmarks_of(pose, build, "right") - centre) @ turned(*sitting.tilt_deg).T + centre
    image, world = np.full((2, 1, frames, 2, 21, 3), np.nan, np.float32)
    image[0, :, RIGHT], world[0, :, RIGHT] = sitting.camera.image_landmarks(points), world_landmarks(points)
    present = np.zeros((1, frames, 2), bool)
    present[..., RIGHT] = True
    times_s = np.arange(frames)[None] / FPS
    return Batch(
        image, world, present, present.astype(np.float32), times_s, np.array([frames]), sitting.camera.aspect
    )


def embedded(samples: Sequence[LabelledSequence]) -> NDArray[np.float64]:
    """An embedding without any learning: mean features of the beginning, the middle and the end, (takes, D)."""
    means = []
    for sample in samples:
        features = np.nan_to_num(compute(sample.sequence, FeatureSpec()), nan=0.0)
        means.append(np.concatenate([part.mean(axis=0) for part in np.array_split(features, 3)]))
    table = np.array(means)
    return (table - table.mean(axis=0)) / np.maximum(table.std(axis=0), 0.05)
