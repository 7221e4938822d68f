"""Ready-made models through the window, with real models and recordings behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.folders import Folders, find_folders
from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.learning.model_card import list_models
from gesture_app.learning.ready_made import READY_MADE
from gesture_app.pipeline.engine import Engine
from gesture_app.settings import Settings, load_settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.window import Window
from made_gestures import takes_of
from made_models import model_of


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    found = dataclasses.replace(find_folders(), built_in=tmp_path / "built-in")
    shown = zip(takes_of("open", "fist", count=1), ("B", "A"), strict=True)
    known = [dataclasses.replace(take, label=label) for take, label in shown]
    for model in READY_MADE:
        save_checkpoint(model_of(known, name=model.name), found.built_in / model.file_name)
    return found


@pytest.fixture
def window(qtbot: QtBot, folders: Folders) -> Iterator[Window]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    bridge = Bridge()
    engine = Engine(folders, Settings(source="takes"), bridge.post, bridge.wake)
    opened = Window(engine, bridge, ThemeController(application))
    qtbot.addWidget(opened)
    opened.show()
    engine.library.refresh()  # nothing but library and models is needed: no source, no tracker
    engine.models.use_newest(engine.settings.model)
    qtbot.waitUntil(lambda: opened.live._models.currentText() == "Everyday · ready-made", timeout=30_000)
    yield opened
    opened.close()
    bridge.close()


def offers(window: Window) -> list[Button]:
    return [found for found in window.train.findChildren(Button) if found.text() == "Make it yours"]


def test_a_first_start_recognises_everyday_gestures_and_says_so(window: Window) -> None:
    assert window.live._knows.text().startswith("Recognising everyday gestures: thumbs up")
    assert window.contents.choices.settings.model == ""


def test_a_ready_made_model_that_is_chosen_is_used_after_the_next_start_too(
    window: Window, folders: Folders, qtbot: QtBot
) -> None:
    window.live._models.setCurrentIndex(2)
    window.live._models.activated.emit(2)
    qtbot.waitUntil(lambda: window.live._knows.text().startswith("Recognising the digits"), timeout=30_000)
    qtbot.waitUntil(lambda: load_settings(folders.settings_file)[0].model == "built-in/digits.safetensors")


def test_a_take_of_a_sign_makes_the_alphabet_ones_own(window: Window, folders: Folders, qtbot: QtBot) -> None:
    assert not offers(window)
    TakeStore(folders.recordings).save(new_take(takes_of("swipe", count=1)[0].sequence, "b"))
    window._engine.library.refresh()
    qtbot.waitUntil(lambda: len(offers(window)) == len(READY_MADE))
    offers(window)[1].click()
    qtbot.waitUntil(lambda: "in use" in window.notice.sentence, timeout=30_000)
    own = list_models(folders.models)[0]
    assert (own.card.name, own.card.takes.keys()) == ("My manual alphabet", {"B"})
    assert window.live._models.currentText().startswith("My manual alphabet")
    assert window.live._knows.text() == ""
