"""MIDI outputs of this machine: whether there are any, what they are called, and opening one."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gesture_app.actions.firing import ActionFailed

if TYPE_CHECKING:
    from mido import Message

OWN_PORT = "Gesture App"
"""Programs that take MIDI list us under this name, where the system lets programs have ports of their own."""

SEQUENCER = Path("/dev/snd/seq")
"""Where Linux has MIDI. Without it the library writes to the terminal and fails, so it is not asked."""

_NUMBERS = re.compile(r" \d+:\d+$")
"""What ALSA appends to names; they change from one day to the next."""


class MidiPort(Protocol):
    """An open output."""

    def send(self, message: Message, /) -> None: ...

    def close(self) -> None: ...


def why_no_midi(sequencer: Path = SEQUENCER) -> str:
    """Why nothing can be played here and what to do; empty where it can."""
    try:
        import mido.backends.rtmidi  # noqa: F401 - whether it can be imported is the question
    except ImportError:
        return (
            "MIDI is an extra that is not installed. Install it with “pip install mido python-rtmidi” where this"
            " program is installed, and start the program again."
        )
    if not sys.platform.startswith("linux"):
        return ""
    if not sequencer.exists():
        return (
            f"This system has no MIDI: {sequencer} is missing. Load it with “sudo modprobe snd-seq”, and start the"
            " program again."
        )
    if not os.access(sequencer, os.R_OK | os.W_OK):
        return (
            f"You may not use MIDI on this system: {sequencer} is closed to you. Add yourself to the group “audio” and"
            " log in again."
        )
    return ""


def midi_ports() -> tuple[str, ...]:
    """What can be played on now, by names that stay the same; empty where there is no MIDI."""
    if why_no_midi():
        return ()
    return tuple(dict.fromkeys(_NUMBERS.sub("", name) for name in _backend().get_output_names()))


def open_midi_port(name: str) -> MidiPort:
    """Open the output of this name; empty: a port of our own that programs can connect to, else the first there is.

    Raises:
        ActionFailed: there is no MIDI here, or no such output.
    """
    reason = why_no_midi()
    if reason:
        raise ActionFailed(reason)
    backend = _backend()
    try:
        if not name and sys.platform != "win32":  # Windows lets no program have a port of its own
            port: MidiPort = backend.open_output(OWN_PORT, client_name=OWN_PORT)
        else:
            port = backend.open_output(_found(name, backend.get_output_names()))
    except (OSError, RuntimeError) as error:  # rtmidi's errors are RuntimeErrors
        raise ActionFailed(
            f"The MIDI output {name or OWN_PORT} could not be opened. Another program may hold it: close that one, or"
            " choose another output in the profile."
        ) from error
    return port


def _found(name: str, names: list[str]) -> str:
    if not name and names:
        return names[0]
    for each in names:
        if name and _NUMBERS.sub("", each) == _NUMBERS.sub("", name):
            return each
    if not name:
        raise ActionFailed(
            "There is no MIDI output. Start a program that takes MIDI, or connect an instrument; on Windows,"
            " loopMIDI makes an output that other programs hear."
        )
    raise ActionFailed(
        f"The MIDI output “{name}” is not there. Connect it, or choose another one in the profile."
    )


def _backend() -> Any:
    import mido

    return mido.Backend("mido.backends.rtmidi", use_environ=False)
