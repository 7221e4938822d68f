"""What leads through one way of practising: it asks, listens, and says what comes next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gesture_app.pipeline.practice_messages import Reviewed, SignReady
from gesture_app.practice.teacher.verdict import Coaching, Verdict


class Lesson(QObject):
    """The page hands on to the lesson in progress whatever happens; each listens to what concerns it."""

    teach_wanted = Signal(object)
    """A card whose sign is to be shown and watched for; None: none any more."""
    word_wanted = Signal(str, float)
    """Letters that the hand shall spell, so many a second."""
    attempt_made = Signal(object)
    overrule_wanted = Signal(int, str)
    word_spelled = Signal(str, str, float, int)
    """A word, `produce` or `read`, the seconds it took, and its mistakes."""
    ended = Signal()

    def show_sign(self, ready: SignReady) -> None:
        """A sign can be shown."""

    def hear(self, coaching: Coaching) -> None:
        """What the teacher says of one instant."""

    def judge(self, verdict: Verdict) -> None:
        """What the teacher says of a try that has ended."""

    def show_reviewed(self, reviewed: Reviewed) -> None:
        """An attempt was written down."""

    def go_on(self) -> None:
        """The learner wants what comes next."""

    def press(self, number: int) -> None:
        """A number key was pressed, from 0."""

    def choose(self, number: int) -> None:
        """One of the answers on offer was chosen."""

    def answer(self, text: str) -> None:
        """An answer was typed."""

    def help(self) -> None:
        """The learner wants to be shown."""

    def give_up(self) -> None:
        """The learner does not know."""

    def slower(self) -> None:
        """The learner wants to see it again, slower."""

    def pause(self) -> None:
        """Another page came into view."""
        self.teach_wanted.emit(None)

    def resume(self) -> None:
        """The learner is back."""

    def stop(self) -> None:
        """It is over, or the learner ends it."""
        self.teach_wanted.emit(None)
