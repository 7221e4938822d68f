"""From the Train page into a model and back, with a real model, a real take and real threads behind the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.folders import find_folders
from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.pipeline.engine import Engine
from gesture_app.settings import Settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window
from made_gestures import takes_of
from trained import small_model


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    folders = find_folders()
    store = TakeStore(folders.recordings)
    for take in takes_of("swipe", "fist", count=2):
        store.save(new_take(take.sequence, take.label))
    save_checkpoint(small_model(), folders.models / "small.safetensors")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    bridge = Bridge()
    engine = Engine(folders, Settings(source="takes"), bridge.post, bridge.wake)
    opened = Window(engine, bridge, ThemeController(application))
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()  # keys go to the active window only, and without a screen nobody else makes it that
    qtbot.waitUntil(opened.isActiveWindow)
    engine.library.refresh()  # no source and no tracker are needed
    engine.models.use_newest("small.safetensors")
    qtbot.waitUntil(lambda: opened.inside._choice.model is not None, timeout=30_000)
    qtbot.waitUntil(lambda: opened.record.gestures.names() == ["fist", "swipe", "none"])
    yield opened
    opened.close()
    bridge.close()


def test_from_train_into_the_model_in_use_and_back(window: Window, qtbot: QtBot) -> None:
    window.rail.choose(2)
    window.train._inside.click()
    assert window._stack.currentWidget() is window.inside
    qtbot.waitUntil(lambda: window.inside._looked is not None, timeout=30_000)
    looked = window.inside._looked
    assert looked is not None
    assert looked.insight is not None
    assert looked.model.name == "small.safetensors"
    window.inside._player.play()
    qtbot.keyClick(window.inside, Qt.Key.Key_Escape)
    assert window._stack.currentWidget() is window.train
    assert not window.inside._player.playing


def test_the_rail_leads_away_and_back_to_train(window: Window) -> None:
    window.rail.choose(2)
    for number, page in ((2, window.train), (0, window.live)):
        window.train._inside.click()
        assert window._stack.currentWidget() is window.inside
        window.rail._group.button(number).click()
        assert window._stack.currentWidget() is page
        window.rail.choose(2)


def test_leaving_stops_a_comparison(window: Window, qtbot: QtBot) -> None:
    window.rail.choose(2)
    window.train._inside.click()
    qtbot.waitUntil(lambda: window.inside._comparison is not None, timeout=30_000)
    comparison = window.inside._comparison
    assert comparison is not None
    comparison._compare.click()
    qtbot.waitUntil(lambda: comparison._bar.value() > 0, timeout=30_000)
    window.rail.choose(0)
    qtbot.waitUntil(lambda: comparison._said.text() == "The comparison was stopped.", timeout=30_000)
    qtbot.waitUntil(lambda: not window._engine.inside._comparing.running)
