"""Forms for what the keyboard and the mouse do."""

from __future__ import annotations

from typing import cast, get_args

from gesture_app.actions.action import (
    Action,
    Click,
    MediaKeyName,
    MouseButton,
    PressKeys,
    PressMediaKey,
    Scroll,
    ScrollDirection,
    TypeText,
)
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.actions.key_recorder import KeyRecorder
from gesture_app.ui.widgets.fields import NumberField
from gesture_app.ui.widgets.note_field import NoteField
from gesture_app.ui.widgets.segmented import Segmented

_LONGEST_TEXT = 2000
_MEDIA = {
    "play_pause": "Play or pause",
    "next": "Next",
    "previous": "Previous",
    "stop": "Stop",
    "mute": "Mute",
    "louder": "Louder",
    "quieter": "Quieter",
}
_TIMES = {"1": "Once", "2": "Twice", "3": "Three times"}


class PressKeysForm(ActionForm):
    """A chord that is recorded by pressing it, or typed."""

    def __init__(self) -> None:
        super().__init__()
        self._keys = KeyRecorder("Keys")
        self._keys.changed.connect(self.changed)
        self._field = self.add(
            "Keys",
            self._keys,
            "Press “Record” and then the keys; or type their names, such as ctrl+shift+t.",
        )

    def show_action(self, action: Action) -> None:
        if isinstance(action, PressKeys):
            self._keys.set_keys(action.keys)

    def read(self) -> PressKeys | None:
        problem = self._keys.problem()
        self._field.set_problem(problem)
        return None if problem else PressKeys(keys=self._keys.keys)


class TypeTextForm(ActionForm):
    """A text that is typed where the cursor is."""

    def __init__(self) -> None:
        super().__init__()
        self._text = NoteField(_LONGEST_TEXT, lines=4)
        self._text.textChanged.connect(self.changed)
        self._field = self.add("Text", self._text, "A new line presses Enter.")

    def show_action(self, action: Action) -> None:
        if isinstance(action, TypeText):
            self._text.set_text(action.text)

    def read(self) -> TypeText | None:
        text = self._text.toPlainText()
        self._field.set_problem("" if text else "Write the text that shall be typed.")
        return TypeText(text=text) if text else None


class MediaKeyForm(ActionForm):
    """One of the keys for music and volume."""

    def __init__(self) -> None:
        super().__init__()
        keys = get_args(MediaKeyName)
        self._key = Segmented("Key", [(key, _MEDIA[key]) for key in keys])
        self._key.choose(keys[0])
        self._key.chosen.connect(self.changed)
        self.add("Key", self._key)

    def show_action(self, action: Action) -> None:
        if isinstance(action, PressMediaKey):
            self._key.choose(action.key)

    def read(self) -> PressMediaKey:
        return PressMediaKey(key=cast(MediaKeyName, self._key.choice))


class ClickForm(ActionForm):
    """Which button, and how often."""

    def __init__(self) -> None:
        super().__init__()
        buttons = get_args(MouseButton)
        self._button = Segmented("Button", [(button, button.capitalize()) for button in buttons])
        self._times = Segmented("How often", list(_TIMES.items()))
        self._button.choose(buttons[0])
        self._times.choose("1")
        for choice in (self._button, self._times):
            choice.chosen.connect(self.changed)
        self.add("Button", self._button)
        self.add("How often", self._times, "It clicks where the pointer is.")

    def show_action(self, action: Action) -> None:
        if isinstance(action, Click):
            self._button.choose(action.button)
            self._times.choose(str(action.times))

    def read(self) -> Click:
        return Click(button=cast(MouseButton, self._button.choice), times=int(self._times.choice))


class ScrollForm(ActionForm):
    """Which way, and how far."""

    def __init__(self) -> None:
        super().__init__()
        ways = get_args(ScrollDirection)
        self._way = Segmented("Direction", [(way, way.capitalize()) for way in ways])
        self._way.choose("down")
        self._way.chosen.connect(self.changed)
        self._notches = NumberField("Notches of the wheel", 1, 50)
        self._notches.setValue(3)
        self._notches.valueChanged.connect(self.changed)
        self.add("Direction", self._way)
        self.add("Notches of the wheel", self._notches)

    def show_action(self, action: Action) -> None:
        if isinstance(action, Scroll):
            self._way.choose(action.direction)
            self._notches.setValue(action.notches)

    def read(self) -> Scroll:
        return Scroll(direction=cast(ScrollDirection, self._way.choice), notches=self._notches.value())
