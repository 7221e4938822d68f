"""One correction at a time, for long enough to be read."""

from __future__ import annotations

from gesture_app.practice.teacher.verdict import Correction

_BEFORE_S = 0.35
"""What is wrong for a shorter time is not told."""
_READ_S = 1.5
"""A correction gives way to another no sooner, unless what it says has been done."""
_DONE_S = 0.3


class Steady:
    """Which correction is shown."""

    def __init__(self) -> None:
        self._shown: Correction | None = None
        self._coming: Correction | None = None
        self._shown_s = self._coming_s = self._wrong_s = 0.0

    @property
    def shown(self) -> Correction | None:
        """What is shown."""
        return self._shown

    def update(self, wanted: tuple[Correction, ...], now_s: float) -> Correction | None:
        """What to show now, of what is wrong now, the most important first."""
        still = next((each for each in wanted if _same(each, self._shown)), None)
        if still is not None:
            self._wrong_s = now_s
        first = wanted[0] if wanted else None
        if not _same(first, self._coming):
            self._coming, self._coming_s = first, now_s
        lasting_s = now_s - self._coming_s
        if self._shown is not None and now_s - self._wrong_s > _DONE_S:
            self._shown = None
        if first is None or _same(first, self._shown):
            return self._shown
        ripe = lasting_s >= _BEFORE_S
        if ripe and (self._shown is None or now_s - self._shown_s >= _READ_S):
            self.show(first, now_s)
        return self._shown

    def show(self, correction: Correction | None, now_s: float) -> None:
        """At once."""
        self._shown, self._shown_s, self._wrong_s = correction, now_s, now_s

    def clear(self) -> None:
        """Show nothing."""
        self._shown = self._coming = None


def _same(one: Correction | None, other: Correction | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.parameter, one.part, one.side) == (other.parameter, other.part, other.side)
