"""A session of exercises: one question after the other, and after each what it was worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
from PySide6.QtCore import QObject, Slot

from gesture_app.pipeline.practice_messages import Reviewed, SignReady
from gesture_app.practice.decks.card import Card
from gesture_app.practice.lessons.attempt import Attempt, Grade
from gesture_app.practice.lessons.course import Course, Exercise
from gesture_app.practice.lessons.grading import grade
from gesture_app.practice.teacher.verdict import Coaching, Verdict
from gesture_app.ui.practice.bench import PracticeBench
from gesture_app.ui.practice.going_on import GoingOn
from gesture_app.ui.practice.lesson import Lesson
from gesture_app.ui.practice.making import MakingRound
from gesture_app.ui.practice.reading import ReadingRound
from gesture_app.ui.practice.wording import when_due


class ExerciseLesson(Lesson):
    """Leads through a course."""

    def __init__(
        self, bench: PracticeBench, rng: np.random.Generator, clock_s: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench, self._clock_s = bench, clock_s
        self._course = Course(())
        self._cards: Mapping[str, Card] = {}
        self._deck: Sequence[Card] = ()
        self._attempt: Attempt | None = None  # of the exercise that is over and still shown
        self._grade: Grade = "again"
        self._review: int | None = None
        self._making = MakingRound(bench.sign, bench.learner, self)
        self._reading = ReadingRound(bench.sign, bench.answers, rng, self)
        for question in (self._making, self._reading):
            question.over.connect(self._over)
        bench.outcome.overruled.connect(self._overrule)
        self._going_on = GoingOn(self)
        self._going_on.due.connect(self.go_on)
        self._going_on.left.connect(self._show_next)
        bench.bar.by_itself_changed.connect(self._going_on.stay)

    def begin(self, title: str, course: Course, cards: Mapping[str, Card], deck: Sequence[Card]) -> None:
        """Start with the first exercise.

        Args:
            cards: by id, all that the course asks for.
            deck: the cards that answers to choose from are taken from.
        """
        self._course, self._cards, self._deck = course, cards, deck
        self._bench.bar.show_title(title)
        self._ask()

    @property
    def attempts(self) -> Sequence[Attempt]:
        """What was done in this session, the one that is shown now included."""
        return (*self._course.attempts, *([self._attempt] if self._attempt is not None else []))

    def _ask(self) -> None:
        exercise = self._course.current
        while exercise is not None and exercise.card not in self._cards:
            self._course.leave_out()  # deleted meanwhile
            exercise = self._course.current
        self._attempt = None
        if exercise is None:
            super().stop()
            self.ended.emit()
            return
        self._bench.bar.show_progress(self._course.done, self._course.total)
        self._put(exercise, self._cards[exercise.card])
        self.teach_wanted.emit(self._cards[exercise.card])

    def _put(self, exercise: Exercise, card: Card) -> None:
        bench, now_s = self._bench, self._clock_s()
        if exercise.skill == "read":
            self._making.stop()
            bench.arrange("read")
            bench.bar.offer_going_on(False)
            self._reading.begin(card, exercise, self._deck, now_s)
            bench.offer(slower=True, give_up="I don't know")
        else:
            self._reading.stop()
            bench.arrange("make")
            bench.bar.offer_going_on(True)
            self._making.begin(card, exercise, now_s)
            memory = self._making.from_memory
            bench.offer(give_up="I don't know" if memory else "Leave it for now")

    # --- what happens ---------------------------------------------------------------------------------

    def show_sign(self, ready: SignReady) -> None:
        self._making.show_sign(ready)
        self._reading.show_sign(ready)

    def hear(self, coaching: Coaching) -> None:
        self._making.hear(coaching)

    def judge(self, verdict: Verdict) -> None:
        self._making.judge(verdict, self._clock_s())

    @Slot(object, str, list)
    def _over(self, attempt: Attempt, title: str, lines: list[str]) -> None:
        self._attempt, self._review = attempt, None
        self._grade = grade(attempt)
        outcome = self._bench.outcome
        outcome.show_outcome(attempt.right, title, lines)
        outcome.show_grade(self._grade, "", can_be_overruled=False)
        if attempt.right and attempt.skill == "produce" and self._bench.bar.goes_on_by_itself:
            self._going_on.start()
        else:
            self._going_on.stay()
        self._bench.show_outcome()
        self.attempt_made.emit(attempt)

    def show_reviewed(self, reviewed: Reviewed) -> None:
        attempt = self._attempt
        if attempt is None or (reviewed.card, reviewed.skill) != (attempt.card, attempt.skill):
            return
        self._review, self._grade = reviewed.review, reviewed.grade
        self._bench.outcome.show_grade(reviewed.grade, self._comes_back(reviewed), can_be_overruled=True)

    def _comes_back(self, reviewed: Reviewed) -> str:
        """When the learner sees the card again: in this session, or when the schedule says."""
        if self._grade == "again" and self._course.asks_again:
            return "Comes again in this session."
        exercise = self._course.current
        if exercise is not None and exercise.mode == "learn" and self._course.from_memory:
            return "Copied; asked from memory in a moment."
        return f"Comes back {when_due(reviewed.next_due, datetime.now(UTC))}."

    @Slot(str)
    def _overrule(self, wanted: Grade) -> None:
        """The learner knows better what it was worth."""
        self._going_on.stay()
        if self._review is not None and wanted != self._grade:
            self._grade = wanted
            self.overrule_wanted.emit(self._review, wanted)

    # --- what the learner wants -----------------------------------------------------------------------

    @Slot()
    def go_on(self) -> None:
        if self._attempt is None:
            return
        self._going_on.stay()
        self._course.go_on(self._attempt, once_more=self._grade == "again")
        self._ask()

    def press(self, number: int) -> None:
        if self._attempt is not None:
            self._going_on.stay()
            self._bench.outcome.press(number)
        elif self._bench.answers.isVisible():
            self._bench.answers.choices.press(number)

    def choose(self, number: int) -> None:
        self._reading.choose(number, self._clock_s())

    def answer(self, text: str) -> None:
        self._reading.answer(text, self._clock_s())

    def help(self) -> None:
        self._making.help()

    def give_up(self) -> None:
        if self._attempt is None:
            self._making.give_up(self._clock_s())
            self._reading.give_up(self._clock_s())

    def slower(self) -> None:
        if self._bench.answers.isVisible():
            self._reading.replay_slower()

    def pause(self) -> None:
        self._going_on.stay()
        super().pause()

    def resume(self) -> None:
        exercise = self._course.current
        if exercise is not None and self._attempt is None:
            self.teach_wanted.emit(self._cards[exercise.card])

    def stop(self) -> None:
        self._going_on.stay()
        self._making.stop()
        self._reading.stop()
        super().stop()

    @Slot(int)
    def _show_next(self, left_s: int) -> None:
        last = self._course.total - self._course.done <= 1 and self._grade != "again"
        word = "Finish" if last else "Next"
        self._bench.outcome.show_next(f"{word} in {left_s}" if left_s else word)
