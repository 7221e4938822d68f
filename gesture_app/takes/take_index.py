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


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A file that cannot be used, and a sentence for the user."""

    file: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class FoundTake:
    """A take in the folder, and where it lies."""

    info: TakeInfo
    file: Path
    folder: GestureFolder


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found in a file when it had this time and size: what it says, or why it is of no use."""

    modified_ns: int
    size: int
    info: TakeInfo | None
    problem: str = ""


class TakeIndex:
    """What the files of one store say. Not safe for threads by itself: the store holds its lock."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def scan(self, folders: Iterable[GestureFolder]) -> tuple[list[FoundTake], list[DamagedFile]]:
        """The takes in all gesture folders and the files that are of no use.

        The folder decides a take's gesture and the file's name its id.

        Raises:
            OSError: a folder cannot be read.
        """
        takes: dict[str, FoundTake] = {}
        damaged: list[DamagedFile] = []
        known: dict[str, _Known] = {}
        for folder in folders:
            for entry in take_files(folder.path):
                found = known[entry.path] = self._look(entry)
                take_id = entry.name.removesuffix(".npz")
                if found.info is None:
                    damaged.append(DamagedFile(Path(entry.path), found.problem))
                elif take_id in takes:
                    sentence = f"{entry.path} has the same name as another take. Rename it to use both."
                    damaged.append(DamagedFile(Path(entry.path), sentence))
                else:
                    info = replace(found.info, id=take_id, gesture=folder.name)
                    takes[take_id] = FoundTake(info, Path(entry.path), folder)
        self._known = known
        return list(takes.values()), damaged

    def _look(self, entry: os.DirEntry[str]) -> _Known:
        """What the file says, from memory unless it has changed."""
        try:
            status = entry.stat()
        except OSError as error:  # deleted a moment ago, or its disk is failing
            return _Known(0, 0, None, f"{entry.path} cannot be read ({error.strerror}).")
        known = self._known.get(entry.path)
        if known and (known.modified_ns, known.size) == (status.st_mtime_ns, status.st_size):
            return known
        try:
            return _Known(status.st_mtime_ns, status.st_size, read_info(Path(entry.path)))
        except ImportRefused as error:
            problem = str(error)
        except OSError as error:
            problem = f"{entry.path} cannot be read ({error.strerror})."
        return _Known(status.st_mtime_ns, status.st_size, None, problem)

    def mark_damaged(self, file: Path, problem: str) -> None:
        """Remember that a file's landmarks turned out to be damaged, though what it says could be read."""
        status = file.stat()
        self._known[str(file)] = _Known(status.st_mtime_ns, status.st_size, None, problem)
