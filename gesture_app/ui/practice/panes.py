"""The two heroes of a session: the sign, and the learner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.practice.references.motion import SignMotion
from gesture_app.practice.teacher.verdict import Coaching, Verdict
from gesture_app.ui.practice.guidance import Guidance, Tone
from gesture_app.ui.practice.pupil_strip import PupilStrip
from gesture_app.ui.signs.controls import SignControls
from gesture_app.ui.signs.learner_view import LearnerView
from gesture_app.ui.signs.view import SignView
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.pages_in_turn import PagesInTurn
from gesture_app.ui.widgets.text import Text


def _column(parent: QWidget, spacing: int = 10) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


def _take_what_is_left(view: QWidget) -> None:
    """Pictures are as high as there is room for; nothing has to scroll for them."""
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)


_NOT_SEEN = "Hold your hand up, so that the camera sees all of it."


class SignPane(QWidget):
    """What is asked, above the hand that makes it; where it is asked from memory the hand is covered."""

    uncover_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = SignView()
        _take_what_is_left(self.view)
        self.controls = SignControls(self.view)
        self._name = Text("", "hero", wrap=True)
        self._badge = Text("", "badge")
        self._meaning = Text("", "muted", wrap=True)
        self.note = Text("", "small", wrap=True)
        """What to know about making the sign; it lies elsewhere."""
        self._cover = EmptyState(
            "memory",
            "Do you remember it?",
            "Make the sign; there is no hurry. H shows it.",
            "Show me",
            "live",
        )
        self._cover.action.connect(self.uncover_wanted)
        self._missing = EmptyState("no-hand", "This sign cannot be shown", "")
        covered, missing = Card(margin=12), Card(margin=12)
        covered.body.addWidget(self._cover)
        missing.body.addWidget(self._missing)
        shown = QWidget()
        _column(shown).addWidget(self.view)
        self._stack = PagesInTurn(shown, covered, missing)
        column = _column(self)
        column.addLayout(self._heading())
        column.addWidget(self._stack, 1)
        column.addWidget(self.controls)

    def _heading(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._meaning)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(self._badge, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def ask(self, name: str, meaning: str = "", note: str = "", badge: str = "") -> None:
        """Put the question; the note is told only while the hand can be seen."""
        for label, words in ((self._name, name), (self._meaning, meaning), (self._badge, badge)):
            label.setText(words)
            label.setVisible(bool(words))
        self.note.setText(note)
        self._show_note()

    def cover(self, covered: bool) -> None:
        """Hide the hand, or show it."""
        self._stack.setCurrentIndex(1 if covered else 0)
        self.controls.setVisible(not covered)
        self._show_note()

    @property
    def covered(self) -> bool:
        return self._stack.currentIndex() == 1

    def show_motion(self, motion: SignMotion | None, sentence: str = "") -> None:
        """What the hand does; None: a sentence says why there is nothing to see."""
        self.view.set_motion(motion)
        if motion is not None:
            self.view.play()  # also where the sign before was paused
        if motion is None and sentence:
            self._missing.set_sentence(sentence)
            self._stack.setCurrentIndex(2)
            self.controls.hide()

    def _show_note(self) -> None:
        self.note.setVisible(bool(self.note.text()) and not self.covered)


class LearnerPane(QWidget):
    """The learner's picture. What to change is written large, wherever there is room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.view = LearnerView()
        _take_what_is_left(self.view)
        self.view.setMinimumSize(260, 180)
        self.view.set_words_shown(False)  # they are written large elsewhere
        self.guidance = Guidance()
        self.pupil = PupilStrip()
        self._last_try = False  # whether what is said is about a try that has ended
        column = _column(self)
        column.addWidget(self.view, 1)

    def ask(self, sentence: str) -> None:
        """What to do first."""
        self._last_try = False
        self.guidance.say(sentence, "calm")

    def hear(self, coaching: Coaching, *, held: bool) -> None:
        """The one thing to do now: what is to be changed comes before everything else."""
        correction, state = coaching.correction, coaching.state
        if state == "accepted":
            self._say("That is it.", "right")
        elif state == "holding":
            self._say("Right. Hold it.", "hold")
        elif correction is not None and state != "no hand":
            self._say(correction.sentence, "unseen" if correction.parameter == "visibility" else "change")
        elif self._last_try:
            return  # while the hand sinks and comes back, there is time to read it
        elif state == "no hand":
            self._say(_NOT_SEEN, "unseen")
        elif state == "almost":
            self._say("Almost. Hold it still." if held else "Almost. Make it to its end.", "calm")
        elif self.guidance.sentence == _NOT_SEEN:
            self._say("I see your hand. Make the sign.", "calm")

    def judge(self, verdict: Verdict) -> None:
        """A try has ended; what was wrong with it stays until there is something newer to say."""
        if not verdict.right and verdict.corrections:
            self._say(verdict.corrections[0].sentence, "change")
            self._last_try = True

    def _say(self, sentence: str, tone: Tone) -> None:
        self._last_try = False
        self.guidance.say(sentence, tone)
