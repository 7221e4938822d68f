"""The tray's icon says whether gestures act and whether a camera watches, and its menu leads everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import ActionsState, ArmedState
from gesture_app.pipeline.messages import SourceStatus
from gesture_app.ui.tray import Tray
from gesture_app.ui.tray_icon import tray_icon

TALK, MUSIC = Profile(id="talk", name="Giving a talk"), Profile(id="music", name="Rhythm & blues")
RUNNING = SourceStatus("FaceTime", "running")


def state(now: ArmedState = "armed", *profiles: Profile) -> ActionsState:
    return ActionsState(profiles or (TALK, MUSIC), "talk", now)


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    made = Tray()
    yield made
    made.close()


def actions(tray: Tray) -> dict[str, QAction]:
    return {each.text(): each for each in tray._menu.actions() if each.isVisible() and each.text()}


@pytest.mark.parametrize(
    ("now", "told"), [("off", "Off"), ("armed", "Armed"), ("paused", "Paused"), ("resting", "Resting")]
)
def test_it_says_the_state_and_the_profile(tray: Tray, now: ArmedState, told: str) -> None:
    tray.show_state(state(now))
    assert f"{told}: Giving a talk" in tray.words
    assert f"{told}: Giving a talk" in actions(tray)


def test_before_anything_is_told_the_camera_is_off(tray: Tray) -> None:
    assert "The camera is off." in tray.words


def test_it_says_that_the_camera_is_on_and_which(tray: Tray) -> None:
    tray.show_source(RUNNING, is_camera=True)
    assert "The camera is on: FaceTime." in tray.words
    tray.show_source(SourceStatus("FaceTime", "failed"), is_camera=True)
    assert "The camera is off." in tray.words


def test_watching_something_else_is_not_called_a_camera(tray: Tray) -> None:
    tray.show_source(SourceStatus("Virtual hand", "running"), is_camera=False)
    assert "The camera is off; Virtual hand is watched." in tray.words


def test_all_icons_differ_with_and_without_the_camera(qtbot: QtBot) -> None:
    states: tuple[ArmedState, ...] = ("off", "armed", "paused", "resting")
    pictures = [
        bytes(tray_icon(now, camera_on=on).pixmap(22, 22).toImage().constBits())
        for now in states
        for on in (False, True)
    ]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize(
    ("now", "words", "wish"),
    [("armed", "Pause", True), ("paused", "Go on", False), ("resting", "Pause", True)],
)
def test_it_pauses_and_goes_on(tray: Tray, qtbot: QtBot, now: ArmedState, words: str, wish: bool) -> None:
    tray.show_state(state(now))
    with qtbot.waitSignal(tray.pause_wanted) as wanted:
        actions(tray)[words].trigger()
    assert wanted.args == [wish]


def test_what_is_off_cannot_be_paused_but_armed(tray: Tray, qtbot: QtBot) -> None:
    tray.show_state(state("off"))
    assert "Pause" not in actions(tray)
    with qtbot.waitSignal(tray.arm_wanted):
        actions(tray)["Arm"].trigger()
    tray.show_state(state("armed"))
    with qtbot.waitSignal(tray.disarm_wanted):
        actions(tray)["Turn off"].trigger()


def test_without_a_profile_there_is_nothing_to_arm(tray: Tray) -> None:
    tray.show_state(ActionsState((), "", "off"))
    assert not actions(tray)["Arm"].isEnabled()
    assert "Profile" not in actions(tray)


def test_profiles_can_be_changed(tray: Tray, qtbot: QtBot) -> None:
    tray.show_state(state())
    talk, music = tray._profiles.actions()
    assert (talk.isChecked(), music.isChecked()) == (True, False)
    assert music.text() == "Rhythm && blues"  # one & would be a key to press
    with qtbot.waitSignal(tray.profile_chosen) as chosen:
        music.trigger()
    assert chosen.args == ["music"]


@pytest.mark.parametrize("now", ["off", "armed", "paused", "resting"])
def test_the_window_and_the_end_are_always_there(tray: Tray, qtbot: QtBot, now: ArmedState) -> None:
    tray.show_state(state(now))
    with qtbot.waitSignal(tray.open_wanted):
        actions(tray)["Open Gesture App"].trigger()
    with qtbot.waitSignal(tray.quit_wanted):
        actions(tray)["Quit"].trigger()


def test_a_click_opens_the_window_and_a_menu_does_not(tray: Tray, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tray.open_wanted):
        tray._activated(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.open_wanted):
        tray._activated(QSystemTrayIcon.ActivationReason.Context)


def test_where_there_is_no_tray_it_says_so(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    tray.close()
    tray.look_for_tray()
    assert not tray.available
    assert not tray.notify("wave", "Hello")
    tray.show_state(state())


def test_a_tray_that_comes_later_is_found(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    tray.close()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray.show_state(state("paused"))
    tray.show_source(RUNNING, is_camera=True)
    tray.look_for_tray()
    assert tray.available
    assert tray._icon is not None
    assert tray._icon.toolTip() == tray.words
    assert tray.notify("wave", "Hello")
