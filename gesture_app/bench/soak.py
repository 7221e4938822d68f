"""The whole program, with its window, for long: looked at from time to time, told what to do by `talking`."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gesture_app.bench.bare import percentiles
from gesture_app.bench.made_takes import TRAINED, made_takes
from gesture_app.bench.screen_ages import ScreenAges
from gesture_app.bench.steadiness import Sample
from gesture_app.bench.talking import Answer, Order, memory_mb, serve
from gesture_app.bench.unhurried import Unhurried
from gesture_app.capture.replay import TakeReplay
from gesture_app.folders import find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import SourceStatus, Trouble
from gesture_app.pipeline.vision import Seen
from gesture_app.settings import Settings
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

SAMPLES = 200
"""Of a whole run, evenly over its time or its frames."""

REPLAYED = "takes"
_NOTHING_YET = "takes:nothing"
_TAKES = 3  # of each gesture
_LOOK_MS = 20


class _Count:
    """How many frames have gone through and how many events were told; on the thread that tracks."""

    def __init__(self) -> None:
        self.frames = 0
        self.events = 0
        self.recognises = False

    def saw(self, seen: Seen, arrived_s: float) -> None:  # noqa: ARG002 - as observers are told
        self.recognises = self.recognises or seen.prediction is not None
        self.frames += 1
        self.events += len(seen.events)

    def forget(self) -> None: ...


class Soak(QObject):
    """Runs until enough minutes or frames have passed. `samples` brings each look, and None at the end."""

    def __init__(self, bundle: Path, source: str) -> None:
        """
        Args:
            source: a video, which is played again and again at its own pace; or `REPLAYED`: made takes as fast as
                possible, their tracking done already.
        """
        super().__init__()
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - see `main`
        self.samples: queue.SimpleQueue[Sample | None] = queue.SimpleQueue()
        self.trouble = ""
        replayed = source == REPLAYED
        self.bridge = Bridge()
        self.engine = Engine(
            find_folders(), Settings(), self.bridge.post, self.bridge.wake, bundle,
            source=_NOTHING_YET if replayed else source,
        )  # fmt: skip
        self.bridge.show_results_of(self.engine.results)
        self._unhurried: Unhurried | None = None
        if replayed:
            store = self.engine.library.store
            store.save_all(made_takes(TRAINED, _TAKES))
            self._unhurried = Unhurried(TakeReplay(store, fast=True, loop=True))
        self.window = Window(self.engine, self.bridge, ThemeController(application, "dark", 100))
        self._count = _Count()
        self._ages = ScreenAges(self.bridge, self.window.live.stage)
        self._amount, self._began_s, self._first_frame = 0.0, 0.0, 0
        self._taken = 0
        self._before: tuple[float, int] = (0.0, 0)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_whether_due)
        self.bridge.message.connect(self._hear)

    def begin(self, amount: float) -> None:
        """
        Args:
            amount: seconds of a video; frames, where they are replayed.
        """
        self._amount = amount
        self.window.show()
        self.window.begin()
        self.engine.observe(self._count)
        self.engine.observe(self._ages)
        if self._unhurried is not None:
            self.engine.observe(self._unhurried)
            self.engine.watch_this(self._unhurried)
        self._look.start()

    def close(self) -> None:
        self._look.stop()
        self.window.close()
        self.engine.close()
        self.bridge.close()

    @Slot()
    def _look_whether_due(self) -> None:
        now_s = time.monotonic()
        if not self._began_s:
            if self._count.recognises:  # all parts of the chain are there
                self._began_s, self._first_frame = now_s, self._count.frames
                self._before = now_s, self._count.frames
                self._ages.take()
            return
        by_time = self._unhurried is None
        passed = now_s - self._began_s if by_time else self._count.frames - self._first_frame
        if passed >= self._amount * (self._taken + 1) / SAMPLES:
            self._taken += 1
            self.samples.put(self._sample(now_s))
        if passed >= self._amount:
            self._end()

    def _sample(self, now_s: float) -> Sample:
        (before_s, before), self._before = self._before, (now_s, self._count.frames)
        ages_s = self._ages.take()
        median_ms, _, late_ms = percentiles(ages_s or [0.0])
        return Sample(
            time_s=round(now_s - self._began_s, 3),
            frames=self._count.frames - self._first_frame,
            frames_per_second=round((self._count.frames - before) / max(1e-6, now_s - before_s), 1),
            memory_mb=memory_mb(os.getpid()),
            handles=_entries("/proc/self/fd"),
            threads=_entries("/proc/self/task") or threading.active_count(),
            age_ms=(median_ms, late_ms) if ages_s else None,
            waiting=self.bridge.waiting,
            events=self._count.events,
        )

    def _end(self) -> None:
        self._look.stop()
        self.samples.put(None)

    @Slot(object)
    def _hear(self, message: object) -> None:
        if isinstance(message, Trouble):
            self.trouble = message.sentence
        elif isinstance(message, SourceStatus) and self._ended(message):
            self.trouble = f"{message.name}: {message.sentence or 'it ended.'} {message.remedy}".strip()
            self._end()

    def _ended(self, status: SourceStatus) -> bool:
        ours = self._unhurried is None or self._unhurried.name == status.name
        return ours and status.state in ("failed", "ended") and self._look.isActive()


def _entries(folder: str) -> int | None:
    """How many there are; None where the system has no such folder."""
    try:
        return len(os.listdir(folder))  # noqa: PTH208 - Path.iterdir says the same in three steps
    except OSError:
        return None


def main(arguments: list[str]) -> None:
    """Arguments: the tracker's bundle, the source, the amount; see `Soak`."""
    application = QApplication([])
    soak = Soak(Path(arguments[0]), arguments[1])
    soak.begin(float(arguments[2]))

    def next_sample(_order: Order) -> Answer:
        sample = soak.samples.get()
        return {"over": sample is None, "sample": sample, "trouble": soak.trouble}

    def listen() -> None:
        serve(next_sample)
        QTimer.singleShot(0, application, application.quit)

    threading.Thread(target=listen, name="orders", daemon=True).start()
    application.exec()
    soak.close()


if __name__ == "__main__":
    main(sys.argv[1:])
