"""How a recorded signer's version is shown: by the virtual hand, moved as the signer's landmarks moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.practice.references.forearm import wrist_angles
from gesture_app.practice.references.motion import SignMotion
from gesture_app.practice.references.phases import Phases, phases
from gesture_app.practice.references.seen_hand import SeenHand, person_build, seen_hand
from gesture_app.practice.references.smoothing import at_even_times, smoothed, steady_quaternions
from gesture_app.takes.quality import hands_used
from gesture_app.virtual_hand.body.build import Build, Side
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose, mirrored
from gesture_app.virtual_hand.body.rotations import matrices

Numbers = NDArray[np.float64]

_STEP_S = 1 / 60
_WIDTH_S = 0.06
"""Chosen so that MediaPipe's jitter goes and a wave of two a second stays whole."""
_LONGEST_S = 20.0
_HELD_S = 0.8
_EDGE = 0.01


def motion_of_take(sequence: HandSequence) -> SignMotion | None:
    """The sign in a recording, as made by the right hand, or led by it; None where no hand can be made out.

    Coming, going and waiting are left out; of a hold only its usual pose is shown. No landmark tells how the wrist is
    bent or how far away the hand is: see `forearm` and `seen_hand`.
    """
    sequence = sequence.slice(0, int(np.searchsorted(sequence.time_s, sequence.time_s[0] + _LONGEST_S)))
    slots = hands_used(sequence)
    build = person_build(sequence, slots)
    hands = [hand for slot in slots if (hand := seen_hand(sequence, slot, build)) is not None]
    if not hands:
        return None
    start_s, end_s = min(hand.times_s[0] for hand in hands), max(hand.times_s[-1] for hand in hands)
    moments_s = start_s + np.arange(int((end_s - start_s) / _STEP_S) + 1) * _STEP_S
    poses = {hand.side: _moving_smoothly(hand, moments_s) for hand in hands}
    comes, goes = _at_edge(sequence, slots)
    found = phases(_landmarks(poses, build), _STEP_S, comes=comes, goes=goes)
    motion = _held(poses, build, found) if found.held else _moving(poses, build, found)
    return motion.made_by("right")


def _moving_smoothly(hand: SeenHand, moments_s: Numbers) -> HandPose:
    """Its poses at moments (G,), the wrists bent as they may have been."""
    pose, frames = hand.poses, len(hand.times_s)
    tracks = np.concatenate(
        [
            pose.position_mm,
            steady_quaternions(pose.rotation),
            pose.fingers_deg.reshape(frames, 16),
            pose.thumb_deg,
        ],
        axis=1,
    )
    calm = smoothed(at_even_times(hand.times_s, tracks, moments_s), _STEP_S, _WIDTH_S)
    return _pose(calm, hand.side)


def _pose(tracks: Numbers, side: Side) -> HandPose:
    """From position, quaternion, fingers and thumb (G, 28)."""
    rotations = matrices(tracks[:, 3:7])
    wrists = wrist_angles(_as_right(rotations, side))
    return clamped(
        HandPose(tracks[:, :3], rotations, tracks[:, 7:23].reshape(-1, 4, 4), tracks[:, 23:], wrists)
    )


def _as_right(rotations: Numbers, side: Side) -> Numbers:
    if side == "right":
        return rotations
    nothing = np.zeros((len(rotations), 3))
    return mirrored(HandPose(nothing, rotations, nothing, nothing, nothing)).rotation


def _landmarks(poses: Mapping[Side, HandPose], build: Build) -> Numbers:
    """(G, hands, 21, 3) in palm lengths."""
    points = [landmarks_of(pose, build, side) for side, pose in poses.items()]
    return np.stack(points, axis=1) / build.palm_mm


def _at_edge(sequence: HandSequence, slots: Sequence[int]) -> tuple[bool, bool]:
    """Whether the hand comes into the picture during the recording, and whether it leaves it."""
    seen = sequence.present[:, list(slots)].all(axis=1)
    frames = np.flatnonzero(seen if seen.any() else sequence.seen)
    first, last = int(frames[0]), int(frames[-1])
    return (
        first > 0 or _beyond(sequence, first),
        last < len(sequence) - 1 or _beyond(sequence, last),
    )


def _beyond(sequence: HandSequence, frame: int) -> bool:
    points = sequence.image[frame][sequence.present[frame], :, :2]
    return bool(((points < _EDGE) | (points > 1 - _EDGE)).any())


def _held(poses: Mapping[Side, HandPose], build: Build, found: Phases) -> SignMotion:
    """One pose for as long as a sign is held: the middle one of those that were."""
    middle = (found.start + found.stop) // 2
    still = {side: pose[[middle, middle]] for side, pose in poses.items()}
    return SignMotion(np.array([0.0, _HELD_S]), still, build, True, (0.0,), side=_leading(poses))


def _moving(poses: Mapping[Side, HandPose], build: Build, found: Phases) -> SignMotion:
    times_s = np.asarray(np.arange(found.stop - found.start) * _STEP_S, np.float64)
    cut = {side: pose[found.start : found.stop] for side, pose in poses.items()}
    steps_s = tuple((rest - found.start) * _STEP_S for rest in found.rests)
    return SignMotion(times_s, cut, build, False, steps_s, side=_leading(poses))


def _leading(poses: Mapping[Side, HandPose]) -> Side:
    """The hand that makes the sign; of two, the right one is taken to lead."""
    return "right" if "right" in poses else "left"
