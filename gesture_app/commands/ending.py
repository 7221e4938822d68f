"""End in order when the system asks for it, so that nothing half-written is left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""A polite kill, a terminal that is closed, Ctrl-Break; no system has all of them."""


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Within, these signals leave the block as an exception would, with 128 + their number as exit code."""
    if threading.current_thread() is not threading.main_thread():  # others may not handle signals
        yield
        return
    known = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    awaited = [
        number for number in known if signal.getsignal(number) is signal.SIG_DFL
    ]  # `nohup` stays nohup
    for number in awaited:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in awaited:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
