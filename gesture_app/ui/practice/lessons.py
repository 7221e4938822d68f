"""The ways to practise, and the one that is in progress."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from gesture_app.practice.lessons.word_plan import WordPlan
from gesture_app.ui.practice.bench import PracticeBench
from gesture_app.ui.practice.exercises import ExerciseLesson
from gesture_app.ui.practice.free import FreeLesson
from gesture_app.ui.practice.lesson import Lesson
from gesture_app.ui.practice.spelling import SpellingLesson
from gesture_app.ui.practice.word_reading import WordReadingLesson


class Lessons(QObject):
    """What happens at the bench goes to the lesson in progress; what lessons wish for leaves from here."""

    teach_wanted = Signal(object)
    word_wanted = Signal(str, float)
    attempt_made = Signal(object)
    overrule_wanted = Signal(int, str)
    word_spelled = Signal(str, str, float, int)
    over = Signal()
    """The course has come to its end."""

    def __init__(
        self, bench: PracticeBench, rng: np.random.Generator, clock_s: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._current: Lesson | None = None
        self.plan = WordPlan(rng)
        self.exercises = ExerciseLesson(bench, rng, clock_s, self)
        self.free = FreeLesson(bench, self)
        self.spelling = SpellingLesson(bench, self.plan, clock_s, self)
        self.reading = WordReadingLesson(bench, self.plan, self)
        self._connect()

    def _connect(self) -> None:
        for lesson in (self.exercises, self.free, self.spelling, self.reading):
            lesson.teach_wanted.connect(self.teach_wanted)
            lesson.word_wanted.connect(self.word_wanted)
            lesson.attempt_made.connect(self.attempt_made)
            lesson.overrule_wanted.connect(self.overrule_wanted)
            lesson.word_spelled.connect(self.word_spelled)
        self.exercises.ended.connect(self._ended)
        bench = self._bench
        bench.on_wanted.connect(self._go_on)
        bench.number_pressed.connect(self._press)
        bench.help_wanted.connect(self._help)
        bench.give_up_wanted.connect(self._give_up)
        bench.slower_wanted.connect(self._slower)
        bench.answers.chosen.connect(self._choose)
        bench.answers.typed.connect(self._answer)

    @property
    def current(self) -> Lesson | None:
        """The lesson in progress."""
        return self._current

    def start(self, lesson: Lesson) -> None:
        """This one is in progress from now on."""
        self.stop()
        self._current = lesson

    def stop(self) -> None:
        """End what is in progress."""
        lesson, self._current = self._current, None
        if lesson is not None:
            lesson.stop()

    @Slot()
    def _ended(self) -> None:
        self._current = None
        self.over.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._current is not None:
            self._current.go_on()

    @Slot(int)
    def _press(self, number: int) -> None:
        if self._current is not None:
            self._current.press(number)

    @Slot(int)
    def _choose(self, number: int) -> None:
        if self._current is not None:
            self._current.choose(number)

    @Slot(str)
    def _answer(self, text: str) -> None:
        if self._current is not None:
            self._current.answer(text)

    @Slot()
    def _help(self) -> None:
        if self._current is not None:
            self._current.help()

    @Slot()
    def _give_up(self) -> None:
        if self._current is not None:
            self._current.give_up()

    @Slot()
    def _slower(self) -> None:
        if self._current is not None:
            self._current.slower()
