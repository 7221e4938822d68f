"""Find hands in pictures with MediaPipe."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import numpy as np

from gesture_app.capture.hand_slots import FoundHand, HandSlots
from gesture_app.capture.quiet import without_chatter
from gesture_app.capture.source import Frame
from gesture_app.capture.telemetry import silence_unless_decided
from gesture_app.capture.tracker_model import TrackerModelError
from gesture_app.hands import HandFrame
from gesture_app.opencv import cv2

_WARM_UP_SIZE = (64, 64, 3)


class HandTracker:
    """Turns pictures into `HandFrame`s; one source at a time, frames in order.

    MediaPipe runs in VIDEO mode: it follows hands from frame to frame and looks for new ones only while
    fewer than `hands` are followed.
    """

    def __init__(self, bundle: bytes, hands: int = 2) -> None:
        """Load the model.

        Args:
            bundle: see `tracker_model`. Bytes, not a path: MediaPipe trips over `%` and letters like ü.
            hands: how many to follow, 1 or 2.

        Raises:
            TrackerModelError: MediaPipe does not accept the bundle.
        """
        silence_unless_decided()
        self._milliseconds = _IncreasingMilliseconds()
        self._slots = HandSlots()
        with without_chatter():
            self._landmarker: Any = _make_landmarker(bundle, hands)
            try:
                # The last of MediaPipe's messages comes with the first picture, and so does its set-up.
                self._detect(np.zeros(_WARM_UP_SIZE, np.uint8), self._milliseconds.at(0.0))
            except BaseException:
                self.close()
                raise

    def track(self, frame: Frame) -> HandFrame:
        """The hands in a frame: the person's own left and right, whatever the frames' times do."""
        if frame.hands is not None:
            return frame.hands
        if frame.pixels is None:
            return HandFrame.empty(frame.time_s, frame.aspect)
        result = self._detect(frame.pixels, self._milliseconds.at(frame.time_s))
        found = [
            FoundHand(_right(called[0]), _points(image), _points(world))
            for called, image, world in zip(
                result.handedness, result.hand_landmarks, result.hand_world_landmarks, strict=True
            )
        ]
        return _hand_frame(self._slots.assign(found, frame.time_s, frame.aspect), frame)

    def close(self) -> None:
        """Release the model; an unclosed landmarker raises when the interpreter ends."""
        landmarker, self._landmarker = self._landmarker, None
        if landmarker is not None:
            landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _detect(self, pixels: np.ndarray[Any, Any], milliseconds: int) -> Any:
        import mediapipe

        rgb = np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        return self._landmarker.detect_for_video(picture, milliseconds)


class _IncreasingMilliseconds:
    """MediaPipe demands times that increase strictly; sources loop, and clocks are set."""

    def __init__(self) -> None:
        self._last = -1
        self._offset = 0

    def at(self, time_s: float) -> int:
        wanted = round(time_s * 1000) + self._offset
        if wanted <= self._last:
            self._offset += self._last + 1 - wanted
            wanted = self._last + 1
        self._last = wanted
        return wanted


def _make_landmarker(bundle: bytes, hands: int) -> Any:
    # Imported here: half a second or more that no window should wait for.
    from mediapipe.tasks.python import vision
    from mediapipe.tasks.python.core.base_options import BaseOptions

    options = vision.HandLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=bundle),
        running_mode=vision.RunningMode.VIDEO,
        num_hands=hands,
    )
    try:
        return vision.HandLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0]
    # Raised out here, without the cause: its traceback would keep the thread of the failed landmarker alive.
    raise TrackerModelError(
        f"MediaPipe cannot use the tracker's model ({reason}).",
        "Delete it, so that it is fetched again, or pass another one with --landmarker FILE.",
    )


def _right(called: Any) -> float:
    """Belief that a hand is the right one; MediaPipe names the person's hand in an un-mirrored picture."""
    score = float(called.score)
    return score if called.category_name == "Right" else 1.0 - score


def _points(landmarks: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.array([(point.x, point.y, point.z) for point in landmarks], np.float32)


def _hand_frame(slots: tuple[FoundHand | None, FoundHand | None], frame: Frame) -> HandFrame:
    hands = HandFrame.empty(frame.time_s, frame.aspect)
    for side, hand in enumerate(slots):
        if hand is not None:
            hands.image[side], hands.world[side] = hand.image, hand.world
            hands.present[side] = True
            hands.score[side] = hand.right if side else 1.0 - hand.right
    return hands
