"""What the camera did not see well enough to say anything about, so that nobody is blamed for it."""

from __future__ import annotations

import numpy as np

from gesture_app.hands.landmarks import FINGERS
from gesture_app.practice.teacher.measuring import Track
from gesture_app.practice.teacher.verdict import Correction, Part
from gesture_app.virtual_hand.body.build import Side

_CUT_OFF = 0.15
_JUMPS_PALMS = 0.3
"""A fingertip that jumps by this from frame to frame in a hand that keeps still is guessed, not seen."""


def hand_unseen(side: Side) -> Correction:
    """The hand itself."""
    said = "I cannot see your hand for long enough. Hold it in the picture, in good light."
    return Correction("visibility", "hand", side, said, 1.0)


def hidden(track: Track, worst: Part) -> Correction | None:
    """What keeps the camera from seeing the part that seems to be wrong, if something does."""
    if len(track) and float(np.median(track.cut_off)) > _CUT_OFF:
        said = "Part of your hand is outside of the picture. Move it towards the middle."
        return Correction("visibility", "hand", track.side, said, 1.0)
    if worst in FINGERS and _jumps(track, worst) > _JUMPS_PALMS:
        name = "thumb" if worst == "thumb" else f"{worst} finger"
        said = f"I cannot see your {name}. Turn your hand a little."
        return Correction("visibility", worst, track.side, said, 1.0, FINGERS[worst])
    return None


def _jumps(track: Track, finger: str) -> float:
    """How far a fingertip goes from one frame to the next within the palm, palm lengths, usually."""
    if len(track) < 3:
        return 0.0
    tips = track.hands.shape[:, FINGERS[finger][-1]]
    return float(np.median(np.linalg.norm(np.diff(tips, axis=0), axis=1)))
