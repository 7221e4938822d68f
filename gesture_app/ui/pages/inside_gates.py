"""Gates, memory, beliefs and contributions of one look inside, under each other on the take's times."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.learning.inside.insight import Insight, LayerInsight
from gesture_app.ui.widgets.heat_map import HeatMap, Scale, gate_colours, memory_colours
from gesture_app.ui.widgets.time_curves import MOST_CURVES, Beliefs, Contributions, Curve
from gesture_app.ui.widgets.time_plot import TimePlot
from gesture_app.ui.wording import share, shown_name

_GATES = (
    ("forget", "Forget gate", "how much of its memory each unit keeps; dark: it forgets", "forgotten", "kept",
     "keeps {} of its memory"),
    ("input", "Input gate", "how much of what is new each unit writes into its memory; dark: it shuts it out",
     "shut out", "let in", "lets in {} of what is new"),
    ("output", "Output gate", "how much of its memory each unit shows to the rest; dark: it keeps it to itself",
     "hidden", "shown", "shows {} of its memory"),
)  # fmt: skip

_WORTH_A_LINE = 0.03

_MOST_MEMORY = 2.0
"""A unit shows the tanh of its memory, which hardly grows beyond this."""


class GatesView(QWidget):
    """Six plots with one cursor."""

    time_picked = Signal(float)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._beliefs = Beliefs(
            "Belief", "what it would say if the take ended here; the likeliest gestures", 66
        )
        self._contributions = Contributions(
            "What each frame contributed", "to the answer at the end, by the network's gradient", 44
        )
        self._gates = {
            name: HeatMap(title, told, Scale(least, greatest, gate_colours, partial(_gate_told, sentence)))
            for name, title, told, least, greatest, sentence in _GATES
        }
        self._memory = HeatMap(
            "Memory (cell state)", "what each unit holds: strong colours are strong memories, of either sign",
            Scale("negative", "positive", memory_colours, _memory_told),
        )  # fmt: skip
        self._plots: tuple[TimePlot, ...] = (
            self._beliefs, self._contributions, *self._gates.values(), self._memory
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for plot in self._plots:
            plot.time_picked.connect(self.time_picked)
            plot.pointed.connect(self.pointed)
            column.addWidget(plot, 3 if isinstance(plot, HeatMap) else 2)
        self._plots[-1].show_times(shown=True)

    def show_insight(self, insight: Insight, layer: int, duration_s: float) -> None:
        """Show one layer of a look inside a take of this length."""
        for plot in self._plots:
            plot.set_span(-insight.step_s / 2, max(duration_s, insight.times_s[-1]) + insight.step_s / 2)
        self._beliefs.set_curves(belief_curves(insight))
        winner = shown_name(insight.labels[insight.winner])
        self._contributions.set_values(insight.times_s, insight.contribution, winner)
        shown = insight.layers[layer]
        units = shown.order()
        for name, plot in self._gates.items():
            plot.set_values(getattr(shown, name), units, insight.times_s, (0.0, 1.0))
        self._memory.set_values(shown.cell, units, insight.times_s, _memory_limits(shown))

    def set_cursor(self, time_s: float) -> None:
        for plot in self._plots:
            plot.set_cursor(time_s)


def belief_curves(insight: Insight) -> list[Curve]:
    """The labels it believed in most at any time, the winner first of all; and how much it was at a loss."""
    strongest = insight.beliefs.max(axis=0) + (np.arange(len(insight.labels)) == insight.winner)
    order = np.argsort(-strongest, kind="stable")[: MOST_CURVES - 1]
    curves = [
        Curve(shown_name(insight.labels[label]), insight.times_s, insight.beliefs[:, label])
        for label in order
        if strongest[label] >= _WORTH_A_LINE
    ]
    return [*curves, Curve("Too little to tell", insight.times_s, insight.undecided)]


def summary(insight: Insight, layer: int, time_s: float) -> str:
    """What the network does at a time, in a sentence."""
    if time_s < insight.times_s[0] - 1e-6:
        return f"At {time_s:.2f} s no hand has been seen yet."
    step = insight.step_at(time_s)
    shown = insight.layers[layer]
    return (
        f"At {insight.times_s[step]:.2f} s it {_belief(insight, step)}. On average its units keep "
        f"{_mean(shown.forget, step)} of their memory, let in {_mean(shown.input, step)} of what is new and show "
        f"{_mean(shown.output, step)}."
    )


def _belief(insight: Insight, step: int) -> str:
    label = int(insight.beliefs[step].argmax())
    sure = float(insight.beliefs[step, label])
    if insight.undecided[step] > sure:
        return "has seen too little to tell"
    return f"believes in “{shown_name(insight.labels[label])}” with {share(sure)}"


def _mean(gate: NDArray[np.float32], step: int) -> str:
    return f"{float(gate[step].mean()):.0%}"


def _gate_told(sentence: str, value: float) -> str:
    return f"{sentence.format(f'{value:.0%}')}"


def _memory_told(value: float) -> str:
    strength = "nothing much" if abs(value) < 0.1 else "a little" if abs(value) < 0.5 else "a lot"
    return f"holds {strength} ({value:+.2f})".replace("-", "−")


def _memory_limits(layer: LayerInsight) -> tuple[float, float]:
    """As far to either side as nearly all memories go, and never farther than matters."""
    most = float(np.clip(np.quantile(np.abs(layer.cell), 0.99), 0.1, _MOST_MEMORY))
    return -most, most
