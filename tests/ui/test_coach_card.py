"""What the coach says, and what can be done about it with a click or a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gesture_app.learning.coaching.advice import Advice
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.coach_card import CoachCard, CoachRow
from gesture_app.ui.widgets.text import Text

ADVICE = [
    Advice(kind="outlier", sentence="A take of “stop” stands out.", figure="3.8×", takes=["a"],
           gestures=["stop", "get"]),
    Advice(kind="confused", sentence="“get” was taken for “tea”.", figure="2 of 4", takes=["b", "c"],
           gestures=["get", "tea"]),
    Advice(kind="more takes", sentence="More takes should still help.", figure="84% → 93%"),
]  # fmt: skip


@pytest.fixture
def card(qtbot: QtBot) -> CoachCard:
    made = CoachCard()
    qtbot.addWidget(made)
    made.set_advice(ADVICE)
    made.set_takes(["a", "b", "c", "d"])
    made.resize(700, 500)
    made.show()
    return made


def buttons(card: CoachCard) -> list[Button]:
    return [button for button in card.findChildren(Button) if button.isVisible()]


def named(card: CoachCard, name: str) -> Button:
    return next(button for button in buttons(card) if button.accessibleName() == name)


def test_every_sentence_stands_beside_its_figure(card: CoachCard) -> None:
    shown = [text.text() for text in card.findChildren(Text) if text.isVisible()]
    for advice in ADVICE:
        assert shown.index(advice.sentence) == shown.index(advice.figure) + 1


def test_a_row_is_read_out_whole(card: CoachCard) -> None:
    names = [row.accessibleName() for row in card.findChildren(CoachRow)]
    assert names[1] == "2 of 4: “get” was taken for “tea”."


def test_only_what_can_be_done_is_offered(card: CoachCard) -> None:
    assert [button.accessibleName() for button in buttons(card)] == [
        "Show take of stop", "Move this take of stop to the bin", "Show 2 takes of get",
    ]  # fmt: skip


def test_the_takes_are_shown_and_an_outlier_can_be_dropped_with_the_keyboard(
    card: CoachCard, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(card.show_wanted) as shown:
        qtbot.keyClick(named(card, "Show 2 takes of get"), Qt.Key.Key_Space)
    assert shown.args == [["b", "c"]]
    with qtbot.waitSignal(card.drop_wanted) as dropped:
        qtbot.keyClick(named(card, "Move this take of stop to the bin"), Qt.Key.Key_Space)
    assert dropped.args == ["a"]


def test_a_take_in_the_bin_can_be_shown_no_more_until_it_is_back(card: CoachCard) -> None:
    card.set_takes(["c", "d"])
    assert [button.accessibleName() for button in buttons(card)] == ["Show take of get"]
    gone = [
        text.text() for text in card.findChildren(Text) if text.isVisible() and "no longer" in text.text()
    ]
    assert gone == ["It is no longer among your takes. Train again without it."]
    card.set_takes(["a", "b", "c"])
    assert len(buttons(card)) == 3
    assert not [text for text in card.findChildren(Text) if text.isVisible() and "no longer" in text.text()]


def test_new_advice_takes_the_place_of_the_old(card: CoachCard, qtbot: QtBot) -> None:
    card.set_advice(ADVICE[2:])
    qtbot.waitUntil(lambda: len(card.findChildren(CoachRow)) == 1)
    assert card.isVisible()
    assert buttons(card) == []


def test_without_advice_there_is_no_card(card: CoachCard) -> None:
    card.set_advice([])
    assert not card.isVisible()
