"""The sentence builder as a person uses it: written in by gestures and by hand at the same time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gesture_app.actions.action import Action, AddToSentence, Click
from gesture_app.actions.binding import Binding
from gesture_app.actions.sentence import SentenceLine
from gesture_app.ui.actions.sentence_field import SentenceField
from gesture_app.ui.actions.sentence_view import SentenceView
from gesture_app.ui.widgets.text import Text


class Gatherer:
    """Whoever keeps the line: hears what is written by hand, adds what is signed."""

    def __init__(self, view: SentenceView) -> None:
        self.view, self.line = view, SentenceLine()
        self.edits: list[str] = []
        self.spoken: list[str] = []
        self.copied: list[str] = []
        view.text_edited.connect(self._edited)
        view.speak_wanted.connect(lambda: self.spoken.append(self.line.text))
        view.copy_wanted.connect(self.copied.append)

    def _edited(self, text: str) -> None:
        self.edits.append(text)
        self.line.set_text(text)

    def sign(self, word: str) -> None:
        self.line.add("word", word)
        self.view.set_text(self.line.text)


@pytest.fixture
def view(qtbot: QtBot) -> SentenceView:
    made = SentenceView()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


@pytest.fixture
def gatherer(view: SentenceView) -> Gatherer:
    return Gatherer(view)


def field(view: SentenceView) -> SentenceField:
    found = view.findChild(SentenceField)
    assert isinstance(found, SentenceField)
    return found


def press(view: SentenceView, name: str) -> None:
    button(view, name).click()


def button(view: SentenceView, name: str) -> QPushButton:
    return next(each for each in view.findChildren(QPushButton) if each.accessibleName() == name)


def test_what_is_signed_is_shown_and_told_to_nobody(view: SentenceView, gatherer: Gatherer) -> None:
    gatherer.sign("hello")
    gatherer.sign("you")
    assert view.text == "hello you"
    assert gatherer.edits == []


def test_what_is_typed_is_told_after_a_pause_and_signs_come_behind_it(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    gatherer.sign("hello")
    qtbot.keyClicks(field(view), " dear")
    assert gatherer.edits == []
    qtbot.waitUntil(lambda: gatherer.edits == ["hello dear"])
    gatherer.sign("friend")
    assert view.text == "hello dear friend"


def test_a_sign_in_the_middle_of_typing_loses_neither(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    gatherer.sign("hello")
    qtbot.keyClicks(field(view), " de")
    gatherer.sign("you")
    qtbot.keyClicks(field(view), "!")
    qtbot.waitUntil(lambda: gatherer.line.text == "hello de you!")
    assert view.text == "hello de you!"


def test_being_told_what_one_wrote_moves_nothing(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(view), "hello you")
    qtbot.waitUntil(lambda: bool(gatherer.edits))
    field(view).moveCursor(field(view).textCursor().MoveOperation.Start)
    view.set_text("hello you")
    assert field(view).textCursor().position() == 0
    assert len(gatherer.edits) == 1


def test_the_sentence_is_spoken_as_it_is_seen_also_in_the_middle_of_typing(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    press(view, "Speak the sentence")
    assert gatherer.spoken == []
    qtbot.keyClicks(field(view), "good morning")
    press(view, "Speak the sentence")
    qtbot.keyClicks(field(view), ", you")
    qtbot.keyClick(field(view), Qt.Key.Key_Return)
    assert gatherer.spoken == ["good morning", "good morning, you"]
    assert "\n" not in view.text


def test_the_sentence_is_copied_without_spaces_around_it(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(view), "good morning ")
    press(view, "Copy the sentence")
    assert gatherer.copied == ["good morning"]
    assert button(view, "Copy the sentence").text() == "Copied"
    gatherer.sign("you")
    assert button(view, "Copy the sentence").text() == "Copy"


def test_the_last_word_can_be_deleted_and_everything_cleared(view: SentenceView, gatherer: Gatherer) -> None:
    gatherer.sign("hello")
    gatherer.sign("you")
    press(view, "Delete the last word")
    assert (view.text, gatherer.line.text) == ("hello", "hello")
    press(view, "Clear the sentence")
    assert (view.text, gatherer.line.text) == ("", "")
    assert not button(view, "Clear the sentence").isEnabled()


def test_undo_takes_back_what_gestures_and_hands_did_one_after_the_other(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    assert not button(view, "Undo the last change").isEnabled()
    gatherer.sign("hello")
    qtbot.keyClicks(field(view), " de")
    press(view, "Clear the sentence")
    seen = []
    for _ in range(3):
        qtbot.keyClick(field(view), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        seen.append(gatherer.line.text)
        assert view.text == gatherer.line.text
    assert seen == ["hello de", "hello", ""]
    assert not button(view, "Undo the last change").isEnabled()


def test_pasted_text_becomes_one_line_without_hidden_characters(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    pasted = QMimeData()
    pasted.setText("one\ntwo\u202ethree\0")
    field(view).insertFromMimeData(pasted)
    assert view.text == "one twothree"
    qtbot.waitUntil(lambda: gatherer.edits == ["one twothree"])


def test_what_was_typed_is_told_when_the_view_is_left(
    view: SentenceView, gatherer: Gatherer, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(view), "hel")
    view.hide()
    assert gatherer.edits == ["hel"]


def test_gestures_that_fill_the_sentence_are_listed_and_no_others(view: SentenceView, qtbot: QtBot) -> None:
    def binding(gesture: str, action: Action, enabled: bool = True) -> Binding:
        return Binding(id=gesture, gesture=gesture, action=action, enabled=enabled)

    def texts() -> list[str]:
        return [each.text() for each in view.findChildren(Text) if each.isVisible()]

    assert any("Sentence builder" in text for text in texts()), "an explanation of how to begin"
    view.set_bindings(
        [
            binding("wave", AddToSentence(text="hello")),
            binding("fist", AddToSentence(what="delete")),
            binding("ok", Click()),
            binding("point", AddToSentence(), enabled=False),
        ]
    )
    qtbot.waitUntil(lambda: {"wave", "fist"} <= set(texts()))
    assert not {"ok", "point"} & set(texts())
    view.set_bindings([])
    assert any("Sentence builder" in text for text in texts())


def test_a_very_long_text_is_cut_where_the_line_ends(view: SentenceView, gatherer: Gatherer) -> None:
    field(view).insertPlainText("x" * 3000)
    assert len(view.text) == 2000
