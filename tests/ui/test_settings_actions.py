"""The settings of actions: how to stop them comes first, and nothing is said that was not chosen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gesture_app.settings import Settings
from gesture_app.ui.pages.settings_actions import ActionsCard
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.fields import Choice
from gesture_app.ui.widgets.switch import Switch
from gesture_app.ui.widgets.text import Text

OTHER = Settings(
    pause_gesture="fist", pause_key="ctrl+f9", at_start="armed", start_at_login=True, in_background=True
)


@pytest.fixture
def card(qtbot: QtBot) -> ActionsCard:
    made = ActionsCard()
    qtbot.addWidget(made)
    made.set_gestures(["wave", "fist"])
    made.display(Settings())
    made.show()
    return made


def choice(card: ActionsCard) -> Choice:
    return next(iter(card.findChildren(Choice)))


def switch(card: ActionsCard, name: str) -> Switch:
    return next(each for each in card.findChildren(Switch) if each.accessibleName() == name)


def texts(card: ActionsCard) -> list[str]:
    return [each.text() for each in card.findChildren(Text) if each.isVisible()]


def test_showing_settings_edits_nothing(card: ActionsCard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(card.edited):
        card.display(OTHER)
        card.set_gestures(["fist"])
        card.set_key_problem("Keys cannot be heard here.")
        card.display(Settings())


def test_what_is_chosen_is_shown(card: ActionsCard) -> None:
    card.display(OTHER)
    assert choice(card).currentData() == "fist"
    assert card.findChildren(QLineEdit)[0].text() == "ctrl+f9"
    assert switch(card, "Start at login").isChecked()
    assert switch(card, "Go on without the window").isChecked()


def test_a_gesture_that_the_model_does_not_know_any_more_stays_and_is_marked(card: ActionsCard) -> None:
    card.display(OTHER)
    card.set_gestures(["wave"])
    assert choice(card).currentData() == "fist"
    assert choice(card).currentText() == "fist (unknown to the model)"


def test_the_pause_gesture_can_be_chosen_and_taken_away(card: ActionsCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.edited) as edited:
        choice(card).activated.emit(choice(card).findData("wave"))
    assert edited.args == [{"pause_gesture": "wave"}]
    with qtbot.waitSignal(card.edited) as edited:
        choice(card).activated.emit(0)
    assert edited.args == [{"pause_gesture": ""}]


@pytest.mark.parametrize(
    ("name", "field"),
    [("Start at login", "start_at_login"), ("Go on without the window", "in_background")],
)
def test_switches_hand_out_what_they_are_for(card: ActionsCard, qtbot: QtBot, name: str, field: str) -> None:
    with qtbot.waitSignal(card.edited) as edited:
        switch(card, name).click()
    assert edited.args == [{field: True}]


def test_the_state_at_the_start_can_be_chosen(card: ActionsCard, qtbot: QtBot) -> None:
    paused = next(each for each in card.findChildren(Button) if each.text() == "Paused")
    with qtbot.waitSignal(card.edited) as edited:
        paused.click()
    assert edited.args == [{"at_start": "paused"}]


def test_a_key_that_is_none_is_said_and_not_handed_out(card: ActionsCard, qtbot: QtBot) -> None:
    line = card.findChildren(QLineEdit)[0]
    with qtbot.assertNotEmitted(card.edited):
        line.clear()
        line.setText("ctrl+nonsense")
        line.textEdited.emit(line.text())
    assert card._key.problem() in texts(card)
    with qtbot.waitSignal(card.edited) as edited:
        line.setText("ctrl+f8")
        line.textEdited.emit(line.text())
    assert edited.args == [{"pause_key": "ctrl+f8"}]


def test_why_keys_cannot_be_heard_stands_at_the_key(card: ActionsCard) -> None:
    card.set_key_problem("On Wayland no program hears keys of others.")
    assert "On Wayland no program hears keys of others." in texts(card)
    card.set_key_problem("")
    assert "On Wayland no program hears keys of others." not in texts(card)
