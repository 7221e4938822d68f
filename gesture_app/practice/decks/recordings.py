"""The recordings that decks show signs by: one `.npz` each, named by its id, written once and never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from gesture_app.keeping.json_files import set_aside
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.take import Take, is_take_id, time_id
from gesture_app.takes.take_file import read_take, write_take


class Recordings:
    """One folder of them, shared by all decks. Not safe for threads by itself: the deck store holds its lock.

    None is ever removed, so that no change of a card, and no deck that comes back from the bin, can lose one.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self._now = now

    def read(self, take_id: str) -> Take | None:
        """The recording, if it lies here. A damaged one is set aside.

        Raises:
            OSError: it cannot be read.
        """
        if not is_take_id(take_id):
            return None
        file = self._file(take_id)
        try:
            return read_take(file)
        except FileNotFoundError:
            return None
        except ImportRefused:
            set_aside(file)
            return None

    def keep(self, take: Take) -> Take:
        """Write a copy, if it does not lie here yet; returns it with its id, a new one if it has none.

        Raises:
            OSError: it is not here.
            ValueError: its arrays contradict each other.
        """
        take_id = take.info.id if is_take_id(take.info.id) else time_id(self._now())
        take = Take(take.sequence, replace(take.info, id=take_id))
        if not self._file(take_id).exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_take(take, self._file(take_id))
        return take

    def _file(self, take_id: str) -> Path:
        return self.folder / f"{take_id}.npz"
