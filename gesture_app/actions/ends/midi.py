"""MIDI notes and controls, and no note that goes on for ever."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gesture_app.actions.action import PlayMidiNote, SendMidiControl
from gesture_app.actions.ends.midi_ports import MidiPort, midi_ports, open_midi_port, why_no_midi
from gesture_app.actions.firing import ActionFailed, Firing

if TYPE_CHECKING:
    from mido import Message

__all__ = ["MidiOut", "midi_ports", "why_no_midi"]

LONGEST_S = 60.0
"""A note that is held ends by then, also if the end of its gesture is never told."""

ALONE_S = 0.5
"""For a note that lasts as long as its gesture where there is none to last: tried by hand, or bound to an end."""

_Key = tuple[int, int]  # channel 0…15, note


@dataclass(frozen=True, slots=True)
class _Sounding:
    binding: str
    until_s: float  # on time.monotonic


class MidiOut:
    """Plays on one output, opened at the first note or by `open`. Its methods may be called from any thread."""

    def __init__(self, port_name: str = "", open_port: Callable[[str], MidiPort] = open_midi_port) -> None:
        self._name, self._open_port = port_name, open_port
        self._port: MidiPort | None = None
        self._sounding: dict[_Key, _Sounding] = {}
        self._holders: set[str] = set()  # bindings that began notes whose ends will be told
        self._changed = threading.Condition(threading.RLock())
        self._timekeeper: threading.Thread | None = None
        self._closed = False

    def open(self) -> None:
        """Open the output now, so that other programs find it before the first note.

        Raises:
            ActionFailed: there is no MIDI here, or no such output.
        """
        with self._changed:
            self._opened()

    def do(self, firing: Firing) -> None:
        """Play the note, end it, or set the controller.

        Raises:
            ActionFailed: there is no MIDI here, or no such output.
        """
        action = firing.action
        with self._changed:
            if isinstance(action, PlayMidiNote):
                self._play_or_end(firing, action)
            elif isinstance(action, SendMidiControl):
                self._send("control_change", action.channel - 1, control=action.control, value=action.value)
            else:
                raise TypeError(f"not MIDI: {action}")

    def anew(self) -> MidiOut:
        """Another one for the same output, to go on with after this one hung."""
        return MidiOut(self._name, self._open_port)

    def close(self) -> None:
        """End every note and let go of the output; may be called twice."""
        with self._changed:
            with contextlib.suppress(ActionFailed):
                for key in list(self._sounding):
                    self._end(key)
            self._let_go()
            self._closed = True
            self._changed.notify_all()
            keeper, self._timekeeper = self._timekeeper, None
        if keeper is not None and keeper is not threading.current_thread():
            keeper.join()

    def _play_or_end(self, firing: Firing, action: PlayMidiNote) -> None:
        """A note that lasts as long as its gesture is fired again with the phase `end` when that is over."""
        key = (action.channel - 1, action.note)
        held = action.seconds == 0
        if held and firing.phase in ("start", "held"):
            self._holders.add(firing.binding)
            self._begin(key, firing.binding, action.velocity, LONGEST_S)
        elif held and firing.phase == "end" and firing.binding in self._holders:
            sounding = self._sounding.get(key)
            if sounding is not None and sounding.binding == firing.binding:
                self._end(key)
        else:
            self._begin(key, firing.binding, action.velocity, ALONE_S if held else action.seconds)

    def _begin(self, key: _Key, binding: str, velocity: int, seconds: float) -> None:
        if key in self._sounding:  # struck again
            self._end(key)
        channel, note = key
        self._send("note_on", channel, note=note, velocity=velocity)
        self._sounding[key] = _Sounding(binding, time.monotonic() + seconds)
        if self._timekeeper is None:
            self._timekeeper = threading.Thread(target=self._end_in_time, name="midi notes", daemon=True)
            self._timekeeper.start()
        self._changed.notify_all()

    def _end(self, key: _Key) -> None:
        del self._sounding[key]
        channel, note = key
        self._send("note_off", channel, note=note)

    def _end_in_time(self) -> None:
        with self._changed:
            while not self._closed:
                now_s = time.monotonic()
                for key in [key for key, each in self._sounding.items() if each.until_s <= now_s]:
                    with contextlib.suppress(ActionFailed):  # the next note will tell
                        self._end(key)
                next_s = min((each.until_s for each in self._sounding.values()), default=None)
                self._changed.wait(None if next_s is None else max(next_s - time.monotonic(), 0.0))

    def _send(self, kind: str, channel: int, **values: int) -> None:
        from mido import Message

        message: Message = Message(kind, channel=channel, **values)
        port = self._opened()
        try:
            port.send(message)
        except (OSError, RuntimeError, ValueError) as error:  # the instrument is gone, or its library says so
            self._let_go()
            raise ActionFailed(
                "The MIDI output does not answer any more. Connect it again, or choose another one in the profile."
            ) from error

    def _opened(self) -> MidiPort:
        if self._closed:
            raise ActionFailed("The MIDI output was changed or closed in this moment. Try it again.")
        if self._port is None:
            self._port = self._open_port(self._name)
        return self._port

    def _let_go(self) -> None:
        port, self._port = self._port, None
        self._sounding.clear()
        if port is not None:
            with contextlib.suppress(OSError, RuntimeError):
                port.close()
