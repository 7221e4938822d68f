"""Buttons for a hand that shows a sign."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gesture_app.ui.signs.flow import Flow
from gesture_app.ui.signs.view import SignView
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.segmented import Segmented

_SPEEDS = {"0.25": "¼", "0.5": "½", "0.75": "¾", "1": "1×"}
_GAP, _GROUP_GAP = 6, 18


class SignControls(QWidget):
    """Play, step and loop; speed; from where it is seen; which hand makes it. As many rows as they need."""

    def __init__(self, view: SignView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How the sign is shown")
        self._view = view
        self._play = Button("", "pause", name="Pause")
        self._back = Button("", "step-back", name="Step back")
        self._forward = Button("", "step-forward", name="Step forward")
        self._loop = Button("", "loop", name="Repeat")
        self._loop.setCheckable(True)
        self._speed = Segmented("Speed", list(_SPEEDS.items()))
        self._from = Segmented("Seen from", [("front", "Front"), ("own eyes", "My eyes")])
        self._side = Segmented("Hand", [("right", "Right"), ("left", "Left")])
        flow = Flow(_GROUP_GAP, _GAP)
        self.setLayout(flow)
        for group in (self._moving(), self._speed, self._from, self._side):
            flow.addWidget(group)
        self._connect()
        self._show()

    def _moving(self) -> QWidget:
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for button in (self._back, self._play, self._forward, self._loop):
            row.addWidget(button)
        return group

    def _connect(self) -> None:
        self._play.clicked.connect(self._view.toggle)
        self._back.clicked.connect(self._view.step_back)
        self._forward.clicked.connect(self._view.step_forward)
        self._loop.toggled.connect(self._view.set_looping)
        self._speed.chosen.connect(self._speed_chosen)
        self._from.chosen.connect(self._view.look_from)
        self._side.chosen.connect(self._view.set_side)
        self._view.changed.connect(self._show)

    @Slot(str)
    def _speed_chosen(self, key: str) -> None:
        self._view.set_speed(float(key))

    @Slot()
    def _show(self) -> None:
        view = self._view
        does = "Pause" if view.playing else "Play"
        self._play.set_icon(does.lower())
        self._play.setAccessibleName(does)
        self._play.setToolTip(does)
        with QSignalBlocker(self._loop):
            self._loop.setChecked(view.looping)
        self._speed.choose(min(_SPEEDS, key=lambda key: abs(float(key) - view.speed)))
        self._from.choose(view.seen_from)
        self._side.choose(view.side)
        for button in (self._back, self._forward):
            button.setEnabled(view.step_count > 1)
