"""The bare library: what a script of ten lines does with MediaPipe, told what to do by `talking`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from gesture_app.bench.figures import percentiles
from gesture_app.bench.footage import load_scene, to_and_fro
from gesture_app.bench.talking import Answer, Order, serve
from gesture_app.capture.telemetry import silence_telemetry
from gesture_app.opencv import cv2


class Bare:
    """MediaPipe's landmarker in VIDEO mode, and a loop around it; none of our ways to use it."""

    def __init__(self, bundle: Path, footage: Path) -> None:
        self._bundle, self._footage = bundle.read_bytes(), footage
        self._made: dict[int, Any] = {}
        self._milliseconds = 0
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
            self._detect(landmarker, picture)
            took_s.append(time.perf_counter() - frame_s)
        return {
            "seconds": time.perf_counter() - began_s,
            "processor_s": time.process_time() - processor_s,
            "milliseconds": percentiles(took_s),
        }

    def _show(self, scene: Any) -> None:
        if scene != self._scene:
            self._scene, self._pictures = scene, load_scene(self._footage, scene)

    def _detect(self, landmarker: Any, picture: np.ndarray[Any, Any]) -> None:
        import mediapipe

        self._milliseconds += 1
        rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        landmarker.detect_for_video(image, self._milliseconds)

    def _asked_for(self, hands: int) -> Any:
        from mediapipe.tasks.python import vision
        from mediapipe.tasks.python.core.base_options import BaseOptions

        if hands not in self._made:
            silence_telemetry(allowed=False)
            options = vision.HandLandmarkerOptions(
                base_options=BaseOptions(model_asset_buffer=self._bundle),
                running_mode=vision.RunningMode.VIDEO,
                num_hands=hands,
            )
            self._made[hands] = vision.HandLandmarker.create_from_options(options)
        return self._made[hands]

    def close(self) -> None:
        for each in self._made.values():
            each.close()


if __name__ == "__main__":
    bare = Bare(Path(sys.argv[1]), Path(sys.argv[2]))
    serve(bare.do)
    bare.close()
