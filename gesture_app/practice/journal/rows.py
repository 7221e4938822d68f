"""Reviews and words as rows of the journal's tables, and back, checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from gesture_app.practice.journal.review import Review, Spelled

Row = tuple[Any, ...]
Kept = TypeVar("Kept")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_REVIEW = (
    "id, at_us, card, skill, mode, was_right, seconds, corrections, helped, answer, again_after, given, grade, "
    "overruled_us"
)
_SPELLED = "id, at_us, word, skill, seconds, mistakes"
_COLUMNS = {"review": _REVIEW, "spelled": _SPELLED}

REVIEWS_AFTER = f"SELECT {_REVIEW} FROM review WHERE id > ? ORDER BY id"  # noqa: S608 - no text from outside
SPELLINGS = f"SELECT {_SPELLED} FROM spelled ORDER BY id"  # noqa: S608


def put(connection: sqlite3.Connection, table: str, row: Row, *, missing_only: bool = False) -> int:
    """Add a row and return its id; with `missing_only`, a row whose id is there already is passed over."""
    places = ", ".join("?" * len(row))
    insert = "INSERT OR IGNORE" if missing_only else "INSERT"
    statement = f"{insert} INTO {table} ({_COLUMNS[table]}) VALUES ({places})"
    return int(connection.execute(statement, row).lastrowid or 0)


def review_row(review: Review, *, new: bool = False) -> Row:
    """With `new`, the journal gives the id."""
    attempt = review.attempt
    return (
        None if new else review.id, microseconds(review.at),
        attempt.card, attempt.skill, attempt.mode, int(attempt.right), attempt.seconds,
        msgspec.json.encode(attempt.corrections).decode(), int(attempt.helped), attempt.answer,
        attempt.again_after, review.given, review.grade,
        None if review.overruled_at is None else microseconds(review.overruled_at),
    )  # fmt: skip


def review_of(row: Row) -> Review:
    """Raises ValueError for a row that no version of this program wrote."""
    try:
        number, at_us, *tried, given, grade, overruled_us = row
        card, skill, mode, right, seconds, corrections, helped, answer, again_after = tried
        attempt = {
            "card": card, "skill": skill, "mode": mode, "right": bool(right), "seconds": seconds,
            "corrections": msgspec.json.decode(corrections), "helped": bool(helped), "answer": answer,
            "again_after": again_after,
        }  # fmt: skip
        values = {"id": number, "at": moment(at_us), "attempt": attempt, "given": given, "grade": grade}
        overruled_at = None if overruled_us is None else moment(overruled_us)
        return msgspec.convert({**values, "overruled_at": overruled_at}, Review)
    except (TypeError, OverflowError, msgspec.MsgspecError) as error:
        raise ValueError(f"row {row[:1]} of the reviews cannot be read: {error}") from error


def spelled_row(spelled: Spelled) -> Row:
    at_us = microseconds(spelled.at)
    return None, at_us, spelled.word, spelled.skill, spelled.seconds, spelled.mistakes


def spelled_of(row: Row) -> Spelled:
    """Raises ValueError for a row that no version of this program wrote."""
    try:
        _, at_us, word, skill, seconds, mistakes = row
        values = {"at": moment(at_us), "word": word, "skill": skill, "seconds": seconds, "mistakes": mistakes}
        return msgspec.convert(values, Spelled)
    except (TypeError, OverflowError, msgspec.MsgspecError) as error:
        raise ValueError(f"row {row[:1]} of the words cannot be read: {error}") from error


def microseconds(aware: datetime) -> int:
    """Since 1970."""
    if aware.tzinfo is None:
        raise ValueError(f"{aware} does not say its time zone.")
    return (aware - _EPOCH) // _MICROSECOND


def moment(since_1970_us: int) -> datetime:
    """UTC."""
    return _EPOCH + since_1970_us * _MICROSECOND


def readable(rows: Iterable[Row], of_row: Callable[[Row], Kept]) -> Iterator[Kept]:
    """What the rows hold; one that no version of this program wrote is passed over."""
    for row in rows:
        with suppress(ValueError):
            yield of_row(row)


def decoded(text: bytes) -> str:
    """As a connection's `text_factory`: one letter that cannot be read does not make all rows unreadable."""
    return text.decode(errors="replace")


def salvaged(connection: sqlite3.Connection) -> Iterator[tuple[str, Row]]:
    """Rows of a damaged file with their table's name, read from both ends towards what is damaged."""
    for table, check in (("review", review_of), ("spelled", spelled_of)):
        seen: set[int] = set()
        for direction in ("ASC", "DESC"):
            statement = f"SELECT {_COLUMNS[table]} FROM {table} ORDER BY id {direction}"  # noqa: S608
            with suppress(sqlite3.DatabaseError, UnicodeDecodeError):
                for row in connection.execute(statement):
                    if row[0] in seen:
                        break
                    seen.add(row[0])
                    if any(True for _ in readable([row], check)):
                        yield table, row
