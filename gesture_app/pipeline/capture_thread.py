"""Read frames from one source on a thread of its own; open a lost camera again by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from gesture_app.capture.camera_trouble import camera_trouble
from gesture_app.capture.health import PictureHealth
from gesture_app.capture.source import Frame, Source, SourceError
from gesture_app.pipeline.latest import LatestValue
from gesture_app.pipeline.messages import SourceState, SourceStatus

log = logging.getLogger(__name__)

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 5.0

_DEVICE_END_S = 3.0
"""For a camera's driver, which may hang for ever."""

_OWN_END_S = 20.0
"""For sources of our own, which always end: one left behind while it draws takes the whole program down at its end."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A frame, when it came (on the monotonic clock that delays are measured on), and who read it."""

    frame: Frame
    arrived_s: float
    capture: CaptureThread


class CaptureThread:
    """Feeds `slot` from `source` until stopped; `report` hears of every change of state, on this thread."""

    def __init__(
        self, source: Source, slot: LatestValue[Arrival], report: Callable[[SourceStatus], None]
    ) -> None:
        self._source = source
        self._slot = slot
        self._report = report
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"capture {source.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> bool:
        """Ask it to end, release the camera if it hangs, wait. False if it hangs even then."""
        self._stopping.set()
        self._thread.join(_DEVICE_END_S / 3)
        if self._thread.is_alive():
            self._source.close()
            self._thread.join(_DEVICE_END_S * 2 / 3 if self._source.live else _OWN_END_S)
        if self._thread.is_alive():
            log.warning("%s does not let go; it is left behind", self._source.name)
        return not self._thread.is_alive()

    def _run(self) -> None:
        retry_s = FIRST_RETRY_S
        while not self._stopping.is_set():
            self._tell("opening")
            try:
                self._source.open()
                retry_s = FIRST_RETRY_S
                self._read_to_the_end()
                return
            except SourceError as error:
                if self._stopping.is_set():
                    return
                if not self._source.live:
                    self._tell("failed", error.sentence, error.remedy)
                    return
                self._tell("waiting", error.sentence, error.remedy)
            except Exception:
                log.exception("reading %s failed", self._source.name)
                self._tell(
                    "failed", f"Reading {self._source.name} failed.", "Choose another source in Settings."
                )
                return
            finally:
                self._source.close()
            self._stopping.wait(retry_s)
            retry_s = min(LONGEST_RETRY_S, retry_s * 1.6)

    def _read_to_the_end(self) -> None:
        health = PictureHealth()
        told: str | None = "opening"
        while not self._stopping.is_set():
            frame = self._source.read()
            if frame is None:
                if not self._stopping.is_set():
                    self._tell("ended")
                return
            problem = None
            if self._source.live and frame.pixels is not None:
                problem = health.update(frame.pixels, frame.time_s)
            if problem != told:
                told = problem
                if problem is None:
                    self._tell("running")
                else:
                    trouble = camera_trouble(problem, self._source.name)
                    self._tell("troubled", trouble.sentence, trouble.remedy)
            self._slot.put(Arrival(frame, time.monotonic(), self))

    def _tell(self, state: SourceState, sentence: str = "", remedy: str = "") -> None:
        self._report(SourceStatus(self._source.name, state, sentence, remedy))
