"""The whole program, with its window, on footage: told what to do by `talking`."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from gesture_app.bench.figures import percentiles
from gesture_app.bench.footage import FPS, Scene, load_scene
from gesture_app.bench.made_takes import TRAINED, made_takes
from gesture_app.bench.screen_ages import ScreenAges
from gesture_app.bench.stage_source import StageSource
from gesture_app.bench.talking import Answer, Order, serve
from gesture_app.folders import find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import Models, TrainingEnded, TrainingMoved
from gesture_app.pipeline.vision import Seen
from gesture_app.settings import Settings
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.pulse import Pulse
from gesture_app.ui.start_up import TURN_S
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

_ENDLESS = 10**9

_AT_LEAST_S = 0.2
"""Between two looks at how fast a training goes."""


class _Counter:
    """Notes of every frame when it came and when it had gone through; on the thread that tracks."""

    def __init__(self, source: StageSource, done: Callable[[], None]) -> None:
        self._source, self._done = source, done
        self.frames: list[tuple[float, float]] = []  # (arrived, through), on the monotonic clock

    def saw(self, seen: Seen, arrived_s: float) -> None:
        self.frames.append((arrived_s, time.monotonic()))
        self._source.looked_at()
        if (
            seen.hands.time_s == self._source.last_s
        ):  # those before may have been dropped; the newest never is
            self._done()

    def forget(self) -> None: ...


class Chain(QObject):
    """Carries out one order after the other; answers when it is done."""

    ordered = Signal()
    through = Signal()

    def __init__(self, bundle: Path, footage: Path, takes: int) -> None:
        super().__init__()
        self._footage = footage
        self._loaded: dict[Scene, NDArray[np.uint8]] = {}
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - see `main`
        self.bridge = Bridge()
        self.engine = Engine(
            find_folders(), Settings(), self.bridge.post, self.bridge.wake, bundle, source="takes:nothing"
        )
        self.bridge.show_results_of(self.engine.results)
        if takes:
            self.engine.library.store.save_all(made_takes(TRAINED, takes))
        self.window = Window(self.engine, self.bridge, ThemeController(application, "dark", 100))
        self._source = StageSource()
        self._pulse = Pulse(self)
        self._counter = _Counter(self._source, self.through.emit)
        self._ages = ScreenAges(self.bridge, self.window.live.stage)
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._order: Order | None = None
        self._look_at_training = QTimer(self)
        self._look_at_training.setInterval(round(1000 * _AT_LEAST_S))
        self._look_at_training.timeout.connect(self._watch_training)
        self.ordered.connect(self._next, Qt.ConnectionType.QueuedConnection)
        self.through.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self.bridge.message.connect(self._hear)

    def begin(self) -> None:
        self.window.show()
        self.window.begin()
        self.engine.observe(self._ages)  # before the counter, which says that all is through
        self.engine.observe(self._counter)
        self.engine.watch_this(self._source)

    def do(self, order: Order) -> Answer:
        """On the thread that reads orders."""
        self._orders.put(order)
        self.ordered.emit()
        return self._answers.get()

    def close(self) -> None:
        self.engine.close()
        self.bridge.close()

    @Slot()
    def _next(self) -> None:
        self._order = order = self._orders.get()
        pictures = None if order["what"] == "take" else self._pictures(order["scene"])
        self._counter.frames.clear()
        self._ages.take()
        self._pulse.take_blocks_ms()
        if order.get("gaps"):  # beating costs something itself
            self._pulse.start()
        self._processor_s, self._began_s = time.process_time(), time.monotonic()
        if pictures is None:
            self._add_take()
            return
        self._source.show(pictures, order.get("frames", _ENDLESS), order.get("fps"))
        if order["what"] == "train":
            self._training_s = 0.0
            self.engine.train(TRAINED)
            self._look_at_training.start()

    def _pictures(self, scene: Scene) -> NDArray[np.uint8]:
        if scene not in self._loaded:
            self._loaded[scene] = load_scene(self._footage, scene)
        return self._loaded[scene]

    @Slot()
    def _finish(self) -> None:
        seconds = time.monotonic() - self._began_s
        processor_s = time.process_time() - self._processor_s
        self._pulse.stop()
        late_s = [block / 1000 for block in self._pulse.take_blocks_ms()]
        frames = list(self._counter.frames)
        took_s = [through - arrived for arrived, through in frames]
        age_s = self._ages.take()
        self._order = None
        self._answers.put(
            {
                "seconds": seconds,
                "processor_s": processor_s,
                "frames": len(frames),
                "milliseconds": percentiles(took_s or [0.0]),
                "age_ms": percentiles(age_s or [0.0]),
                "painted": len(age_s),
                "late_ms": percentiles(late_s or [0.0]),
                "slowest_second": _slowest_second(frames),
            }
        )

    # --- training -----------------------------------------------------------------------------------------

    def _add_take(self) -> None:
        take = next(iter(made_takes(TRAINED[:1], 1, seed=int(self._began_s * 1000) % 10**6)))
        self._began_s = time.monotonic()
        self.engine.library.add(take.sequence, take.info.gesture, "bench", "somebody", "", lambda _: None)

    @Slot(object)
    def _hear(self, message: object) -> None:
        order = self._order
        if order is None:
            return
        if order["what"] == "take" and isinstance(message, Models):
            current = self.engine.models.in_use
            if current is not None and self.engine.models.is_at_once(current[0]):
                self._order = None
                self._answers.put({"seconds": time.monotonic() - self._began_s})
        if isinstance(message, TrainingMoved):
            self._watch_training()
        if isinstance(message, TrainingEnded) and order["what"] == "train":
            self._look_at_training.stop()
            self._source.show(self._pictures(order["scene"]), 0, None)
            trained_s, sentence = self._training_s, message.sentence
            self._finish()
            given = self._answers.get()
            self._answers.put({**given, "training_s": trained_s, "trouble": sentence})

    @Slot()
    def _watch_training(self) -> None:
        for thread in threading.enumerate():
            if thread.name == "training" and thread.native_id is not None:
                self._training_s = max(self._training_s, _processor_time_of(thread.native_id))


def _slowest_second(frames: list[tuple[float, float]]) -> float:
    """The fewest frames that went through in any second."""
    through = np.array([done for _, done in frames])
    if len(through) < 2 or through[-1] - through[0] < 1:
        return float(FPS)
    begins = through[through <= through[-1] - 1]
    counts = np.searchsorted(through, begins + 1) - np.searchsorted(through, begins)
    return float(counts.min())


def _processor_time_of(thread_id: int) -> float:
    """Seconds that a thread has worked, see proc(5); 0 where the system does not tell."""
    import os

    try:
        fields = Path(f"/proc/self/task/{thread_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> None:
    """Arguments: the tracker's bundle, the folder of the footage, how many takes of each gesture there are."""
    application = QApplication([])
    sys.setswitchinterval(TURN_S)
    chain = Chain(Path(arguments[0]), Path(arguments[1]), int(arguments[2]))
    chain.begin()

    def listen() -> None:
        serve(chain.do)
        QTimer.singleShot(0, application, application.quit)

    threading.Thread(target=listen, name="orders", daemon=True).start()
    application.exec()
    chain.close()


if __name__ == "__main__":
    main(sys.argv[1:])
