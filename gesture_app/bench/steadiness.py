"""Whether anything grew while the program ran for long: what was seen from time to time, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Thirds = tuple[float, float, float]

_MEMORY_SHARE = 0.01
"""Of its own size: what memory sways by without growing, as frames come and go in it."""

_AGE_SHARE, _AGE_MS = 0.2, 4.0
"""What the age of frames sways by without growing: the larger of both."""

FEWEST = 12
"""Samples, below which nothing can be told."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the running program; what is counted over a time was counted since the look before.

    Attributes:
        memory_mb, handles: None where the system does not tell.
        handles: files, pipes, sockets that are open.
        age_ms: median and 99th percentile, from a frame's arrival until it is painted; None: nothing was painted.
        waiting: messages that the window has not looked at yet.
        frames, events: since the beginning.
    """

    time_s: float
    frames: int
    frames_per_second: float
    memory_mb: float | None
    handles: int | None
    threads: int
    age_ms: tuple[float, float] | None
    waiting: int
    events: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one thing that might grow: at the start, in the second and in the last third, and how that reads.

    `middle` and `end` are medians for memory, else what is seldom undercut.
    """

    what: str
    start: float
    middle: float
    end: float
    grown: float
    """After the first third, in which caches fill and parts are made when they are first needed."""
    steady: bool
    sentence: str


def judge(samples: Sequence[Sample]) -> tuple[Finding, ...]:
    """What grew and what did not; nothing for fewer than `FEWEST` samples."""
    if len(samples) < FEWEST:
        return ()
    findings = [
        _memory(samples),
        _count("handles", "Open handles", [each.handles for each in samples]),
        _count("threads", "Threads", [each.threads for each in samples]),
        _count("waiting", "Messages waiting for the window", [each.waiting for each in samples]),
        _age(samples),
    ]
    return tuple(finding for finding in findings if finding is not None)


def slope(times: Column, values: Column) -> float:
    """The median of the slopes between all pairs of points (Theil and Sen): single outliers do not move it."""
    one, other = np.triu_indices(len(times), 1)
    apart = times[other] - times[one]
    return float(np.median((values[other] - values[one])[apart > 0] / apart[apart > 0]))


def _memory(samples: Sequence[Sample]) -> Finding | None:
    told = [(each.frames, each.memory_mb) for each in samples if each.memory_mb is not None]
    if len(told) < FEWEST:
        return None
    frames, sizes_mb = (np.array(column, np.float64) for column in zip(*told, strict=True))
    start, middle, end = _thirds(sizes_mb, _usual)
    settled = slice(len(told) // 3, None)
    per_frame_mb = slope(frames[settled], sizes_mb[settled])
    passed = int(frames[-1] - frames[settled][0])
    grown_mb = per_frame_mb * passed
    steady = grown_mb <= _MEMORY_SHARE * middle
    return Finding(
        "memory", start, middle, end, grown_mb, steady,
        f"Memory {'does not grow' if steady else 'GROWS'}: {_course(start, middle, end, ' MB')}; "
        f"{grown_mb:+.1f} MB over the last {passed:,} frames ({per_frame_mb * 2**20:+.0f} bytes a frame).",
    )  # fmt: skip


def _count(what: str, words: str, counts: Sequence[int | None]) -> Finding | None:
    told = np.array([count for count in counts if count is not None], np.float64)
    if len(told) < FEWEST:
        return None
    start, middle, end = _thirds(told, _least)
    steady = end <= middle
    sentence = f"{words} {'do not grow' if steady else 'GROW'}: {_course(start, middle, end)}."
    return Finding(what, start, middle, end, end - middle, steady, sentence)


def _age(samples: Sequence[Sample]) -> Finding | None:
    told = [each.age_ms for each in samples if each.age_ms is not None]
    if len(told) < FEWEST:
        return None
    medians_ms, late_ms = (np.array(column) for column in zip(*told, strict=True))
    start, middle, end = _thirds(medians_ms, _least)
    steady = end - middle <= max(_AGE_MS, _AGE_SHARE * middle)
    return Finding(
        "age", start, middle, end, end - middle, steady,
        f"The frame on the screen {'does not get older' if steady else 'GETS OLDER'}: "
        f"{_course(start, middle, end, ' ms')} when nothing else wants the machine; "
        f"over all of it {np.median(medians_ms):.0f} ms, 99 % under {np.median(late_ms):.0f} ms.",
    )  # fmt: skip


def _thirds(values: Column, level: Callable[[Column], float]) -> Thirds:
    """The first value, then one for the second third and one for the last."""
    third = len(values) // 3
    return float(values[0]), level(values[third : 2 * third]), level(values[2 * third :])


def _usual(values: Column) -> float:
    return float(np.median(values))


def _least(values: Column) -> float:
    """What piles up raises even the least; files that come and go, or a busy machine, raise only some."""
    return float(np.quantile(values, 0.1, method="lower"))


def _course(start: float, middle: float, end: float, unit: str = "") -> str:
    return f"{start:.0f}{unit} at the start, {middle:.0f}{unit} in the middle, {end:.0f}{unit} at the end"
