"""Practise signs: shown, asked for from memory, read, spelled, or freely chosen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import cast

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gesture_app.pipeline.messages import LiveResult
from gesture_app.pipeline.practice_messages import AttemptJudged, Decks, DueCards, Reviewed, SignReady
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.lessons.course import Course, Way, exercises_of, more_of
from gesture_app.practice.lessons.spelling import SpelledWord
from gesture_app.practice.progress.progress import Progress
from gesture_app.settings import Settings
from gesture_app.ui.decks.editor import DeckEditor
from gesture_app.ui.page import Page
from gesture_app.ui.places import PRACTICE
from gesture_app.ui.practice.bench import PracticeBench
from gesture_app.ui.practice.home import PracticeHome
from gesture_app.ui.practice.lesson import Lesson
from gesture_app.ui.practice.lessons import Lessons
from gesture_app.ui.practice.spelling_start import SpellingStart
from gesture_app.ui.practice.summary import PracticeSummary
from gesture_app.ui.practice.wording import WAYS
from gesture_app.ui.progress.view import ProgressView
from gesture_app.ui.stage import Stage

_NAMES = {mode: name for mode, _, name, _, _ in WAYS}


class PracticePage(Page):
    """The home, the bench where lessons take place, their summary, and the two sub-pages."""

    place = PRACTICE

    session_wanted = Signal(str, str)
    """A deck's id, and what of it: `all` that is due, or `learn`, `produce` or `read` alone; answered by `show_due`."""
    teach_wanted = Signal(object, str)
    """A card to be shown and watched for, or None, and the learner's hand; answered by `show_sign`."""
    word_wanted = Signal(str, float)
    """Letters that the hand shall spell, so many a second; answered by `show_sign` with `word:LETTERS`."""
    attempt_made = Signal(object)
    overrule_wanted = Signal(int, str)
    word_spelled = Signal(str, str, float, int)
    """A word, `produce` or `read`, the seconds it took, and its mistakes."""
    own_words_changed = Signal(list)
    """The user's own words, for the next time."""
    pupil_wanted = Signal(str)
    """What the virtual hand shall do in the learner's place, as a script."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        rng: np.random.Generator | None = None,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._decks: dict[str, Deck] = {}
        self._cards: dict[str, Card] = {}
        self._progress: Progress | None = None
        self._asked_for: tuple[str, Way] | None = None  # a session that the engine is looking up
        rng = np.random.default_rng() if rng is None else rng
        self.home, self.bench, self.summary = PracticeHome(), PracticeBench(), PracticeSummary()
        self.editor, self.progress = DeckEditor(), ProgressView()
        self._spelling_start = SpellingStart()
        self._lessons = Lessons(self.bench, rng, clock_s, self)
        self._views = QStackedWidget()
        for view in (self.home, self.bench, self.summary, self._spelling_start, self.editor, self.progress):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._views)
        self._connect_views()
        self._connect_lessons()

    def _connect_views(self) -> None:
        self.home.practise_wanted.connect(self._practise)
        self.home.way_wanted.connect(self._go)
        self.home.decks_wanted.connect(self._open_decks)
        self.home.progress_wanted.connect(self._open_progress)
        self.summary.home_wanted.connect(self.go_home)
        self.summary.on_wanted.connect(self._practise_next)
        self.editor.back_wanted.connect(self.go_home)
        self.progress.back_wanted.connect(self.go_home)
        self.progress.practise_wanted.connect(self.go_home)
        self._spelling_start.back_wanted.connect(self.go_home)
        self._spelling_start.begin_wanted.connect(self._spell)
        self._spelling_start.own_words_changed.connect(self.own_words_changed)

    def _connect_lessons(self) -> None:
        lessons = self._lessons
        lessons.teach_wanted.connect(self._teach)
        lessons.word_wanted.connect(self.word_wanted)
        lessons.attempt_made.connect(self.attempt_made)
        lessons.overrule_wanted.connect(self.overrule_wanted)
        lessons.word_spelled.connect(self.word_spelled)
        lessons.over.connect(self._sum_up)
        self.bench.end_wanted.connect(self._end)
        self.bench.learner.pupil.wanted.connect(self.pupil_wanted)

    # --- what is shown --------------------------------------------------------------------------------

    def set_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.bench.sign.view.set_side(settings.practice_hand)
        self.bench.sign.view.set_reduced_motion(settings.reduced_motion)
        self.home.set_hand(settings.practice_hand, reduced_motion=settings.reduced_motion)

    def set_source(self, source: str, virtual: bool) -> None:
        """What is watched, and whether the virtual hand is what it shows."""
        self.bench.set_virtual(virtual)

    def set_decks(self, decks: Decks) -> None:
        """All decks with how they stand."""
        self._decks = {deck.id: deck for deck in decks.decks}
        self._cards = {card.id: card for deck in decks.decks for card in deck.cards}
        self.home.set_decks(decks)
        if self._views.currentWidget() is self.summary:
            self._show_next()
        else:
            self._refresh()

    def set_own_words(self, words: list[str]) -> None:
        """The words that the user wants to spell."""
        self._spelling_start.set_own_words(words)

    def set_spelled(self, record: Iterable[SpelledWord]) -> None:
        """All words spelled or read so far, oldest first: pace and length of the next ones follow from them."""
        self._lessons.plan.set_record(record)

    def show_progress(self, progress: Progress) -> None:
        """What practice has brought up to now."""
        self._progress = progress
        self.home.set_streak(progress.streak_days)
        self._refresh()

    def show_due(self, due: DueCards) -> None:
        """What the session that was asked for consists of. Where nothing is due, the weakest cards come up."""
        if self._asked_for is None or due.deck != self._asked_for[0] or due.deck not in self._decks:
            return
        (deck_id, way), self._asked_for = self._asked_for, None
        deck = self._decks[deck_id]
        exercises = exercises_of(due.due, way)
        if not exercises and way != "all":
            cards = () if self._progress is None else self._progress.cards
            strength = {card.card: card.strength for card in cards if card.deck == deck_id}
            exercises = more_of([card.id for card in deck.cards], strength, way)
        if not exercises:
            self.notice.emit(f"There is nothing to practise in “{deck.name}” now.")
            return
        title = deck.name if way == "all" else f"{deck.name} · {_NAMES[way]}"
        self._start(self._lessons.exercises)
        course = Course(exercises, from_memory=way == "all")
        self._lessons.exercises.begin(title, course, self._cards, deck.cards)

    def show_sign(self, ready: SignReady) -> None:
        if self.lesson is not None:
            self.lesson.show_sign(ready)

    def show_judged(self, judged: AttemptJudged) -> None:
        """A try has ended."""
        if self.lesson is not None:
            self.lesson.judge(judged.verdict)

    def show_reviewed(self, reviewed: Reviewed) -> None:
        if self.lesson is not None:
            self.lesson.show_reviewed(reviewed)

    def show_result(self, result: LiveResult) -> None:
        """One instant; nothing here may take long."""
        if self._views.currentWidget() is not self.bench:
            return
        self.bench.learner.view.show_result(result, mirrored=self._settings.mirror_view)
        if self.lesson is not None and result.coaching is not None:
            self.lesson.hear(result.coaching)

    def entered(self) -> None:
        if self.lesson is not None:
            self.lesson.resume()
        elif self._views.currentWidget() is self.home:
            self.home.take_focus()

    def left(self) -> None:
        if self.lesson is not None:
            self.lesson.pause()

    @property
    def stage(self) -> Stage:
        """The learner's picture."""
        return self.bench.learner.view

    @property
    def lesson(self) -> Lesson | None:
        """The one in progress."""
        return self._lessons.current

    # --- from one to the next -------------------------------------------------------------------------

    @Slot()
    def go_home(self) -> None:
        """To where practice begins."""
        self._asked_for = None
        self._lessons.stop()
        self._views.setCurrentWidget(self.home)
        self.home.take_focus()

    @Slot(str)
    def _practise(self, deck: str) -> None:
        self._go(deck, "all")

    @Slot(str, str)
    def _go(self, deck: str, mode: str) -> None:
        if mode == "free":
            self._start(self._lessons.free)
            self._lessons.free.begin(tuple(self._decks.values()), deck)
        elif mode == "spell":
            self._views.setCurrentWidget(self._spelling_start)
            self._spelling_start.take_focus()
        else:
            self._asked_for = (deck, cast(Way, mode))
            self.session_wanted.emit(deck, mode)

    @Slot()
    def _spell(self) -> None:
        choice = self._spelling_start.choice
        if choice.skill == "read":
            self._start(self._lessons.reading)
            self._lessons.reading.begin(choice)
        else:
            self._start(self._lessons.spelling)
            self._lessons.spelling.begin(choice, self._cards)

    def _start(self, lesson: Lesson) -> None:
        self._lessons.start(lesson)
        self._views.setCurrentWidget(self.bench)

    @Slot()
    def _end(self) -> None:
        """The learner has done enough; what was done is summed up."""
        lessons, lesson = self._lessons, self.lesson
        lessons.stop()
        if lesson is lessons.exercises and lessons.exercises.attempts:
            self._sum_up()
        elif lesson in (lessons.spelling, lessons.reading):
            self._go("", "spell")
        else:
            self.go_home()

    @Slot()
    def _sum_up(self) -> None:
        self._views.setCurrentWidget(self.summary)
        self.summary.show_session(self._lessons.exercises.attempts, self._cards)
        self._show_next()

    def _show_next(self) -> None:
        self.summary.show_next(*self.home.after_session())

    @Slot()
    def _practise_next(self) -> None:
        self.home.begin()

    @Slot()
    def _open_decks(self) -> None:
        self._views.setCurrentWidget(self.editor)
        self._refresh()
        self.editor.choose(self.home.deck)

    @Slot()
    def _open_progress(self) -> None:
        self._views.setCurrentWidget(self.progress)
        self._refresh()

    def _refresh(self) -> None:
        """The sub-page in view shows how things stand; the others would only make a lesson stumble."""
        view, decks = self._views.currentWidget(), tuple(self._decks.values())
        if view is self.editor:
            self.editor.set_decks(decks)
        elif view is self.progress:
            self.progress.set_decks(decks)
            if self._progress is not None:
                self.progress.set_progress(self._progress)

    @Slot(object)
    def _teach(self, card: Card | None) -> None:
        self.teach_wanted.emit(card, self._settings.practice_hand)
