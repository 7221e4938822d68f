"""What can go wrong with the journal, each as a sentence for the person at the screen."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from gesture_app.takes.errors import storage_sentence


class JournalError(Exception):
    """The journal could not be opened or written; what it held is still there. The text says what to do."""


class DamagedJournal(Exception):
    """The file is no journal any more."""


_PRIMARY = 0xFF  # SQLite's extended result codes carry the primary one in their lowest byte

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""The last is what a statement gets for which there is no table, no column or no function: ours ask for none but those
that every sound journal has."""

_NEEDS_BYTES = 256 * 1024

_SAME_AS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken; not so if the disk is full or the file is locked."""
    return _code(error) in _DAMAGED


def journal_error(what: str, file: Path, error: sqlite3.Error | OSError) -> JournalError:
    """As the person at the screen is told; `what` as in "The attempt could not be written"."""
    if isinstance(error, OSError):
        return JournalError(storage_sentence(what, file, error))
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return JournalError(
            f"{what} in {file}. Another program is using it. Close that program and try again."
        )
    if code in _DAMAGED:
        return JournalError(
            f"{what} in {file}. The file is damaged. Start the program again: it will set the file aside and begin "
            "a new one with what can be recovered."
        )
    number = errno.ENOSPC if code == sqlite3.SQLITE_IOERR and _is_full(file.parent) else _SAME_AS.get(code, 0)
    return JournalError(storage_sentence(what, file, OSError(number, str(error))))


def _is_full(folder: Path) -> bool:
    """SQLite calls it a failed write where it could not make the small files that it needs beside the journal."""
    try:
        return shutil.disk_usage(folder).free < _NEEDS_BYTES
    except OSError:
        return False


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 if the error came from elsewhere."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY
