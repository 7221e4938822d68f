"""A sign as the virtual hand moves through it, at any moment one asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build, Side
from gesture_app.virtual_hand.body.pose import HandPose, mirrored
from gesture_app.virtual_hand.body.rotations import matrices, quaternions

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SignMotion:
    """Hands over time, from the beginning of a sign to its end.

    Attributes:
        times_s: (T,), rising from 0.
        poses: each hand that takes part, with leading (T,); positions in mm in the scene (x right, y up, z to the
            camera, which stands at the origin and looks along -z).
        build: the bones that go with the poses.
        held: whether the sign is a hold rather than a movement.
        steps_s: the moments to step through: where the hand comes to rest or changes its shape; at least one.
        side: the hand that makes it, or that leads where both do.
        by_other_side: how the other hand makes it, where that is not the mirror image: swiping left goes to the
            person's left with either hand.
    """

    times_s: Numbers
    poses: Mapping[Side, HandPose]
    build: Build
    held: bool
    steps_s: tuple[float, ...]
    side: Side = "right"
    by_other_side: SignMotion | None = None

    @property
    def duration_s(self) -> float:
        return float(self.times_s[-1])

    def made_by(self, side: Side) -> SignMotion:
        """The sign as somebody makes it with this hand, or leads with it."""
        if side == self.side:
            return self
        if self.by_other_side is not None:
            return replace(self.by_other_side, by_other_side=self)
        poses = {_other(own): mirrored(pose) for own, pose in self.poses.items()}
        return replace(self, poses=poses, side=side)

    def at(self, time_s: float) -> dict[Side, HandPose]:
        """The hands at one moment, between two of `times_s` where need be; as at the ends before and after."""
        after = int(np.clip(np.searchsorted(self.times_s, time_s), 1, max(len(self.times_s) - 1, 1)))
        if len(self.times_s) == 1:
            return {side: poses[0] for side, poses in self.poses.items()}
        begun_s, done_s = self.times_s[after - 1], self.times_s[after]
        share = float(np.clip((time_s - begun_s) / (done_s - begun_s), 0.0, 1.0))
        return {side: _between(poses[after - 1], poses[after], share) for side, poses in self.poses.items()}


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _between(before: HandPose, after: HandPose, share: float) -> HandPose:
    """The pose that is `share` 0…1 of the way; the turn goes the shortest way."""
    first, second = quaternions(before.rotation), quaternions(after.rotation)
    second = second if first @ second >= 0 else -second

    def mixed(one: Numbers, other: Numbers) -> Numbers:
        return np.asarray(one + share * (other - one))

    return HandPose(
        mixed(before.position_mm, after.position_mm),
        matrices(mixed(first, second)),
        mixed(before.fingers_deg, after.fingers_deg),
        mixed(before.thumb_deg, after.thumb_deg),
        mixed(before.wrist_deg, after.wrist_deg),
    )
