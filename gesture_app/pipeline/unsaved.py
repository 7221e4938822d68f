"""Recorded takes on their way to the disk: one that cannot be saved is kept in memory and tried again."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gesture_app.hands import HandSequence
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Done, Message, TakeSaved
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.take import TakeInfo

log = logging.getLogger(__name__)

TRY_AGAIN_S = 5.0

_KEPT = (
    "It is kept in memory meanwhile, and saved by itself as soon as that works, here or in another folder."
)


@dataclass(eq=False, slots=True)
class RecordedTake:
    """A take as it was recorded; `take_id` is empty until it is on the disk."""

    sequence: HandSequence
    gesture: str
    recorded_at: datetime
    camera: str
    person: str
    take_id: str = ""


class UnsavedTakes:
    """All but `close` belongs to the disk worker.

    Args:
        save: writes a take; raises `TakeStoreError`.
        saved: called after takes have been saved.
    """

    def __init__(
        self,
        save: Callable[[RecordedTake], TakeInfo],
        disk: Worker,
        send: Callable[[Message], None],
        saved: Callable[[], None],
    ) -> None:
        self._save = save
        self._disk = disk
        self._send = send
        self._saved = saved
        self._waiting: list[RecordedTake] = []
        self._timer: threading.Timer | None = None
        self._closing = False

    def add(self, take: RecordedTake) -> None:
        """Save a take, after those that wait.

        Raises:
            TakeStoreError: it is not on the disk; says whether it will be tried again.
        """
        self._waiting.append(take)
        if (error := self._save_all()) is not None:
            raise TakeStoreError(f"{error} {_KEPT}") from error

    def remove(self, take: RecordedTake) -> None:
        """It is not wanted any more, if it still waits."""
        if take in self._waiting:
            self._waiting.remove(take)

    def try_again(self) -> None:
        """Save what waits, if that works by now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._waiting:
            return
        if self._save_all() is None:
            self._send(Done("What could not be saved before is saved now."))

    def close(self) -> None:
        """A last try. May be called twice, before the worker is closed."""
        with contextlib.suppress(RuntimeError):  # the worker was closed, too
            self._disk.submit(self._end)

    def _end(self) -> None:
        self._closing = True
        self.try_again()
        if self._waiting:
            log.error("recorded takes that could not be saved and are lost: %d", len(self._waiting))

    def _save_all(self) -> TakeStoreError | None:
        """Save what waits, oldest first, up to the first that fails; why, if another try may help.

        Raises:
            TakeStoreError: a take cannot be kept at all; it waits no longer.
        """
        some = False
        try:
            while self._waiting:
                take = self._waiting.pop(0)
                try:
                    info = self._save(take)
                except TakeStoreError as error:
                    if not isinstance(error.__cause__, OSError):
                        raise
                    self._waiting.insert(0, take)
                    return error
                take.take_id, some = info.id, True
                self._send(TakeSaved(info, take.sequence))
        finally:
            if self._waiting:
                self._try_again_later()
            if some:
                self._saved()
        return None

    def _try_again_later(self) -> None:
        if self._timer is None and not self._closing:
            self._timer = threading.Timer(TRY_AGAIN_S, self._on_time)
            self._timer.daemon = True
            self._timer.start()

    def _on_time(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window is being closed
            self._disk.submit(self.try_again)
