"""One frame's way: hands → recording, teacher, recogniser → spotter. The window and the commands both walk it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame
from gesture_app.pipeline.recording import Outcome, RecordingSession
from gesture_app.recognition.prediction import GestureEvent, Prediction

if TYPE_CHECKING:
    from gesture_app.practice.teacher.verdict import Coaching


class Tracker(Protocol):
    """Finds hands in pictures; `gesture_app.capture.tracker.HandTracker` does."""

    def track(self, frame: Frame) -> HandFrame: ...
    def close(self) -> None: ...


class Recogniser(Protocol):
    """Names what a stream of hands does; `gesture_app.recognition.recogniser.Recogniser` does."""

    def update(self, hands: HandFrame) -> Prediction: ...
    def finish(self) -> Prediction | None: ...
    def reset(self) -> None: ...


class Spotter(Protocol):
    """Finds start and end of gestures; `gesture_app.recognition.spotter.Spotter` does."""

    def update(self, prediction: Prediction, hands: HandFrame) -> list[GestureEvent]: ...
    def finish(self) -> list[GestureEvent]: ...


class Teacher(Protocol):
    """Tells a learner what to change; `gesture_app.practice.teacher.teacher.Teacher` does."""

    def update(self, hands: HandFrame) -> Coaching: ...
    def reset(self) -> None: ...


class Observer(Protocol):
    """Follows what every frame gave, on the vision thread: quick, as the next frame waits."""

    def saw(self, seen: Seen, arrived_s: float) -> None:
        """A frame that arrived at `arrived_s`, on `time.monotonic`."""

    def forget(self) -> None:
        """Another source, or another model: what was going on is over."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one frame gave."""

    hands: HandFrame
    prediction: Prediction | None
    events: tuple[GestureEvent, ...]
    coaching: Coaching | None = None


class Vision:
    """Belongs to one thread. Tracker, recogniser, teacher and recording may each be missing."""

    def __init__(self, on_take: Callable[[Outcome], None]) -> None:
        self.tracker: Tracker | None = None
        self.recording: RecordingSession | None = None
        self.teacher: Teacher | None = None
        self._recogniser: Recogniser | None = None
        self._spotter: Spotter | None = None
        self._on_take = on_take

    def recognise_with(self, recogniser: Recogniser | None, spotter: Spotter | None) -> list[GestureEvent]:
        """Use another model from now on; what the one before had begun ends with these events."""
        events = self.forget()
        self._recogniser, self._spotter = recogniser, spotter
        return events

    def forget(self) -> list[GestureEvent]:
        """The next frame is from another source: end what is going on, and tell nothing new."""
        if self._recogniser is not None:
            self._recogniser.reset()
        if self.teacher is not None:
            self.teacher.reset()
        return [] if self._spotter is None else self._spotter.finish()

    def finish(self) -> list[GestureEvent]:
        """The stream is over: tell what its last hands did, and end it."""
        last = None if self._recogniser is None else self._recogniser.finish()
        if self._spotter is None:
            return []
        told = [] if last is None else self._spotter.update(last, HandFrame.empty(last.time_s, 1.0))
        return [*told, *self._spotter.finish()]

    def see(self, frame: Frame) -> Seen:
        """Walk one frame through the chain."""
        return self.follow(hands_in(frame, self.tracker))

    def follow(self, hands: HandFrame) -> Seen:
        """Walk the hands of one frame through what comes after tracking."""
        if self.recording is not None:
            outcome = self.recording.update(hands)
            if outcome is not None:
                self._on_take(outcome)
        coaching = None if self.teacher is None else self.teacher.update(hands)
        prediction: Prediction | None = None
        events: list[GestureEvent] = []
        if self._recogniser is not None:
            prediction = self._recogniser.update(hands)
            if self._spotter is not None:
                events = self._spotter.update(prediction, hands)
        return Seen(hands, prediction, tuple(events), coaching)

    def close(self) -> None:
        if self.tracker is not None:
            self.tracker.close()
            self.tracker = None


def hands_in(frame: Frame, tracker: Tracker | None) -> HandFrame:
    """The hands in a frame; none without a tracker."""
    if frame.hands is not None:  # replayed takes are hands already
        return frame.hands
    if tracker is None:
        return HandFrame.empty(frame.time_s, frame.aspect)
    return tracker.track(frame)
