"""What actions do, in words that hide nothing."""

from __future__ import annotations

import re
import shutil
from functools import singledispatch

from gesture_app.actions.action import (
    Action,
    AddToSentence,
    Click,
    Notify,
    Open,
    OpenApplication,
    PlayMidiNote,
    PressKeys,
    PressMediaKey,
    RunCommand,
    Scroll,
    SendMidiControl,
    SendOsc,
    SendWebSocket,
    Speak,
    TypeText,
)
from gesture_app.actions.binding import Binding
from gesture_app.actions.risks import host_of, is_address
from gesture_app.actions.visible import visible

_PLAIN_ARGUMENT = re.compile(r"[^\s“”\"'`⟨⟩⏎⇥]+")

_MEDIA = {
    "play_pause": "Play or pause",
    "next": "Next track",
    "previous": "Previous track",
    "stop": "Stop the music",
    "mute": "Sound off or on",
    "louder": "Louder",
    "quieter": "Quieter",
}
_NOTES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
_TIMES = {1: "Click", 2: "Double-click", 3: "Triple-click"}
_SENTENCE = {
    "space": "Sentence: a space",
    "delete": "Sentence: take back the last",
    "clear": "Sentence: begin anew",
    "speak": "Sentence: say it aloud",
    "copy": "Sentence: copy it",
}
_HANDS = {
    "any": "",
    "left": " with the left hand alone in sight",
    "right": " with the right hand alone in sight",
    "both": " with both hands in sight",
}


def described(action: Action) -> str:
    """What the action does, whole: nothing is cut off, and what is invisible in its texts is spelled out."""
    return _described(action)


def gesture_sentence(binding: Binding) -> str:
    """When the action is done, as a sentence."""
    gesture, held = f"“{visible(binding.gesture)}”", f"has lasted {binding.hold_s:g} s"
    hands = _HANDS[binding.hands]
    if binding.when == "held":
        repeated = f", again every {binding.every_s:g} s"
        start = f"Once {gesture} {held}" if binding.hold_s else f"While {gesture} lasts"
        sentence = start + hands + repeated + (" while it lasts" if binding.hold_s else "")
    elif binding.when == "end":
        made = f", made{hands}" if hands else ""
        sentence = f"When {gesture} is over{made}" + (f", if it {held}" if binding.hold_s else "")
    else:
        sentence = f"Once {gesture} {held}{hands}" if binding.hold_s else f"When {gesture} begins{hands}"
    pause = f"; then not again for {binding.cool_down_s:g} s" if binding.cool_down_s else ""
    return f"{sentence}{pause}."


@singledispatch
def _described(action: object) -> str:
    raise TypeError(f"no words for {type(action).__name__}")


@_described.register
def _(action: OpenApplication) -> str:
    entry = visible(action.entry)
    return f"Start “{visible(action.name)}” ({entry})" if action.name else f"Start {entry}"


@_described.register
def _(action: Open) -> str:
    target = visible(action.target)
    if not is_address(action.target):
        return f"Open the file or folder {target}"
    host = host_of(action.target)
    return f"Open the address {target}" + (f" (at {visible(host)})" if host else "")


@_described.register
def _(action: RunCommand) -> str:
    shown = " ".join(_shown_argument(each) for each in action.arguments)
    number = len(action.arguments) - 1
    arguments = f"with {number or 'no'} argument{'' if number == 1 else 's'}"
    folder = f", in the folder {visible(action.folder)}" if action.folder else ""
    longest = f", for at most {action.longest_s:g} s" if action.longest_s else ", for as long as it likes"
    return f"Run: {shown} ({_which(action.arguments[0])}{arguments}{folder}{longest})"


def _which(program: str) -> str:
    """The file that is run, where the name alone does not say it."""
    found = None if "\0" in program else shutil.which(program)
    if found is None:
        return "not found on this computer, "
    return "" if found == program else f"as {visible(found)} "


def _shown_argument(argument: str) -> str:
    shown = visible(argument)
    return shown if _PLAIN_ARGUMENT.fullmatch(shown) else f"“{shown}”"


@_described.register
def _(action: PressKeys) -> str:
    return "Press " + " + ".join(_key_name(key) for key in action.keys)


def _key_name(key: str) -> str:
    shown = visible(key).replace("_", " ")
    return shown.upper() if len(shown) == 1 else shown[:1].upper() + shown[1:]


@_described.register
def _(action: TypeText) -> str:
    return f"Type “{visible(action.text)}”"


@_described.register
def _(action: PressMediaKey) -> str:
    return _MEDIA[action.key]


@_described.register
def _(action: Click) -> str:
    button = "" if action.button == "left" else f" with the {action.button} button"
    return f"{_TIMES[action.times]}{button}"


@_described.register
def _(action: Scroll) -> str:
    return f"Scroll {action.direction} by {action.notches}"


@_described.register
def _(action: Speak) -> str:
    return f"Say “{visible(action.text)}”" if action.text else "Say the gesture's name"


@_described.register
def _(action: Notify) -> str:
    text = f"“{visible(action.text)}”" if action.text else "the gesture's name"
    if not action.shown:
        return "Play a sound" if action.sound else "Nothing: neither message nor sound is chosen"
    return f"Show {text}" + (" with a sound" if action.sound else "")


@_described.register
def _(action: SendOsc) -> str:
    values = "".join(f" {_osc_value(value)}" for value in action.arguments)
    return f"Send OSC {visible(action.address)}{values} to port {action.port}"


def _osc_value(value: object) -> str:
    return f"“{visible(value)}”" if isinstance(value, str) else str(value).lower()


@_described.register
def _(action: SendWebSocket) -> str:
    return f"Send “{visible(action.text)}” to connected programs"


@_described.register
def _(action: PlayMidiNote) -> str:
    octave, step = divmod(action.note, 12)
    length = f"for {action.seconds:g} s" if action.seconds else "until the gesture ends"
    note = f"{_NOTES[step]}{octave - 1} ({action.note})"
    return f"Play the note {note} {length}, velocity {action.velocity}, channel {action.channel}"


@_described.register
def _(action: SendMidiControl) -> str:
    return f"Set MIDI control {action.control} to {action.value}, channel {action.channel}"


@_described.register
def _(action: AddToSentence) -> str:
    if action.what not in ("word", "letter"):
        return _SENTENCE[action.what]
    text = f"“{visible(action.text)}”" if action.text else "the gesture's name"
    return f"Sentence: add {text} as a {action.what}"
