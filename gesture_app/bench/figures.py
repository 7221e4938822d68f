"""One row of the result: what was measured, against what, and whether it is as we want it."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np

Sense = Literal["at least", "at most"]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A measured figure.

    Attributes:
        name: for machines.
        what, against: for people.
        value: what is compared with `reach`: a ratio where there is something to compare with, else in `unit`.
        ours, theirs: the medians that the ratio is made of, in `of`, where there are two.
        milliseconds: median, 95th and 99th percentile, where it is about single frames.
        note: what else one should know.
    """

    name: str
    what: str
    against: str
    value: float
    sense: Sense
    reach: float
    unit: str = "×"
    ours: float | None = None
    theirs: float | None = None
    of: str = ""
    milliseconds: tuple[float, float, float] | None = None
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.value >= self.reach if self.sense == "at least" else self.value <= self.reach


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All of one run."""

    machine: str
    cores: int
    footage: str
    seconds: float
    figures: tuple[Figure, ...]
    not_measured: dict[str, str]
    """Names of what could not be measured here, and why."""


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of what was measured in turns: both met the same moods of the machine."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def percentiles(seconds: list[float]) -> list[float]:
    """Median, 95th and 99th percentile, in milliseconds."""
    return [round(float(each), 3) for each in np.percentile(np.array(seconds) * 1000, [50, 95, 99])]


def machine() -> str:
    """What this runs on, as far as the system tells."""
    processor = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{processor or platform.machine()}, {system}"
