"""What is told to other programs on this machine, whatever is bound to the gestures."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gesture_app.actions.binding import Profile, Streams
from gesture_app.pipeline.acting.messages import Abilities
from gesture_app.ui.widgets.announce import announce
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Card, Line
from gesture_app.ui.widgets.fields import Choice, NumberField
from gesture_app.ui.widgets.setting_row import SettingRow
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Text

_OWN_PORT = "Our own, where the system has such; else the first"

_MIDI_TOLD = "Where notes and controls of this profile go."


class StreamsCard(Card):
    """OSC, WebSocket and the MIDI output, each with its port."""

    edited = Signal(object)
    """The `Streams` as they are now."""

    def __init__(self) -> None:
        super().__init__(
            "For makers",
            "While this profile is armed, every gesture's beginning and end is also told to programs on this machine.",
        )
        self._streams = Streams()
        self._osc, self._wekinator = Switch("OSC"), Switch("Wekinator’s addresses")
        self._osc_port = NumberField("OSC port", 1024, 65535)
        self._websocket = Switch("WebSocket")
        self._websocket_port = NumberField("WebSocket port", 1024, 65535)
        self._address = QLineEdit()
        self._address.setReadOnly(True)
        self._address.setAccessibleName("Address of the WebSocket, with its token")
        self._copy = Button("Copy", "copy", name="Copy the address of the WebSocket")
        self._copy.clicked.connect(self._copied)
        self._midi = Choice("MIDI output", 20)
        self._midi_told = Text(_MIDI_TOLD, "small", wrap=True)
        self._trouble = Text("", "usable", wrap=True)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        for switch in (self._osc, self._wekinator, self._websocket):
            switch.toggled.connect(self._changed)
        for port in (self._osc_port, self._websocket_port):
            port.valueChanged.connect(self._changed)
        self._midi.activated.connect(self._changed)

    def _lay_out(self) -> None:
        told = "Messages such as /gesture/start with the gesture, the confidence, the hand and the time."
        self._wekinator_row = SettingRow(
            "Wekinator’s addresses",
            "Also /wek/outputs and /GESTURE, as Wekinator sends them.",
            self._wekinator,
        )
        self._address_row = QWidget()
        address = QHBoxLayout(self._address_row)
        address.setContentsMargins(0, 0, 0, 0)
        address.addWidget(self._address, 1)
        address.addWidget(self._copy)
        self.body.addWidget(self._trouble)
        self.body.addWidget(SettingRow("OSC", told, self._osc_port, self._osc))
        self.body.addWidget(self._wekinator_row)
        self.body.addWidget(Line())
        events = "JSON events for programs that know the address; web pages are refused."
        self.body.addWidget(SettingRow("WebSocket", events, self._websocket_port, self._websocket))
        self.body.addWidget(self._address_row)
        self.body.addWidget(Line())
        self.body.addWidget(SettingRow("MIDI output", self._midi_told, self._midi))

    def show_profile(self, profile: Profile) -> None:
        """Show what a profile tells."""
        streams = self._streams = profile.streams
        for switch, on in (
            (self._osc, streams.osc),
            (self._wekinator, streams.wekinator),
            (self._websocket, streams.websocket),
        ):
            with QSignalBlocker(switch):
                switch.setChecked(on)
        for port, number in (
            (self._osc_port, streams.osc_port),
            (self._websocket_port, streams.websocket_port),
        ):
            with QSignalBlocker(port):
                port.setValue(number)
        if self._midi.findData(streams.midi_port) < 0:
            self._midi.addItem(streams.midi_port or _OWN_PORT, streams.midi_port)
        self._midi.setCurrentIndex(self._midi.findData(streams.midi_port))
        self._wekinator_row.setEnabled(streams.osc)

    def set_abilities(self, abilities: Abilities) -> None:
        """The address of the WebSocket while it is open, the MIDI outputs, and what is wrong."""
        self._address.setText(abilities.websocket)
        self._address.setCursorPosition(0)
        self._address_row.setVisible(bool(abilities.websocket))
        ports = dict.fromkeys(["", *abilities.midi_ports, self._streams.midi_port])
        with QSignalBlocker(self._midi):
            self._midi.clear()
            for port in ports:
                self._midi.addItem(port or _OWN_PORT, port)
            self._midi.setCurrentIndex(self._midi.findData(self._streams.midi_port))
        self._midi.setEnabled(not abilities.midi)
        self._midi_told.setText(abilities.midi or _MIDI_TOLD)
        self._midi_told.set_role("usable" if abilities.midi else "small")
        troubles = " ".join(abilities.trouble)
        self._trouble.setText(troubles)
        self._trouble.setVisible(bool(troubles))

    @Slot()
    def _changed(self) -> None:
        streams = replace(
            self._streams,
            osc=self._osc.isChecked(),
            osc_port=self._osc_port.value(),
            wekinator=self._wekinator.isChecked(),
            websocket=self._websocket.isChecked(),
            websocket_port=self._websocket_port.value(),
            midi_port=str(self._midi.currentData() or ""),
        )
        if streams != self._streams:
            self._streams = streams
            self.edited.emit(streams)

    @Slot()
    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._address.text())
        announce(self, "The address was copied.")
