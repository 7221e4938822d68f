"""Closing the window never leaves gestures acting in secret, and never ends the program against the user's wish."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QMainWindow, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import ActionsState, ArmedState
from gesture_app.settings import Settings
from gesture_app.ui.always_there import AlwaysThere
from gesture_app.ui.background import Answer, StayDialog, come_to_front, go_to_background, what_closing_means
from gesture_app.ui.tray import Tray
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text

TALK = Profile(id="talk", name="Giving a talk")


def state(now: ArmedState) -> ActionsState:
    return ActionsState((TALK,), "talk", now)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


def answer_with(act: Callable[[StayDialog], object]) -> None:
    """Once the dialogue stands."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, StayDialog):
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def press(words: str) -> Callable[[StayDialog], object]:
    return lambda dialog: next(each for each in dialog.findChildren(Button) if each.text() == words).click()


def test_where_nothing_acts_closing_ends_the_program_without_a_question(window: QMainWindow) -> None:
    for settings in (Settings(), Settings(in_background=True)):
        assert what_closing_means(window, state("off"), settings, has_tray=True) == Answer("quit")


@pytest.mark.parametrize("now", ["armed", "paused", "resting"])
def test_while_gestures_act_it_is_asked(window: QMainWindow, now: ArmedState) -> None:
    answer_with(press("Go on without the window"))
    assert what_closing_means(window, state(now), Settings(), has_tray=True) == Answer("stay")
    answer_with(press("Quit"))
    assert what_closing_means(window, state(now), Settings(), has_tray=True) == Answer("quit")
    answer_with(StayDialog.reject)
    assert what_closing_means(window, state(now), Settings(), has_tray=True) == Answer("cancel")


def test_the_question_says_what_goes_on_and_where_the_way_back_is(window: QMainWindow) -> None:
    said: list[str] = []

    def read(dialog: StayDialog) -> None:
        said.append(" ".join(text.text() for text in dialog.findChildren(Text)))
        dialog.reject()

    for has_tray in (True, False):
        answer_with(read)
        what_closing_means(window, state("armed"), Settings(), has_tray=has_tray)
    assert all("Giving a talk" in each and "camera stays on" in each for each in said)
    assert ["tray" in each for each in said] == [True, False]


def test_who_has_answered_for_good_is_not_asked_again(window: QMainWindow) -> None:
    def always(dialog: StayDialog) -> None:
        dialog.findChild(QCheckBox).setChecked(True)
        press("Go on without the window")(dialog)

    answer_with(always)
    assert what_closing_means(window, state("armed"), Settings(), has_tray=True) == Answer(
        "stay", always=True
    )
    settings = Settings(in_background=True)
    assert what_closing_means(window, state("armed"), settings, has_tray=True) == Answer("stay")


def test_when_the_session_ends_nobody_is_asked(window: QMainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "isSavingSession", lambda _: True)
    settings = Settings(in_background=True)
    assert what_closing_means(window, state("armed"), settings, has_tray=True) == Answer("quit")


def test_without_a_tray_the_window_is_made_small_and_not_hidden(window: QMainWindow) -> None:
    go_to_background(window, has_tray=False)
    assert window.isMinimized()
    assert not window.isHidden()
    come_to_front(window)
    assert not window.isMinimized()
    go_to_background(window, has_tray=True)
    assert window.isHidden()
    come_to_front(window)
    assert window.isVisible()


class Desk:
    """As much of the desk of actions as the tray's menu needs."""

    def __init__(self) -> None:
        self.profiles = self
        self.asked: list[object] = []

    def arm(self) -> None:
        self.asked.append("arm")

    def disarm(self) -> None:
        self.asked.append("disarm")

    def pause(self, on: bool) -> None:
        self.asked.append(("pause", on))

    def choose(self, profile: str) -> None:
        self.asked.append(("choose", profile))


class Window(QMainWindow):
    """Closes as the program's own does."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = 0
        self.desk = Desk()
        self.there = AlwaysThere(self, self.desk)  # type: ignore[arg-type]

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.there.lets_close():
            event.ignore()
            return
        self.there.close()
        self.ended += 1
        super().closeEvent(event)


@pytest.fixture
def program(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Window:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    made = Window()
    qtbot.addWidget(made, before_close_func=lambda window: window.there.quit())
    made.there.set_settings(Settings(in_background=True))
    made.there.show_state(state("armed"))
    made.show()
    return made


def test_closing_while_armed_hides_the_window_and_the_tray_brings_it_back(program: Window) -> None:
    program.close()
    assert (program.isHidden(), program.ended) == (True, 0)
    program.there._tray.open_wanted.emit()
    assert program.isVisible()


def test_the_tray_can_always_end_the_program(program: Window) -> None:
    program.close()
    program.there._tray.quit_wanted.emit()
    assert program.ended == 1


def test_a_decision_for_good_becomes_a_setting(program: Window, qtbot: QtBot) -> None:
    program.there.set_settings(Settings())

    def always(dialog: StayDialog) -> None:
        dialog.findChild(QCheckBox).setChecked(True)
        press("Go on without the window")(dialog)

    answer_with(always)
    with qtbot.waitSignal(program.there.settings_changed) as changed:
        program.close()
    assert changed.args == [Settings(in_background=True)]


def test_what_the_tray_is_asked_for_reaches_the_desk(program: Window) -> None:
    tray = program.there._tray
    tray.pause_wanted.emit(True)
    tray.disarm_wanted.emit()
    tray.arm_wanted.emit()
    tray.profile_chosen.emit("music")
    assert program.desk.asked == [("pause", True), "disarm", "arm", ("choose", "music")]


def test_without_a_tray_a_notification_is_told_in_the_window(
    program: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.assertNotEmitted(program.there.said):
        program.there.notify("wave", "Hello")
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    with qtbot.waitSignal(program.there.said) as said:
        program.there.notify("wave", "Hello")
    assert said.args == ["wave: Hello"]


def test_troubles_reach_who_does_not_see_the_window(program: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Tray, "notify", lambda _, title, text: told.append(text))
    program.there.warn("seen in the window")
    program.hide()
    program.there.warn("hidden")
    program.showMinimized()
    program.there.warn("made small")
    assert told == ["hidden", "made small"]
