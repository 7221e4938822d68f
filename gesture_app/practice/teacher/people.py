"""Virtual people who make a sign right, as the tracker would tell of them: what they differ in may differ.

Bones, habits of the fingers, tilt, camera and the tracker's errors are those of the virtual hand, see
`virtual_hand.tracked`; a held sign takes some milliseconds for all people at once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import LEFT, RIGHT
from gesture_app.practice.teacher.measuring import Hands, Track, hands_of, mean_turn, tracks_of
from gesture_app.virtual_hand.acting.manner import random_manner
from gesture_app.virtual_hand.body.build import Side, random_builds
from gesture_app.virtual_hand.body.camera import Camera, world_landmarks
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose, turned
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.likeness import pose_of, rotation_of
from gesture_app.virtual_hand.signs.varied import habits, made_by_somebody
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.sitting import Variety, looked_at, random_sitting
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked

Numbers = NDArray[np.float64]

_FRAMES, _APART_S = 4, 0.15
_TAKES, _MOMENTS = 4, 24
_LIKE = Variety()


def still_hands(way: Gesture, people: int, rng: np.random.Generator) -> Hands:
    """How many people hold a held gesture, (people,): the middle of some frames of each."""
    batch = _looked_at(way, people, rng)
    slot = np.where(batch.present[..., RIGHT], RIGHT, LEFT)  # now and then it is taken for a left one
    image = np.take_along_axis(batch.image, slot[..., None, None, None], axis=2)[:, :, 0]
    seen = (batch.present[..., LEFT] | batch.present[..., RIGHT]).all(axis=1)
    image = image[seen]
    hands = hands_of(image.reshape(-1, 21, 3), batch.aspect, "right")
    shape = np.median(hands.shape.reshape(-1, _FRAMES, 21, 3), axis=1)
    turns = mean_turn(np.swapaxes(hands.turn.reshape(-1, _FRAMES, 3, 3), 0, 1))
    first = slice(None, None, _FRAMES)
    return Hands(shape, turns, hands.size[first], hands.middle[first])


def _looked_at(way: Gesture, people: int, rng: np.random.Generator) -> Batch:
    poses = [_somebodys(way, rng) for _ in range(people)]
    pose = clamped(
        HandPose(
            np.stack([each.position_mm for each in poses]),
            np.stack([each.rotation for each in poses]),
            np.stack([each.fingers_deg for each in poses]),
            np.stack([each.thumb_deg for each in poses]),
            np.zeros((people, 2)),
        )
    )
    points = landmarks_of(pose, random_builds(rng, people))
    camera = Camera()
    image = np.full((people, _FRAMES, 2, 21, 3), np.nan, np.float32)
    world = image.copy()
    image[:, :, RIGHT] = camera.image_landmarks(points)[:, None]
    world[:, :, RIGHT] = world_landmarks(points)[:, None]
    present = np.zeros((people, _FRAMES, 2), bool)
    present[..., RIGHT] = True
    times_s = np.tile(np.arange(_FRAMES) * _APART_S, (people, 1))
    lengths = np.full(people, _FRAMES)
    exact = Batch(image, world, present, present.astype(np.float32), times_s, lengths, camera.aspect)
    return as_tracked(exact, tracker_noise(), rng)


def _somebodys(way: Gesture, rng: np.random.Generator) -> HandPose:
    key = way.keys[0]
    pose, manner = pose_of(key), random_manner(rng).for_a_take(rng)
    habit = habits(rng)
    camera_tilt = turned(*(rng.uniform(-1, 1, 3) * _LIKE.tilt_deg))
    loose = turned(*(rng.normal(size=3) * way.loose_deg))
    distance_mm = float(rng.uniform(*_LIKE.distance_mm))
    half_mm = distance_mm * np.tan(np.radians(Camera().field_deg) / 2)
    beside, above = rng.uniform(*_LIKE.beside), rng.uniform(*_LIKE.above)
    return replace(
        pose,
        position_mm=np.array([beside * half_mm, above * half_mm - 80.0, -distance_mm]),
        rotation=camera_tilt @ turned(*manner.tilt_deg) @ loose @ rotation_of(key),
        fingers_deg=pose.fingers_deg + manner.fingers_deg + habit[:16].reshape(4, 4),
        thumb_deg=pose.thumb_deg + manner.thumb_deg + habit[16:],
    )


def moving_hands(way: Gesture, people: int, side: Side, rng: np.random.Generator) -> list[tuple[Track, ...]]:
    """How people make a movement: of each performance the hands that take part, from its beginning to its end."""
    like = replace(_LIKE, left_handed=float(side == "left"), none_share=0.0)
    found: list[tuple[Track, ...]] = []
    for _ in range(-(-people // _TAKES)):
        sitting = random_sitting([made_by_somebody(way, rng) for _ in range(_TAKES)], 0, rng, like)
        spans = sitting.performance.spans
        times_s = np.array([np.linspace(span.start_s, span.end_s, _MOMENTS) for span in spans])
        exact = looked_at(sitting, times_s, np.full(len(spans), _MOMENTS))
        for sequence in as_tracked(exact, tracker_noise(), rng).sequences():
            tracks = tracks_of(sequence)
            wanted = tuple(tracks.values()) if way.hands == 2 else (tracks.get(side),)
            found.append(tuple(each for each in wanted if each is not None and len(each) >= _MOMENTS // 2))
    return [each for each in found if each]
