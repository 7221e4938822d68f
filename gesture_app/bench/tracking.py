"""Hands followed by us and by the bare library side by side, picture by picture; and what we add to it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gesture_app.bench.figures import percentiles
from gesture_app.bench.footage import FPS, HEIGHT, WIDTH, load_scene, to_and_fro
from gesture_app.bench.talking import Answer, Order, serve
from gesture_app.capture.hand_finder import HandFinder
from gesture_app.capture.hand_slots import FoundHand
from gesture_app.capture.landmarker import Landmarker, as_rgb
from gesture_app.capture.source import Frame
from gesture_app.capture.tracker import HandTracker
from gesture_app.folders import built_in_folder
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.learning.ready_made import EVERYDAY
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.recognition.spotter import Spotter

_TRIES = 10
_FIRST_S, _BOTH_S, _AWAY_S = 2.0, 1.0, 0.2


class Tracking:
    """Everything on one thread and on the footage's own clock: the same on a slow machine as on a fast one."""

    def __init__(self, bundle: Path, footage: Path) -> None:
        self._bundle = bundle.read_bytes()
        self._one, self._two, self._nobody = (
            load_scene(footage, scene) for scene in ("one", "two", "nobody")
        )

    def do(self, order: Order) -> Answer:
        return {"second hand": self._second_hand, "landmarks": self._landmarks, "added": self._added}[
            order["what"]
        ]()

    def _second_hand(self) -> Answer:
        """A second hand comes at times that have nothing to do with when we look, and goes; then both are lost."""
        both = self._two[0]
        alone = both.copy()
        alone[:, WIDTH // 2 :] = both[:, :1]  # the wall
        ours, bare = HandFinder(self._bundle, 2), Landmarker(self._bundle, 2)
        rng, now_s = np.random.default_rng(0), 0.0
        late_s: list[list[float]] = [[], []]
        found_s: list[list[float]] = [[], []]

        def show(picture: NDArray[np.uint8], seconds: float, wanted: int) -> list[float]:
            nonlocal now_s
            first: list[float | None] = [None, None]
            for step in range(round(seconds * FPS)):
                counts = (len(ours.find(picture, now_s)), len(bare.find(as_rgb(picture))))
                now_s += 1 / FPS
                for who, count in enumerate(counts):
                    if count >= wanted and first[who] is None:
                        first[who] = step / FPS
            return [seconds if each is None else each for each in first]

        for _ in range(_TRIES):
            show(alone, _FIRST_S + float(rng.uniform(0, 0.3)), 1)
            for who, seconds in enumerate(show(both, _BOTH_S, 2)):
                late_s[who].append(seconds)
            show(alone, _FIRST_S, 1)
            show(self._nobody[0], _AWAY_S, 1)
            for who, seconds in enumerate(show(alone, _BOTH_S, 1)):
                found_s[who].append(seconds)
        ours.close()
        bare.close()
        return {
            "ours_s": max(late_s[0]), "bare_s": max(late_s[1]),
            "again_ours_s": max(found_s[0]), "again_bare_s": max(found_s[1]),
        }  # fmt: skip

    def _landmarks(self) -> Answer:
        """How far ours lie from those of the bare library that is asked for one hand, in pixels."""
        ours, bare = HandFinder(self._bundle, 2), Landmarker(self._bundle, 1)
        apart: list[float] = []
        numbers = to_and_fro(len(self._one))
        for step in range(10 * FPS):
            picture = self._one[next(numbers)]
            found, theirs = ours.find(picture, step / FPS), bare.find(as_rgb(picture))
            if found and theirs:
                apart.append(min(_pixels_apart(each, theirs[0]) for each in found))
        ours.close()
        bare.close()
        return {
            "mean_px": float(np.mean(apart)),
            "p99_px": float(np.percentile(apart, 99)),
            "frames": len(apart),
        }

    def _added(self) -> Answer:
        """Features, LSTM and spotting of each frame, right after the frame was tracked, as it is live."""
        checkpoint = load_checkpoint(built_in_folder() / EVERYDAY.file_name)
        tracker = HandTracker(self._bundle, 2)
        recogniser, spotter = Recogniser(checkpoint), Spotter(checkpoint.card)
        took_s: list[float] = []
        numbers = to_and_fro(len(self._one))
        for step in range(20 * FPS):
            picture = self._one[next(numbers)]
            hands = tracker.track(Frame(step, step / FPS, picture, None, WIDTH / HEIGHT))
            began_s = time.perf_counter()
            spotter.update(recogniser.update(hands), hands)
            took_s.append(time.perf_counter() - began_s)
        tracker.close()
        return {"milliseconds": percentiles(took_s[FPS:])}


def _pixels_apart(one: FoundHand, other: FoundHand) -> float:
    difference = (one.image - other.image)[:, :2] * np.array([WIDTH, HEIGHT])
    return float(np.hypot(difference[:, 0], difference[:, 1]).mean())


if __name__ == "__main__":
    serve(Tracking(Path(sys.argv[1]), Path(sys.argv[2])).do)
