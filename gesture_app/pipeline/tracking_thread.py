"""Find the hands in the newest frame on a thread of its own, while what was found before is still being understood."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import NamedTuple

from gesture_app.hands import HandFrame
from gesture_app.pipeline.capture_thread import Arrival
from gesture_app.pipeline.latest import LatestValue
from gesture_app.pipeline.vision import Tracker, hands_in


class Tracked(NamedTuple):
    """A frame that arrived, and its hands."""

    arrival: Arrival
    hands: HandFrame


class TrackingThread:
    """Takes the newest frame, and hands over every one that it has looked at: of those none may be missed.

    Understanding takes a fraction of the time that tracking takes; should it take longer, tracking waits, so that never
    more than one frame does.
    """

    def __init__(
        self, arrivals: LatestValue[Arrival], wanted: Callable[[Arrival], bool],
        attempt: Callable[[Callable[[], None]], None],
    ) -> None:  # fmt: skip
        """Prepare.

        Args:
            arrivals: ends the thread when it is closed.
            wanted: whether a frame is still of use.
            attempt: carries out a step that may fail, on this thread.
        """
        self._arrivals = arrivals
        self._wanted = wanted
        self._attempt = attempt
        self._tracked: queue.Queue[Tracked | None] = queue.Queue(maxsize=1)
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._tracker: Tracker | None = None
        self._thread = threading.Thread(target=self._run, name="tracking", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def track_with(self, make_tracker: Callable[[], Tracker]) -> None:
        """Use a new tracker, made on the thread that will use it."""

        def exchange() -> None:
            self._let_go()
            self._tracker = make_tracker()

        self._orders.put(exchange)
        self._arrivals.call()

    def take(self) -> Tracked | None:
        """Wait for the next frame that was looked at, in order; None: there will be none, or somebody called."""
        return self._tracked.get()

    def call(self) -> None:
        """Whoever waits has something else to do."""
        with contextlib.suppress(queue.Full):  # then nobody waits
            self._tracked.put_nowait(None)

    @property
    def ended(self) -> bool:
        """Whether there will be no further frame."""
        return self._ended.is_set()

    def join(self, timeout_s: float) -> None:
        """Wait until it has ended. What it tracked last must be taken meanwhile."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    # --- this thread ----------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._arrivals.closed:
                arrival = self._arrivals.take(timeout_s=None)  # or an order came
                while not self._orders.empty():
                    self._attempt(self._orders.get())
                if arrival is not None and self._wanted(arrival):
                    self._attempt(lambda arrived=arrival: self._track(arrived))  # type: ignore[misc]
        finally:
            self._let_go()
            self._ended.set()
            self.call()

    def _track(self, arrival: Arrival) -> None:
        self._tracked.put(Tracked(arrival, hands_in(arrival.frame, self._tracker)))

    def _let_go(self) -> None:
        tracker, self._tracker = self._tracker, None
        if tracker is not None:
            tracker.close()
