"""A part of a moment becomes a take: of what is no gesture, or of the gesture that was really made."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.messages import Moment, MomentCorrected
from gesture_app.pipeline.at_once import CORRECTED
from gesture_app.pipeline.library import TakeLibrary
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.take import TakeInfo

GONE = "That moment is not remembered any more. Open it again."
NO_HAND = "No hand was in sight in the marked part. Move its ends to where one was."


class Corrections:
    """Saves what people say about moments through the library, like any take: it can be played, and deleted.

    Args:
        opened: a moment by its id, see `Moments.opened`.
        in_picture: the camera's name, and who is in its pictures where that is known.
        saved: called on the disk worker with the take, before its message is sent.
    """

    def __init__(
        self,
        library: TakeLibrary,
        opened: Callable[[str], Moment | None],
        in_picture: Callable[[], tuple[str, str]],
        saved: Callable[[TakeInfo], None],
        send: Callable[[MomentCorrected], None],
    ) -> None:
        self._library = library
        self._opened = opened
        self._in_picture = in_picture
        self._saved = saved
        self._send = send

    def correct(self, moment: str, label: str, begin_s: float, end_s: float) -> None:
        """Keep what lies between two times (seconds of the moment's clock, both included) as a take of `label`."""
        found = self._opened(moment)
        part = None if found is None else part_of(found.sequence, begin_s, end_s)
        if part is None or not part.seen.any():
            self._send(MomentCorrected(moment, GONE if found is None else NO_HAND))
            return

        def added(outcome: TakeInfo | TakeStoreError) -> None:
            if isinstance(outcome, TakeStoreError):
                self._send(MomentCorrected(moment, str(outcome)))
                return
            self._saved(outcome)
            self._send(MomentCorrected(moment, _told(outcome), outcome.id))

        camera, person = self._in_picture()
        self._library.add(part, label, camera, person, CORRECTED, added)


def part_of(sequence: HandSequence, begin_s: float, end_s: float) -> HandSequence | None:
    """The frames from one time to another, both included; None: there are none."""
    start = int(np.searchsorted(sequence.time_s, begin_s - 1e-6))
    stop = int(np.searchsorted(sequence.time_s, end_s + 1e-6, side="right"))
    return sequence.slice(start, stop) if start < stop else None


def _told(take: TakeInfo) -> str:
    what = "of what is no gesture" if take.gesture == NONE else f"of “{take.gesture}”"
    return f"The marked part is a take {what} now."
