"""Find hands in pictures with MediaPipe."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from gesture_app.capture.hand_finder import HandFinder
from gesture_app.capture.hand_slots import FoundHand, HandSlots
from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame


class HandTracker:
    """Turns pictures into `HandFrame`s; one source at a time, frames in order."""

    def __init__(self, bundle: bytes, hands: int = 2) -> None:
        """Load the model.

        Args:
            bundle: see `tracker_model`.
            hands: how many to follow, 1 or 2.

        Raises:
            TrackerModelError: MediaPipe does not accept the bundle.
        """
        self._slots = HandSlots()
        self._finder = HandFinder(bundle, hands)

    def track(self, frame: Frame) -> HandFrame:
        """The hands in a frame: the person's own left and right, whatever the frames' times do."""
        if frame.hands is not None:
            return frame.hands
        if frame.pixels is None:
            return HandFrame.empty(frame.time_s, frame.aspect)
        found = self._finder.find(frame.pixels, frame.time_s)
        return _hand_frame(self._slots.assign(found, frame.time_s, frame.aspect), frame)

    def close(self) -> None:
        """Release the model; an unclosed landmarker raises when the interpreter ends."""
        self._finder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _hand_frame(slots: tuple[FoundHand | None, FoundHand | None], frame: Frame) -> HandFrame:
    hands = HandFrame.empty(frame.time_s, frame.aspect)
    for side, hand in enumerate(slots):
        if hand is not None:
            hands.image[side], hands.world[side] = hand.image, hand.world
            hands.present[side] = True
            hands.score[side] = hand.right if side else 1.0 - hand.right
    return hands
