"""One of MediaPipe's hand landmarkers: pictures in, found hands out."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.arenas import share_arenas
from gesture_app.capture.hand_slots import FoundHand
from gesture_app.capture.mediapipe_calls import LandmarkerCalls, UnknownLibraryError, belief_in_right
from gesture_app.capture.mediapipe_parts import Parts, import_parts
from gesture_app.capture.quiet import without_chatter
from gesture_app.capture.source import Pixels
from gesture_app.capture.telemetry import silence_unless_decided
from gesture_app.capture.tracker_model import TrackerModelError
from gesture_app.opencv import cv2

log = logging.getLogger(__name__)

_WARM_UP_SIZE = (64, 64, 3)


class Landmarker:
    """Follows up to `hands` hands from picture to picture.

    It looks for new hands (which costs as much as following one) while fewer are followed than it is to follow.
    """

    def __init__(self, bundle: bytes, hands: int) -> None:
        """Load the model: 50–160 ms.

        Args:
            bundle: see `tracker_model`. Bytes, not a path: MediaPipe trips over `%` and letters like ü.
            hands: how many at most.

        Raises:
            TrackerModelError: MediaPipe does not accept the bundle.
        """
        silence_unless_decided()
        share_arenas()
        self._parts = import_parts()
        # MediaPipe demands times that increase strictly, and asks no more of them; sources loop, and clocks are set.
        self._milliseconds = 0
        with without_chatter():
            self._made: Any = _make(self._parts, bundle, hands)
            self._calls = _calls(self._made)
            try:
                # The last of MediaPipe's messages comes with the first picture, and so does its set-up.
                self.find(as_rgb(np.zeros(_WARM_UP_SIZE, np.uint8)))
            except BaseException:
                self.close()
                raise

    def find(self, rgb: Pixels) -> list[FoundHand]:
        """The hands in the next picture (height, width, 3), contiguous, in RGB."""
        self._milliseconds += 1
        if self._calls is not None:
            return self._calls.find(rgb, self._milliseconds)
        picture = self._parts.Image(image_format=self._parts.ImageFormat.SRGB, data=rgb)
        result = self._made.detect_for_video(picture, self._milliseconds)
        return [
            FoundHand(
                belief_in_right(called[0].score, called[0].category_name), _points(image), _points(world)
            )
            for called, image, world in zip(
                result.handedness, result.hand_landmarks, result.hand_world_landmarks, strict=True
            )
        ]

    def close(self) -> None:
        """Release the model; an unclosed landmarker raises when the interpreter ends."""
        made, self._made, self._calls = self._made, None, None
        if made is not None:
            made.close()


def as_rgb(pixels: Pixels) -> Pixels:
    """A BGR picture as MediaPipe wants it."""
    return np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


def _make(parts: Parts, bundle: bytes, hands: int) -> Any:
    options = parts.landmarker.HandLandmarkerOptions(
        base_options=parts.BaseOptions(model_asset_buffer=bundle),
        running_mode=parts.RunningMode.VIDEO,
        num_hands=hands,
    )
    try:
        return parts.landmarker.HandLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0]
    # Raised out here, without the cause: its traceback would keep the thread of the failed landmarker alive.
    raise TrackerModelError(
        f"MediaPipe cannot use the tracker's model ({reason}).",
        "Delete it, so that it is fetched again, or pass another one with --landmarker FILE.",
    )


def _calls(made: Any) -> LandmarkerCalls | None:
    """Without the detours of MediaPipe's own class; None where they cannot be avoided."""
    try:
        return LandmarkerCalls(made)
    except UnknownLibraryError as error:
        log.info("MediaPipe is used through its own class, which is slower (%s)", error)
        return None


def _points(landmarks: Any) -> NDArray[np.float32]:
    return np.array([(point.x, point.y, point.z) for point in landmarks], np.float32)
