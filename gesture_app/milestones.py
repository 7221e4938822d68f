"""How long the program took to get where: told in the debug log, counted from the start of its process."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from typing import Literal

Milestone = Literal[
    "window painted", "live page in place", "first landmarks shown", "first prediction", "all pages there"
]

log = logging.getLogger(__name__)

_loaded_s = time.monotonic()
_reached: dict[Milestone, float] = {}


def reached(milestone: Milestone) -> None:
    """Note it, the first time; later ones are of no interest."""
    if milestone not in _reached:
        _reached[milestone] = since_start_s()
        log.debug("%s after %.3f s", milestone, _reached[milestone])


def reached_s() -> dict[Milestone, float]:
    """Seconds from the start of the process to each milestone reached so far."""
    return dict(_reached)


def since_start_s() -> float:
    """Seconds since the process began; where the system does not tell, since this file was loaded."""
    try:
        # proc(5): field 22, of those behind the program's name in brackets the 20th; in ticks since the system began.
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.monotonic() - _loaded_s
