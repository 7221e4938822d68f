"""The tables of the journal, and how an older file gets those it lacks."""

from __future__ import annotations

import sqlite3

APPLICATION = 0x47504A31
"""In the header of the file ("GPJ1"), so that another program's database is not taken for a journal."""

STEPS = (
    """
    CREATE TABLE review (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at_us INTEGER NOT NULL CHECK (typeof(at_us) = 'integer'),
        card TEXT NOT NULL CHECK (typeof(card) = 'text'),
        skill TEXT NOT NULL CHECK (skill IN ('produce', 'read')),
        mode TEXT NOT NULL CHECK (mode IN ('learn', 'produce', 'read', 'spell', 'free')),
        was_right INTEGER NOT NULL CHECK (was_right IN (0, 1)),
        seconds REAL NOT NULL CHECK (seconds >= 0),
        corrections TEXT NOT NULL CHECK (typeof(corrections) = 'text'),
        helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
        answer TEXT NOT NULL CHECK (typeof(answer) = 'text'),
        again_after INTEGER NOT NULL CHECK (again_after >= 0),
        given TEXT NOT NULL CHECK (given IN ('again', 'hard', 'good', 'easy')),
        grade TEXT NOT NULL CHECK (grade IN ('again', 'hard', 'good', 'easy')),
        overruled_us INTEGER
    )
    """,
    """
    CREATE TABLE spelled (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at_us INTEGER NOT NULL CHECK (typeof(at_us) = 'integer'),
        word TEXT NOT NULL CHECK (typeof(word) = 'text'),
        skill TEXT NOT NULL CHECK (skill IN ('produce', 'read')),
        seconds REAL NOT NULL CHECK (seconds >= 0),
        mistakes INTEGER NOT NULL CHECK (mistakes >= 0)
    )
    """,
)
"""Step n makes a file of version n into one of version n + 1; a new file, of version 0, takes them all."""

VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is a journal, or nothing yet."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    return bool(application == APPLICATION or (application == 0 and empty))


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, all or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version_of(connection) :]:
            connection.execute(step)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
