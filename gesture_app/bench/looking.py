"""Looks at the running program, one after the other."""

from __future__ import annotations

import os
import threading

from gesture_app.bench.figures import percentiles
from gesture_app.bench.screen_ages import ScreenAges
from gesture_app.bench.steadiness import Sample
from gesture_app.bench.talking import memory_mb
from gesture_app.pipeline.vision import Observer, Seen
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.stage import Stage


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


class Looks:
    """Knows what was at the look before. On the window's thread; its `observers` go to the chain."""

    def __init__(self, bridge: Bridge, stage: Stage) -> None:
        self._bridge = bridge
        self._count = _Count()
        self._ages = ScreenAges(bridge, stage)
        self._began_s: float | None = None
        self._first_frame = 0
        self._before = (0.0, 0)  # seconds, frames

    @property
    def observers(self) -> tuple[Observer, ...]:
        return self._count, self._ages

    @property
    def recognises(self) -> bool:
        """Whether a frame has gone the whole way yet."""
        return self._count.recognises

    @property
    def begun(self) -> bool:
        return self._began_s is not None

    @property
    def frames(self) -> int:
        """Since the beginning."""
        return self._count.frames - self._first_frame

    def seconds(self, now_s: float) -> float:
        """Since the beginning."""
        return 0.0 if self._began_s is None else now_s - self._began_s

    def begin(self, now_s: float) -> None:
        """Count from now on."""
        self._began_s, self._first_frame, self._before = now_s, self._count.frames, (0.0, 0)
        self._ages.take()

    def sample(self, now_s: float) -> Sample:
        """What is, and what has been since the sample before."""
        (before_s, before), (time_s, frames) = self._before, (self.seconds(now_s), self.frames)
        self._before = time_s, frames
        ages_s = self._ages.take()
        median_ms, _, late_ms = percentiles(ages_s or [0.0])
        return Sample(
            time_s=round(time_s, 3),
            frames=frames,
            frames_per_second=round((frames - before) / max(1e-6, time_s - before_s), 1),
            memory_mb=memory_mb(os.getpid()),
            handles=_entries("/proc/self/fd"),
            threads=_entries("/proc/self/task") or threading.active_count(),
            age_ms=(median_ms, late_ms) if ages_s else None,
            waiting=self._bridge.waiting,
            events=self._count.events,
        )


def _entries(folder: str) -> int | None:
    """How many there are; None where the system has no such folder."""
    try:
        return len(os.listdir(folder))  # noqa: PTH208 - Path.iterdir says the same in three steps
    except OSError:
        return None
