"""Carry out firings without holding anything up: a thread for each end, limits, and an end in bounded time."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from gesture_app.actions.action import Kind, RunCommand
from gesture_app.actions.firing import End, Firing, Outcome, Result
from gesture_app.actions.lane import EndInUse, Lane, close_quietly, ends_something

log = logging.getLogger(__name__)

QUIET_S = 1.0
"""A flood is over when nothing was left out for this long; the next one is told again."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Runner:
    """Takes firings from any thread and reports each result, on whatever thread knows it: `report` must be quick.

    Each end has a thread of its own, so that one that hangs does not hold up others; commands have one for each
    binding, since a command may take long. What takes longer than `hang_s` (a command: besides its own longest time)
    is given up and reported as `ended`; an end with a method `anew` is closed and replaced then. What crashes is
    reported as `failed`. More than `most_per_s` actions in a second, or more than `most_waiting` before one end, are
    left out, and one of them is reported as `limited`.
    """

    def __init__(
        self,
        ends: Mapping[type[Kind], End],
        report: Callable[[Result], None],
        *,
        hang_s: float = 5.0,
        most_waiting: int = 16,
        most_per_s: int = 20,
        now_s: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """`now_s` is the clock of `Firing.arrived_s`. The runner closes the ends."""
        shared = {id(end): EndInUse(end) for end in ends.values()}
        self._ends = {kind: shared[id(end)] for kind, end in ends.items()}
        self._report = report
        self._hang_s = hang_s
        self._most_waiting = most_waiting
        self._most_per_s = most_per_s
        self._now_s, self._now = now_s, now
        self._lock = threading.Lock()
        self._lanes: dict[tuple[int, str], Lane] = {}
        self._lately_s: deque[float] = deque()
        self._left_out_s: float | None = None
        self._wake = threading.Event()
        self._watch: threading.Thread | None = None
        self._closing = False
        self._silent = False

    def submit(self, firing: Firing) -> None:
        """Have it done. Never blocks; after `close` nothing is done."""
        with self._lock:
            if self._closing:
                return
            end = self._ends.get(type(firing.action))
            crowded = self._is_crowded(firing)
            lane = None if end is None or crowded else self._lane(end, firing)
        if crowded:
            self._leave_out(firing, f"It was left out: {self._most_per_s} actions in a second are the most.")
        elif lane is None:
            self._tell(firing, "failed", "Actions of this kind cannot be done here.", self._now_s())
        elif refusal := lane.put(firing, self._most_waiting):
            self._leave_out(firing, refusal)
        else:
            self._wake.set()

    def _is_crowded(self, firing: Firing) -> bool:
        now_s = self._now_s()
        while self._lately_s and now_s - self._lately_s[0] >= 1.0:
            self._lately_s.popleft()
        if len(self._lately_s) >= self._most_per_s and not ends_something(firing):
            return True
        self._lately_s.append(now_s)
        return False

    def _lane(self, end: EndInUse, firing: Firing) -> Lane:
        key = (id(end), firing.binding if isinstance(firing.action, RunCommand) else "")
        if key not in self._lanes:
            self._lanes[key] = Lane(end, self._tell, self._now_s, self._hang_s)
        if self._watch is None:
            self._watch = threading.Thread(target=self._look_after, name="actions-watch", daemon=True)
            self._watch.start()
        return self._lanes[key]

    def _look_after(self) -> None:
        """Give up what hangs. Woken by every firing; asleep while nothing runs."""
        timeout_s: float | None = None
        while not self._closing:
            self._wake.wait(timeout_s)
            self._wake.clear()
            with self._lock:
                lanes = list(self._lanes.values())
            left_s = [left for lane in lanes if (left := lane.give_up_if_hung(self._now_s())) is not None]
            timeout_s = min(left_s, default=None)

    def _leave_out(self, firing: Firing, sentence: str) -> None:
        self._tell(firing, "limited", sentence, self._now_s())

    def _tell(self, firing: Firing, outcome: Outcome, sentence: str, begun_s: float) -> None:
        if self._silent or (outcome == "limited" and not self._is_new_flood(begun_s)):
            return
        delay_s = max(begun_s - firing.arrived_s, 0.0)
        try:
            self._report(Result(firing, outcome, self._now(), delay_s, sentence))
        except Exception:
            log.exception("the result of an action could not be told")

    def _is_new_flood(self, now_s: float) -> bool:
        with self._lock:
            before_s, self._left_out_s = self._left_out_s, now_s
        return before_s is None or now_s - before_s > QUIET_S

    def close(self, timeout_s: float = 2.0) -> None:
        """Do nothing more, wait a moment for what runs, and close the ends; at most about `timeout_s`.

        What waits is dropped. May be called twice, from any thread.
        """
        with self._lock:
            self._closing = True
            lanes = list(self._lanes.values())
        self._wake.set()
        begun_s = time.monotonic()
        for lane in lanes:
            lane.close()
        for lane in lanes:
            lane.join(begun_s + timeout_s / 2 - time.monotonic())
        self._close_ends(begun_s + timeout_s)
        self._silent = True

    def _close_ends(self, latest_s: float) -> None:
        """All at once, since closing may hang, and what is closed may end what hangs."""
        ends = {id(each): each.end for each in self._ends.values()}
        closing = [
            threading.Thread(target=close_quietly, args=(end,), name="closing", daemon=True)
            for end in ends.values()
        ]
        for thread in closing:
            thread.start()
        for thread in closing:
            thread.join(max(latest_s - time.monotonic(), 0.0))
