"""The system's voice, on a thread of its own where it would hold up the window."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Q_ARG, QEventLoop, QMetaObject, QObject, Qt, QThread, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

_SILENT_ENGINES = frozenset({"mock", "none"})
"""Qt's own, for tests of programs; they say nothing."""

_FAREWELL_S = 1.0


class Speech(QObject):
    """Qt's text to speech. What it is told before it is `ready` is lost.

    On Linux, making the voice takes more than a second (measured: PySide6 6.11.3 with speech-dispatcher 0.11.4 asks
    for 1,530 voices), and Python stands still while it calls Qt to do so. So it is made by a slot of Qt's own that
    runs in another thread's event loop, where it keeps nobody from anything.
    """

    ready = Signal()
    failed = Signal(str)
    """What Qt says about it; empty where it says nothing. There is no voice then."""

    def __init__(self, speech: QTextToSpeech, parent: QObject | None = None) -> None:
        """`speech` has the engine `none`; see `make_speech`."""
        super().__init__(parent)
        self._speech = speech
        self._thread = _EventLoopThread() if sys.platform.startswith("linux") else None
        if self._thread is not None:
            speech.moveToThread(self._thread.handle())
        speech.engineChanged.connect(self._engine_came)
        speech.errorOccurred.connect(self._error_came)

    def begin(self, engine: str) -> None:
        """Get this engine; `ready` or `failed` follows."""
        QMetaObject.invokeMethod(self._speech, "setEngine", Q_ARG(str, engine))

    def say(self, text: str) -> None:
        """Say it after what is being said."""
        QMetaObject.invokeMethod(self._speech, "enqueue", Q_ARG(str, text))

    def hush(self) -> None:
        """Stop at once, and forget what was to be said."""
        QMetaObject.invokeMethod(self._speech, "stop")

    def close(self) -> None:
        """Let go of the voice; nothing is said or told after it."""
        self._speech.disconnect(self)
        self._speech.deleteLater()
        if self._thread is not None:
            self._thread.end()

    @Slot()
    def _engine_came(self) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if self._speech.state() == QTextToSpeech.State.Error:
            self.failed.emit(self._speech.errorString())
        else:
            self.ready.emit()

    @Slot()
    def _error_came(self) -> None:
        self.failed.emit(self._speech.errorString())


def make_speech(parent: QObject) -> tuple[Speech, str] | None:
    """A voice that is yet to begin, and the engine to begin with; None: the system has none.

    Raises:
        ImportError: a library that Qt needs for it is missing.
    """
    from PySide6.QtTextToSpeech import QTextToSpeech

    engines = [name for name in QTextToSpeech.availableEngines() if name not in _SILENT_ENGINES]
    return (Speech(QTextToSpeech("none"), parent), engines[0]) if engines else None


class _EventLoopThread(threading.Thread):
    """Runs what is queued for Qt objects that live in it. Unlike a QThread it may be left behind when it hangs."""

    def __init__(self) -> None:
        super().__init__(name="speech", daemon=True)
        self._standing = threading.Event()
        self.start()

    def run(self) -> None:
        self._handle = QThread.currentThread()
        self._loop = QEventLoop()
        self._standing.set()
        self._loop.exec()

    def handle(self) -> QThread:
        """As Qt knows it."""
        self._standing.wait()
        return self._handle

    def end(self) -> None:
        """After what is queued, and without waiting for long."""
        QMetaObject.invokeMethod(self._loop, "quit", Qt.ConnectionType.QueuedConnection)
        self.join(_FAREWELL_S)
