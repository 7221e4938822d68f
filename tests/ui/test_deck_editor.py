"""Decks are begun, ordered, described, shared and deleted; every change leaves as a whole deck."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.checking import check_deck
from gesture_app.takes.quality import Quality
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.decks import editor as deck_editor
from gesture_app.ui.decks import reference as deck_reference
from gesture_app.ui.decks.adding import AddSigns
from gesture_app.ui.decks.editor import DeckEditor
from gesture_app.ui.decks.take_choice import TakeChoice
from gesture_app.ui.widgets.button import Button

OWN = "deck-0123456789ab"
LETTERS = Deck(
    id="letters", name="Letters", note="Signs vary.", fixed=True,
    cards=tuple(Card(id=f"letters/{name}", name=name, meaning=f"The letter {name}.", gesture=name) for name in "ABC"),
)  # fmt: skip
GREETINGS = Deck(
    id=OWN,
    name="Greetings",
    note="From the evening class.",
    cards=(
        Card(
            id=f"{OWN}/1", name="Hello", meaning="A greeting", note="First line\nSecond line", gesture="wave"
        ),
        Card(id=f"{OWN}/2", name="Yes", gesture="thumbs up"),
        Card(id=f"{OWN}/3", name="No", gesture="finger wag"),
    ),
)
DECKS = (LETTERS, GREETINGS)


def take(gesture: str, number: int, verdict: str = "good") -> TakeInfo:
    return TakeInfo(
        id=f"20261101-12000{number}-{number}", gesture=gesture, recorded_at=f"2026-11-0{number}T12:00:00+00:00",
        duration_s=1.5, quality=Quality(verdict),  # type: ignore[arg-type]
    )  # fmt: skip


TAKES = (take("hello", 1), take("hello", 2, "poor"), take("circle", 3))


@pytest.fixture
def editor(qtbot: QtBot) -> DeckEditor:
    made = DeckEditor()
    qtbot.addWidget(made)
    made.resize(1180, 800)
    made.set_takes(TAKES)
    made.set_decks(DECKS)
    made.show()
    made.activateWindow()
    made.choose(OWN)
    return made


@pytest.fixture
def saved(editor: DeckEditor) -> list[Deck]:
    heard: list[Deck] = []
    editor.deck_saved.connect(heard.append)
    return heard


def named(widget: QWidget, name: str) -> Button:
    return next(button for button in widget.findChildren(Button) if button.accessibleName() == name)


def names(deck: Deck) -> list[str]:
    return [card.name for card in deck.cards]


def lists(editor: DeckEditor) -> QListWidget:
    return editor._cards._list


def write(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_showing_decks_changes_nothing(editor: DeckEditor, saved: list[Deck]) -> None:
    for deck in DECKS:
        editor.choose(deck.id)
        for card in deck.cards:
            editor._cards.choose(card.id)
            for field in editor.findChildren(QLineEdit):
                field.setFocus()
            editor._form._notes["note"].setFocus()
    assert saved == []


def test_a_new_deck_is_open_as_soon_as_it_is_there(editor: DeckEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.deck_created) as created:
        write(qtbot, editor._list._name, " My   animals ")
    assert created.args == ["My animals"]
    editor.set_decks((*DECKS, Deck(id="deck-aaaaaaaaaaaa", name="My animals")))
    assert editor.deck is not None
    assert editor.deck.name == "My animals"


def test_two_decks_cannot_have_the_same_name(editor: DeckEditor, saved: list[Deck], qtbot: QtBot) -> None:
    heard: list[str] = []
    editor.deck_created.connect(heard.append)
    write(qtbot, editor._list._name, "letters")
    write(qtbot, editor._head._name, "LETTERS")
    assert (heard, saved) == ([], [])
    assert editor._notice.sentence == "There is already a deck called “LETTERS”. Choose another name."
    assert editor._head._name.text() == "Greetings"


def test_a_deck_is_renamed_and_described(editor: DeckEditor, saved: list[Deck], qtbot: QtBot) -> None:
    write(qtbot, editor._head._name, "Welcome")
    editor._head._note.setFocus()
    editor._head._note.setPlainText("One.\nTwo.")
    editor._head._name.setFocus()
    assert saved == [
        replace(GREETINGS, name="Welcome"),
        replace(GREETINGS, name="Welcome", note="One.\nTwo."),
    ]


def test_a_card_is_described(editor: DeckEditor, saved: list[Deck], qtbot: QtBot) -> None:
    editor._cards.choose(f"{OWN}/2")
    write(qtbot, editor._form._lines["meaning"], "I  agree")
    assert saved[-1].cards[1] == replace(GREETINGS.cards[1], meaning="I agree")
    assert saved[-1].cards[0] == GREETINGS.cards[0]


def test_a_card_keeps_its_name_where_none_is_typed(
    editor: DeckEditor, saved: list[Deck], qtbot: QtBot
) -> None:
    write(qtbot, editor._form._lines["name"], "   ")
    assert saved == []
    assert editor._form._lines["name"].text() == "Hello"


def test_line_breaks_in_texts_from_elsewhere_survive_being_looked_at(
    editor: DeckEditor, saved: list[Deck], qtbot: QtBot
) -> None:
    odd = replace(GREETINGS, cards=(replace(GREETINGS.cards[0], meaning="One\nTwo"), *GREETINGS.cards[1:]))
    editor.set_decks((LETTERS, odd))
    write(qtbot, editor._form._lines["name"], "Hi")
    assert saved[-1].cards[0].meaning == "One\nTwo"
    assert saved[-1].cards[0].note == "First line\nSecond line"


def test_another_deck_opens_at_its_first_card(editor: DeckEditor) -> None:
    editor._cards.choose(f"{OWN}/3")
    editor.choose("letters")
    assert editor.card == LETTERS.cards[0]


def test_what_is_being_typed_is_not_overwritten(editor: DeckEditor, qtbot: QtBot) -> None:
    field = editor._form._lines["meaning"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "half a wo")
    typed = field.text()
    editor.set_decks((LETTERS, replace(GREETINGS, note="Changed elsewhere.")))
    assert field.text() == typed


def test_cards_are_moved_with_the_keyboard(editor: DeckEditor, saved: list[Deck], qtbot: QtBot) -> None:
    editor._cards.choose(f"{OWN}/1")
    qtbot.keyClick(lists(editor), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(lists(editor), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(lists(editor), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # there it ends
    assert [names(deck) for deck in saved] == [["Yes", "Hello", "No"], ["Yes", "No", "Hello"]]
    assert editor.card is not None
    assert editor.card.name == "Hello"


def test_cards_are_moved_with_the_mouse(editor: DeckEditor, saved: list[Deck], qtbot: QtBot) -> None:
    model = lists(editor).model()
    assert lists(editor).dragDropMode() == QListWidget.DragDropMode.InternalMove
    model.moveRow(QModelIndex(), 2, QModelIndex(), 0)  # what Qt does when a row is dropped
    qtbot.waitUntil(lambda: bool(saved))
    assert names(saved[-1]) == ["No", "Hello", "Yes"]


def test_a_removed_card_comes_back_in_its_place(editor: DeckEditor, saved: list[Deck], qtbot: QtBot) -> None:
    editor._cards.choose(f"{OWN}/2")
    qtbot.keyClick(lists(editor), Qt.Key.Key_Delete)
    assert names(saved[-1]) == ["Hello", "No"]
    assert "“Yes” was removed" in editor._notice.sentence
    assert editor.card is not None
    assert editor.card.name == "No"
    named(editor._notice, "Undo").click()
    assert saved[-1] == GREETINGS


def test_a_deleted_deck_comes_back(editor: DeckEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.deck_deleted) as deleted:
        named(editor, "Delete this deck").click()
    assert deleted.args == [OWN]
    assert editor.deck == LETTERS
    with qtbot.waitSignal(editor.deck_restored) as restored:
        named(editor._notice, "Undo").click()
    assert restored.args == [OWN]


def test_signs_of_other_decks_are_added_as_copies(
    editor: DeckEditor, saved: list[Deck], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: QWidget, decks: list[Deck]) -> list[Card]:
        offered.extend(deck.name for deck in decks)
        return list(LETTERS.cards[:2])

    monkeypatch.setattr(deck_editor, "choose_signs", choose)
    named(editor, "Add signs …").click()
    assert offered == ["Letters"]
    assert names(saved[-1]) == ["Hello", "Yes", "No", "A", "B"]
    check_deck(saved[-1])
    assert editor.card == saved[-1].cards[-1]


def test_checked_signs_stay_checked_while_one_searches(qtbot: QtBot) -> None:
    dialog = AddSigns(DECKS)
    qtbot.addWidget(dialog)
    shown = dialog._list
    assert shown.count() == 6
    shown.item(1).setCheckState(Qt.CheckState.Checked)
    dialog._search.setText("greet")
    assert [shown.item(row).text() for row in range(shown.count())] == ["Hello\nA greeting"]
    dialog._search.setText("")
    dialog._deck.setCurrentIndex(2)
    shown.item(2).setCheckState(Qt.CheckState.Checked)
    assert [card.name for card in dialog.chosen] == ["B", "No"]
    assert dialog._add.text() == "Add 2 signs"
    dialog._deck.setCurrentIndex(0)
    shown.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert [card.name for card in dialog.chosen] == ["No"]


def test_a_click_on_the_name_and_one_on_the_box_check_a_sign(qtbot: QtBot) -> None:
    dialog = AddSigns(DECKS)
    qtbot.addWidget(dialog)
    dialog.show()
    for row, across in ((0, 200), (1, 22)):
        place = dialog._list.visualItemRect(dialog._list.item(row))
        qtbot.mouseClick(
            dialog._list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(across, place.center().y())
        )
        assert dialog._list.item(row).checkState() == Qt.CheckState.Checked
    assert [card.name for card in dialog.chosen] == ["A", "B"]


def test_one_click_puts_the_users_best_recording_in_place(editor: DeckEditor, qtbot: QtBot) -> None:
    editor._cards.choose(f"{OWN}/1")
    with qtbot.waitSignal(editor.reference_wanted) as wanted:
        named(editor, "Use my recording").click()
    assert wanted.args == [f"{OWN}/1", TAKES[0].id]


def test_there_is_no_such_click_where_nothing_of_that_name_is_recorded(editor: DeckEditor) -> None:
    editor._cards.choose(f"{OWN}/2")
    assert named(editor, "Use my recording").isHidden()
    editor.set_takes(())
    assert not named(editor, "Choose a recording …").isEnabled()


def test_any_recording_can_be_chosen_for_a_built_in_sign_and_taken_away_again(
    editor: DeckEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.choose("letters")
    monkeypatch.setattr(deck_reference, "choose_take", lambda *_: TAKES[2].id)
    with qtbot.waitSignal(editor.reference_wanted) as wanted:
        named(editor, "Choose a recording …").click()
    assert wanted.args == ["letters/A", TAKES[2].id]
    exchanged = replace(LETTERS.cards[0], take=TAKES[2].id, signer="Ada")
    editor.set_decks((replace(LETTERS, cards=(exchanged, *LETTERS.cards[1:])), GREETINGS))
    assert editor._reference._told.text().startswith("Ada, 3 November")
    with qtbot.waitSignal(editor.reference_wanted) as wanted:
        next(b for b in editor.findChildren(Button) if b.text() == "Back to the virtual hand").click()
    assert wanted.args == ["letters/A", ""]


def test_a_recording_without_a_gesture_beneath_it_cannot_be_taken_away(editor: DeckEditor) -> None:
    alone = Card(id=f"{OWN}/9", name="Mine", take=TAKES[2].id)
    editor.set_decks((LETTERS, replace(GREETINGS, cards=(alone,))))
    assert editor._reference._back.isHidden()


def test_the_best_take_of_the_gesture_of_that_name_is_offered_first(qtbot: QtBot) -> None:
    dialog = TakeChoice("Hello", TAKES)
    qtbot.addWidget(dialog)
    assert dialog._gesture.currentText() == "hello"
    assert dialog._list.count() == 2
    assert dialog.take == TAKES[0].id
    dialog._gesture.setCurrentIndex(dialog._gesture.findText("circle"))
    assert dialog.take == TAKES[2].id


def test_the_cards_of_a_fixed_deck_can_be_read_and_not_changed(
    editor: DeckEditor, saved: list[Deck], qtbot: QtBot
) -> None:
    editor.choose("letters")
    for name in ("Add signs …", "Move this sign up", "Remove this sign from the deck", "Delete this deck"):
        assert named(editor, name).isHidden()
    assert all(line.isReadOnly() for line in editor._form._lines.values())
    lists(editor).setFocus()
    qtbot.keyClick(lists(editor), Qt.Key.Key_Delete)
    qtbot.keyClick(lists(editor), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert not lists(editor).dragEnabled()
    assert saved == []


def test_a_deck_is_shared_as_one_file(
    editor: DeckEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("class", ""))
    with qtbot.waitSignal(editor.share_wanted) as wanted:
        named(editor, "Share this deck").click()
    assert wanted.args == [OWN, "class.gesture-deck"]


def test_a_shared_deck_is_opened(editor: DeckEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("class.gesture-deck", ""))
    with qtbot.waitSignal(editor.import_wanted) as wanted:
        named(editor, "Open a shared deck …").click()
    assert wanted.args == ["class.gesture-deck"]


def test_dialogs_closed_without_a_file_change_nothing(
    editor: DeckEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    editor.share_wanted.connect(lambda *wish: heard.append(wish))
    editor.import_wanted.connect(heard.append)
    for dialog in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_, **__: ("", ""))
    named(editor, "Share this deck").click()
    named(editor, "Open a shared deck …").click()
    assert heard == []


def test_an_empty_deck_says_what_to_do(editor: DeckEditor) -> None:
    editor.set_decks((LETTERS, replace(GREETINGS, cards=())))
    editor.choose(OWN)
    assert editor._cards._empty.isVisible()
    assert not named(editor, "Share this deck").isEnabled()
    assert editor._about_card.isHidden()


def test_every_control_has_a_name_and_takes_the_keyboard(editor: DeckEditor) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListWidget)
    controls = [control for kind in kinds for control in editor.findChildren(kind)]
    controls.extend(editor._form._notes.values())
    assert len(controls) >= 16
    assert [control for control in controls if not control.accessibleName()] == []
    assert [control for control in controls if control.focusPolicy() == Qt.FocusPolicy.NoFocus] == []
    assert QApplication.focusWidget() is not None


def test_escape_leads_back(editor: DeckEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.back_wanted):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_a_deleted_deck_can_be_restored_from_the_bin_later(editor: DeckEditor, qtbot: QtBot) -> None:
    assert named(editor, "Deleted decks").isHidden()
    editor.set_deleted([GREETINGS])
    assert not named(editor, "Deleted decks").isHidden()
    menu = named(editor, "Deleted decks").menu()
    assert [action.text() for action in menu.actions()] == ["Restore “Greetings”, 3 signs"]
    with qtbot.waitSignal(editor.deck_restored) as restored:
        menu.actions()[0].trigger()
    assert restored.args == [OWN]
