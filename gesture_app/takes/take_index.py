"""Remember what each take's file says, so that listing thousands reads only what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.gesture_folder import GestureFolder
from gesture_app.takes.take import TakeInfo
from gesture_app.takes.take_file import read_info, take_files
from gesture_app.takes.take_memory import KnownFile, Memory, read_memory, sparing, write_memory

WORTH_KEEPING = 100
"""What is known is written down once so many files had to be read: quicker found again at the next start."""


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A file that cannot be used, and a sentence for the user."""

    file: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class FoundTake:
    """A take in the folder, and where it lies."""

    info: TakeInfo
    folder: GestureFolder

    @property
    def file(self) -> Path:
        return self.folder.path / f"{self.info.id}.npz"


class TakeIndex:
    """What the files of one store say. Not safe for threads by itself: the store holds its lock."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: Memory | None = None  # None: the last start's is not asked yet
        self._read = 0  # files read since what is known was written down

    def scan(self, folders: Iterable[GestureFolder]) -> tuple[list[FoundTake], list[DamagedFile]]:
        """The takes in all gesture folders and the files that are of no use.

        The folder decides a take's gesture and the file's name its id.

        Raises:
            OSError: a folder cannot be read.
        """
        before = self._memory()
        takes: dict[str, FoundTake] = {}
        damaged: list[DamagedFile] = []
        known: Memory = {}
        for folder in folders:
            own_before = before.get(folder.path.name, {})
            own = known[folder.path.name] = {}
            for entry in take_files(folder.path):
                found = own[entry.name] = self._look(entry, own_before.get(entry.name), folder)
                if found.info is None:
                    damaged.append(DamagedFile(Path(entry.path), found.problem))
                elif found.info.id in takes:
                    sentence = f"{entry.path} has the same name as another take. Rename it to use both."
                    damaged.append(DamagedFile(Path(entry.path), sentence))
                else:
                    takes[found.info.id] = FoundTake(found.info, folder)
        self._known = known
        if self._read >= WORTH_KEEPING:
            write_memory(self._root, known)
            self._read = 0
        return list(takes.values()), damaged

    def _memory(self) -> Memory:
        if self._known is None:
            self._known = read_memory(self._root)
        return self._known

    def _look(self, entry: os.DirEntry[str], known: KnownFile | None, folder: GestureFolder) -> KnownFile:
        """What the file says, from memory unless it has changed."""
        try:
            status = entry.stat()
        except OSError as error:  # deleted a moment ago, or its disk is failing
            return KnownFile(0, 0, None, f"{entry.path} cannot be read ({error.strerror}).")
        if known is None or (known.modified_ns, known.size) != (status.st_mtime_ns, status.st_size):
            self._read += 1
            known = _read(entry.path, status)
        if known.info is None:
            return known
        take_id = entry.name.removesuffix(".npz")
        if (known.info.id, known.info.gesture) == (take_id, folder.name):
            return known
        return replace(known, info=replace(known.info, id=take_id, gesture=folder.name))

    def mark_damaged(self, file: Path, problem: str) -> None:
        """Remember that a file's landmarks turned out to be damaged, though what it says could be read."""
        status = file.stat()
        known = KnownFile(status.st_mtime_ns, status.st_size, None, problem)
        self._memory().setdefault(file.parent.name, {})[file.name] = known


def _read(path: str, status: os.stat_result) -> KnownFile:
    try:
        return KnownFile(status.st_mtime_ns, status.st_size, sparing(read_info(Path(path))))
    except ImportRefused as error:
        problem = str(error)
    except OSError as error:
        problem = f"{path} cannot be read ({error.strerror})."
    return KnownFile(status.st_mtime_ns, status.st_size, None, problem)
