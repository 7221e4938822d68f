"""An engine in a house in which cameras come and go: the devices are made, everything behind them is real."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from gesture_app.capture.camera import Camera
from gesture_app.capture.cameras import CameraInfo
from gesture_app.capture.source import Frame
from gesture_app.folders import find_folders
from gesture_app.hands import HandFrame
from gesture_app.pipeline import camera_wait
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import Message, SourceStatus, StandIn
from gesture_app.settings import Settings
from made_hands import hand_frame

_NUMBER = 97  # no machine has so many: whether the device file is there is looked up


class Webcam:
    """Hardware that works, is in use by another program, or is pulled out and put back."""

    def __init__(self) -> None:
        self.plugged_in = False
        self.works = True
        self.times_put_in = 0
        self.opened = 0
        self.released = 0
        self.made = 0
        self.pictures: weakref.WeakValueDictionary[int, np.ndarray] = weakref.WeakValueDictionary()
        """Of those made, the ones that something still holds."""

    def connected(self) -> list[CameraInfo]:
        return [CameraInfo(_NUMBER, "Desk camera", 0)] if self.plugged_in else []

    def put_in(self) -> None:
        self.times_put_in += 1
        self.plugged_in = True

    def pull_out(self) -> None:
        self.plugged_in = False

    def open_device(self, index: int, backend: int) -> _Device:
        return _Device(self)

    def camera(self, wanted: str = "") -> Camera:
        return Camera(wanted, connected=self.connected, open_device=self.open_device, silence_s=1.0)


class _Device:
    """One opening of it; once pulled out it stays dead."""

    def __init__(self, webcam: Webcam) -> None:
        self._webcam = webcam
        self._put_in = webcam.times_put_in
        self._rng = np.random.default_rng(webcam.times_put_in)
        webcam.opened += 1

    def isOpened(self) -> bool:
        return self._webcam.works and self._webcam.plugged_in

    def read(self) -> tuple[bool, np.ndarray | None]:
        time.sleep(0.01)
        if not self._webcam.plugged_in or self._put_in != self._webcam.times_put_in:
            return False, None
        picture = self._rng.integers(0, 255, (48, 64, 3), dtype=np.uint8)
        self._webcam.made += 1
        self._webcam.pictures[self._webcam.made] = picture
        return True, picture

    def set(self, *_: float) -> bool:
        return True

    def release(self) -> None:
        self._webcam.released += 1


class SeesAHand:
    """A tracker that finds the same hand in every picture, and remembers when."""

    def __init__(self) -> None:
        self.times_s: list[float] = []

    def track(self, frame: Frame) -> HandFrame:
        self.times_s.append(frame.time_s)
        return replace(_a_hand(), time_s=frame.time_s)

    def close(self) -> None:
        pass


@cache
def _a_hand() -> HandFrame:
    return hand_frame(0.0)


class House:
    """The engine, and all it says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.webcam = Webcam()
        self.heard: list[Message] = []
        self.changed_during_a_take = False
        self._news = threading.Condition()
        monkeypatch.setattr(camera_wait, "LOOK_EVERY_S", 0.05)
        monkeypatch.setattr("gesture_app.capture.open_source.Camera", self.webcam.camera)
        monkeypatch.setattr("gesture_app.capture.cameras.list_cameras", self.webcam.connected)
        self.engine = Engine(find_folders(), Settings(countdown_s=0), self._hear, lambda: None)

    def plug_in(self) -> None:
        self.webcam.put_in()

    def _hear(self, message: Message) -> None:
        recording = self.engine._recording
        with self._news:
            self.heard.append(message)
            if isinstance(message, StandIn) and recording is not None and not recording.over:
                self.changed_during_a_take = True
            self._news.notify_all()

    def wait_for(self, holds: Callable[[Message], bool], seconds: float = 20.0, after: int = 0) -> Message:
        """The first message of this kind, however long ago it came, but not among the first `after`."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(holds, self.heard[after:])), seconds), (
                f"heard only {self.heard[after:]}"
            )
            return next(filter(holds, self.heard[after:]))

    def running(self, name: str) -> Callable[[Message], bool]:
        return lambda heard: (
            isinstance(heard, SourceStatus) and heard.state == "running" and heard.name.startswith(name)
        )

    def stand_ins(self) -> list[str]:
        return [heard.sentence for heard in self.heard if isinstance(heard, StandIn)]
