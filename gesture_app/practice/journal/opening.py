"""Open the journal: a new one, one of an older version, or a new one in place of one that is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from gesture_app.keeping.atomic import sync_folder
from gesture_app.practice.journal.rows import REVIEWS_AFTER, SPELLINGS, decoded
from gesture_app.practice.journal.safekeeping import backup_folder, daily_backups, take_over, write_copy
from gesture_app.practice.journal.schema import APPLICATION, VERSION, bring_up_to_date, is_ours, version_of
from gesture_app.practice.journal.trouble import DamagedJournal, JournalError, is_damage

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES, _VERSION_AT, _APPLICATION_AT = 100, 60, 68
"""Where SQLite keeps `user_version` and `application_id`, see https://www.sqlite.org/fileformat.html."""

_WAITS_S = 5.0
"""For another program that is writing into the file."""


def open_journal(file: Path, today: date) -> tuple[sqlite3.Connection, str]:
    """A connection to a journal of this version, and a sentence if the file had to be replaced.

    Raises:
        JournalError: the journal is of a newer version; nothing was touched.
        OSError, sqlite3.Error: it cannot be opened now (the disk is full, the folder is not there…).
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    _refuse_newer(_version_in_header(file), file)
    told = _put_recovered_in_place(file, today)  # one that a crash left waiting
    try:
        return _sound(file), told
    except DamagedJournal:
        _recover(file)
        told = _put_recovered_in_place(file, today)
        return _sound(file), told


def _sound(file: Path) -> sqlite3.Connection:
    """Raises DamagedJournal as well."""
    if file.exists() and file.stat().st_size == 0 and daily_backups(file):
        raise DamagedJournal
    connection = sqlite3.connect(file, timeout=_WAITS_S, isolation_level=None, check_same_thread=False)
    connection.text_factory = decoded
    try:
        with _damage_told():
            _check(connection, file)
            _settle(connection, file)
            _check_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _damage_told() -> Iterator[None]:
    """Raise DamagedJournal for whatever SQLite cannot make sense of."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise DamagedJournal from error
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedJournal from error
        raise


def _check(connection: sqlite3.Connection, file: Path) -> None:
    """Reads only."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok" or not is_ours(connection):
        raise DamagedJournal
    _refuse_newer(version_of(connection), file)


def _version_in_header(file: Path) -> int:
    """The version as it stands in the file itself; 0 if there is none.

    Read without SQLite, which would tidy up a newer program's file before it could be asked.
    """
    try:
        with file.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except FileNotFoundError:
        return 0
    sound = len(header) == _HEADER_BYTES and header.startswith(_MAGIC)
    ours = header[_APPLICATION_AT : _APPLICATION_AT + 4] == APPLICATION.to_bytes(4, "big")
    version = int.from_bytes(header[_VERSION_AT : _VERSION_AT + 4], "big")
    return version if sound and ours else 0


def _refuse_newer(version: int, file: Path) -> None:
    if version > VERSION:
        raise JournalError(
            f"The practice journal {file} was written by a newer version of this program ({version}; this one knows "
            f"{VERSION}). Nothing was changed. Update the program, or move the file away to begin a new journal."
        )


def _settle(connection: sqlite3.Connection, file: Path) -> None:
    """Make it safe to write: every commit on the disk, all tables there, a copy made before any is changed."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    version = version_of(connection)
    if version == VERSION:
        return
    if version:
        write_copy(connection, backup_folder(file) / f"{file.stem}-before-version-{VERSION}.sqlite")
    bring_up_to_date(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the version stands in the file itself from now on


def _check_tables(connection: sqlite3.Connection) -> None:
    connection.execute(f"{REVIEWS_AFTER} LIMIT 1", (0,))
    connection.execute(f"{SPELLINGS} LIMIT 1")


def _recover(file: Path) -> None:
    """Make a new journal beside the damaged one, of all copies and of what can still be read in the file itself.

    Only when it is complete does it get the name under which it waits; whatever happens before, nothing has changed.
    """
    part = file.with_suffix(".part")
    for left in (part, _wal(part)):  # by a crash
        left.unlink(missing_ok=True)
    with closing(_sound(part)) as begun:
        begun.execute("BEGIN")
        for source in [*reversed(daily_backups(file)), file]:
            take_over(begun, source)
        begun.execute("COMMIT")
        begun.execute("PRAGMA journal_mode = DELETE")  # one file alone, which can be moved
    part.replace(_recovered(file))


def _recovered(file: Path) -> Path:
    return file.with_suffix(".recovered")


def _put_recovered_in_place(file: Path, today: date) -> str:
    """Set the damaged journal aside for the recovered one, if there is one, and say so."""
    if not _recovered(file).exists():
        return ""
    aside = _set_aside(file, today)
    with closing(sqlite3.connect(_recovered(file))) as recovered:
        count = recovered.execute("SELECT count(*) FROM review").fetchone()[0]
    _recovered(file).replace(file)
    sync_folder(file.parent)
    rescued = f"with the {count} reviews that could be recovered" if count else "and is empty"
    return f"The practice journal could not be read. It was set aside as {aside.name}. A new one was begun {rescued}."


def _set_aside(file: Path, today: date) -> Path:
    """Move the file, and what SQLite keeps beside it, to a name of its own."""
    number = 1
    while (
        aside := file.with_name(f"{file.stem}-damaged-{today.isoformat()}-{number}{file.suffix}")
    ).exists():
        number += 1
    if _wal(file).exists():  # first: beside another file it would be taken for that one's
        _wal(file).replace(_wal(aside))
    file.with_name(file.name + "-shm").unlink(missing_ok=True)
    if file.exists():
        file.replace(aside)
    return aside


def _wal(file: Path) -> Path:
    return file.with_name(file.name + "-wal")
