"""A video file as a source."""

from __future__ import annotations

import threading
from pathlib import Path

from gesture_app.capture.pace import Pace
from gesture_app.capture.source import Frame, SourceError
from gesture_app.opencv import as_bgr, cv2

_USUAL_FPS = 25.0


class VideoFile:
    """Frames of a video, paced by its own timestamps or as fast as possible.

    Frames stand upright: a phone's rotation mark is followed. With `loop` it starts again at the end,
    with times that keep increasing.
    """

    live = False

    def __init__(self, file: Path, *, fast: bool = False, loop: bool = False) -> None:
        self.name = file.name
        self.frames_announced = 0  # what the file says it holds; 0 = unknown or not open
        self._file = file
        self._loop = loop
        self._pace = Pace(fast)
        self._capture: cv2.VideoCapture | None = None
        self._lock = threading.Lock()  # guards the capture: `close` may come from any thread
        self._index = 0
        self._pass_start_s = 0.0
        self._frames_in_pass = 0
        self._last_s: float | None = None

    def open(self) -> None:
        """Open the file and check that it is a video.

        Raises:
            SourceError: there is no such file, or no picture in it.
        """
        self.close()
        capture = _open(self._file)
        with self._lock:
            self._capture = capture
            self._begin_pass()
        self.frames_announced = max(0, int(capture.get(cv2.CAP_PROP_FRAME_COUNT)))
        self._pace.start()

    def read(self) -> Frame | None:
        """The next frame when it is due, None at the end.

        Raises:
            SourceError: not a single frame can be read.
        """
        with self._lock:
            frame = self._next()
            if frame is None and self._capture is not None and self._loop:
                self._capture.release()
                self._capture = _open(self._file)
                self._begin_pass()
                frame = self._next()
        if frame is None or not self._pace.wait_until(frame.time_s):
            return None
        return frame

    def close(self) -> None:
        self._pace.stop()
        with self._lock:
            if self._capture is not None:
                self._capture.release()
                self._capture = None

    def _begin_pass(self) -> None:
        self._frames_in_pass = 0
        self._pass_start_s = 0.0 if self._last_s is None else self._last_s + self._interval_s()

    def _next(self) -> Frame | None:
        if self._capture is None:
            return None
        found, pixels = self._capture.read()
        if not found or pixels is None:
            if self._frames_in_pass == 0:
                raise _unreadable(self._file)
            return None
        time_s = self._frame_time(self._capture)
        frame = Frame(self._index, time_s, as_bgr(pixels), None, pixels.shape[1] / pixels.shape[0])
        self._index += 1
        self._frames_in_pass += 1
        self._last_s = time_s
        return frame

    def _frame_time(self, capture: cv2.VideoCapture) -> float:
        """The frame's own timestamp; one usual interval after the last where the file has none."""
        time_s = self._pass_start_s + capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0
        if self._last_s is not None and time_s <= self._last_s:
            return self._last_s + self._interval_s()
        return time_s

    def _interval_s(self) -> float:
        fps = self._capture.get(cv2.CAP_PROP_FPS) if self._capture is not None else 0.0
        return 1.0 / fps if 1.0 <= fps <= 1000.0 else 1.0 / _USUAL_FPS


def _open(file: Path) -> cv2.VideoCapture:
    if not file.exists():
        raise SourceError("absent", f"There is no file {file}.", "Check the path, or choose another one.")
    if not file.is_file():
        raise SourceError("unreadable", f"{file} is not a file.", "Choose a video file.")
    capture = cv2.VideoCapture(str(file))
    if not capture.isOpened() or not _holds_a_video(capture):
        capture.release()
        raise _unreadable(file)
    return capture


def _holds_a_video(capture: cv2.VideoCapture) -> bool:
    """FFmpeg also "plays" text files as letter art, and noise as a stream of no known codec."""
    codec = int(capture.get(cv2.CAP_PROP_FOURCC)).to_bytes(4, "little", signed=True)
    known = codec != bytes(4) or capture.get(cv2.CAP_PROP_FRAME_COUNT) > 0
    return known and codec.lower() != b"ansi"


def _unreadable(file: Path) -> SourceError:
    return SourceError(
        "unreadable",
        f"{file.name} cannot be read as a video; it may be damaged or of an unknown kind.",
        "Choose another file, or convert it to MP4.",
    )
