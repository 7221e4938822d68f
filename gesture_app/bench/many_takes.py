"""A library of many takes: how soon its list is there, and what it takes. A process of its own each time."""

from __future__ import annotations

import itertools
import os
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from gesture_app.bench.talking import Answer, Order, memory_mb, serve
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import Take

_DIFFERENT = 10
"""Takes of each gesture that are really different; the others are copies with another name."""


def fill(folder: Path, count: int) -> Answer:
    """Save so many takes."""
    from gesture_app.bench.made_takes import TRAINED, made_takes

    different = list(made_takes(TRAINED, _DIFFERENT))
    many = itertools.islice(itertools.cycle(different), count)
    TakeStore(folder).save_all(Take(take.sequence, replace(take.info, id="")) for take in many)
    return {}


def look(folder: Path) -> Answer:
    """List everything, as the window does when it opens."""
    before_mb, began_s = memory_mb(os.getpid()), time.perf_counter()
    store = TakeStore(folder)
    gestures, takes = store.gestures(), store.takes()
    seconds = time.perf_counter() - began_s
    after_mb = memory_mb(os.getpid())
    grown = None if before_mb is None or after_mb is None else after_mb - before_mb
    return {"seconds": seconds, "takes": len(takes), "gestures": len(gestures), "grown_mb": grown}


def _do(order: Order) -> Answer:
    folder = Path(sys.argv[1])
    return fill(folder, order["count"]) if order["what"] == "fill" else look(folder)


if __name__ == "__main__":
    serve(_do)
