"""What the virtual hand shall perform is asked for, and judged while it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gesture_app.ui.script_dialog import ScriptDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> ScriptDialog:
    made = ScriptDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_tells_what_it_knows_and_accepts_nothing_yet(dialog: ScriptDialog) -> None:
    assert "thumbs up" in dialog._verdict.text()
    assert not dialog._perform.isEnabled()


def test_what_can_be_performed_is_accepted_with_return(dialog: ScriptDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog._line, " wave, HELLO ")
    assert "shows “wave”, spells H E L L O" in dialog._verdict.text()
    qtbot.keyClick(dialog._line, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.script == "wave, HELLO"


def test_a_missing_comma_is_pointed_out(dialog: ScriptDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog._line, "HELLO wave")
    assert "commas" in dialog._verdict.text()
    assert not dialog._perform.isEnabled()


def test_what_cannot_is_answered_with_the_nearest_and_not_accepted(
    dialog: ScriptDialog, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog._line, "thumps up")
    assert "thumbs up" in dialog._verdict.text()
    qtbot.keyClick(dialog._line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog._perform.isEnabled()
