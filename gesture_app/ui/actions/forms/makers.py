"""Forms for what is sent to other programs: OSC, WebSocket and MIDI."""

from __future__ import annotations

import json
import re

from PySide6.QtWidgets import QLineEdit

from gesture_app.actions.action import Action, PlayMidiNote, SendMidiControl, SendOsc, SendWebSocket
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.actions.forms.lines import line_of, text_of
from gesture_app.ui.widgets.fields import NumberField, SecondsField
from gesture_app.ui.widgets.note_field import NoteField

OscArgument = bool | int | float | str

_LONGEST_TEXT, _MOST_ARGUMENTS = 2000, 32
_WHOLE = re.compile(r"[+-]?\d{1,19}")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_ADDRESS = re.compile(r"/[^ #*,?\[\]{}]*")
_NOTES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")


class OscForm(ActionForm):
    """An address, what goes with it, and where it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._address = QLineEdit("/gesture")
        self._address.setMaxLength(200)
        self._address.textChanged.connect(self.changed)
        self._arguments = NoteField(_LONGEST_TEXT * 4, lines=3)
        self._arguments.textChanged.connect(self.changed)
        self._port = NumberField("Port on this machine", 1, 65535)
        self._port.setGroupSeparatorShown(False)
        self._port.setValue(12000)
        self._port.valueChanged.connect(self.changed)
        self._address_field = self.add("Address", self._address)
        self._arguments_field = self.add(
            "Arguments, one on each line",
            self._arguments,
            "1 is a whole number, 1.0 a decimal one, true and false are what they say, all else is text.",
        )
        self.add("Port on this machine", self._port)

    def show_action(self, action: Action) -> None:
        if isinstance(action, SendOsc):
            self._address.setText(action.address)
            self._arguments.set_text("\n".join(map(osc_written, action.arguments)))
            self._port.setValue(action.port)

    def read(self) -> SendOsc | None:
        address = self._address.text().strip()
        arguments = tuple(map(osc_meant, self._arguments.text().splitlines()))
        self._address_field.set_problem(
            ""
            if _ADDRESS.fullmatch(address)
            else "It begins with / and has no spaces and none of # * , ? [ ] { }."
        )
        self._arguments_field.set_problem(
            "" if len(arguments) <= _MOST_ARGUMENTS else f"At most {_MOST_ARGUMENTS} can be sent."
        )
        return (
            None if self.problems else SendOsc(address=address, arguments=arguments, port=self._port.value())
        )


class WebSocketForm(ActionForm):
    """A text for the connected programs."""

    def __init__(self) -> None:
        super().__init__()
        self._text = NoteField(_LONGEST_TEXT, lines=4)
        self._text.textChanged.connect(self.changed)
        self._field = self.add(
            "Text",
            self._text,
            "It goes to the programs that are connected; turn the WebSocket on in the profile's set-up.",
        )

    def show_action(self, action: Action) -> None:
        if isinstance(action, SendWebSocket):
            self._text.set_text(action.text)

    def read(self) -> SendWebSocket | None:
        text = self._text.text()
        self._field.set_problem("" if text else "Write the text that shall be sent.")
        return SendWebSocket(text=text) if text else None


class MidiNoteForm(ActionForm):
    """Which note, how loud, how long."""

    def __init__(self) -> None:
        super().__init__()
        self._note, self._velocity = NumberField("Note", 0, 127), NumberField("Velocity", 0, 127)
        self._channel = NumberField("Channel", 1, 16)
        self._seconds = SecondsField("How long", 0.0, 60.0, 0.1)
        self._seconds.setSpecialValueText("while held")
        self._note_field = self.add("Note", self._note)
        self._note.valueChanged.connect(self._name_note)
        for field in (self._note, self._velocity, self._channel, self._seconds):
            field.valueChanged.connect(self.changed)
        self.add("How long", self._seconds)
        self.add("Velocity", self._velocity, "How hard the key is struck.")
        self.add("Channel", self._channel)
        self.show_action(PlayMidiNote())

    def show_action(self, action: Action) -> None:
        if isinstance(action, PlayMidiNote):
            self._note.setValue(action.note)
            self._velocity.setValue(action.velocity)
            self._channel.setValue(action.channel)
            self._seconds.setValue(action.seconds)

    def read(self) -> PlayMidiNote:
        return PlayMidiNote(
            note=self._note.value(),
            velocity=self._velocity.value(),
            channel=self._channel.value(),
            seconds=round(self._seconds.value(), 1),
        )

    def _name_note(self, note: int) -> None:
        self._note.setSuffix(f"  ({_NOTES[note % 12]}{note // 12 - 1})")


class MidiControlForm(ActionForm):
    """Which controller is set to what."""

    def __init__(self) -> None:
        super().__init__()
        self._control, self._value = NumberField("Controller", 0, 127), NumberField("Value", 0, 127)
        self._channel = NumberField("Channel", 1, 16)
        for field in (self._control, self._value, self._channel):
            field.valueChanged.connect(self.changed)
        self.add(
            "Controller", self._control, "1 is the modulation wheel, 7 the volume, 64 the sustain pedal."
        )
        self.add("Value", self._value)
        self.add("Channel", self._channel)
        self.show_action(SendMidiControl())

    def show_action(self, action: Action) -> None:
        if isinstance(action, SendMidiControl):
            self._control.setValue(action.control)
            self._value.setValue(action.value)
            self._channel.setValue(action.channel)

    def read(self) -> SendMidiControl:
        return SendMidiControl(
            control=self._control.value(), value=self._value.value(), channel=self._channel.value()
        )


def osc_meant(line: str) -> OscArgument:
    """What a line stands for; text that would be something else stands in quotation marks, as in JSON."""
    word = line.strip()
    if word in ("true", "false"):
        return word == "true"
    if _WHOLE.fullmatch(word):
        return int(word)
    if _DECIMAL.fullmatch(word):
        return float(word)
    return text_of(word)


def osc_written(argument: OscArgument) -> str:
    """The line that stands for an argument."""
    if isinstance(argument, bool):
        return str(argument).lower()
    if not isinstance(argument, str):
        return str(argument)
    line = line_of(argument)
    return line if osc_meant(line) == argument else json.dumps(argument)
