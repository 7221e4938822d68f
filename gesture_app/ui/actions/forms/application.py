"""The form for opening an application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gesture_app.actions.action import Action, OpenApplication
from gesture_app.ui.actions.application_picker import ApplicationPicker
from gesture_app.ui.actions.forms.form import ActionForm

if TYPE_CHECKING:
    from gesture_app.actions.ends.applications import Application


class ApplicationForm(ActionForm):
    """One of those installed here."""

    def __init__(self) -> None:
        super().__init__()
        self._picker = ApplicationPicker()
        self._picker.changed.connect(self.changed)
        self._field = self.add("Application", self._picker)

    def set_applications(self, applications: Sequence[Application]) -> None:
        """What is installed."""
        self._picker.set_applications(applications)

    def show_action(self, action: Action) -> None:
        if isinstance(action, OpenApplication):
            self._picker.choose(action.entry, action.name)

    def read(self) -> OpenApplication | None:
        entry, name = self._picker.chosen
        self._field.set_problem("" if entry else "Choose an application.")
        return OpenApplication(entry=entry, name=name) if entry else None
