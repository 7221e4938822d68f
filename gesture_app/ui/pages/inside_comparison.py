"""How long the LSTM remembers, beside a plain RNN that was trained alike."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gesture_app.learning.inside.insight import Floats, Insight, TwinInsight, kept_after
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.time_curves import Curve, Remembered
from gesture_app.ui.wording import count_of, share

_WHY = (
    "A plain RNN sends its whole memory through the same weights and a squashing function at every step. What the end "
    "of a take has to teach shrinks with each step on its way back to the beginning, so that "
    "early frames teach it almost nothing. An LSTM hands its memory on by adding to it, and its forget gates decide "
    "what stays: that is what it was invented for (Hochreiter and Schmidhuber, 1997)."
)

_ALIKE = (
    "Both are trained from nothing, on the same takes in the same order, for as many steps. The LSTM's forget gates "
    "begin open, as is usual."
)


class ComparisonView(QWidget):
    """The gradient that reaches back through time, on a logarithmic axis, and what that means in words."""

    compare_wanted = Signal()
    cancel_wanted = Signal()
    time_picked = Signal(float)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._end_s = 0.0
        self._plot = Remembered(
            "What is left of a memory",
            "at the end of the take, of a small change made so long before",
            170,
        )
        self._plot.setMaximumHeight(280)
        self._plot.time_picked.connect(self._picked)
        self._plot.pointed.connect(self.pointed)
        self._left = Text("", "strong", wrap=True)
        self._fair = Text("", "body", wrap=True)
        self._compare = Button("Train a plain RNN to compare", "train", kind="primary")
        self._compare.clicked.connect(self._ask)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the comparison")
        self._cancel = Button("Cancel", "close")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._said = Text("", "muted", wrap=True)
        self._build()
        self._show_running(running=False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._compare)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        row.addStretch()
        column.addWidget(self._plot, 1)
        column.addWidget(self._left)
        column.addWidget(self._fair)
        column.addLayout(row)
        column.addWidget(self._said)
        column.addWidget(Text(_WHY, "muted", wrap=True))
        column.addStretch()

    def show_insight(self, insight: Insight, twins: TwinInsight | None, layer: int) -> None:
        """Show one layer's memory over a take."""
        self._end_s = float(insight.times_s[-1])
        before_end = insight.times_s - self._end_s
        curves = [Curve("this model", before_end, insight.layers[layer].kept)]
        if twins is not None:
            curves = [
                Curve("LSTM", before_end, twins.lstm_kept[layer]),
                Curve("plain RNN", before_end, twins.rnn_kept[layer]),
                *curves,
            ]
        self._plot.set_span(float(before_end[0]) - insight.step_s / 2, insight.step_s / 2)
        self._plot.set_curves(curves)
        self._left.setText(left_after(insight, twins, layer))
        self._fair.setText("" if twins is None else fairly_told(twins))
        self._fair.setVisible(twins is not None)
        self._compare.setVisible(twins is None and not self._cancel.isVisibleTo(self))

    def set_cursor(self, time_s: float) -> None:
        self._plot.set_cursor(time_s - self._end_s)

    def show_progress(self, done: float) -> None:
        """How much of the comparison is done, 0…1."""
        self._bar.setValue(round(1000 * done))

    def show_ended(self, sentence: str) -> None:
        """The comparison is over; why it came to nothing, if it did."""
        self._show_running(running=False)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    @Slot()
    def _ask(self) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(0)
        self._show_running(running=True)
        self._cancel.setFocus()
        self.compare_wanted.emit()

    def _show_running(self, *, running: bool) -> None:
        self._compare.setVisible(not running)
        self._bar.setVisible(running)
        self._cancel.setVisible(running)
        self._said.setText(_ALIKE if running else "")
        self._said.setVisible(running)

    @Slot(float)
    def _picked(self, before_end_s: float) -> None:
        self.time_picked.emit(before_end_s + self._end_s)


def left_after(insight: Insight, twins: TwinInsight | None, layer: int) -> str:
    """How much is left of a change made a second before the end, in a sentence."""
    lasted_s = (len(insight) - 1) * insight.step_s
    seconds = min(1.0, lasted_s)
    if not lasted_s:
        return "One frame is too short to tell what is remembered. Choose a longer take."

    def left(kept: Floats) -> str:
        found = kept_after(kept, insight.step_s, seconds)
        return share(found if found is not None else float(kept[0]))

    span = "one second" if seconds == 1 else f"{seconds:.2f} seconds, as long as this take lasts,"
    if twins is None:
        return f"After {span} this model's memory has {left(insight.layers[layer].kept)} of a change left."
    return (
        f"After {span} {left(twins.lstm_kept[layer])} of a change is left in the LSTM, "
        f"{left(twins.rnn_kept[layer])} in the plain RNN and {left(insight.layers[layer].kept)} in this model."
    )


def fairly_told(twins: TwinInsight) -> str:
    """What the two learned from and how well they did, in a sentence."""
    whose = "your takes" if twins.taught_by == "takes" else "performances of the virtual hand"
    learned = f"Both learned from the same {twins.learned} of {whose}"
    if not twins.asked:
        return f"{learned}; there were too few to hold any out and test them."
    return (
        f"{learned}. Of {count_of(twins.asked, 'other')} the LSTM recognised {twins.lstm_right}, "
        f"the plain RNN {twins.rnn_right}. The LSTM's forget gates began open, as is usual."
    )
