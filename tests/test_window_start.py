"""How the window begins: at once, with little behind it; what comes later is told all that it has missed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gesture_app.folders import find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import Models, SourceStatus, StandIn, TrackerStatus
from gesture_app.settings import Settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.start_up import StartUp
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import TITLE, Window
from made_hands import sequence

FIRST_PAINT = """
import os, sys
import gesture_app.app
from gesture_app.ui.start_up import StartUp

def painted(self):
    heavy = ("numpy", "cv2", "mediapipe", "torch", "msgspec", "gesture_app.pipeline.engine", "gesture_app.ui.pages")
    print([each for each in heavy if each in sys.modules], flush=True)
    os._exit(0)

StartUp._painted = painted
gesture_app.app.run("virtual")
"""


def test_the_window_is_painted_before_anything_heavy_is_imported(own_home: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(own_home.parent)}
    command = [sys.executable, "-c", FIRST_PAINT]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"


class Started:
    """A window with an engine that watches recorded takes."""

    def __init__(self, qtbot: QtBot) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.bridge = Bridge()
        self.engine = Engine(find_folders(), Settings(source="takes"), self.bridge.post, self.bridge.wake)
        self.window = Window(None, self.bridge, ThemeController(application))
        qtbot.addWidget(self.window)

    def close(self) -> None:
        self.window.close()
        self.bridge.close()


@pytest.fixture
def started(qtbot: QtBot) -> Iterator[Started]:
    store = TakeStore(find_folders().recordings)
    for gesture in ("wave", "wave", "fist"):
        store.save(new_take(sequence(), gesture))
    made = Started(qtbot)
    yield made
    made.close()


def test_step_by_step_everything_is_there_and_nothing_was_missed(started: Started, qtbot: QtBot) -> None:
    window = started.window
    start = StartUp(window, started.bridge, lambda: (started.engine, "What was saved is odd."))
    start.begin()
    assert window.windowTitle() == TITLE
    assert window._contents is None, "furnished before it was painted"
    qtbot.waitUntil(lambda: window._contents is not None, timeout=10_000)
    pages = window.contents.pages
    assert pages.in_view is window.live
    assert window.notice.sentence == "What was saved is odd."
    assert pages.record.built is None, "made before hands were seen"
    qtbot.waitUntil(lambda: pages.inside.built is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.record.gestures.names() == ["fist", "wave", "none"])
    assert window.train._picker.chosen
    start.end()


def test_a_page_that_was_clicked_before_it_was_there_is_the_one_in_view(
    started: Started, qtbot: QtBot
) -> None:
    started.window.show()
    started.window.rail.choose(2)
    started.window.furnish(started.engine)
    assert started.window.contents.pages.in_view is started.window.train
    assert started.window.contents.pages.live.built is None


def test_pages_made_late_know_source_tracker_models_and_settings(started: Started, qtbot: QtBot) -> None:
    window = started.window
    window.furnish(started.engine)
    for message in (
        StandIn("No camera is connected."),
        SourceStatus("Camera", "waiting", "It is gone.", "Plug it in."),
        TrackerStatus("missing", "It could not be fetched."),
        Models((), None),
    ):
        started.bridge.message.emit(message)
    window.contents.choices.choose_mirror(False)
    for page in (window.live, window.record, window.practice, window.acting):
        assert page.stage.message_shown
        assert page.stage._message._title.text() == "Waiting for the camera"
    assert window.live.stage._note.sentence == "No camera is connected."
    assert not window.live._mirrored
    assert not window.settings_page._settings.mirror_view


def test_no_page_shows_a_window_of_its_own_while_it_is_made(started: Started, qtbot: QtBot) -> None:
    shown: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    started.window.show()
    application.installEventFilter(watch)
    started.window.furnish(started.engine)
    while started.window.contents.pages.make_next():
        pass
    application.removeEventFilter(watch)
    assert shown == []
