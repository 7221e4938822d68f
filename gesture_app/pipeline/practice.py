"""Practice behind the window: decks, what is due, what was done, and the teacher.

Decks and journal are touched on one worker only, in the order in which things were asked for.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Message
from gesture_app.pipeline.practice_decks import DeckShelf
from gesture_app.pipeline.practice_exports import ExportKind, PracticeExports
from gesture_app.pipeline.practice_messages import Decks, DueCards, OwnWords, ProgressReady, Reviewed
from gesture_app.pipeline.teaching import Teaching
from gesture_app.pipeline.vision import Teacher
from gesture_app.practice.decks.own import OWN
from gesture_app.settings import Settings
from gesture_app.takes.store import TakeStore

if TYPE_CHECKING:  # SQLite and the scheduler come along with these, after the window stands
    from gesture_app.practice.decks.card import Card, Deck
    from gesture_app.practice.journal.journal import Journal
    from gesture_app.practice.journal.schedule import Schedule
    from gesture_app.practice.lessons.attempt import Attempt, Grade, Skill
    from gesture_app.practice.lessons.course import Way
    from gesture_app.practice.progress.progress import Progress

JOURNAL, OWN_WORDS = "journal.sqlite", "words.txt"
SESSION = 30
"""No session is longer: better two a day than one that is broken off."""


class PracticeDesk:
    """All methods return at once; what they find or fail at is sent.

    Args:
        folder: of the decks, the journal and the user's words.
        store: the recordings, asked for when they are needed.
        settings: as they are now.
        teach_with: see `LiveLoop.teach_with`.
    """

    def __init__(
        self,
        folder: Path,
        store: Callable[[], TakeStore],
        settings: Callable[[], Settings],
        teach_with: Callable[[Teacher | None], None],
        send: Callable[[Message], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._send = send
        self._worker = Worker("practice", on_error)
        self._refreshing = threading.Event()  # a refresh waits: it will see every change
        self._opened: tuple[Journal, Schedule] | None = None  # touched on the worker only
        self._all: tuple[Deck, ...] = ()  # replaced whole
        self.decks = DeckShelf(folder, store, self._worker, send, lambda: self._all, self._list)
        self._teaching = Teaching(self.decks.recording, teach_with, send, on_error)
        self._exports = PracticeExports(self.decks.recording, send, on_error)

    def refresh(self) -> None:
        """Send decks, words and progress; the recordings or the settings may have changed."""
        if not self._refreshing.is_set():
            self._refreshing.set()
            with contextlib.suppress(RuntimeError):  # the window is being closed
                self._worker.submit(self._refresh)

    def begin(self, deck_id: str, way: Way) -> None:
        """Send what a session with this deck consists of."""
        self._worker.submit(lambda: self._begin(deck_id, way))

    def teach(self, card: Card | None) -> None:
        """Show this card and watch for it; None: watch nobody."""
        if card is None:
            self._teaching.stop()
            return
        deck = next((deck for deck in self._all if card in deck.cards), None)
        self._teaching.teach(card, deck, self._settings().hold_seconds)

    def show_word(self, word: str, letters_per_s: float) -> None:
        """Send how the hand spells a word."""
        self._teaching.show_word(word, letters_per_s)

    def write(self, attempt: Attempt) -> None:
        """Write an attempt down, and send what it was worth."""
        self._worker.submit(lambda: self._write(attempt))

    def overrule(self, review: int, grade: Grade) -> None:
        """Let another grade count."""
        self._worker.submit(lambda: self._overrule(review, grade))

    def spelled(self, word: str, skill: Skill, seconds: float, mistakes: int) -> None:
        """Write down a word that was spelled or read."""

        def write() -> None:
            self._journal()[0].spelled(word, skill, seconds, mistakes, datetime.now(UTC))
            self._tell_progress()

        self._worker.submit(write)

    def keep_words(self, words: list[str]) -> None:
        """Keep the user's own words."""

        def write() -> None:
            from gesture_app.practice.lessons.words import write_own_words

            self._send(OwnWords(write_own_words(self._folder / OWN_WORDS, words)))

        self._worker.submit(write)

    def export(self, deck_id: str, kind: ExportKind, file: Path) -> None:
        """Write a deck for Anki, or its reviews as a table."""
        deck = next(deck for deck in self._all if deck.id == deck_id)

        def export() -> None:
            self._exports.write(kind, deck, self._journal()[0].reviews(), self._progress(), file)

        self._worker.submit(export)

    def rename_gesture(self, old: str, new: str) -> None:
        """A gesture of the user's is called otherwise: what was learned of it, and its chosen reference, stay."""

        def rename() -> None:
            was, is_now = f"{OWN}/{old}", f"{OWN}/{new}"
            self._journal()[0].rename_card(was, is_now)
            self.decks.rename_card(was, is_now)

        self._worker.submit(rename)
        self.refresh()

    def close(self) -> None:
        """Everything practised is written down first. May be called twice."""
        self._teaching.close()
        self._exports.close()
        self._worker.close()
        if self._opened is not None:
            self._opened[0].close()

    # --- on the worker --------------------------------------------------------------------------------

    def _journal(self) -> tuple[Journal, Schedule]:
        from gesture_app.practice.journal.journal import Journal
        from gesture_app.practice.journal.schedule import Schedule

        if self._opened is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            journal = Journal(self._folder / JOURNAL)
            self._opened = journal, Schedule(journal)
        return self._opened

    def _refresh(self) -> None:
        from gesture_app.practice.lessons.words import read_own_words

        self._refreshing.clear()
        self._list()
        self._send(OwnWords(read_own_words(self._folder / OWN_WORDS)))

    def _list(self) -> None:
        """Read the decks anew, and send how everything stands."""
        self._journal()  # where it cannot be opened, that is told and nothing else
        self._all = self.decks.read()
        self._tell_stand()

    def _tell_stand(self) -> None:
        """Send how everything stands."""
        journal, schedule = self._journal()
        now, new_per_day = datetime.now(UTC), self._settings().new_per_day
        counts = {deck.id: schedule.counts(deck, now, new_per_day) for deck in self._all}
        problems = (*journal.problems, *self.decks.problems())
        self._send(Decks(self._all, counts, problems, self.decks.deleted()))
        self._tell_progress()

    def _tell_progress(self) -> None:
        self._send(ProgressReady(self._progress(), self._journal()[0].spellings()))

    def _progress(self) -> Progress:
        from gesture_app.practice.progress.progress import progress_of

        return progress_of(self._journal()[0], self._all, datetime.now(UTC))

    def _begin(self, deck_id: str, way: Way) -> None:
        from gesture_app.practice.journal.schedule import SKILLS

        deck = next((deck for deck in self._all if deck.id == deck_id), None)
        if deck is None:
            return
        skills = (way,) if way in ("produce", "read") else SKILLS
        _, schedule = self._journal()
        due = schedule.due(deck, datetime.now(UTC), self._settings().new_per_day, SESSION, skills)
        self._send(DueCards(deck_id, tuple(due)))

    def _write(self, attempt: Attempt) -> None:
        from gesture_app.practice.lessons.grading import grade

        given, now = grade(attempt), datetime.now(UTC)
        review = self._journal()[0].write(attempt, given, now)
        self._tell_review(review, attempt.card, attempt.skill, given, now)

    def _overrule(self, review: int, grade: Grade) -> None:
        journal, now = self._journal()[0], datetime.now(UTC)
        journal.overrule(review, grade, now)
        attempt = next(each.attempt for each in journal.reviews(after=review - 1))
        self._tell_review(review, attempt.card, attempt.skill, grade, now)

    def _tell_review(self, review: int, card: str, skill: Skill, grade: Grade, now: datetime) -> None:
        memory = self._journal()[1].memory(card, skill)
        self._send(Reviewed(review, card, skill, grade, now if memory is None else memory.due))
        self._tell_stand()  # no deck has changed: a large library is not read after every sign
