"""Everything a gesture can do, as data: written in profiles, checked on the way in, carried out by the ends."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

MouseButton = Literal["left", "middle", "right"]
ScrollDirection = Literal["up", "down", "left", "right"]
MediaKeyName = Literal["play_pause", "next", "previous", "stop", "mute", "louder", "quieter"]

Text = Annotated[str, msgspec.Meta(max_length=2000)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
PathText = Annotated[str, msgspec.Meta(max_length=4096)]
MidiNumber = Annotated[int, msgspec.Meta(ge=0, le=127)]
MidiChannel = Annotated[int, msgspec.Meta(ge=1, le=16)]


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """One kind of action; `do` names it in files."""


class OpenApplication(Kind, frozen=True, kw_only=True, tag="open application"):
    """Start an installed application, as its icon in the menu would."""

    entry: Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]
    """Linux: the desktop entry's id (`org.gnome.Calculator.desktop`); elsewhere the shortcut's or bundle's path."""
    name: Name = ""
    """As it was called when it was chosen."""


class Open(Kind, frozen=True, kw_only=True, tag="open"):
    """Open a file, a folder or a web address with the program that the desktop has for it."""

    target: Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]


class RunCommand(Kind, frozen=True, kw_only=True, tag="run command"):
    """Run a program with these arguments. There is no shell: nothing in them is expanded or split."""

    arguments: Annotated[tuple[PathText, ...], msgspec.Meta(min_length=1, max_length=100)]
    """The program first."""
    folder: PathText = ""
    """To run in; empty: the home folder."""
    longest_s: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 10.0
    """It is ended after this; 0: it may go on for as long as it likes (a program with a window)."""


class PressKeys(Kind, frozen=True, kw_only=True, tag="press keys"):
    """Press keys together, as `("ctrl", "shift", "t")`. Names: see `gesture_app.actions.key_names`."""

    keys: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1, max_length=6)]


class TypeText(Kind, frozen=True, kw_only=True, tag="type text"):
    """Type a text where the keyboard's focus is."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class PressMediaKey(Kind, frozen=True, kw_only=True, tag="media key"):
    """What the keys for music and volume do."""

    key: MediaKeyName


class Click(Kind, frozen=True, kw_only=True, tag="click"):
    """Click where the pointer is."""

    button: MouseButton = "left"
    times: Annotated[int, msgspec.Meta(ge=1, le=3)] = 1


class Scroll(Kind, frozen=True, kw_only=True, tag="scroll"):
    """Turn the mouse's wheel."""

    direction: ScrollDirection = "down"
    notches: Annotated[int, msgspec.Meta(ge=1, le=50)] = 3


class Speak(Kind, frozen=True, kw_only=True, tag="speak"):
    """Say a text aloud; empty: the gesture's name."""

    text: Text = ""


class Notify(Kind, frozen=True, kw_only=True, tag="notify"):
    """Show a notification, play a sound, or both."""

    text: Text = ""
    """Empty: the gesture's name."""
    shown: bool = True
    sound: bool = True


class SendOsc(Kind, frozen=True, kw_only=True, tag="send OSC"):
    """Send one OSC message of one's own to a program on this machine."""

    address: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern="^/[^ #*,?\\[\\]{}]*$")]
    arguments: Annotated[tuple[bool | int | float | Text, ...], msgspec.Meta(max_length=32)] = ()
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 12000


class SendWebSocket(Kind, frozen=True, kw_only=True, tag="send WebSocket"):
    """Send a text of one's own, besides the event, to the programs connected to the WebSocket."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class PlayMidiNote(Kind, frozen=True, kw_only=True, tag="MIDI note"):
    """Play a note: as long as the gesture is held, or for `seconds`."""

    note: MidiNumber = 60
    velocity: MidiNumber = 100
    channel: MidiChannel = 1
    seconds: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.5
    """0: until the gesture ends."""


class SendMidiControl(Kind, frozen=True, kw_only=True, tag="MIDI control"):
    """Set a controller to a value."""

    control: MidiNumber = 1
    value: MidiNumber = 127
    channel: MidiChannel = 1


class AddToSentence(Kind, frozen=True, kw_only=True, tag="add to sentence"):
    """Put a word (empty: the gesture's name) or do something else to the line of the sentence builder."""

    what: Literal["word", "letter", "space", "delete", "clear", "speak", "copy"] = "word"
    text: Text = ""


Action = (
    OpenApplication
    | Open
    | RunCommand
    | PressKeys
    | TypeText
    | PressMediaKey
    | Click
    | Scroll
    | Speak
    | Notify
    | SendOsc
    | SendWebSocket
    | PlayMidiNote
    | SendMidiControl
    | AddToSentence
)
