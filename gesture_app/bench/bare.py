"""The bare library: what a script of ten lines does with MediaPipe, told what to do by `talking`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from gesture_app.bench.footage import load_scene, to_and_fro
from gesture_app.bench.talking import Answer, Order, serve
from gesture_app.capture.landmarker import Landmarker, as_rgb


class Bare:
    """MediaPipe's landmarker in VIDEO mode, and a loop around it."""

    def __init__(self, bundle: Path, footage: Path) -> None:
        self._bundle, self._footage = bundle.read_bytes(), footage
        self._made: dict[int, Landmarker] = {}
        self._scene: str | None = None
        self._pictures = np.empty((0, 0, 0, 3), np.uint8)

    def do(self, order: Order) -> Answer:
        """Detect hands in so many frames, as fast as possible."""
        self._show(order["scene"])
        landmarker = self._asked_for(order["hands"])
        numbers = to_and_fro(len(self._pictures))
        took_s: list[float] = []
        processor_s, began_s = time.process_time(), time.perf_counter()
        for _ in range(order["frames"]):
            picture = self._pictures[next(numbers)]
            frame_s = time.perf_counter()
            landmarker.find(as_rgb(picture))
            took_s.append(time.perf_counter() - frame_s)
        return {
            "seconds": time.perf_counter() - began_s,
            "processor_s": time.process_time() - processor_s,
            "milliseconds": percentiles(took_s),
        }

    def _show(self, scene: Any) -> None:
        if scene != self._scene:
            self._scene, self._pictures = scene, load_scene(self._footage, scene)

    def _asked_for(self, hands: int) -> Landmarker:
        if hands not in self._made:
            self._made[hands] = Landmarker(self._bundle, hands)
        return self._made[hands]

    def close(self) -> None:
        for each in self._made.values():
            each.close()


def percentiles(seconds: list[float]) -> list[float]:
    """Median, 95th and 99th percentile, in milliseconds."""
    return (np.percentile(np.array(seconds) * 1000, [50, 95, 99])).round(3).tolist()


if __name__ == "__main__":
    bare = Bare(Path(sys.argv[1]), Path(sys.argv[2]))
    serve(bare.do)
    bare.close()
