"""Who hears whom between the Practice page and what is behind it."""

from __future__ import annotations

from functools import singledispatchmethod
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.practice_messages import (
    AttemptJudged,
    Decks,
    DueCards,
    OwnWords,
    PracticeMessage,
    ProgressReady,
    Reviewed,
    SignReady,
)
from gesture_app.practice.decks.card import Card
from gesture_app.ui.late import Late

if TYPE_CHECKING:  # imported when it is made
    from gesture_app.ui.practice.page import PracticePage


class PracticeConnection(QObject):
    """Carries the page's wishes to the engine and the engine's messages to the page."""

    trouble = Signal(str)
    """A sentence about what could not be read; told once each."""

    def __init__(self, page: Late[PracticePage], engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._engine = engine
        self._told: set[str] = set()

    def connect_page(self, page: PracticePage) -> None:
        """Hear the page that was just made."""
        self._connect_lessons(page)
        self._connect_decks(page)

    def _connect_lessons(self, page: PracticePage) -> None:
        desk = self._engine.practice
        page.session_wanted.connect(desk.begin)
        page.teach_wanted.connect(self._teach)
        page.word_wanted.connect(desk.show_word)
        page.attempt_made.connect(desk.write)
        page.overrule_wanted.connect(desk.overrule)
        page.word_spelled.connect(desk.spelled)
        page.own_words_changed.connect(desk.keep_words)
        page.pupil_wanted.connect(self._engine.let_pupil_do)

    def _connect_decks(self, page: PracticePage) -> None:
        editor, decks = page.editor, self._engine.practice.decks
        editor.deck_created.connect(decks.create)
        editor.deck_saved.connect(decks.save)
        editor.deck_deleted.connect(decks.delete)
        editor.deck_restored.connect(decks.restore)
        editor.reference_wanted.connect(decks.replace_reference)
        editor.share_wanted.connect(self._share)
        editor.import_wanted.connect(self._take_in)
        page.progress.export_wanted.connect(self._export)

    @Slot(object)
    def _teach(self, card: Card | None) -> None:
        """A virtual hand does nothing by itself while it is watched for a sign."""
        self._engine.practice.teach(card)
        if card is None:
            self._engine.let_pupil_do("")
        else:
            self._engine.let_pupil_rest()

    @Slot(str, str)
    def _share(self, deck: str, file: str) -> None:
        self._engine.practice.decks.share(deck, Path(file))

    @Slot(str)
    def _take_in(self, file: str) -> None:
        self._engine.practice.decks.take_in(Path(file))

    @Slot(str, str, str)
    def _export(self, deck: str, kind: str, file: str) -> None:
        self._engine.practice.export(deck, "anki" if kind == "anki" else "csv", Path(file))

    # --- messages -------------------------------------------------------------------------------------

    def hear(self, message: PracticeMessage) -> None:
        """What the engine has to say about practice."""
        self._on(message)

    @singledispatchmethod
    def _on(self, message: object) -> None:
        raise TypeError(f"no one listens to {type(message).__name__}")

    @_on.register
    def _(self, message: Decks) -> None:
        self._page.tell("decks", lambda page: page.set_decks(message))
        self._page.tell("deleted decks", lambda page: page.editor.set_deleted(message.deleted))
        new = [sentence for sentence in message.problems if sentence not in self._told]
        self._told.update(new)
        if new:
            self.trouble.emit(" ".join(new))

    @_on.register
    def _(self, message: DueCards) -> None:
        self._page.tell("due", lambda page: page.show_due(message))

    @_on.register
    def _(self, message: SignReady) -> None:
        self._page.tell("sign", lambda page: page.show_sign(message))

    @_on.register
    def _(self, message: AttemptJudged) -> None:
        self._page.tell("judged", lambda page: page.show_judged(message))

    @_on.register
    def _(self, message: Reviewed) -> None:
        self._page.tell("reviewed", lambda page: page.show_reviewed(message))

    @_on.register
    def _(self, message: OwnWords) -> None:
        self._page.tell("own words", lambda page: page.set_own_words(list(message.words)))

    @_on.register
    def _(self, message: ProgressReady) -> None:
        self._page.tell("spelled", lambda page: page.set_spelled(message.spelled))
        self._page.tell("progress", lambda page: page.show_progress(message.progress))
