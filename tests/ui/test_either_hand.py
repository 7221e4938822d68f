"""Which gestures may be made with either hand is said on the Train page, with mouse, keyboard or screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from gesture_app.ui.pages.train import TrainPage

GESTURES = [("wave", 6, False), ("fist", 5, False), ("none", 9, True)]


@pytest.fixture
def page(qtbot: QtBot) -> TrainPage:
    made = TrainPage()
    qtbot.addWidget(made)
    made.resize(1180, 800)
    made.set_gestures(GESTURES)
    made.show()
    return made


def box(page: TrainPage, name: str) -> QCheckBox:
    return next(found for found in page.findChildren(QCheckBox) if found.accessibleName() == name)


def test_one_gesture_is_checked_by_its_own_box_and_what_is_to_be_learned_stays(
    page: TrainPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.either_hand_changed) as changed:
        box(page, "wave, with either hand").click()
    assert changed.args == [["wave"]]
    assert page.chosen == ["fist", "wave", "none"]


def test_what_is_no_gesture_has_no_such_box(page: TrainPage) -> None:
    names = [found.accessibleName() for found in page.findChildren(QCheckBox)]
    assert sorted(name for name in names if "either hand" in name) == [
        "All gestures with either hand",
        "fist, with either hand",
        "wave, with either hand",
    ]


def test_one_box_checks_all_and_unchecks_all(page: TrainPage, qtbot: QtBot) -> None:
    everything = box(page, "All gestures with either hand")
    with qtbot.waitSignal(page.either_hand_changed) as changed:
        everything.click()
    assert changed.args == [["fist", "wave"]]
    with qtbot.waitSignal(page.either_hand_changed) as changed:
        everything.click()
    assert changed.args == [[]]


def test_the_box_for_all_is_checked_once_all_are(page: TrainPage) -> None:
    box(page, "wave, with either hand").click()
    assert not box(page, "All gestures with either hand").isChecked()
    box(page, "fist, with either hand").click()
    assert box(page, "All gestures with either hand").isChecked()


def test_what_the_settings_remember_is_checked_and_kept_for_gestures_that_are_gone(
    page: TrainPage, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(page.either_hand_changed):
        page.set_either_hand(["fist", "in the bin"])
        page.set_gestures([*GESTURES, ("point", 1, False)])
    assert box(page, "fist, with either hand").isChecked()
    assert not box(page, "point, with either hand").isChecked()
    with qtbot.waitSignal(page.either_hand_changed) as changed:
        box(page, "point, with either hand").click()
    assert changed.args == [["fist", "in the bin", "point"]]


def test_tab_goes_from_row_to_row_and_space_checks(page: TrainPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    box(page, "All gestures with either hand").setFocus()
    reached = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        reached.append(now.accessibleName())
    assert reached == ["fist, 5 takes", "fist, with either hand", "wave, 6 takes", "wave, with either hand"]
    with qtbot.waitSignal(page.either_hand_changed) as changed:
        qtbot.keyClick(box(page, "wave, with either hand"), Qt.Key.Key_Space)
    assert changed.args == [["wave"]]
