"""Where deleted takes wait until they are restored or the bin is emptied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from gesture_app.keeping.atomic import write_atomically
from gesture_app.takes.gesture_folder import NAME_FILE, GestureFolder
from gesture_app.takes.take import time_id
from gesture_app.takes.take_file import take_files

BIN_FOLDER = ".bin"
_CARD = "entry.json"
_CONTENT = "content"


class BinEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was deleted.

    Attributes:
        kind: a take, a gesture with all its takes, or the untrimmed version of a take.
        gesture, gesture_id: where it was; the id finds the gesture even after it was renamed.
        takes: how many takes it holds.
        take_id: the take, where it is a single one.
        replaced_by: the trimmed take that stands in its place.
        deleted_at: ISO time in UTC.
    """

    id: str
    kind: Literal["take", "gesture", "trim"]
    gesture: str
    gesture_id: str = ""
    takes: int = 1
    take_id: str = ""
    replaced_by: str = ""
    deleted_at: str

    def __post_init__(self) -> None:
        """Refuse what is no date (msgspec turns this into a ValidationError)."""
        datetime.fromisoformat(self.deleted_at)


class Bin:
    """The bin of one recordings folder. Not safe for threads by itself: the store holds its lock."""

    def __init__(self, root: Path, now: Callable[[], datetime]) -> None:
        self._folder = root / BIN_FOLDER
        self._now = now

    def put_take(
        self,
        file: Path,
        gesture: GestureFolder,
        *,
        kind: Literal["take", "trim"] = "take",
        replaced_by: str = "",
    ) -> BinEntry:
        """Raises OSError: the take is still where it was."""
        entry = self._new_entry(kind, gesture, take_id=file.stem, replaced_by=replaced_by)
        content = self.content(entry)
        content.mkdir()
        file.replace(content / file.name)
        return entry

    def put_gesture(self, gesture: GestureFolder, takes: int) -> BinEntry:
        """Raises OSError: the gesture is still where it was."""
        entry = self._new_entry("gesture", gesture, takes=takes)
        gesture.path.replace(self.content(entry))
        return entry

    def _new_entry(
        self,
        kind: Literal["take", "gesture", "trim"],
        gesture: GestureFolder,
        takes: int = 1,
        take_id: str = "",
        replaced_by: str = "",
    ) -> BinEntry:
        """Write down what is about to come, first: a crash in between leaves an entry without content, not a
        take that nobody knows the home of."""
        now = self._now().astimezone(UTC)
        place = self._new_place(now)
        entry = BinEntry(
            id=place.name,
            kind=kind,
            gesture=gesture.name,
            gesture_id=gesture.id,
            takes=takes,
            take_id=take_id,
            replaced_by=replaced_by,
            deleted_at=now.isoformat(),
        )
        write_atomically(place / _CARD, msgspec.json.encode(entry))
        return entry

    def _new_place(self, now: datetime) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        while True:  # two deletions in one millisecond may draw the same id
            with suppress(FileExistsError):
                place = self._folder / time_id(now)
                place.mkdir()
                return place

    def content(self, entry: BinEntry) -> Path:
        """The folder with the entry's takes."""
        return self._folder / entry.id / _CONTENT

    def entries(self) -> tuple[list[BinEntry], list[tuple[Path, str]]]:
        """What can be restored, oldest first, and what cannot be read, each with a sentence."""
        entries: list[BinEntry] = []
        problems: list[tuple[Path, str]] = []
        for place in self._places():
            try:
                entry = msgspec.json.decode((place / _CARD).read_bytes(), type=BinEntry)
            except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                sentence = (
                    f"Something in the bin cannot be read ({error}). Its takes lie in {place / _CONTENT}."
                )
                problems.append((place, sentence))
                continue
            if entry.id == place.name and self._holds_something(entry):
                entries.append(entry)
        return entries, problems

    def _places(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(place for place in self._folder.iterdir() if place.is_dir())

    def _holds_something(self, entry: BinEntry) -> bool:
        content = self.content(entry)
        if not content.is_dir():
            return False
        return entry.kind == "gesture" or bool(take_files(content))

    def forget(self, entry: BinEntry) -> None:
        """Remove an entry whose takes have been taken out.

        Whatever else the user kept in a gesture's folder stays in the bin until it is emptied.
        """
        content = self.content(entry)
        (content / NAME_FILE).unlink(missing_ok=True)
        if not any(content.iterdir()):
            shutil.rmtree(self._folder / entry.id)

    def empty(self) -> int:
        """Delete everything for good; returns how many entries there were.

        Raises:
            OSError: some are left.
        """
        count = len(self.entries()[0])
        for place in self._places():
            shutil.rmtree(place)
        return count
