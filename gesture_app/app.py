"""The door to the window: what it is built from, and how it is opened and closed."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from gesture_app.arenas import share_arenas
from gesture_app.first_settings import first_settings
from gesture_app.folders import find_folders
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.one_instance import OneInstance
from gesture_app.ui.start_up import StartUp
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

if TYPE_CHECKING:  # imported once the window is on the screen
    from gesture_app.pipeline.engine import Engine


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
        print(hindrance, file=sys.stderr)  # noqa: T201
        return 1
    share_arenas()  # each thread that begins before has its own already
    folders = find_folders()
    look = first_settings(folders.settings_file)
    application = QApplication.instance() or QApplication(["gesture-app"])
    assert isinstance(application, QApplication)  # noqa: S101 - nothing else makes one
    application.setApplicationName("Gesture App")
    application.setDesktopFileName("gesture-app")
    instance = OneInstance(folders.settings)
    if not instance.first:
        print(instance.sentence, file=sys.stderr)  # noqa: T201
        return 0 if instance.answered else 1
    theme = ThemeController(application, look.theme, look.text_size)
    bridge = Bridge()
    window = Window(None, bridge, theme)
    instance.called.connect(window.come_to_front)

    def make_engine() -> tuple[Engine, str | None]:
        from gesture_app.pipeline.engine import Engine
        from gesture_app.settings import load_settings

        instance.listen()
        settings, complaint = load_settings(folders.settings_file)
        return Engine(folders, settings, bridge.post, bridge.wake, landmarker, source), complaint

    start = StartUp(window, bridge, make_engine, in_background=in_background)
    start.begin()
    code = application.exec()
    start.end()
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
