"""Why something fired: the last half minute to be moved through, as the recogniser saw it, and set right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gesture_app.actions.describing import described
from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.messages import Glimpse, Moment, MomentCorrected, Retrained
from gesture_app.pipeline.acting.tracing import (
    belief_in,
    evidence_for,
    firing_of,
    part_around,
    trace_of_marked,
)
from gesture_app.ui.actions.why_bar import WhyBar
from gesture_app.ui.actions.why_correction import WhyCorrection
from gesture_app.ui.actions.why_rows import GestureRow, GestureRows
from gesture_app.ui.actions.why_words import called, here, thresholds, why
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Scroll
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.take_player import TakePlayer
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.way_back import WayBack
from gesture_app.ui.wording import seconds


class WhyView(QWidget):
    """A moment with its explanation. It knows no thread: moments come in, wishes leave as signals."""

    correct_wanted = Signal(str, str, float, float)
    """Moment, label (`none`: not a gesture), begin and end in seconds of the moment's own clock."""
    take_back_wanted = Signal(str)
    """Put the take with this id, made by a correction, into the bin."""
    go_back_wanted = Signal()
    """Use the model that was in use before the last retraining."""
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Why did that fire?")
        self._moment: Moment | None = None
        self._mirrored = True
        self._gesture = ""  # whose curve is shown
        self._title, self._why = Text("", "heading", wrap=True), Text("", "body", wrap=True)
        self._bar = WhyBar()
        self._player = TakePlayer(trims=False, bar=self._bar)
        self._closer = Button("Closer", "look-closer")
        self._closer.setCheckable(True)
        self._closer.setToolTip("Show only the seconds around this place, to mark a part exactly")
        self._closer.toggled.connect(self._bar.set_closer)
        self._player.add_control(self._closer)
        self._here = Text("", "body", wrap=True)
        self._rows = GestureRows()
        self._correction = WhyCorrection()
        self._empty = EmptyState(
            "why",
            "Nothing to look into yet",
            "Once a gesture has done something, “Why?” beside it opens the half minute around it: landmarks only, "
            "pictures are never kept.",
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        reason, seen, instant = Card(margin=16), Card(margin=16), Card("What was believed here", margin=16)
        reason.body.setSpacing(6)
        reason.body.addWidget(self._title)
        reason.body.addWidget(self._why)
        seen.body.addWidget(self._player, 1)
        instant.body.addWidget(self._here)
        instant.body.addWidget(self._rows)
        beside = Scroll(spacing=14)
        beside.column.addWidget(instant)
        beside.column.addWidget(self._correction)
        beside.column.addStretch()
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(seen, 5)
        row.addWidget(beside, 4)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(reason)
        column.addLayout(row, 1)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 24, 24, 16)
        whole.setSpacing(14)
        whole.addLayout(WayBack(self, "Why did that fire?", self.back_wanted, to="Actions"))
        whole.addLayout(self._pages, 1)

    def _connect(self) -> None:
        self._player.frame_shown.connect(self._show_instant)
        self._bar.kept_changed.connect(self._tell_part)
        self._correction.label_wanted.connect(self._correct)
        self._correction.around_wanted.connect(self._mark_around)
        self._correction.take_back_wanted.connect(self.take_back_wanted)
        self._correction.go_back_wanted.connect(self.go_back_wanted)
        self._bar.firing_wanted.connect(self._go_to_firing)

    # --- what comes in --------------------------------------------------------------------------------

    def set_mirrored(self, mirrored: bool) -> None:
        """Show hands as a mirror would, from the next moment on."""
        self._mirrored = mirrored

    def set_gestures(self, gestures: Sequence[str]) -> None:
        """What a moment can be said to have been."""
        self._correction.set_gestures(gestures)

    def show_moment(self, moment: Moment) -> None:
        """Open a moment where its firing was decided. One that is shown already gets its distances in place."""
        known = self._moment is not None and self._moment.id == moment.id
        self._moment = moment
        found = trace_of_marked(moment)
        self._gesture = found.gesture if found is not None else _most_believed(moment)
        if not known:
            self._correction.reset()
            self._player.set_sequence(moment.sequence, mirrored=self._mirrored)
        self._bar.set_moment(moment, self._gesture, thresholds(moment, self._gesture)[0])
        self._title.setText(_titled(moment, self._gesture if found is not None else ""))
        self._why.setText(why(moment))
        self._pages.setCurrentIndex(1)
        if not known:
            self._mark_around()
            self._go_to_firing()
            announce(self, self._why.text())
        self._show_instant(self._player.shown_frame)

    def show_corrected(self, message: MomentCorrected) -> None:
        if self._moment is not None and message.moment == self._moment.id:
            self._correction.show_corrected(message)

    def show_retrained(self, message: Retrained) -> None:
        self._correction.show_retrained(message)

    def take_focus(self) -> None:
        """To the bar: arrow keys go from frame to frame, Space plays, F goes to the firing."""
        self._player.take_focus()

    # --- inside ---------------------------------------------------------------------------------------

    @Slot(int)
    def _show_instant(self, frame: int) -> None:
        if self._moment is None:
            return
        self._here.setText(here(self._moment, frame))
        self._rows.set_rows(_rows_of(self._moment, self._moment.glimpses[frame], self._gesture))

    @Slot(int, int)
    def _tell_part(self, start: int, stop: int) -> None:
        if self._moment is None or stop > len(self._moment.sequence):
            return
        times_s, with_hand = self._moment.sequence.time_s, bool(self._moment.sequence.seen[start:stop].any())
        length_s, before_s = times_s[stop - 1] - times_s[start], times_s[-1] - times_s[stop - 1]
        told = f"Marked: {seconds(length_s)}, until {seconds(before_s)} before the end."
        if not with_hand:
            told = "No hand was in sight in the marked part. Move its ends to where one was."
        self._correction.set_part(told, usable=with_hand)

    @Slot()
    def _mark_around(self) -> None:
        if self._moment is not None:
            start, stop = part_around(self._moment, trace_of_marked(self._moment))
            self._bar.set_kept(start, stop)
            self._tell_part(*self._bar.kept)  # it may have been so before

    @Slot()
    def _go_to_firing(self) -> None:
        if self._moment is not None:
            found = trace_of_marked(self._moment)
            self._player.show_frame(len(self._moment.glimpses) - 1 if found is None else found.told)

    @Slot(str)
    def _correct(self, label: str) -> None:
        if self._moment is not None:
            start, stop = self._bar.kept
            times_s = self._moment.sequence.time_s
            self.correct_wanted.emit(self._moment.id, label, float(times_s[start]), float(times_s[stop - 1]))


