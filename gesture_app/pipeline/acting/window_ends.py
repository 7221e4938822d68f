"""Actions that only the window can carry out, sent to it as messages: speaking, notifying, copying, the sentence."""

from __future__ import annotations

import threading
from collections.abc import Callable

from gesture_app.actions.action import AddToSentence, Notify, Speak
from gesture_app.actions.firing import Firing
from gesture_app.actions.sentence import SentenceLine
from gesture_app.pipeline.acting.messages import (
    ActingMessage,
    CopyWanted,
    NotifyWanted,
    SentenceChanged,
    SpeakWanted,
)

Send = Callable[[ActingMessage], None]


class SpeechEnd:
    """Has a text, or the gesture's name, said aloud."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def do(self, firing: Firing) -> None:
        assert isinstance(firing.action, Speak)  # noqa: S101 - the runner sorts by kind
        self._send(SpeakWanted(firing.action.text or firing.gesture))

    def close(self) -> None:
        """Nothing is held open."""


class NotificationEnd:
    """Has a text, or the gesture's name, shown, with a sound or without."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def do(self, firing: Firing) -> None:
        action = firing.action
        assert isinstance(action, Notify)  # noqa: S101 - the runner sorts by kind
        self._send(NotifyWanted(firing.gesture, action.text, action.shown, action.sound))

    def close(self) -> None:
        """Nothing is held open."""


class SentenceEnd:
    """The sentence builder's line: gestures add to it on a worker, the person corrects it in the window."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._line = SentenceLine()
        self._lock = threading.Lock()

    def do(self, firing: Firing) -> None:
        action = firing.action
        assert isinstance(action, AddToSentence)  # noqa: S101 - the runner sorts by kind
        if action.what == "speak":
            self.speak()
        elif action.what == "copy":
            self._send(CopyWanted(self._line.text))
        else:
            with self._lock:
                self._line.add(action.what, action.text or firing.gesture)
                text = self._line.text
            self._send(SentenceChanged(text))

    def set_text(self, text: str) -> None:
        """What a person has written in the line."""
        with self._lock:
            self._line.set_text(text)

    def speak(self) -> None:
        """Say the line aloud, if there is anything in it."""
        if self._line.text.strip():
            self._send(SpeakWanted(self._line.text))

    def close(self) -> None:
        """Nothing is held open."""
