"""The rail's keys bring a page at once: what is typed right after is for that page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from gesture_app.ui.places import ON_RAIL
from gesture_app.ui.rail import Rail


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    rail = Rail(ON_RAIL)
    rail.choose(0)
    window.setCentralWidget(rail)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_key_chooses_without_a_moment_of_waiting(window: QMainWindow, qtbot: QtBot) -> None:
    rail = window.centralWidget()
    assert isinstance(rail, Rail)
    chosen: list[int] = []
    rail.chosen.connect(chosen.append)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert rail.chosen_number == 1
    assert set(chosen) == {1}


def test_what_is_typed_after_the_key_reaches_what_the_page_puts_in_front(
    window: QMainWindow, qtbot: QtBot
) -> None:
    rail = window.centralWidget()
    assert isinstance(rail, Rail)
    name = QLineEdit(rail)
    name.show()
    rail.chosen.connect(lambda _: name.setFocus(Qt.FocusReason.OtherFocusReason))
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    focused = window.focusWidget()
    assert focused is name
    qtbot.keyClicks(focused, "flat hand")
    assert name.text() == "flat hand"
