"""Renaming, merging, trimming, deleting and undoing through the window, with real recordings behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.folders import find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.settings import Settings, load_settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from gesture_app.ui.bin_dialog import BinDialog
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window
from made_hands import sequence


@pytest.fixture
def store() -> TakeStore:
    store = TakeStore(find_folders().recordings)
    for gesture in ("wave", "wave", "fist"):
        store.save(new_take(sequence(), gesture))
    return store


@pytest.fixture
def window(qtbot: QtBot, store: TakeStore) -> Iterator[Window]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    bridge = Bridge()
    engine = Engine(find_folders(), Settings(source="takes"), bridge.post, bridge.wake)
    opened = Window(engine, bridge, ThemeController(application))
    qtbot.addWidget(opened)
    opened.show()
    engine.library.refresh()  # nothing but the library is needed: no source, no tracker
    qtbot.waitUntil(lambda: opened.record.gestures.names() == ["fist", "wave", "none"])
    yield opened
    opened.close()
    bridge.close()


def counts(store: TakeStore) -> dict[str, int]:
    return {gesture.name: gesture.takes for gesture in store.gestures() if not gesture.is_none}


def test_a_deleted_take_comes_back_with_undo(window: Window, store: TakeStore, qtbot: QtBot) -> None:
    take = store.takes("wave")[0]
    window.record.delete_take_wanted.emit(take.id)
    qtbot.waitUntil(lambda: window.notice.sentence == "The take is in the bin.")
    assert counts(store) == {"fist": 1, "wave": 1}
    window.notice.undo()
    qtbot.waitUntil(lambda: counts(store) == {"fist": 1, "wave": 2})
    assert take.id in {info.id for info in store.takes("wave")}


def test_a_trimmed_take_is_shorter_and_the_whole_one_waits_in_the_bin(
    window: Window, store: TakeStore, qtbot: QtBot
) -> None:
    take = store.takes("fist")[0]
    window.record.trim_wanted.emit(take.id, 5, 20)
    qtbot.waitUntil(lambda: "trimmed" in window.notice.sentence)
    assert [info.frames for info in store.takes("fist")] == [15]
    assert [entry.kind for entry in store.bin()] == ["trim"]


def test_renaming_and_merging_keep_every_take(window: Window, store: TakeStore, qtbot: QtBot) -> None:
    gestures = window.record.gestures
    gestures.rename_wanted.emit("fist", "Faust")
    qtbot.waitUntil(lambda: "Faust" in gestures.names())
    gestures.merge_wanted.emit("Faust", "wave")
    qtbot.waitUntil(lambda: gestures.names() == ["wave", "none"])
    assert counts(store) == {"wave": 3}


def test_a_name_that_is_taken_is_refused_with_a_sentence(
    window: Window, store: TakeStore, qtbot: QtBot
) -> None:
    window.record.gestures.rename_wanted.emit("fist", "wave")
    qtbot.waitUntil(lambda: bool(window.notice.sentence))
    assert "wave" in window.notice.sentence
    assert counts(store) == {"fist": 1, "wave": 2}


def test_a_deleted_gesture_can_be_restored_from_the_bin_until_it_is_emptied(
    window: Window, store: TakeStore, qtbot: QtBot
) -> None:
    window.record.gestures.delete_wanted.emit("wave")
    qtbot.waitUntil(lambda: window.record.gestures.names() == ["fist", "none"])
    dialog = BinDialog(window)
    qtbot.addWidget(dialog)
    dialog.set_entries(store.bin())
    assert "“wave” with 2 takes" in dialog._list.item(0).text()
    dialog.restore_wanted.connect(window._engine.library.restore)
    dialog._restore.click()
    qtbot.waitUntil(lambda: counts(store) == {"fist": 1, "wave": 2})
    window.record.gestures.delete_wanted.emit("wave")
    qtbot.waitUntil(lambda: window.record.gestures.names() == ["fist", "none"])
    window._engine.library.empty_bin()
    qtbot.waitUntil(lambda: window.notice.sentence == "The bin is empty.")
    assert store.bin() == []


def test_a_mistake_in_the_matrix_leads_to_the_takes_it_is_about(window: Window, qtbot: QtBot) -> None:
    window.train.mistake_clicked.emit("wave", "fist")
    assert window._stack.currentWidget() is window.record
    assert window.record.gestures.current == "wave"
    assert "taken for “fist”" in window.notice.sentence


def test_a_renamed_gesture_may_still_be_made_with_either_hand(window: Window, qtbot: QtBot) -> None:
    window.train.either_hand_changed.emit(["fist", "wave"])
    window.record.gestures.rename_wanted.emit("wave", "hello")
    qtbot.waitUntil(lambda: window.train._picker.either_hand == ["fist", "hello"])
    qtbot.waitUntil(
        lambda: load_settings(find_folders().settings_file)[0].either_hand == ("fist", "hello"), timeout=5_000
    )
