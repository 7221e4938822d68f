"""A webcam as a source."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from gesture_app.capture.camera_trouble import camera_trouble, still_connected, why_not_opened
from gesture_app.capture.cameras import CameraInfo, choose_camera, list_cameras
from gesture_app.capture.source import Frame, Pixels, Problem, SourceError
from gesture_app.opencv import as_bgr, cv2

if TYPE_CHECKING:
    from cv2.typing import MatLike

_OPEN_TIMEOUT_S = 30.0
"""Windows' Media Foundation may need twenty seconds."""

_SILENCE_S = 5.0
"""A camera that has delivered nothing for so long is given up."""

_RETRY_S = 0.02
_JOIN_S = 1.0


class Device(Protocol):
    """The part of `cv2.VideoCapture` that is used here."""

    def isOpened(self) -> bool: ...
    def read(self) -> tuple[bool, MatLike]: ...
    def set(self, propId: int, value: float, /) -> bool: ...  # noqa: N803 - OpenCV's name
    def release(self) -> None: ...


def _open_device(index: int, backend: int) -> Device:
    return cv2.VideoCapture(index, backend)


class Camera:
    """Newest frames of a webcam.

    A thread of its own owns the device for its whole life, from opening to releasing: some drivers hang
    in either, and releasing a device while another thread reads it can crash. So `open` and `read` only
    ever wait for that thread, and `close` can always end the wait.
    """

    live = True

    def __init__(
        self,
        wanted: str = "",
        *,
        connected: Callable[[], list[CameraInfo]] = list_cameras,
        open_device: Callable[[int, int], Device] = _open_device,
        silence_s: float = _SILENCE_S,
    ) -> None:
        """Nothing is touched before `open`.

        Args:
            wanted: see `choose_camera`; looked up at every `open`, so a replugged camera is found again.
            connected, open_device: where the hardware begins.
            silence_s: how long to wait for a frame.
        """
        self.name = wanted if wanted and not wanted.isdigit() else f"Camera {wanted or 0}"
        self._wanted = wanted
        self._connected = connected
        self._open_device = open_device
        self._silence_s = silence_s
        self._index = 0
        self._zero_s = time.perf_counter()
        self._last_s = -1.0
        self._grabber: _Grabber | None = None

    def absence(self) -> SourceError | None:
        """Why it cannot be opened at all: it is not connected. None if it is, whatever state it is in."""
        try:
            choose_camera(self._wanted, self._connected())
        except SourceError as error:
            return error
        return None

    def open(self) -> None:
        """Find the camera and wait until it is open.

        Raises:
            SourceError: absent, busy, denied, or it does not answer.
        """
        self.close()
        info = choose_camera(self._wanted, self._connected())
        self.name = info.name
        grabber = self._grabber = _Grabber(info, self._open_device, self._silence_s)
        grabber.wait_until_open()

    def read(self) -> Frame | None:
        """The newest frame that was not read yet; None after `close`.

        Raises:
            SourceError: it was lost or delivers nothing.
        """
        grabber = self._grabber
        taken = grabber.next() if grabber is not None else None
        if taken is None:
            return None
        pixels, at_s = taken
        # A clock that was set back goes on from where it was: times increase, and at their usual pace.
        self._zero_s = min(self._zero_s, at_s - self._last_s - 1e-6)
        time_s = at_s - self._zero_s
        frame = Frame(self._index, time_s, pixels, None, pixels.shape[1] / pixels.shape[0])
        self._index += 1
        self._last_s = time_s
        return frame

    def close(self) -> None:
        grabber, self._grabber = self._grabber, None
        if grabber is not None:
            grabber.stop()


class _Grabber:
    """One opening of one device, and the thread that owns it."""

    def __init__(self, info: CameraInfo, open_device: Callable[[int, int], Device], silence_s: float) -> None:
        self._info = info
        self._open_device = open_device
        self._silence_s = silence_s
        self._changed = threading.Condition()
        self._is_open = False
        self._stopping = False
        self._trouble: SourceError | None = None
        self._newest: tuple[Pixels, float] | None = None
        self._delivered = False
        # A daemon: a driver that never returns must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=f"camera {info.index}", daemon=True)
        self._thread.start()

    def wait_until_open(self) -> None:
        with self._changed:
            done = self._changed.wait_for(
                lambda: self._is_open or self._stopping or self._trouble, _OPEN_TIMEOUT_S
            )
            trouble = self._trouble if done else camera_trouble("no_frames", self._info.name)
        if trouble is not None:
            self.stop()
            raise trouble

    def next(self) -> tuple[Pixels, float] | None:
        """The newest picture with the time it came; None once stopped."""
        with self._changed:
            done = self._changed.wait_for(
                lambda: self._newest or self._stopping or self._trouble, self._silence_s
            )
            if self._stopping:
                return None
            if self._newest is not None:
                taken, self._newest = self._newest, None
                return taken
            silent: Problem = "lost" if self._delivered else "no_frames"
            raise (self._trouble if done and self._trouble else camera_trouble(silent, self._info.name))

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(_JOIN_S)  # a driver that hangs longer is left behind; its thread releases it

    def _run(self) -> None:
        device: Device | None = None
        try:
            device = self._open_device(self._info.index, self._info.backend)
            if not device.isOpened():
                self._give_up(why_not_opened(self._info.index, self._info.name))
                return
            _prepare(device)
            with self._changed:
                self._is_open = True
                self._changed.notify_all()
            self._grab(device)
        except cv2.error as error:
            trouble = camera_trouble("unreadable", self._info.name)
            trouble.add_note(str(error))
            self._give_up(trouble)
        finally:
            if device is not None:
                device.release()

    def _grab(self, device: Device) -> None:
        failing_since_s: float | None = None
        while not self._stopping:
            found, pixels = device.read()
            now_s = time.perf_counter()
            if found and pixels is not None and pixels.size:
                failing_since_s = None
                with self._changed:
                    self._newest, self._delivered = (as_bgr(pixels), now_s), True
                    self._changed.notify_all()
                continue
            failing_since_s = now_s if failing_since_s is None else failing_since_s
            gone = self._delivered and not still_connected(self._info.index)
            if gone or now_s - failing_since_s > self._silence_s:
                problem: Problem = "lost" if self._delivered else "no_frames"
                self._give_up(camera_trouble(problem, self._info.name))
                return
            time.sleep(_RETRY_S)

    def _give_up(self, trouble: SourceError) -> None:
        with self._changed:
            self._trouble = trouble
            self._changed.notify_all()


def _prepare(device: Device) -> None:
    """Little lag, and a picture size that every webcam delivers at full speed.

    Tracking costs the same at any size, so more pixels would only make the picture dearer to show.
    """
    device.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, 640)
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, 480)
