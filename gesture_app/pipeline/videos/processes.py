"""Worker processes for videos: each in a pool of its own, so that one that is killed takes no other along."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType

from gesture_app.pipeline.videos.folder import Video
from gesture_app.pipeline.videos.worker import Counters, Outcome, Work, begin, track_video

_TELL_EVERY_S = 0.5
_MOST_LOST_IN_A_ROW = 3
_spawn = multiprocessing.get_context("spawn")  # not a fork: MediaPipe's threads would not survive it


def free_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class VideoProcesses:
    """Tracks videos in several processes; leaving the block ends them, whatever they are doing."""

    def __init__(self, work: Work, count: int) -> None:
        self._others = set(multiprocessing.active_children())
        self._counters: list[Counters] = [_spawn.RawArray(ctypes.c_longlong, 2) for _ in range(count)]
        self._slots = [_Slot(work, counters) for counters in self._counters]
        self._idle = list(self._slots)
        self._running: dict[Future[Outcome], tuple[_Slot, Video]] = {}
        self._lost_in_a_row = 0

    def __enter__(self) -> VideoProcesses:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _interrupts_held():  # an impatient second Ctrl-C must not leave any of them behind
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()  # what they are writing lies in the staging folder
            for slot in self._slots:
                slot.close()

    @property
    def frames(self) -> int:
        """Tracked so far, those of running videos included."""
        return sum(counters[0] for counters in self._counters)

    @property
    def bytes_under_way(self) -> float:
        """How much of the running videos is done."""
        return sum(video.size * slot.counters[1] / 1000 for slot, video in self._running.values())

    def track(self, videos: Iterable[Video]) -> Iterator[Outcome | None]:
        """Each video's outcome when it is known; None now and then in between, so that progress can be told."""
        waiting = deque(videos)
        while waiting or self._running:
            while waiting and self._idle:
                slot, video = self._idle.pop(), waiting.popleft()
                self._running[slot.start(video)] = slot, video
            done, _ = wait(self._running, _TELL_EVERY_S, FIRST_COMPLETED)
            for future in done:
                yield self._outcome(future)
            if not done:
                yield None

    def _outcome(self, future: Future[Outcome]) -> Outcome:
        slot, video = self._running.pop(future)
        self._idle.append(slot)
        try:
            outcome = future.result()
        except BrokenProcessPool:
            slot.renew()
            self._lost_in_a_row += 1
            return _lost(video, for_good=self._lost_in_a_row >= _MOST_LOST_IN_A_ROW)
        self._lost_in_a_row = 0
        return outcome


class _Slot:
    """A pool of one process; another one where that was lost."""

    def __init__(self, work: Work, counters: Counters) -> None:
        self.counters = counters
        self._work = work
        self._pool = self._new_pool()

    def start(self, video: Video) -> Future[Outcome]:
        self.counters[1] = 0
        with _interrupts_held():  # the process starts now and holds them for life: Ctrl-C is for us to answer
            return self._pool.submit(track_video, video)

    def renew(self) -> None:
        self.close()
        self._pool = self._new_pool()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, _spawn, begin, (self._work, self.counters))


def _lost(video: Video, for_good: bool) -> Outcome:
    sentence = (
        "The process that tracked it was ended from outside, perhaps because memory ran out. "
        "Fewer --processes need less."
    )
    if for_good:
        sentence += f" That happened {_MOST_LOST_IN_A_ROW} times in a row, so the work stops here."
    return Outcome(video, "stop" if for_good else "failed", 0, sentence)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits till the end of the block; processes started within never see one (a terminal tells them all)."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
