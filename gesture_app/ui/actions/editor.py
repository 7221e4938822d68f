"""One action of a gesture: which gesture, what it does, and when."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gesture_app.actions.action import Action, Speak
from gesture_app.actions.binding import Binding
from gesture_app.pipeline.acting.messages import Abilities
from gesture_app.ui.actions.action_card import ActionCard
from gesture_app.ui.actions.gesture_card import GestureCard
from gesture_app.ui.actions.timing import TimingCard
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.way_back import WayBack

if TYPE_CHECKING:
    from gesture_app.actions.ends.applications import Application

_WIDEST = 1080


class BindingEditor(QWidget):
    """Nothing is changed before it is saved."""

    back_wanted = Signal()
    saved = Signal(object)
    """The `Binding` as it is to be; one with a new id is a new one."""
    remove_wanted = Signal(str)
    try_wanted = Signal(object, str)
    """An `Action` and its gesture."""
    applications_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("An action")
        self._binding = _fresh()
        self._trusted = True
        self._gesture, self._action, self._timing = GestureCard(), ActionCard(), TimingCard()
        self._told = Text("", "poor", wrap=True)
        self._remove = Button("Remove", "delete", kind="danger", name="Remove this action")
        self._try = Button("Try it", "play")
        self._save = Button("Save", "check", kind="primary")
        cancel = Button("Cancel")
        cancel.clicked.connect(self.back_wanted)
        self._remove.clicked.connect(self._removed)
        self._try.clicked.connect(self._tried)
        self._save.clicked.connect(self._saved)
        self._action.applications_wanted.connect(self.applications_wanted)
        # Queued: the page has its new height only then.
        self._action.opened.connect(self._to_top, Qt.ConnectionType.QueuedConnection)
        for card in (self._gesture, self._action, self._timing):
            card.changed.connect(self._changed)
        self._lay_out(cancel)

    def _lay_out(self, cancel: Button) -> None:
        scroll = self._scroll = Scroll(snug=True)
        for card in (self._gesture, self._action, self._timing):
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(WayBack(self, "What a gesture does", self.back_wanted, to="Actions"))
        column.addWidget(scroll, 1)
        column.addWidget(self._told)
        column.addLayout(self._foot(cancel))
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 24, 24, 16)
        row.addWidget(content)

    def _foot(self, cancel: Button) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._remove)
        row.addStretch(1)
        for button in (self._try, cancel, self._save):
            row.addWidget(button)
        return row

    # --- what is shown --------------------------------------------------------------------------------

    def set_gestures(self, known: Sequence[str]) -> None:
        """What the model in use knows."""
        self._gesture.set_gestures(known)

    def set_pause_gesture(self, gesture: str) -> None:
        """The one that pauses everything."""
        self._gesture.set_pause_gesture(gesture)

    def set_applications(self, applications: Sequence[Application]) -> None:
        """What is installed."""
        self._action.set_applications(applications)

    def set_abilities(self, abilities: Abilities) -> None:
        """What cannot be done here."""
        self._action.set_abilities(abilities)

    def edit(self, binding: Binding | None, used: Collection[str] = (), *, trusted: bool = True) -> None:
        """Open a binding to be changed, or a new one.

        Args:
            used: a new one is of a gesture that is not among these, if there is one.
            trusted: a person has read what the profile does, so its actions may be tried.
        """
        self._trusted = trusted
        self._binding = _fresh() if binding is None else binding
        self._remove.setVisible(binding is not None)
        if binding is None:
            self._gesture.choose_other_than(used)
        else:
            self._gesture.choose(binding.gesture)
        self._action.show_action(None if binding is None else binding.action)
        self._timing.show_binding(self._binding)
        self._to_top()
        self._changed()
        self._gesture.take_focus()

    @Slot()
    def _to_top(self) -> None:
        """All of the page's beginning is in view."""
        self._scroll.verticalScrollBar().setValue(0)

    # --- wishes ---------------------------------------------------------------------------------------

    @Slot()
    def _changed(self) -> None:
        """A kind must be chosen; what is wrong with it is told when it is used."""
        self._told.hide()
        chosen = self._action.kind is not None
        self._save.setEnabled(chosen)
        self._try.setEnabled(chosen and self._trusted)

    def _read(self) -> Action | None:
        """The action as it is filled in; where it is wrong, it is said so."""
        action = self._action.read()
        if action is None:
            self._say(" ".join(self._action.problems))
        return action

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.show()
        announce(self, sentence, at_once=True)

    @Slot()
    def _tried(self) -> None:
        action = self._read()
        if action is not None:
            self.try_wanted.emit(action, self._gesture.gesture)

    @Slot()
    def _saved(self) -> None:
        action, gesture = self._read(), self._gesture.gesture
        if not gesture:
            self._say("Choose a gesture.")
        elif action is not None:
            binding = self._timing.applied_to(replace(self._binding, gesture=gesture, action=action))
            self.saved.emit(binding)

    @Slot()
    def _removed(self) -> None:
        self.remove_wanted.emit(self._binding.id)


def _fresh() -> Binding:
    """A new one with the usual timing; gesture and action are chosen yet."""
    return Binding(id=uuid.uuid4().hex, gesture="?", action=Speak())
