"""What the tracker makes of the virtual hand: is it found, on the right side, and how far off are its landmarks?

The virtual hand is the only hand whose true landmarks are known in every frame.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.capture.source import Frame
from gesture_app.capture.tracker import HandTracker
from gesture_app.hands import SIDES, HandSequence
from gesture_app.hands.geometry import in_picture_heights
from gesture_app.virtual_hand.acting.manner import Manner, plain_manner, random_manner
from gesture_app.virtual_hand.acting.programme import parse_programme
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Build, Side, average_build, random_builds
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.film import Film
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK, SKINS, Look, random_look

Numbers = NDArray[np.float64]

_FIELDS_DEG, _DISTANCES_MM = (38.0, 52.0), (350.0, 700.0)
_LEFT_HANDED = 0.35  # more than among people: both sides are to be measured


@dataclass(frozen=True, slots=True)
class Cast:
    """Whose hand performs, how it looks, and where.

    Attributes:
        person: tells people apart.
        skin, background: of the look, by name.
    """

    person: str = "average"
    side: Side = "right"
    skin: str = "light"
    background: str = "wall"
    look: Look = DEFAULT_LOOK
    build: Build = field(default_factory=average_build)
    manner: Manner = field(default_factory=plain_manner)
    stage: Stage = field(default_factory=Stage)


def average_cast(side: Side, skin: str, background: str) -> Cast:
    """The average person with one of `SKINS` before one of `BACKGROUNDS`."""
    behind = replace(DEFAULT_LOOK.background, kind=background)
    look = replace(DEFAULT_LOOK, skin=SKINS[skin], background=behind)
    return Cast(f"{skin}, {side}", side, skin, background, look)


def random_cast(rng: np.random.Generator, person: str) -> Cast:
    """Somebody somewhere: any bones, manner, look, distance and camera."""
    look, build = random_look(rng), random_builds(rng, 1)[0]
    camera = Camera(field_deg=float(rng.uniform(*_FIELDS_DEG)))
    distance_mm = float(rng.uniform(*_DISTANCES_MM))
    half_mm = distance_mm * camera.height / 2 / camera.focal_px
    stage = Stage(
        float(build.palm_mm), distance_mm, float(rng.uniform(-0.3, 0.3) * half_mm),
        float(rng.uniform(-0.2, 0.2) * half_mm), camera,
    )  # fmt: skip
    side: Side = "left" if rng.random() < _LEFT_HANDED else "right"
    skin = next(name for name, each in SKINS.items() if each == look.skin)
    return Cast(person, side, skin, look.background.kind, look, build, random_manner(rng), stage)


@dataclass(frozen=True, slots=True)
class Watched:
    """A performance as it was and as the tracker saw it, frame by frame.

    Attributes:
        gesture: what the hand was to show.
        true: the landmarks of the hands themselves, wherever they are at least partly in the picture.
        seen: the tracker's.
        showing: (T,), when the gesture itself is under way.
        palm: (T, 2), the true length of each hand's palm at its distance, in picture heights. NaN where absent.
    """

    gesture: str
    cast: Cast
    true: HandSequence
    seen: HandSequence
    showing: NDArray[np.bool_]
    palm: Numbers


@dataclass(frozen=True, slots=True)
class Belief:
    """Sums over the frames in which hands showed a gesture; hands of one frame count separately.

    Attributes:
        frames: in how many a hand showed it.
        found: in how many of these it was found, whatever side it was taken for.
        right_side: in how many of those it was taken for the hand that it is.
        error: sum over the found of the mean distance of the 21 landmarks from the true ones, in the
            picture, in palm lengths.
    """

    frames: int = 0
    found: int = 0
    right_side: int = 0
    error: float = 0.0

    def __add__(self, other: Belief) -> Belief:
        return Belief(
            self.frames + other.frames,
            self.found + other.found,
            self.right_side + other.right_side,
            self.error + other.error,
        )

    @property
    def found_share(self) -> float:
        return self.found / self.frames if self.frames else float("nan")

    @property
    def right_side_share(self) -> float:
        return self.right_side / self.found if self.found else float("nan")

    @property
    def mean_error(self) -> float:
        return self.error / self.found if self.found else float("nan")


def watch(name: str, cast: Cast, tracker: HandTracker, *, seed: int, fps: float) -> Watched:
    """Show the tracker one performance of a gesture, from the empty picture to the empty picture.

    Args:
        tracker: one that has seen nothing else, or it remembers.

    Raises:
        UnknownName: there is no such gesture.
    """
    film = Film(
        replace(parse_programme(name), rounds=1), np.random.default_rng(seed), manner=cast.manner,
        build=cast.build, side=cast.side, look=cast.look, stage=cast.stage, frame_s=1 / fps,
    )  # fmt: skip
    true, seen, showing, palms = [], [], [], []
    for index in itertools.count():
        time_s = index / fps
        shot = film.shot(time_s)
        if shot is None:
            break
        seen.append(tracker.track(Frame(index, time_s, shot.picture, None, film.camera.aspect)))
        hands = {side: landmarks_of(pose, cast.build, side) for side, pose in shot.hands.items()}
        true.append(film.camera.hand_frame(hands, time_s))
        showing.append(bool(shot.showing))
        palms.append(_palms(hands, cast.build, film.camera))
    return Watched(
        name, cast, HandSequence.from_frames(true), HandSequence.from_frames(seen), np.array(showing),
        np.array(palms),
    )  # fmt: skip


def _palms(hands: Mapping[Side, Numbers], build: Build, camera: Camera) -> Numbers:
    """(2,) lengths of the palms at their distance, in picture heights."""
    palms = np.full(2, np.nan)
    for side, points_mm in hands.items():
        distance_mm = -points_mm[:, 2].mean()
        palms[SIDES.index(side)] = build.palm_mm * camera.focal_px / camera.height / distance_mm
    return palms


def believed(watched: Watched) -> Belief:
    """How much of a performance the tracker believed."""
    off = _distances(watched)  # (T, true side, seen side)
    total = Belief()
    for side in range(len(SIDES)):
        there = watched.true.present[:, side] & watched.showing
        same, other = off[:, side, side], off[:, side, 1 - side]
        # With two hands in the picture, what lies in the other slot is the other hand.
        alone = ~watched.true.present[:, 1 - side]
        other = np.where(alone, other, np.nan)
        nearest = np.fmin(same, other)
        found = there & np.isfinite(nearest)
        right = found & np.isfinite(same)
        distance = np.where(np.isfinite(same), same, nearest)
        total += Belief(int(there.sum()), int(found.sum()), int(right.sum()), float(distance[found].sum()))
    return total


def table(performances: Iterable[Watched], key: Callable[[Watched], str]) -> dict[str, Belief]:
    """The belief in all performances of each key, the least found and furthest off first."""
    rows: dict[str, Belief] = {}
    for watched in performances:
        rows[key(watched)] = rows.get(key(watched), Belief()) + believed(watched)
    return dict(sorted(rows.items(), key=lambda row: _goodness(row[1])))


def total(rows: Mapping[str, Belief]) -> Belief:
    return sum(rows.values(), Belief())


def _goodness(row: Belief) -> float:
    found = 0.0 if np.isnan(row.found_share) else row.found_share
    right = 0.0 if np.isnan(row.right_side_share) else row.right_side_share
    return found * right - (1.0 if np.isnan(row.mean_error) else row.mean_error)


def _distances(watched: Watched) -> Numbers:
    """(T, 2 true, 2 seen): mean distance of the landmarks in true palm lengths, NaN where either is absent."""
    aspect = watched.true.aspect
    true = in_picture_heights(watched.true.image, aspect)[:, :, None, :, :2]
    seen = in_picture_heights(watched.seen.image, aspect)[:, None, :, :, :2]
    apart = np.linalg.norm(true - seen, axis=-1).mean(axis=-1)
    return np.asarray(apart / watched.palm[:, :, None])
