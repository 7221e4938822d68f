"""What is heard: texts spoken by the system's voice, and the sound of a notification."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTemporaryFile, QUrl, Signal, Slot
from PySide6.QtWidgets import QApplication

from gesture_app.ui.actions.chime import chime_wav
from gesture_app.ui.actions.speech import Speech, make_speech

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

MOST_UNSAID = 20
"""Texts that wait for a voice; of more, the oldest are dropped."""

NO_SOUND_LIBRARY = (
    "Sounds need the library libpulse, which is missing. Install it (on Debian and Ubuntu: “sudo apt install"
    " libpulse0”) and start the program again."
)
NO_SPEECH_LIBRARY = (
    "Speech needs the library libpulse, which is missing. Install it, and a voice (on Debian and Ubuntu: “sudo apt"
    " install libpulse0 libspeechd2 speech-dispatcher-espeak-ng”), and start the program again."
)
NO_VOICE = {
    "linux": (
        "No voice to speak with was found. Install one (on Debian and Ubuntu: “sudo apt install"
        " libspeechd2 speech-dispatcher-espeak-ng”) and try again."
    ),
    "other": "No voice to speak with was found. Add one in the system's settings for speech, and try again.",
}
NO_LOUDSPEAKER = "No loudspeaker was found, so the sound could not be played. Connect one, or turn it on."


class Voice(QObject):
    """Nothing of it is made before it is first needed; it never waits for what is heard."""

    trouble = Signal(str)
    """Why nothing can be heard and what to do, a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech: Speech | None = None
        self._ready = False
        self._unsaid: deque[str] = deque(maxlen=MOST_UNSAID)
        self._effect: QSoundEffect | None = None
        self._file: QTemporaryFile | None = None

    def say(self, text: str) -> None:
        """Say it, after what is being said."""
        text = text.strip()
        if not text:
            return
        self._unsaid.append(text)
        if self._ready:
            self._say_what_waits()
        elif self._speech is None:
            self._find_voice()

    def hush(self) -> None:
        """Stop speaking at once."""
        self._unsaid.clear()
        if self._speech is not None:
            self._speech.hush()

    def play_sound(self) -> None:
        """The sound of a notification; the system's own where ours cannot be played."""
        effect = self._sounding()
        if effect is not None:
            effect.play()
        else:
            QApplication.beep()

    @Slot()
    def close(self) -> None:
        """Nothing is heard any more; may be called twice, and is when the program ends."""
        self._unsaid.clear()
        self._lose_voice()
        if self._effect is not None:
            self._effect.stop()

    def _find_voice(self) -> None:
        """Asked for again with each text as long as there is none: a person may install one meanwhile."""
        try:
            found = make_speech(self)
        except ImportError:
            self._no_voice(NO_SPEECH_LIBRARY)
            return
        if found is None:
            self._no_voice(_no_voice_here())
            return
        self._speech, engine = found
        self._speech.ready.connect(self._say_what_waits)
        self._speech.failed.connect(self._voice_failed)
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close, Qt.ConnectionType.UniqueConnection)
        self._speech.begin(engine)

    @Slot()
    def _say_what_waits(self) -> None:
        self._ready = True
        while self._speech is not None and self._unsaid:
            self._speech.say(self._unsaid.popleft())

    @Slot(str)
    def _voice_failed(self, told: str) -> None:
        if self._ready:
            self._no_voice(f"The text could not be spoken ({told or 'the voice gave up'}). Try it again.")
        else:
            self._no_voice(_no_voice_here())
        self._lose_voice()

    def _no_voice(self, sentence: str) -> None:
        self._unsaid.clear()
        self.trouble.emit(sentence)

    def _lose_voice(self) -> None:
        speech, self._speech, self._ready = self._speech, None, False
        if speech is not None:
            speech.close()
            speech.deleteLater()

    def _sounding(self) -> QSoundEffect | None:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            self.trouble.emit(NO_SOUND_LIBRARY)
            return None
        if QMediaDevices.defaultAudioOutput().isNull():
            self._effect = None
            self.trouble.emit(NO_LOUDSPEAKER)
            return None
        if self._effect is None:
            self._effect = QSoundEffect(self)
            self._effect.setSource(QUrl.fromLocalFile(self._sound_file().fileName()))
        return self._effect

    def _sound_file(self) -> QTemporaryFile:
        """Qt plays files only; this one goes with the program."""
        if self._file is None:
            self._file = QTemporaryFile("XXXXXX.wav", self)
            self._file.open()
            self._file.write(chime_wav())
            self._file.close()
        return self._file


def _no_voice_here() -> str:
    return NO_VOICE["linux" if sys.platform.startswith("linux") else "other"]
