"""What a gesture does: first the kind of action, then its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.actions.action import Action, Kind, OpenApplication
from gesture_app.pipeline.acting.messages import Abilities
from gesture_app.ui.actions.action_choice import ActionChoice
from gesture_app.ui.actions.forms.application import ApplicationForm
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.actions.forms.made import form_for
from gesture_app.ui.actions.kinds import kind_for, why_not
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card
from gesture_app.ui.widgets.glyph import Glyph
from gesture_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from gesture_app.actions.ends.applications import Application


class ActionCard(Card):
    """Large buttons until a kind is chosen; then its fields, and the way to another kind."""

    changed = Signal()
    opened = Signal()
    """A kind was chosen, and its form is there."""
    applications_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("What it does")
        self._form: ActionForm | None = None
        self._kind: type[Kind] | None = None
        self._applications: tuple[Application, ...] | None = None
        self._abilities: Abilities | None = None
        self._choice = ActionChoice()
        self._choice.chosen.connect(self._chosen)
        self._icon, self._name = Glyph("actions", "accent", disc=True), Text("", "strong")
        self._other = Button("Something else", "back")
        self._other.clicked.connect(self._choose_other)
        self._why_not = Text("", "usable", wrap=True)
        self._place = QVBoxLayout()
        self._filling = self._filling_in()
        for part in (self._choice, self._filling):
            self.body.addWidget(part)

    def _filling_in(self) -> QWidget:
        """The chosen kind above its form."""
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._name, 1)
        head.addWidget(self._other)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._why_not)
        column.addLayout(self._place)
        return page

    @property
    def kind(self) -> type[Kind] | None:
        """What was chosen; None: nothing yet."""
        return self._kind

    @property
    def problems(self) -> list[str]:
        """What is wrong in the form."""
        return [] if self._form is None else self._form.problems

    def show_action(self, action: Action | None) -> None:
        """Show an action to be changed; None: one chooses a kind first."""
        if action is None:
            self._choose_other()
            return
        self._open(type(action))
        if self._form is not None:
            self._form.show_action(action)

    def read(self) -> Action | None:
        """The action as it is filled in; None: there is none, or what is wrong stands at the fields."""
        return None if self._form is None else self._form.read()

    def set_applications(self, applications: Sequence[Application]) -> None:
        """What is installed."""
        self._applications = tuple(applications)
        if isinstance(self._form, ApplicationForm):
            self._form.set_applications(applications)

    def set_abilities(self, abilities: Abilities) -> None:
        """What cannot be done here."""
        self._abilities = abilities
        self._choice.set_abilities(abilities)
        self._tell_why_not()

    @Slot(object)
    def _chosen(self, kind: type[Kind]) -> None:
        self._open(kind)
        if self._form is not None:
            self._form.take_focus()
        self.changed.emit()
        self.opened.emit()

    def _open(self, kind: type[Kind]) -> None:
        self._drop_form()
        self._kind, self._form = kind, form_for(kind)
        self._form.changed.connect(self._filled)
        self._place.addWidget(self._form)
        if kind is OpenApplication:
            self.applications_wanted.emit()
        if isinstance(self._form, ApplicationForm) and self._applications is not None:
            self._form.set_applications(self._applications)
        told = kind_for(kind)
        self._icon.show_icon(told.icon, "accent")
        self._name.setText(told.name)
        self._tell_why_not()
        self._show(self._filling)

    @Slot()
    def _choose_other(self) -> None:
        self._drop_form()
        self._show(self._choice)
        self.changed.emit()

    def _show(self, shown: QWidget) -> None:
        for part in (self._choice, self._filling):
            part.setVisible(part is shown)

    def _drop_form(self) -> None:
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = self._kind = None

    @Slot()
    def _filled(self) -> None:
        if self._form is not None and self._form.problems:
            self._form.clear_problems()
        self.changed.emit()

    def _tell_why_not(self) -> None:
        sentence = "" if self._kind is None else why_not(self._kind, self._abilities)
        self._why_not.setText(sentence)
        self._why_not.setVisible(bool(sentence))
