"""MIDI, heard by a port of the library's own class, and by another program's where the machine has a sequencer."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import mido
import pytest
from mido.ports import EchoPort

from gesture_app.actions.action import Action, PlayMidiNote, SendMidiControl
from gesture_app.actions.ends.midi import LONGEST_S, MidiOut
from gesture_app.actions.ends.midi_ports import MidiPort, midi_ports, open_midi_port, why_no_midi
from gesture_app.actions.firing import ActionFailed, Firing, Phase

HELD = PlayMidiNote(note=64, velocity=90, channel=2, seconds=0)


@pytest.fixture
def port() -> EchoPort:
    """What is sent comes out of it again."""
    return EchoPort("instrument")


@pytest.fixture
def out(port: EchoPort) -> Iterator[MidiOut]:
    made = MidiOut("instrument", lambda name: port)
    yield made
    made.close()
    made.close()


def firing(action: Action, phase: Phase = "start", binding: str = "b") -> Firing:
    return Firing(1, binding, "wave", action, phase, 0.9, "right", 1.0, 1.0)


def heard(port: EchoPort) -> list[str]:
    return [str(message).removesuffix(" time=0") for message in port.iter_pending()]


def heard_in_time(port: EchoPort, number: int) -> list[str]:
    messages: list[str] = []
    end = time.monotonic() + 5
    while len(messages) < number and time.monotonic() < end:
        messages += heard(port)
        time.sleep(0.005)
    return messages


ON, OFF = "note_on channel=1 note=64 velocity=90", "note_off channel=1 note=64 velocity=64"


def test_a_note_ends_by_itself_after_its_time(out: MidiOut, port: EchoPort) -> None:
    out.do(firing(PlayMidiNote(note=64, velocity=90, channel=2, seconds=0.05)))
    assert heard(port) == [ON]
    assert heard_in_time(port, 1) == [OFF]


def test_a_held_note_sounds_until_its_gesture_ends(out: MidiOut, port: EchoPort) -> None:
    out.do(firing(HELD, "start"))
    time.sleep(0.05)
    assert heard(port) == [ON]
    out.do(firing(HELD, "end"))
    assert heard(port) == [OFF]
    out.do(firing(HELD, "end"))
    assert heard(port) == []  # it ended already


def test_a_short_note_ends_before_a_long_one_that_began_earlier(out: MidiOut, port: EchoPort) -> None:
    out.do(firing(PlayMidiNote(note=1, seconds=30)))
    out.do(firing(PlayMidiNote(note=2, seconds=0.05)))
    assert [each.split(" velocity")[0] for each in heard_in_time(port, 3)] == [
        "note_on channel=0 note=1",
        "note_on channel=0 note=2",
        "note_off channel=0 note=2",
    ]


def test_a_note_struck_again_ends_first(out: MidiOut, port: EchoPort) -> None:
    out.do(firing(HELD, "held"))
    out.do(firing(HELD, "held"))
    out.do(firing(HELD, "end"))
    assert heard(port) == [ON, OFF, ON, OFF]


def test_the_end_of_one_gesture_leaves_the_note_of_another_alone(out: MidiOut, port: EchoPort) -> None:
    out.do(firing(HELD, "start", "one"))
    out.do(firing(HELD, "start", "two"))
    out.do(firing(HELD, "end", "one"))
    assert heard(port) == [ON, OFF, ON]
    out.do(firing(HELD, "end", "two"))
    assert heard(port) == [OFF]


@pytest.mark.parametrize("phase", ["try", "end"])
def test_a_held_note_with_no_gesture_to_last_is_short(out: MidiOut, port: EchoPort, phase: Phase) -> None:
    out.do(firing(HELD, phase))
    assert heard_in_time(port, 2) == [ON, OFF]


def test_no_note_hangs_when_it_is_closed(port: EchoPort) -> None:
    sent: list[str] = []
    out = MidiOut("", lambda name: Kept(sent))
    out.do(firing(HELD, "start"))
    out.do(firing(PlayMidiNote(note=1, seconds=30)))
    out.close()
    assert [each.split()[0] for each in sent] == ["note_on", "note_on", "note_off", "note_off", "closed"]
    with pytest.raises(ActionFailed):
        out.do(firing(HELD, "start"))
    assert len(sent) == 5


def test_a_note_whose_end_is_never_told_ends_all_the_same(
    port: EchoPort, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LONGEST_S <= 60
    monkeypatch.setattr("gesture_app.actions.ends.midi.LONGEST_S", 0.05)
    out = MidiOut("", lambda name: port)
    out.do(firing(HELD, "start"))
    assert heard_in_time(port, 2) == [ON, OFF]
    out.close()


def test_a_control_is_set_once(out: MidiOut, port: EchoPort) -> None:
    out.do(firing(SendMidiControl(control=7, value=100, channel=16)))
    assert heard(port) == ["control_change channel=15 control=7 value=100"]


def test_the_output_is_opened_at_the_first_use_or_before_it() -> None:
    opened: list[str] = []

    def opening(name: str) -> MidiPort:
        opened.append(name)
        return Kept([])

    out = MidiOut("piano", opening)
    assert opened == []
    out.open()
    out.do(firing(HELD, "start"))
    out.close()
    out = out.anew()
    out.do(firing(HELD, "start"))
    out.close()
    assert opened == ["piano", "piano"]


def test_an_instrument_that_was_unplugged_is_told_and_opened_again() -> None:
    sent: list[str] = []
    ports = [Gone(), Kept(sent)]
    out = MidiOut("", lambda name: ports.pop(0))
    with pytest.raises(ActionFailed, match="does not answer"):
        out.do(firing(HELD, "start"))
    out.do(firing(HELD, "start"))
    out.close()
    assert [each.split()[0] for each in sent] == ["note_on", "note_off", "closed"]


class Kept:
    """Keeps what it is sent."""

    def __init__(self, sent: list[str]) -> None:
        self._sent = sent

    def send(self, message: mido.Message, /) -> None:
        self._sent.append(str(message))

    def close(self) -> None:
        self._sent.append("closed")


class Gone:
    """An instrument whose cable was pulled."""

    def send(self, message: mido.Message, /) -> None:
        raise OSError("no such device")

    def close(self) -> None:
        raise OSError("no such device")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux's sequencer")
def test_a_system_without_a_sequencer_says_how_to_get_one(tmp_path: Path) -> None:
    assert "modprobe" in why_no_midi(tmp_path / "seq")


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mido.backends.rtmidi", None)
    assert "pip install" in why_no_midi()
    assert midi_ports() == ()
    with pytest.raises(ActionFailed, match="pip install"):
        MidiOut().do(firing(HELD))


@pytest.mark.skipif(bool(why_no_midi()), reason="the machine has no MIDI")
def test_an_output_that_is_not_there_is_told() -> None:
    with pytest.raises(ActionFailed, match="is not there"):
        open_midi_port("no instrument is called so")


@pytest.mark.skipif(bool(why_no_midi()) or sys.platform == "win32", reason="the machine has no virtual MIDI")
def test_another_program_hears_the_notes_through_a_virtual_port() -> None:
    out = MidiOut()
    out.open()
    name = next(each for each in mido.get_input_names() if each.startswith("Gesture App"))
    with mido.open_input(name) as other:
        out.do(firing(HELD, "start"))
        out.do(firing(HELD, "end"))
        assert [received(other.poll), received(other.poll)] == [ON, OFF]
    out.close()


@pytest.mark.skipif(bool(why_no_midi()) or sys.platform == "win32", reason="the machine has no virtual MIDI")
def test_an_instrument_is_found_by_its_name_without_numbers() -> None:
    with mido.open_input("Synth of a test", client_name="Synth of a test", virtual=True) as other:
        name = next(each for each in midi_ports() if each.startswith("Synth of a test"))
        out = MidiOut(name)
        out.do(firing(HELD, "start"))
        assert received(other.poll) == ON
        out.close()
        assert received(other.poll) == OFF


def received(poll: Callable[[], mido.Message | None]) -> str:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if (message := poll()) is not None:
            return str(message).removesuffix(" time=0")
        time.sleep(0.005)
    return "nothing"
