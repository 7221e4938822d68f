"""Hands as they are compared: shape in the palm's own frame, how the palm is turned, where the hand is.

All of it as of a right hand: a left one is mirrored, so that what holds for the one holds for the other. Shape is
free of bone lengths' overall size, of place and of turn; what stays are proportions, which differ little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import LEFT, RIGHT, SIDES, HandSequence
from gesture_app.hands.chirality import right_handedness
from gesture_app.hands.geometry import in_picture_heights
from gesture_app.hands.landmarks import FINGERS, FINGERTIPS
from gesture_app.virtual_hand.body.alignment import alignment
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.inverse import MEDIAPIPE_DEPTH, from_image
from gesture_app.virtual_hand.body.measured_build import PALM, palm_points
from gesture_app.virtual_hand.body.pose import MIRROR

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

PART_LANDMARKS = {name: list(joints[1:]) for name, joints in FINGERS.items()}
"""What moves within the hand: three landmarks of each finger. Thumb first."""
FOCAL_HEIGHTS = 1.2
"""Focal length of a usual webcam in picture heights (45° from top to bottom): how far away a hand of a size is."""

_SMOOTH = 3
_LOWER_PALMS = 1.0
STILL_S = 0.5
"""As much of a held sign is looked at."""

_REST = palm_points(average_build()) / average_build().palm_mm
SURELY_OTHER = 2.0
"""A shape as much of the other hand's (see `right_handedness`) is believed against the tracker's word."""


@dataclass(frozen=True, slots=True, eq=False)
class Hands:
    """Hands, T of them or any leading shape, as right ones.

    Attributes:
        shape: (…, 21, 3), landmarks in the palm's frame in palm lengths: x to the thumb's side, y along the fingers,
            z out of the palm.
        turn: (…, 3, 3), from the palm's frame to the scene's (x right in the picture, y up, z to the camera).
        size: (…), palm length in picture heights.
        middle: (…, 3), mean of the landmarks in picture heights; its depth is 0.
    """

    shape: Numbers
    turn: Numbers
    size: Numbers
    middle: Numbers

    def __len__(self) -> int:
        return len(self.shape)

    def __getitem__(
        self, index: slice[int | None, int | None, None] | NDArray[np.intp] | Flags | int
    ) -> Hands:
        return Hands(self.shape[index], self.turn[index], self.size[index], self.middle[index])


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One hand where it was seen.

    Attributes:
        time_s: (T,), only of frames in which it was seen.
        hands: (T).
        cut_off: (T,), share of the landmarks outside of the picture.
        side: which hand it is; `hands` is mirrored if it is the left one.
    """

    time_s: Numbers
    hands: Hands
    cut_off: Numbers
    side: Side

    def __len__(self) -> int:
        return len(self.time_s)

    def between(self, start_s: float, end_s: float) -> Track:
        """What was seen from one moment to another, both included."""
        kept = (self.time_s >= start_s) & (self.time_s <= end_s)
        return Track(self.time_s[kept], self.hands[kept], self.cut_off[kept], self.side)


def hands_of(image: NDArray[np.float32], aspect: float, side: Side) -> Hands:
    """Hands in landmarks of pictures (…, 21, 3) as in `HandFrame.image`, all of them known."""
    points = from_image(image, aspect, MEDIAPIPE_DEPTH)
    if side == "left":
        points = points * MIRROR
    turn, size, shift = alignment(_REST, points[..., PALM, :])
    shape = (points - shift) @ turn / size[..., None, None]
    middle = points.mean(axis=-2)
    middle[..., 2] = 0.0
    return Hands(shape, turn, size, middle)


def tracks_of(sequence: HandSequence) -> dict[Side, Track]:
    """The hands that were seen, each over its own frames.

    Where the tracker saw but one hand at a time, that is one hand, whose side its shape tells if it tells it clearly.
    """
    slots = sequence.present
    if not slots.any():
        return {}
    if not (slots[:, LEFT] & slots[:, RIGHT]).any():
        return _only_hand(sequence)
    sides: Iterable[tuple[int, Side]] = ((LEFT, "left"), (RIGHT, "right"))
    return {
        side: _track(sequence, slots[:, slot], slot, side) for slot, side in sides if slots[:, slot].any()
    }


def _only_hand(sequence: HandSequence) -> dict[Side, Track]:
    slot = np.where(sequence.present[:, RIGHT], RIGHT, LEFT)
    image = sequence.image[np.arange(len(sequence)), slot]
    seen = sequence.present.any(axis=1)
    told = SIDES[RIGHT if sequence.present[:, RIGHT].sum() * 2 >= seen.sum() else LEFT]
    shaped = float(right_handedness(in_picture_heights(image[seen], sequence.aspect)).mean())
    right = told == "right" if abs(shaped) < SURELY_OTHER else shaped > 0
    side: Side = "right" if right else "left"
    return {side: _track_of(image[seen], sequence.time_s[seen], sequence.aspect, side)}


def _track(sequence: HandSequence, seen: Flags, slot: int, side: Side) -> Track:
    return _track_of(sequence.image[seen, slot], sequence.time_s[seen], sequence.aspect, side)


