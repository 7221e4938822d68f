"""The kinds of action as people choose them: a name, a sentence, an icon."""

from __future__ import annotations

from dataclasses import dataclass

from gesture_app.actions.action import (
    Action,
    AddToSentence,
    Click,
    Kind,
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
from gesture_app.pipeline.acting.messages import Abilities


@dataclass(frozen=True, slots=True)
class ActionKind:
    """One kind of action among those to choose from."""

    type: type[Kind]
    icon: str
    name: str
    sentence: str


GROUPS: tuple[tuple[str, tuple[ActionKind, ...]], ...] = (
    ("Programs and files", (
        ActionKind(OpenApplication, "application", "Open an application", "An installed one."),
        ActionKind(Open, "folder", "Open a document", "A file, a folder, a web page."),
        ActionKind(RunCommand, "command", "Run a command", "Any program, with arguments."),
    )),
    ("Keyboard and mouse", (
        ActionKind(PressKeys, "keyboard", "Press keys", "One or several together."),
        ActionKind(TypeText, "type-text", "Type a text", "Where the cursor is."),
        ActionKind(Click, "click", "Click", "Where the pointer is."),
        ActionKind(Scroll, "scroll", "Scroll", "Up, down, or sideways."),
    )),
    ("Sound and screen", (
        ActionKind(PressMediaKey, "media", "Music and volume", "Play, next, louder, mute."),
        ActionKind(Speak, "speak", "Speak", "A sentence is said aloud."),
        ActionKind(Notify, "notify", "Notification", "A note, a sound, or both."),
        ActionKind(AddToSentence, "sentence", "Sentence builder", "Words and letters join."),
    )),
    ("For makers", (
        ActionKind(SendOsc, "osc", "OSC message", "To music programs."),
        ActionKind(SendWebSocket, "websocket", "WebSocket text", "To programs of your own."),
        ActionKind(PlayMidiNote, "midi-note", "MIDI note", "To instruments."),
        ActionKind(SendMidiControl, "midi-control", "MIDI control", "Sets a knob or a fader."),
    )),
)  # fmt: skip

_BY_TYPE = {kind.type: kind for _, kinds in GROUPS for kind in kinds}

GOES_TO_FRONT: tuple[type[Kind], ...] = (PressKeys, TypeText, Click, Scroll)
"""What reaches whatever is in front: who tries it needs time to bring something there."""

_NEEDS_KEYS: tuple[type[Kind], ...] = (*GOES_TO_FRONT, PressMediaKey)
"""What cannot work where programs may press no keys."""

_NEEDS_MIDI: tuple[type[Kind], ...] = (PlayMidiNote, SendMidiControl)


def kind_for(type_of_action: type[Kind]) -> ActionKind:
    """How a kind of action is called and drawn."""
    return _BY_TYPE[type_of_action]


def kind_of(action: Action) -> ActionKind:
    """How an action's kind is called and drawn."""
    return kind_for(type(action))


def why_not(kind: type[Kind], abilities: Abilities | None) -> str:
    """Why actions of this kind cannot work here, a sentence; empty: they can, or it is not known yet."""
    if abilities is None:
        return ""
    if issubclass(kind, _NEEDS_KEYS):
        return abilities.keys
    return abilities.midi if issubclass(kind, _NEEDS_MIDI) else ""
