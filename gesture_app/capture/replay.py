"""Recorded takes as a source, so that everything can be tried without a camera."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from gesture_app.capture.pace import Pace
from gesture_app.capture.source import Frame, SourceError
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.takes.store import TakeStore, TakeStoreError
from gesture_app.takes.take import Take

log = logging.getLogger(__name__)

_GAP_S = 0.8
"""Empty hands between takes: long enough to be seen as the end of one gesture."""

_GAP_STEP_S = 0.04
_LEAST_STEP_S = 0.001


class TakeReplay:
    """Plays the takes that show hands, oldest first, at their own pace or as fast as possible.

    Frames carry hands but no pixels, and the gesture's name as caption.
    """

    live = False

    def __init__(
        self, store: TakeStore, gesture: str | None = None, *, fast: bool = False, loop: bool = False
    ) -> None:
        self.name = "Recorded takes" if gesture is None else f"Takes of “{gesture}”"
        self._store = store
        self._gesture = gesture
        self._loop = loop
        self._pace = Pace(fast)
        self._frames: Iterator[Frame] | None = None
        self._index = 0
        self._last_s: float | None = None

    def open(self) -> None:
        """Look up which takes there are.

        Raises:
            SourceError: there are none; says what there is.
        """
        self.close()
        if not self._store.takes(self._gesture):
            raise self._nothing_to_play()
        self._frames = self._play()
        self._pace.start()

    def read(self) -> Frame | None:
        """The next frame when it is due, None at the end."""
        frames = self._frames
        frame = next(frames, None) if frames is not None else None
        if frame is None or not self._pace.wait_until(frame.time_s):
            return None
        return frame

    def close(self) -> None:
        self._pace.stop()
        self._frames = None

    def _play(self) -> Iterator[Frame]:
        while True:
            some = False
            for info in self._store.takes(self._gesture):  # anew each round: takes come and go meanwhile
                take = self._load(info.id)
                if take is not None and take.sequence.seen.any():  # without hands there is nothing to watch
                    some = True
                    yield from self._one_take(take.sequence, take.info.gesture)
            if not (self._loop and some):
                return

    def _one_take(self, sequence: HandSequence, caption: str) -> Iterator[Frame]:
        start_s = 0.0 if self._last_s is None else self._last_s + _GAP_STEP_S
        zero_s = float(sequence.time_s[0])
        for hands in sequence.frames():
            yield self._frame(hands, start_s + hands.time_s - zero_s, caption)
        end_s = start_s + sequence.duration_s
        empty = HandFrame.empty(0.0, sequence.aspect)
        for step in range(1, round(_GAP_S / _GAP_STEP_S) + 1):
            yield self._frame(empty, end_s + step * _GAP_STEP_S, "")

    def _frame(self, hands: HandFrame, time_s: float, caption: str) -> Frame:
        if self._last_s is not None:
            time_s = max(time_s, self._last_s + _LEAST_STEP_S)
        timed = replace(hands, time_s=time_s)
        frame = Frame(self._index, time_s, None, timed, hands.aspect, caption)
        self._index += 1
        self._last_s = time_s
        return frame

    def _load(self, take_id: str) -> Take | None:
        """A take; None if it was deleted or damaged since it was listed, and the others go on."""
        try:
            return self._store.load(take_id)
        except TakeStoreError:
            log.info("a take is passed over", exc_info=True)
            return None

    def _nothing_to_play(self) -> SourceError:
        there = [gesture.name for gesture in self._store.gestures() if gesture.takes]
        if not there:
            return SourceError("absent", "There are no recorded takes yet.", "Record some first.")
        names = ", ".join(f"“{name}”" for name in there)
        return SourceError(
            "absent", f"There are no takes of “{self._gesture}”.", f"There are takes of {names}: choose one."
        )
