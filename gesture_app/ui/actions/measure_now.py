"""During a measurement: what to do now, how much time is left, and what is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gesture_app.pipeline.acting.messages import MeasuringMoved
from gesture_app.ui.actions import measure_words as words
from gesture_app.ui.actions.gesture_film import GestureFilm
from gesture_app.ui.actions.time_ring import TimeRing
from gesture_app.ui.stage import Stage
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.pages_in_turn import PagesInTurn
from gesture_app.ui.widgets.text import Text

_STAGE_SHARE, _TASK_SHARE = 5, 6
_SHORT = 14  # letters of a name that are shown at their largest
_WORKING = 2  # the page without a task


class MeasureNow(QWidget):
    """The live picture on the left, the task on the right, what can be done below."""

    request = Signal(str)
    """`skip` or `cancel`."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Measurement")
        self.stage = Stage()
        self._moved: MeasuringMoved | None = None
        self._longest_s = 0.0  # of this phase, as it was first told
        self._title, self._sentence = Text("", "title", wrap=True), Text("", "muted", wrap=True)
        self._gesture = Text("", "hero", wrap=True)
        self._film, self._ring, self._small_ring = GestureFilm(), TimeRing(11), TimeRing(4.5)
        self._try = Text("", "heading", wrap=True)
        self._tasks = PagesInTurn(self._life(), self._prompt(), _working())
        self._hand, self._seen = Glyph("hand"), Text("", "muted")
        self._progress = Text("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName("Progress of the measurement")
        self._skip = Button("Skip this one", "next")
        self._skip.clicked.connect(self._skipped)
        self._cancel = Button("Stop measuring", "stop")
        self._cancel.clicked.connect(self._cancelled)
        self._lay_out()

    def _lay_out(self) -> None:
        task = Card(margin=24)
        task.body.setSpacing(8)
        task.body.addWidget(self._title)
        task.body.addWidget(self._sentence)
        task.body.addWidget(self._tasks, 1)
        upper = QHBoxLayout()
        upper.setSpacing(20)
        upper.addWidget(self.stage, _STAGE_SHARE)
        upper.addWidget(task, _TASK_SHARE)
        seen = QHBoxLayout()
        seen.setSpacing(10)
        seen.addWidget(self._hand)
        seen.addWidget(self._seen)
        seen.addStretch(1)
        seen.addWidget(self._progress)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        foot.addWidget(self._skip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(upper, 1)
        column.addLayout(seen)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def _life(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._try.setAlignment(Qt.AlignmentFlag.AlignCenter)
        perhaps = Text("For example", "small")
        perhaps.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self._ring, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addWidget(perhaps)
        column.addWidget(self._try)
        column.addStretch(1)
        return page

    def _prompt(self) -> QWidget:
        page = QWidget()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._gesture, 1)
        head.addWidget(self._small_ring, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._film, 1)
        return page

    def set_mirrored(self, mirrored: bool) -> None:
        """The gesture is shown as the user sees himself."""
        self._film.set_mirrored(mirrored)

    def show_moved(self, moved: MeasuringMoved) -> None:
        """Show where the measurement stands."""
        self._tell_change(moved)
        self._title.setText(words.title(moved))
        self._sentence.setText(words.sentence(moved))
        share = moved.left_s / self._longest_s if self._longest_s > 0 else 0.0
        self._ring.show_left(moved.left_s, share)
        self._small_ring.show_left(moved.left_s, share, done=moved.heard and moved.phase == "prompt")
        self._try.setText(words.suggestion(moved.left_s))
        self._gesture.setText(moved.gesture)
        self._gesture.set_role("hero" if len(moved.gesture) <= _SHORT else "title")
        self._film.show_gesture(moved.gesture)
        for shown in (self._gesture, self._film):
            shown.setVisible(bool(moved.gesture))
        self._tasks.setCurrentIndex({"life": 0, "reckoning": _WORKING}.get(moved.phase, 1))
        self._film.set_waiting(moved.phase == "rest")
        self._show_seen(moved)
        self._bar.setValue(round(moved.done * 1000))
        self._skip.setVisible(moved.phase in ("prompt", "rest"))
        self._moved = moved

    def _show_seen(self, moved: MeasuringMoved) -> None:
        told, right = words.seen(moved)
        self._seen.setText(told)
        self._hand.show_icon("hand" if moved.hands_seen else "no-hand", "good" if right else "usable")
        self._progress.setText(words.progress(moved))

    def _tell_change(self, moved: MeasuringMoved) -> None:
        """A new phase has a length of its own, and is said aloud where somebody listens."""
        before = self._moved
        if before is None or (before.phase, before.number) != (moved.phase, moved.number):
            self._longest_s = moved.left_s
            announce(self, f"{words.title(moved)}. {moved.gesture}", at_once=True)
        elif moved.heard and not before.heard:
            announce(self, f"{moved.gesture} was recognised.")

    def begin(self) -> None:
        """Wait for the first that is told of a measurement."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # people type meanwhile: no key may press a button
        self._moved = None
        self._title.setText(words.WAITING)
        for text in (self._sentence, self._seen, self._progress):
            text.setText("")
        self._bar.setValue(0)
        self._skip.hide()
        self._tasks.setCurrentIndex(_WORKING)

    @Slot()
    def _skipped(self) -> None:
        self.request.emit("skip")

    @Slot()
    def _cancelled(self) -> None:
        self.request.emit("cancel")


def _working() -> QWidget:
    page = QWidget()
    busy = QProgressBar()
    busy.setRange(0, 0)
    busy.setTextVisible(False)
    busy.setAccessibleName("Busy")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    column.addWidget(busy)
    column.addStretch(1)
    return page
