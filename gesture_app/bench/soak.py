"""The whole program, with its window, for long: looked at from time to time, told what to do by `talking`."""

from __future__ import annotations

import queue
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gesture_app.bench.looking import Looks
from gesture_app.bench.made_takes import TRAINED, made_takes
from gesture_app.bench.steadiness import Sample
from gesture_app.bench.talking import Answer, Order, serve
from gesture_app.bench.unhurried import Unhurried
from gesture_app.capture.replay import TakeReplay
from gesture_app.folders import find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import SourceStatus, Trouble
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
        self.over = False
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
        self._looks = Looks(self.bridge, self.window.live.stage)
        self._amount, self._taken = 0.0, 0
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
        for each in self._looks.observers:
            self.engine.observe(each)
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
        if not self._looks.begun:
            if self._looks.recognises:  # all parts of the chain are there
                self._looks.begin(now_s)
            return
        passed = self._looks.seconds(now_s) if self._unhurried is None else self._looks.frames
        due = int(SAMPLES * passed / self._amount)
        if due > self._taken:
            self._taken = due
            self.samples.put(self._looks.sample(now_s))
        if passed >= self._amount:
            self._end()

    def _end(self) -> None:
        self._look.stop()
        self.over = True
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
