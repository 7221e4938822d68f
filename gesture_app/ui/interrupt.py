"""Ctrl-C, and what a system sends that wants a program to end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class Interrupt(QObject):
    """Ctrl-C and a polite kill end the program in order, also while its window is hidden.

    Python handles signals only between its own instructions, which Qt's event loop does not run; the signal's
    byte on a socket wakes the loop.
    """

    def __init__(self, quit_program: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._quit = quit_program
        self._ours, self._signals = socket.socketpair()
        for end in (self._ours, self._signals):
            end.setblocking(False)
        self._before = signal.set_wakeup_fd(self._signals.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._interrupted)

    @Slot()
    def _interrupted(self) -> None:
        self._ours.recv(64)
        self._quit()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._ours.close()
        self._signals.close()
