"""What a hand is: landmarks, frames, sequences, geometry and features (numpy only)."""

from gesture_app.hands.frame import LEFT, RIGHT, SIDES, HandFrame
from gesture_app.hands.sequence import HandSequence

__all__ = ["LEFT", "RIGHT", "SIDES", "HandFrame", "HandSequence"]