def _titled(moment: Moment, gesture: str) -> str:
    """What happened, in a line."""
    firing = firing_of(moment, moment.marked)
    if firing is not None:
        return f"{called(firing.gesture)}: {described(firing.action)}"
    return f"{called(gesture)} was told" if gesture else "The last half minute"


def _most_believed(moment: Moment) -> str:
    """The gesture that was believed most at any instant; empty where there was none."""
    likeliest = [
        seen.prediction.ranked[0]
        for seen in moment.glimpses
        if seen.prediction is not None and seen.prediction.ranked
    ]
    return max(likeliest, key=lambda each: each[1])[0] if likeliest else ""


def _rows_of(moment: Moment, seen: Glimpse, first: str) -> list[GestureRow]:
    """The gesture in question, then the others by belief, then by nearness."""
    if seen.prediction is None or not seen.prediction.ranked:
        return []
    away = {label: (distance, allowed) for label, distance, allowed in seen.nearest}
    labels = dict.fromkeys([first] if first else [])
    labels |= dict.fromkeys(label for label, _ in seen.prediction.ranked)
    rows = []
    for label in labels:
        distance, allowed = away.get(label, (None, None))
        threshold = None if label == NONE else thresholds(moment, label)[0]
        rows.append(
            GestureRow(label, belief_in(seen, label), threshold, distance, allowed, evidence_for(seen, label))
        )
    return rows
