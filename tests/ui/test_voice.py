"""Speech and sounds: heard where the machine can, a sentence where it cannot, and never waited for."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import wave

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gesture_app.ui.actions.chime import chime_wav
from gesture_app.ui.actions.speech import Speech
from gesture_app.ui.actions.voice import NO_SOUND_LIBRARY, NO_SPEECH_LIBRARY, Voice


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", None)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)


def test_without_the_library_each_try_says_what_to_install(qtbot: QtBot, without_library: None) -> None:
    voice = Voice()
    for _ in range(2):
        with qtbot.waitSignal(voice.trouble) as told:
            voice.say("hello")
        assert told.args == [NO_SPEECH_LIBRARY]
    with qtbot.waitSignal(voice.trouble) as told:
        voice.play_sound()
    assert told.args == [NO_SOUND_LIBRARY]
    voice.hush()
    voice.close()


def test_nothing_to_say_is_no_trouble(qtbot: QtBot, without_library: None) -> None:
    voice = Voice()
    with qtbot.assertNotEmitted(voice.trouble):
        voice.say("  ")
    voice.close()
    voice.close()


def test_the_window_needs_no_sound_to_stand() -> None:
    """The libraries come with the first sound: a bare machine lacks what they need."""
    code = "import sys, gesture_app.ui.actions.voice; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    assert "PySide6.QtWidgets" in modules
    assert not {"PySide6.QtMultimedia", "PySide6.QtTextToSpeech"} & set(modules)


def test_qt_speaks_on_a_thread_that_ends_with_it(qtbot: QtBot) -> None:
    library = pytest.importorskip("PySide6.QtTextToSpeech", exc_type=ImportError)
    engine = library.QTextToSpeech("none")
    speech = Speech(engine)
    said: list[str] = []
    engine.stateChanged.connect(lambda state: said.append(state.name))
    with qtbot.waitSignal(speech.ready):
        speech.begin("mock")
    speech.say("hello")
    qtbot.waitUntil(lambda: "Speaking" in said and said[-1] == "Ready")
    if sys.platform.startswith("linux"):
        assert "speech" in [thread.name for thread in threading.enumerate()]
    speech.close()
    assert "speech" not in [thread.name for thread in threading.enumerate()]


def test_an_engine_that_is_not_there_is_told(qtbot: QtBot) -> None:
    library = pytest.importorskip("PySide6.QtTextToSpeech", exc_type=ImportError)
    parent = QObject()
    speech = Speech(library.QTextToSpeech("none"), parent)
    with qtbot.waitSignal(speech.failed):
        speech.begin("no engine is called so")
    speech.close()


def test_the_chime_is_a_short_soft_sound_that_begins_and_ends_in_silence() -> None:
    with wave.open(io.BytesIO(chime_wav())) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768
        rate_hz = file.getframerate()
    assert 0.2 < len(samples) / rate_hz < 1
    assert 0.1 < np.abs(samples).max() < 0.5
    assert np.abs(samples[:5]).max() < 0.01
    assert np.abs(samples[-50:]).max() < 0.01
