"""The pose of a hand: where the wrist is, how it is turned, and the angles of its joints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SPREAD, MCP, PIP, DIP = range(4)
FINGER_ANGLES = ("spread", "mcp", "pip", "dip")
THUMB_SPREAD, THUMB_RAISE, THUMB_TURN, THUMB_MCP, THUMB_IP = range(5)
THUMB_ANGLES = ("spread", "raise", "turn", "mcp", "ip")

MIRROR = np.array([-1.0, 1.0, 1.0])
"""What x, y and z of a right hand are multiplied by to be a left hand's, in the hand's axes and in the scene."""


@dataclass(frozen=True, slots=True)
class HandPose:
    """One pose, or many with the same leading dimensions in all fields.

    Attributes:
        position_mm: (…, 3), the wrist in the scene.
        rotation: (…, 3, 3), turns the hand's axes into the scene's.
        fingers_deg: (…, 4, 4), index to little finger × (spread, mcp, pip, dip). Spread is measured in the plane
            of the palm from the direction of the middle finger, positive towards the thumb; the others
            are flexions, 0 = straight.
        thumb_deg: (…, 5) = spread, raise, turn, mcp, ip. Spread is the angle of the metacarpal in the plane of the
            palm, 0 = along the fingers, 90 = square out to the side; raise is its angle out of that
            plane, positive in front of the palm; turn rolls the thumb about its own length, 0 = the pad faces the
            index finger's side, 90 = it faces the palm; mcp and ip are flexions.
        wrist_deg: (…, 2), how the hand is bent against the forearm: flexion (towards the palm) and
            deviation (towards the thumb). No landmark depends on it, the picture does.
    """

    position_mm: Numbers
    rotation: Numbers
    fingers_deg: Numbers
    thumb_deg: Numbers
    wrist_deg: Numbers

    def __getitem__(self, index: Any) -> HandPose:
        """Some of many poses, as numpy would index the leading dimensions."""
        return HandPose(
            self.position_mm[index],
            self.rotation[index],
            self.fingers_deg[index],
            self.thumb_deg[index],
            self.wrist_deg[index],
        )


def mirrored(pose: HandPose) -> HandPose:
    """The pose with which the other hand makes the mirror image of the scene."""
    return replace(
        pose, position_mm=pose.position_mm * MIRROR, rotation=MIRROR[:, None] * pose.rotation * MIRROR
    )


def turned(yaw_deg: float = 0.0, pitch_deg: float = 0.0, roll_deg: float = 0.0) -> Numbers:
    """A rotation (3, 3) in the scene: roll about z first, then pitch about x, then yaw about y.

    Positive yaw turns the front to the right of the picture, positive pitch tips the top towards the camera,
    positive roll turns counter-clockwise as the camera sees it.
    """
    yaw, pitch, roll = np.radians([yaw_deg, pitch_deg, roll_deg])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_y @ about_x @ about_z)
