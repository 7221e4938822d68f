"""The line that says what just happened."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gesture_app.ui.notice import NoticeBar


def shown(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def test_a_sentence_goes_by_itself_and_trouble_stays(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.say("It is back.")
    assert bar._timer.isActive()
    bar.say("The disk is full.", trouble=True)
    assert not bar._timer.isActive()
    assert bar.sentence == "The disk is full."
    bar.dismiss()
    assert bar.sentence == ""


def test_undo_is_offered_once(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    wanted: list[str] = []
    bar.undo_wanted.connect(wanted.append)
    bar.say("The take is in the bin.", undo_entry="entry-1")
    bar.undo()
    bar.undo()
    assert wanted == ["entry-1"]
    assert bar.sentence == ""


def test_there_is_no_undo_without_something_to_undo(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.say("Saved.")
    wanted: list[str] = []
    bar.undo_wanted.connect(wanted.append)
    bar.undo()
    assert wanted == []
    bar.dismiss()
