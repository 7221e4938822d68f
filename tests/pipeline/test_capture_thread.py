"""A source that is stopped is waited for as long as it may take, and no longer."""

from __future__ import annotations

import threading

import pytest

from gesture_app.capture.source import Frame
from gesture_app.pipeline import capture_thread
from gesture_app.pipeline.capture_thread import Arrival, CaptureThread
from gesture_app.pipeline.latest import LatestValue


class SlowToOpen:
    """As the virtual hand is while its first picture is prepared, or a camera whose driver hangs."""

    name = "slow"

    def __init__(self, live: bool) -> None:
        self.live = live
        self.opening = threading.Event()
        self.go_on = threading.Event()

    def open(self) -> None:
        self.opening.set()
        self.go_on.wait(10)

    def read(self) -> Frame | None:
        return None

    def close(self) -> None:
        pass


@pytest.mark.parametrize("live", [False, True])
def test_a_source_of_our_own_is_waited_for_and_a_hanging_camera_left_behind(
    live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_thread, "_DEVICE_END_S", 0.1)
    source = SlowToOpen(live)
    slot: LatestValue[Arrival] = LatestValue()
    capture = CaptureThread(source, slot, lambda _: None)
    capture.start()
    assert source.opening.wait(5)
    later = threading.Timer(0.5, source.go_on.set)
    later.start()
    assert capture.stop() is not live
    later.join()
    assert capture.stop(), "in the end it is gone"