def _track_of(image: NDArray[np.float32], time_s: Numbers, aspect: float, side: Side) -> Track:
    return Track(time_s, hands_of(image, aspect, side), cut_off_of(image), side)


def cut_off_of(image: NDArray[np.float32]) -> Numbers:
    """Share (…) of landmarks (…, 21, 3) that lie outside of the picture."""
    flat = image[..., :2]
    return np.asarray(((flat < 0) | (flat > 1)).any(axis=-1).mean(axis=-1))


def stillest(track: Track, seconds: float = STILL_S) -> Track:
    """The part of about this long in which the hand is calmest; all of it if it is shorter."""
    last = np.searchsorted(track.time_s, track.time_s + seconds)
    starts = np.flatnonzero(last < len(track))
    if len(starts) == 0:
        return track
    moved = np.concatenate([[0.0], np.cumsum(steps_of(track.hands))])
    speeds = (moved[last[starts]] - moved[starts]) / (track.time_s[last[starts]] - track.time_s[starts])
    start = int(starts[np.argmin(speeds)])
    return track.between(float(track.time_s[start]), float(track.time_s[last[start]]))


def steps_of(hands: Hands) -> Numbers:
    """How far a hand goes from frame to frame, (T) → (T - 1), in palm lengths, bending and turning included."""
    size = np.maximum(np.median(hands.size), 1e-6)
    gone = np.linalg.norm(np.diff(hands.middle, axis=0), axis=-1) / size
    points = hands.shape @ np.swapaxes(hands.turn, -1, -2)
    changed = np.linalg.norm(np.diff(points - points.mean(axis=1, keepdims=True), axis=0), axis=-1).mean(
        axis=1
    )
    return np.asarray(gone + changed)


def unrest_of(track: Track) -> float:
    """How far a hand, or its fingertips, wander about in the picture, palm lengths; smoothed, so that noise is none."""
    if len(track) < _SMOOTH:
        return 0.0
    hands = track.hands
    tips = hands.shape[:, FINGERTIPS[1:]].mean(axis=1)
    places = [
        hands.middle[:, :2] / np.median(hands.size),
        (tips[:, None] @ np.swapaxes(hands.turn, 1, 2))[:, 0, :2],
    ]
    wandering = np.concatenate(places, axis=1)
    calm = sum(wandering[shift : len(wandering) - _SMOOTH + 1 + shift] for shift in range(_SMOOTH)) / _SMOOTH
    return float(np.ptp(calm, axis=0).max())


def typical(hands: Hands) -> Hands:
    """The one hand in the middle of many, without a leading dimension: no single frame can spoil it."""
    shape = np.median(hands.shape, axis=0)
    return Hands(
        shape, mean_turn(hands.turn), np.asarray(np.median(hands.size)), np.median(hands.middle, axis=0)
    )


def raised(tracks: Mapping[Side, Track]) -> dict[Side, Track]:
    """Without a hand that rests lower than the other one: it lies in the lap, or on the desk."""
    heights = {
        side: float(np.median(track.hands.middle[:, 1] / track.hands.size)) for side, track in tracks.items()
    }
    highest = max(heights.values(), default=0.0)
    return {side: track for side, track in tracks.items() if heights[side] > highest - _LOWER_PALMS}


def mean_turn(turns: Numbers) -> Numbers:
    """The rotation (…, 3, 3) nearest to many (n, …, 3, 3)."""
    left, _, right = np.linalg.svd(turns.mean(axis=0))
    flip = np.ones((*left.shape[:-2], 3))
    flip[..., 2] = np.sign(np.linalg.det(left @ right))
    return np.asarray((left * flip[..., None, :]) @ right)


def moving_points(shape: Numbers) -> Numbers:
    """What moves within hands (…, 21, 3), one part after the other, (…, 45): thumb, index to little finger."""
    order = [landmark for part in PART_LANDMARKS.values() for landmark in part]
    return np.asarray(shape[..., order, :].reshape(*shape.shape[:-2], -1))


def turned_by(turn: Numbers, reference: Numbers) -> Numbers:
    """The rotation vector (…, 3) in radians, in the scene, that brings a reference to these turns (…, 3, 3)."""
    between = turn @ np.swapaxes(reference, -1, -2)
    cosine = np.clip((np.trace(between, axis1=-2, axis2=-1) - 1) / 2, -1, 1)
    angle = np.arccos(cosine)
    axis = np.stack(
        [
            between[..., 2, 1] - between[..., 1, 2],
            between[..., 0, 2] - between[..., 2, 0],
            between[..., 1, 0] - between[..., 0, 1],
        ],
        axis=-1,
    )
    length = np.linalg.norm(axis, axis=-1)
    # At half a turn the axis has no length: what counts there is how far, and any direction will do.
    axis = np.where((length > 1e-6)[..., None], axis, np.array([1.0, 0.0, 0.0]))
    length = np.where(length > 1e-6, length, 1.0)
    return np.asarray(axis / length[..., None] * angle[..., None])
