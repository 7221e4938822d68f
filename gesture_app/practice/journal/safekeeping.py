"""Copies of the journal, kept beside it against the day it cannot be read."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from gesture_app.keeping.atomic import sync_folder
from gesture_app.practice.journal.rows import decoded, put, salvaged

KEPT = 7
"""Daily copies; an older one is deleted when the next is made."""

_DAILY = re.compile(r".*-\d{4}-\d\d-\d\d\.sqlite")


def backup_folder(file: Path) -> Path:
    return file.with_name(f"{file.stem} copies")


def daily_backups(file: Path) -> list[Path]:
    """Oldest first."""
    return sorted(path for path in backup_folder(file).glob("*.sqlite") if _DAILY.fullmatch(path.name))


def back_up_daily(connection: sqlite3.Connection, file: Path, today: date) -> None:
    """Keep a copy of today, unless there is one or nothing to be copied yet.

    Raises:
        OSError, sqlite3.Error: there is no copy of today; those of other days are still there.
    """
    copy = backup_folder(file) / f"{file.stem}-{today.isoformat()}.sqlite"
    empty = not connection.execute("SELECT EXISTS (SELECT * FROM sqlite_sequence)").fetchone()[0]
    if copy.exists() or empty:
        return
    write_copy(connection, copy)
    for old in daily_backups(file)[:-KEPT]:
        old.unlink(missing_ok=True)


def write_copy(connection: sqlite3.Connection, copy: Path) -> None:
    """A copy that stands alone, whole or not at all, on the disk before this returns."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    beside = copy.with_suffix(".part")
    beside.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(beside),))
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(copy)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(copy.parent)


def take_over(sound: sqlite3.Connection, damaged: Path) -> None:
    """Put into a sound journal what can still be read in another file and is not there yet."""
    if not damaged.exists():
        return
    try:
        with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as source:
            source.text_factory = decoded
            for table, row in salvaged(source):
                put(sound, table, row, missing_only=True)
    except sqlite3.DatabaseError:
        return  # nothing of it can be read at all
