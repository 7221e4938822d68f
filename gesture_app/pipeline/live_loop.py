"""The live chain: a thread that captures, one that tracks, one that understands, the newest result, an ordered end."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

from gesture_app.capture.source import Source
from gesture_app.pipeline.capture_thread import Arrival, CaptureThread
from gesture_app.pipeline.latest import LatestValue
from gesture_app.pipeline.messages import EventSeen, LiveResult, Message, Trouble
from gesture_app.pipeline.practice_messages import AttemptJudged
from gesture_app.pipeline.recording import Outcome, RecordingSession
from gesture_app.pipeline.tracking_thread import Tracked, TrackingThread
from gesture_app.pipeline.vision import Observer, Recogniser, Spotter, Teacher, Tracker, Vision
from gesture_app.recognition.prediction import GestureEvent

log = logging.getLogger(__name__)

RATE_OVER_S = 2.0


class LiveLoop:
    """Owns the threads. `wake` is called, on the vision thread, when a result waits and none did before."""

    def __init__(
        self,
        send: Callable[[Message], None],
        wake: Callable[[], None],
        on_take: Callable[[Outcome], None],
        *observers: Observer,
    ) -> None:
        self.results: LatestValue[LiveResult] = LatestValue()
        self._arrivals: LatestValue[Arrival] = LatestValue()
        self._send = send
        self._wake = wake
        self._vision = Vision(on_take)
        self._observers = list(observers)
        self._orders: queue.SimpleQueue[Callable[[Vision], None]] = queue.SimpleQueue()
        self._capture: CaptureThread | None = None
        self._finished_at: deque[float] = deque()
        self._in_trouble = False
        self._tracking = TrackingThread(self._arrivals, self._is_wanted, self._attempt)
        self._thread = threading.Thread(target=self._run, name="vision", daemon=True)

    # --- from the window's thread ---------------------------------------------------------------------

    def start(self) -> None:
        self._tracking.start()
        self._thread.start()

    def watch(self, source: Source | None) -> None:
        """Read from another source; the one before is released first, so that a camera can be reopened."""
        if self._capture is not None:
            self._capture.stop()
            self._capture = None
        self._arrivals.clear()
        self._order(lambda vision: self._end(vision.forget()))
        if source is not None:
            self._capture = CaptureThread(source, self._arrivals, self._send)
            self._capture.start()

    def track_with(self, make_tracker: Callable[[], Tracker]) -> None:
        """Use a new tracker, made on the thread that will use it."""
        self._tracking.track_with(make_tracker)

    def recognise_with(self, recogniser: Recogniser | None, spotter: Spotter | None) -> None:
        self._order(lambda vision: self._end(vision.recognise_with(recogniser, spotter)))

    def teach_with(self, teacher: Teacher | None) -> None:
        """Have somebody's practice watched from now on, or no longer."""

        def exchange(vision: Vision) -> None:
            vision.teacher = teacher

        self._order(exchange)

    def observe_with(self, observer: Observer) -> None:
        """Have all that is seen from now on followed by this one, too."""
        self._order(lambda _: self._observers.append(observer))

    def record(self, session: RecordingSession | None) -> None:
        def begin(vision: Vision) -> None:
            vision.recording = session

        self._order(begin)

    def stop(self) -> None:
        """No new frames, then nothing tracked, then no more vision. May be called twice."""
        if self._capture is not None:
            self._capture.stop()
            self._capture = None
        self._arrivals.close()
        self.results.close()
        self._tracking.join(5.0)
        if self._thread.is_alive():
            self._thread.join(5.0)

    # --- the vision thread ----------------------------------------------------------------------------

    def _order(self, order: Callable[[Vision], None]) -> None:
        self._orders.put(order)
        self._tracking.call()

    def _is_wanted(self, arrival: Arrival) -> bool:
        """A last frame of the source before is not looked at."""
        return arrival.capture is self._capture

    def _run(self) -> None:
        while not self._tracking.ended:
            tracked = self._tracking.take()  # or an order came
            self._attempt(self._carry_out_orders)
            if tracked is not None and self._is_wanted(tracked.arrival) and not self._arrivals.closed:
                self._attempt(lambda each=tracked: self._look(each))  # type: ignore[misc]

    def _attempt(self, step: Callable[[], None]) -> None:
        """A failing step is reported once, not thirty times a second, and does not end the loop."""
        try:
            step()
        except Exception as error:
            if not self._in_trouble:
                log.exception("the live chain failed")
                self._send(Trouble(f"Watching the hands failed ({error}). It goes on with the next picture."))
            self._in_trouble = True

    def _carry_out_orders(self) -> None:
        while not self._orders.empty():
            self._orders.get()(self._vision)

    def _look(self, tracked: Tracked) -> None:
        arrival = tracked.arrival
        seen = self._vision.follow(tracked.hands)
        for observer in self._observers:  # first of all: an action must not wait for anything
            observer.saw(seen, arrival.arrived_s)
        self._tell(seen.events)
        if seen.coaching is not None and seen.coaching.verdict is not None:
            self._send(AttemptJudged(seen.coaching.verdict))
        now_s = time.monotonic()
        recording = self._vision.recording
        result = LiveResult(
            arrival.frame, seen.hands, seen.prediction, None if recording is None else recording.state,
            self._rate(now_s), now_s - arrival.arrived_s, seen.coaching,
        )  # fmt: skip
        self._in_trouble = False
        if self.results.put(result):
            self._wake()

    def _end(self, events: Iterable[GestureEvent]) -> None:
        """Another source or model follows; these events end what was going on."""
        self._tell(events)
        for observer in self._observers:
            observer.forget()

    def _tell(self, events: Iterable[GestureEvent]) -> None:
        for event in events:
            self._send(EventSeen(event))

    def _rate(self, now_s: float) -> float:
        self._finished_at.append(now_s)
        while self._finished_at[0] < now_s - RATE_OVER_S:
            self._finished_at.popleft()
        if len(self._finished_at) < 2:
            return 0.0
        return (len(self._finished_at) - 1) / max(1e-6, self._finished_at[-1] - self._finished_at[0])
