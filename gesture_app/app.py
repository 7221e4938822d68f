"""The door to the window: what it is built from, and how it is opened and closed."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from types import TracebackType

import click
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gesture_app.folders import find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import Trouble
from gesture_app.settings import load_settings
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.one_instance import OneInstance
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

log = logging.getLogger(__name__)


def run(source: str | None = None, landmarker: Path | None = None, *, in_background: bool = False) -> int:
    """Open the window and stay until it is closed. Returns the exit code of the program.

    Where it runs already its window comes to the front instead.

    Args:
        source: watch this instead of what the settings name; not saved.
        landmarker: track with this bundle instead of the one that is fetched.
        in_background: begin without showing the window.
    """
    hindrance = why_no_window(dict(os.environ))
    if hindrance:
        click.echo(hindrance, err=True)
        return 1
    folders = find_folders()
    settings, complaint = load_settings(folders.settings_file)
    application = QApplication.instance() or QApplication(["gesture-app"])
    assert isinstance(application, QApplication)  # noqa: S101 - nothing else makes one
    application.setApplicationName("Gesture App")
    application.setDesktopFileName("gesture-app")
    instance = OneInstance(folders.settings)
    if not instance.first:
        click.echo(instance.sentence, err=True)
        return 0 if instance.answered else 1
    theme = ThemeController(application, settings.theme, settings.text_size)
    bridge = Bridge()
    engine = Engine(folders, settings, bridge.post, bridge.wake, landmarker, source)
    bridge.show_results_of(engine.results)
    window = Window(engine, bridge, theme)
    _report_failures(bridge)
    interrupt = Interrupt(window)
    instance.called.connect(window.come_to_front)
    if in_background:
        window.begin_in_background()
    else:
        window.show()
    if complaint:
        bridge.post(Trouble(complaint))
    QTimer.singleShot(0, window.begin)  # the window stands before cameras and models are looked for
    code = application.exec()
    interrupt.close()
    engine.close()
    bridge.close()
    instance.close()
    return code


def why_no_window(environment: dict[str, str]) -> str:
    """Why Qt could not open a window here, which it would only tell by ending the process; or nothing."""
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM", "") not in ("", "xcb"):
        return ""
    if environment.get("WAYLAND_DISPLAY"):
        return ""
    if not environment.get("DISPLAY"):
        return "There is no screen to open a window on. Without one, try: gesture-app live --help"
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError:
        return "Qt needs the library libxcb-cursor0 to open a window. Install it: sudo apt install libxcb-cursor0"
    if not _answers(environment["DISPLAY"]):
        return (
            f"The screen {environment['DISPLAY']} does not answer, or you may not use it. Set DISPLAY to yours, "
            "or work without a window: gesture-app live --help"
        )
    return ""


def _answers(display: str) -> bool:
    """Whether an X server lets us in."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _report_failures(bridge: Bridge) -> None:
    """What nobody caught is logged and told. Excepthooks run on the thread that failed: no dialogs here."""

    def failed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            log.error("not caught", exc_info=(kind, error, trace))
        bridge.post(
            Trouble(
                f"Something went wrong inside the program ({error}). It goes on; what is recorded is safe."
            )
        )

    sys.excepthook = failed
    threading.excepthook = lambda failure: failed(failure.exc_type, failure.exc_value, failure.exc_traceback)


class Interrupt(QObject):
    """Ctrl-C and a polite kill end the program in order, also while its window is hidden.

    Python handles signals only between its own instructions, which Qt's event loop does not run; the signal's
    byte on a socket wakes the loop.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
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
        self._window.quit()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._ours.close()
        self._signals.close()
