"""Who hears whom between the Practice page and what is behind it."""

from __future__ import annotations

from functools import singledispatchmethod
from pathlib import Path

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
from gesture_app.ui.practice.page import PracticePage


class PracticeConnection(QObject):
    """Carries the page's wishes to the engine and the engine's messages to the page."""

    trouble = Signal(str)
    """A sentence about what could not be read; told once each."""

    def __init__(self, page: PracticePage, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._engine = engine
        self._told: set[str] = set()
        self._connect_lessons()
        self._connect_decks()

    def _connect_lessons(self) -> None:
        page, desk = self._page, self._engine.practice
        page.session_wanted.connect(desk.begin)
        page.teach_wanted.connect(self._teach)
        page.word_wanted.connect(desk.show_word)
        page.attempt_made.connect(desk.write)
        page.overrule_wanted.connect(desk.overrule)
        page.word_spelled.connect(desk.spelled)
        page.own_words_changed.connect(desk.keep_words)
        page.pupil_wanted.connect(self._engine.let_pupil_do)

    def _connect_decks(self) -> None:
        editor, decks = self._page.editor, self._engine.practice.decks
        editor.deck_created.connect(decks.create)
        editor.deck_saved.connect(decks.save)
        editor.deck_deleted.connect(decks.delete)
        editor.deck_restored.connect(decks.restore)
        editor.reference_wanted.connect(decks.replace_reference)
        editor.share_wanted.connect(self._share)
        editor.import_wanted.connect(self._take_in)
        self._page.progress.export_wanted.connect(self._export)

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
        self._page.set_decks(message)
        self._page.editor.set_deleted(message.deleted)
        new = [sentence for sentence in message.problems if sentence not in self._told]
        self._told.update(new)
        if new:
            self.trouble.emit(" ".join(new))

    @_on.register
    def _(self, message: DueCards) -> None:
        self._page.show_due(message)

    @_on.register
    def _(self, message: SignReady) -> None:
        self._page.show_sign(message)

    @_on.register
    def _(self, message: AttemptJudged) -> None:
        self._page.show_judged(message)

    @_on.register
    def _(self, message: Reviewed) -> None:
        self._page.show_reviewed(message)

    @_on.register
    def _(self, message: OwnWords) -> None:
        self._page.set_own_words(list(message.words))

    @_on.register
    def _(self, message: ProgressReady) -> None:
        self._page.set_spelled(message.spelled)
        self._page.show_progress(message.progress)
