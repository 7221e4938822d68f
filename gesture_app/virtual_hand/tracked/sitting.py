"""A person who never lived in front of a camera nobody owns: what differs between them, and what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import SIDES
from gesture_app.virtual_hand.acting.manner import random_manner
from gesture_app.virtual_hand.acting.performance import Performance, perform
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Build, Side, random_builds
from gesture_app.virtual_hand.body.camera import Camera, world_landmarks
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.script import ScriptItem
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.noise_model import NoiseModel

Numbers = NDArray[np.float64]

_RESTS_BETWEEN, _OTHER_RESTS = 0.4, 0.3


@dataclass(frozen=True, slots=True)
class Variety:
    """What differs between people and their cameras; pairs are smallest and greatest.

    Attributes:
        none_share: of the sequences that show no gesture.
        per_person: sequences of one person; the more, the faster and the fewer people.
        left_handed: share of people who perform with the left hand.
        frames_s: frame rate, even on a logarithmic scale.
        uneven: standard deviation of the time between frames, as a share of it.
        distance_mm, field_deg: of the camera; see `Stage` and `Camera`.
        beside, above: how far from the middle of the picture, in shares of its half height.
        tilt_deg: how far at most the camera looks from the side, from above or below, and is rolled.
        margin_s: what is seen before and after a gesture.
        sizes: pixels of pictures.
        noise: the tracker's; None = as measured.
    """

    none_share: float = 0.2
    per_person: int = 32
    left_handed: float = 0.15
    frames_s: tuple[float, float] = (10.0, 60.0)
    uneven: float = 0.06
    distance_mm: tuple[float, float] = (320.0, 900.0)
    field_deg: tuple[float, float] = (36.0, 55.0)
    beside: tuple[float, float] = (-0.35, 0.35)
    above: tuple[float, float] = (-0.25, 0.25)
    tilt_deg: tuple[float, float, float] = (15.0, 12.0, 6.0)
    margin_s: tuple[float, float] = (0.0, 0.4)
    sizes: tuple[tuple[int, int], ...] = ((640, 480), (1280, 720))
    noise: NoiseModel | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody's performance before their camera.

    Attributes:
        tilt: (3, 3), by which the scene is turned about the stage's middle, as the camera looks at it.
        rate_hz: the camera's frames a second.
    """

    build: Build
    stage: Stage
    performance: Performance
    tilt: Numbers
    rate_hz: float


def looked_at(sitting: Sitting, times_s: Numbers, lengths: NDArray[np.intp]) -> Batch:
    """What a perfect tracker would tell of the hands at these times.

    Args:
        times_s: (N, T) on the performance's clock.
        lengths: (N,), how many of them count.
    """
    counts = np.arange(times_s.shape[1]) < lengths[:, None]
    hands = sitting.performance.at(times_s[counts])
    shape = (*times_s.shape, 2)
    image, world = np.full((2, *shape, 21, 3), np.nan, np.float32)
    present = np.zeros(shape, bool)
    middle, camera = sitting.stage.middle_mm, sitting.stage.camera
    for side, poses in hands.poses.items():
        slot = SIDES.index(side)
        seen = hands.present[side]
        points = (landmarks_of(poses[seen], sitting.build, side) - middle) @ sitting.tilt.T + middle
        at = counts.copy()
        at[counts] = seen
        image[at, slot], world[at, slot] = camera.image_landmarks(points), world_landmarks(points)
        present[at, slot] = True
    return Batch(image, world, present, present.astype(np.float32), times_s, lengths, camera.aspect)


def random_sitting(
    items: Sequence[ScriptItem], idle: int, rng: np.random.Generator, variety: Variety
) -> Sitting:
    """Somebody performs these, with as much idle movement between."""
    build, stage = random_place(rng, variety)
    side: Side = "left" if rng.random() < variety.left_handed else "right"
    performance = perform(
        _with_idle(items, idle, rng),
        random_manner(rng),
        rng,
        side=side,
        rest_between=bool(rng.random() < _RESTS_BETWEEN),
        other_rests=bool(rng.random() < _OTHER_RESTS),
        stage=stage,
    )
    yaw, pitch, roll = rng.uniform(-1, 1, 3) * variety.tilt_deg
    rate_hz = float(np.exp(rng.uniform(*np.log(variety.frames_s))))
    return Sitting(build, stage, performance, turned(yaw, pitch, roll), rate_hz)


def random_place(rng: np.random.Generator, variety: Variety) -> tuple[Build, Stage]:
    """Somebody's bones, and where their hands are before which camera."""
    build = random_builds(rng, 1)[0]
    width, height = variety.sizes[rng.integers(len(variety.sizes))]
    camera = Camera(width, height, float(rng.uniform(*variety.field_deg)))
    distance_mm = float(rng.uniform(*variety.distance_mm))
    half_mm = distance_mm * np.tan(np.radians(camera.field_deg) / 2)
    stage = Stage(
        float(build.palm_mm),
        distance_mm,
        float(rng.uniform(*variety.beside) * half_mm),
        float(rng.uniform(*variety.above) * half_mm),
        camera,
    )
    return build, stage


def _with_idle(items: Sequence[ScriptItem], idle: int, rng: np.random.Generator) -> list[ScriptItem]:
    """Idle movement at random between them."""
    kinds = list(gestures("idle").values())
    mixed = list(items)
    for _ in range(idle):
        mixed.insert(int(rng.integers(len(mixed) + 1)), kinds[rng.integers(len(kinds))])
    return mixed
