"""The journal of practice: every review and every word spelled, on the disk before anyone is told."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from gesture_app.practice.journal.days import practice_day
from gesture_app.practice.journal.history import History
from gesture_app.practice.journal.opening import open_journal
from gesture_app.practice.journal.review import Review, Spelled
from gesture_app.practice.journal.rows import (
    REVIEWS_AFTER,
    SPELLINGS,
    microseconds,
    put,
    readable,
    review_of,
    review_row,
    spelled_of,
    spelled_row,
)
from gesture_app.practice.journal.safekeeping import back_up_daily
from gesture_app.practice.journal.trouble import journal_error
from gesture_app.practice.lessons.attempt import Attempt, Grade, Skill


class Journal:
    """An SQLite file; what `write` has returned for survives a crash of the program and of the machine.

    May be used from several threads.

    Attributes:
        file: where it lies. Beside it, a folder holds a copy of each of the last days it was opened on.
        problems: sentences about what went wrong on opening and was put right, or could not be copied.
    """

    def __init__(self, file: Path, *, now: datetime | None = None) -> None:
        """Open it or begin it.

        Args:
            now: aware, for the day of the copy; None: what the clock says.

        Raises:
            JournalError: it can be neither opened nor begun, or a newer version has written it; nothing was changed.
        """
        today = practice_day(now or datetime.now(UTC))
        self.file = file
        self._lock = threading.RLock()
        self._history = History()
        try:
            self._connection, problem = open_journal(file, today)
        except (OSError, sqlite3.Error) as error:
            raise journal_error("The practice journal could not be opened", file, error) from error
        self.problems = [problem] if problem else []
        try:
            back_up_daily(self._connection, file, today)
        except (OSError, sqlite3.Error) as error:
            self.problems.append(str(journal_error("The practice journal could not be copied", file, error)))

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """May be called twice."""
        with self._lock:
            self._connection.close()

    def write(self, attempt: Attempt, grade: Grade, now: datetime) -> int:
        """Write an attempt down and return the review's id.

        Raises:
            JournalError: it is not written; everything before is.
        """
        review = Review(id=0, at=now, attempt=attempt, given=grade, grade=grade)
        with self._writing("The attempt could not be written down"):
            return put(self._connection, "review", review_row(review, new=True))

    def overrule(self, review: int, grade: Grade, now: datetime) -> None:
        """Let another grade count for a review; that which followed from the attempt is kept beside it.

        Raises:
            KeyError: there is no such review.
            JournalError: the grade is as it was.
        """
        with self._writing("The grade could not be changed"):
            changed = self._connection.execute(
                "UPDATE review SET grade = ?, overruled_us = ? WHERE id = ?",
                (grade, microseconds(now), review),
            )
            self._history = History()
        if not changed.rowcount:
            raise KeyError(review)

    def rename_card(self, old: str, new: str) -> None:
        """Let the reviews of a card go on under its new id.

        Raises:
            JournalError: nothing is renamed.
        """
        with self._writing("The card could not be renamed"):
            self._connection.execute("UPDATE review SET card = ? WHERE card = ?", (new, old))
            self._history = History()

    def spelled(self, word: str, skill: Skill, seconds: float, mistakes: int, now: datetime) -> None:
        """Write down a word that was spelled with the hand, or read from it; see `Spelled`.

        Raises:
            JournalError: it is not written; everything before is.
        """
        row = spelled_row(Spelled(at=now, word=word, skill=skill, seconds=seconds, mistakes=mistakes))
        with self._writing("The word could not be written down"):
            put(self._connection, "spelled", row)

    def reviews(self, after: int = 0) -> tuple[Review, ...]:
        """In the order they were written in, those with an id above `after`.

        Raises:
            JournalError: the file cannot be read.
        """
        with self._reading():
            return tuple(readable(self._connection.execute(REVIEWS_AFTER, (after,)), review_of))

    def history(self) -> History:
        """All reviews and what was remembered after each; quick where only a few have been added since the last time.

        Raises:
            JournalError: the file cannot be read.
        """
        with self._lock:
            self._history = self._history.and_then(self.reviews(after=self._history.last))
            return self._history

    def spellings(self) -> tuple[Spelled, ...]:
        """In the order they were written in.

        Raises:
            JournalError: the file cannot be read.
        """
        with self._reading():
            return tuple(readable(self._connection.execute(SPELLINGS), spelled_of))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            raise journal_error("The practice journal could not be read", self.file, error) from error

    @contextmanager
    def _writing(self, what_failed: str) -> Iterator[None]:
        """All or nothing."""
        try:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._connection.execute("COMMIT")
                finally:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise journal_error(what_failed, self.file, error) from error
