"""Which form belongs to which kind of action."""

from __future__ import annotations

from gesture_app.actions.action import (
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
from gesture_app.ui.actions.forms.application import ApplicationForm
from gesture_app.ui.actions.forms.files import CommandForm, OpenForm
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.actions.forms.input import (
    ClickForm,
    MediaKeyForm,
    PressKeysForm,
    ScrollForm,
    TypeTextForm,
)
from gesture_app.ui.actions.forms.makers import MidiControlForm, MidiNoteForm, OscForm, WebSocketForm
from gesture_app.ui.actions.forms.telling import NotifyForm, SentenceForm, SpeakForm

_FORMS: dict[type[Kind], type[ActionForm]] = {
    OpenApplication: ApplicationForm,
    Open: OpenForm,
    RunCommand: CommandForm,
    PressKeys: PressKeysForm,
    TypeText: TypeTextForm,
    PressMediaKey: MediaKeyForm,
    Click: ClickForm,
    Scroll: ScrollForm,
    Speak: SpeakForm,
    Notify: NotifyForm,
    AddToSentence: SentenceForm,
    SendOsc: OscForm,
    SendWebSocket: WebSocketForm,
    PlayMidiNote: MidiNoteForm,
    SendMidiControl: MidiControlForm,
}


def form_for(kind: type[Kind]) -> ActionForm:
    """An empty form for one kind of action."""
    return _FORMS[kind]()
