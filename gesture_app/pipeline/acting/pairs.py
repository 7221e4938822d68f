"""Every start that other programs are told of has its end, whatever happens in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gesture_app.recognition.prediction import GestureEvent


class Pairs:
    """Keeps whoever listens from holding a note, or waiting, for ever: pausing in the middle of a gesture, another
    profile, model or source end what was told to have begun. An end without a start is not told."""

    def __init__(self) -> None:
        self._begun: dict[str, GestureEvent] = {}

    def whole(self, told: Sequence[GestureEvent], *, acting: bool, now_s: float) -> list[GestureEvent]:
        """What to tell of a frame's events, in their order; nothing goes on where nothing may act.

        Args:
            now_s: of the frame, on the source's clock.
        """
        events = []
        for event in told:
            before = self._begun.pop(event.label, None)
            if event.kind == "start":
                events += [] if before is None else [_end(before, event.time_s)]
                self._begun[event.label] = event
            if event.kind == "start" or before is not None:
                events.append(event)
        return events if acting else events + self.end_all(now_s)

    def end_all(self, now_s: float) -> list[GestureEvent]:
        """Ends for everything that goes on."""
        ends = [_end(begun, now_s) for begun in self._begun.values()]
        self._begun.clear()
        return ends


def _end(begun: GestureEvent, now_s: float) -> GestureEvent:
    return replace(begun, kind="end", time_s=now_s, end_s=now_s)
