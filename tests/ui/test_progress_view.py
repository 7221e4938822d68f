"""Progress is told in pictures, in words, and by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.progress.calendar import PracticeDay
from gesture_app.practice.progress.mistakes import TypicalMistake
from gesture_app.practice.progress.progress import Progress
from gesture_app.practice.progress.retention import Retention
from gesture_app.practice.progress.spelling import SpellingDay
from gesture_app.practice.progress.strength import CardProgress, SkillStrength
from gesture_app.ui import theme
from gesture_app.ui.progress.view import ProgressView
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.cell_picture import CellPicture
from gesture_app.ui.widgets.text import Text

TODAY = date(2026, 11, 20)  # a Friday
MISTAKE = TypicalMistake("handshape", "ring", 4, 9)
DECKS = (
    Deck(id="letters", name="Letters", cards=tuple(Card(id=f"letters/{n}", name=n) for n in "ABCDEFG")),
    Deck(id="digits", name="Digits", cards=tuple(Card(id=f"digits/{n}", name=n) for n in "123")),
)


def strength(days: float) -> SkillStrength:
    due = datetime(2026, 11, 20, 12, tzinfo=UTC) + timedelta(days=days)
    return SkillStrength("produce", days, 0.95, due, 4, 1)


def card(
    name: str, days: float | None, mistake: TypicalMistake | None = None, deck: str = "letters"
) -> CardProgress:
    made = None if days is None else strength(days)
    return CardProgress(deck, f"{deck}/{name}", name, made, None, mistake, "")


EMPTY = Progress(
    TODAY, (), 0, 0, {}, (), tuple(card(name, None) for name in "ABCDEFG"), (),
    tuple((TODAY + timedelta(days=day), 0) for day in range(14)),
)  # fmt: skip
SOME = Progress(
    today=TODAY,
    days=(
        PracticeDay(TODAY - timedelta(days=8), 3, 2, 0, 40.0),
        PracticeDay(TODAY - timedelta(days=1), 60, 51, 4, 900.0),
        PracticeDay(TODAY, 12, 10, 0, 300.0),
    ),
    streak_days=2,
    longest_streak_days=5,
    retention={"produce": Retention("produce", TODAY, 8, 10)},
    retention_weeks=(
        Retention("produce", date(2026, 11, 9), 6, 10),
        Retention("produce", date(2026, 11, 16), 9, 10),
    ),
    cards=(
        card("A", 90.0), card("B", 3.0, MISTAKE), *(card(name, 10.0) for name in "CDEF"), card("G", None),
        *(card(name, None, deck="digits") for name in "123"),
    ),
    spelling=(
        SpellingDay(TODAY - timedelta(days=2), "produce", 0.5, 4, 3),
        SpellingDay(TODAY, "produce", 1.5, 5, 5),
        SpellingDay(TODAY, "read", 2.0, 5, 4),
    ),
    forecast=tuple((TODAY + timedelta(days=day), (0, 3, 12)[day % 3]) for day in range(30)),
)  # fmt: skip


@pytest.fixture
def view(qtbot: QtBot) -> ProgressView:
    made = ProgressView()
    qtbot.addWidget(made)
    made.resize(1180, 800)
    made.set_decks(DECKS)
    made.set_progress(SOME)
    made.show()
    return made


@pytest.fixture
def controller(qapp: QApplication) -> Iterator[ThemeController]:
    made = ThemeController(qapp, "light")
    yield made
    made.set_text_size(100)
    made.choose("light")
    made.deleteLater()
    qapp.setStyleSheet("")


def pictures(view: ProgressView) -> list[CellPicture]:
    return [picture for picture in view.findChildren(CellPicture) if picture.isVisible()]


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # texts just made come into view
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def inked(picture: CellPicture, cell: int) -> int:
    """How many pixels of a cell are not the ground of an empty one."""
    image: QImage = picture.grab().toImage()
    place = picture.cells[cell].place.toRect()
    empty = QColor(theme.current().sunken)
    return sum(
        image.pixelColor(x, y) != empty
        for x in range(place.left() + 2, place.right() - 1)
        for y in range(place.top() + 2, place.bottom() - 1)
    )


def test_before_the_first_session_one_is_invited_to_practise(view: ProgressView, qtbot: QtBot) -> None:
    view.set_progress(EMPTY)
    assert pictures(view) == []
    assert "Your progress grows here" in words(view)
    practise = next(b for b in view.findChildren(Button) if b.text() == "Practise now")
    with qtbot.waitSignal(view.practise_wanted):
        practise.click()


def test_the_figures_say_what_they_are(view: ProgressView) -> None:
    told = words(view._figures)
    for figure in (
        "2",
        "Your longest: 5 days",
        "12",
        "answers in 5 minutes",
        "80%",
        "6",
        "of 10, 1 well known",
    ):
        assert figure in told.split("\n")


def test_a_day_is_told_in_a_sentence(view: ProgressView) -> None:
    sentences = [cell.sentence for cell in view._calendar.cells]
    assert sentences[0] == "Today: 12 answers, 10 of them right; 5 minutes"
    assert sentences[1] == "Yesterday: 60 answers, 51 of them right; 4 words spelled; 15 minutes"
    assert sentences[2] == "Wednesday 18 November: no practice"


def test_days_stand_below_each_other_and_weeks_beside_each_other(view: ProgressView) -> None:
    today, thursday, *_ = (cell.place for cell in view._calendar.cells)
    week_ago = view._calendar.cells[7].place
    assert thursday.left() == today.left()
    assert thursday.top() < today.top()
    assert week_ago.top() == today.top()
    assert week_ago.right() < today.left()


def test_the_more_was_done_the_larger_is_the_square_whatever_the_colours(view: ProgressView) -> None:
    much, none, little = (inked(view._calendar, back) for back in (1, 2, 8))
    assert none == 0
    assert 0 < little < much


def test_arrow_keys_reach_every_cell_of_every_picture(view: ProgressView, qtbot: QtBot) -> None:
    assert len(pictures(view)) == 5
    for picture in pictures(view):
        picture.setFocus()
        reached = {picture.marked}
        waiting = [picture.marked]
        while waiting:
            start = waiting.pop()
            for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
                picture.begin_at(start)
                qtbot.keyClick(picture, key)
                if picture.marked not in reached:
                    reached.add(picture.marked)
                    waiting.append(picture.marked)
        assert reached == set(range(len(picture.cells)))


def test_what_is_pointed_at_is_what_a_screen_reader_hears(view: ProgressView, qtbot: QtBot) -> None:
    calendar = view._calendar
    assert calendar.accessibleDescription() == "3 days of practice. The arrow keys go through them."
    calendar.setFocus()
    qtbot.keyClick(calendar, Qt.Key.Key_Up)
    assert calendar.accessibleDescription() == calendar.cells[1].sentence
    assert calendar.cells[1].sentence in words(view)


def test_a_sign_is_shown_with_its_typical_mistake(view: ProgressView, qtbot: QtBot) -> None:
    place = view._map.cells[1].place.center().toPoint()
    qtbot.mouseMove(view._map, place)
    assert "The shape of the ring finger, in 4 of 9 tries" in words(view._details)
    assert "Lasts 3 days · back: Monday 23 November" in words(view._details)
    assert view._map.cells[1].sentence == "B: fresh; often corrected: the shape of the ring finger"


def test_while_no_sign_is_pointed_at_the_worst_ones_are_named(view: ProgressView) -> None:
    assert words(view._details).split("\n")[:3] == [
        "Look closer at", "B", "The shape of the ring finger, in 4 of 9 tries"
    ]  # fmt: skip


def test_decks_not_begun_are_named_and_take_no_room(view: ProgressView) -> None:
    assert [card.name for card in view._map.cards] == list("ABCDEFG")
    assert "Not begun yet: Digits." in words(view)


def test_the_better_a_sign_is_known_the_longer_is_its_bar(view: ProgressView) -> None:
    assert inked(view._map, 0) > 0
    strengths = [card.strength for card in view._map.cards]
    assert strengths[0] > strengths[2] > strengths[1] > strengths[6] == 0
    image = view._map.grab().toImage()

    def dark(cell: int) -> int:
        bar = view._map.cells[cell].place
        ink = theme.readable_on(image.pixelColor(bar.center().x(), bar.top() + 5))  # type: ignore[call-overload]
        y = round(bar.bottom() - 7)
        row = [image.pixelColor(x, y) for x in range(round(bar.left()) + 8, round(bar.right()) - 8)]
        return sum(abs(pixel.lightness() - ink.lightness()) < 60 for pixel in row)

    assert dark(0) > dark(2) > dark(1)


def test_faster_spelling_lies_higher_and_later_days_further_right(view: ProgressView) -> None:
    slow, fast, read = (cell.place.center() for cell in view._spelling.cells)
    assert slow.y() > fast.y() > read.y()
    assert slow.x() < fast.x() == read.x()
    assert "1.5 letters a second" in view._spelling.cells[1].sentence


def test_a_picture_without_anything_in_it_says_what_will_be_there(view: ProgressView) -> None:
    quiet = Progress(TODAY, SOME.days, 1, 1, {}, (), SOME.cards, (), EMPTY.forecast)
    view.set_progress(quiet)
    assert {type(picture).__name__ for picture in pictures(view)} == {"PracticeCalendar", "CardMap"}
    assert "Nothing comes back yet." in words(view)
    assert "Spell a few words, and this shows how fast you get." in words(view)


@pytest.mark.parametrize(
    ("label", "kind", "ending"), [("Save for Anki …", "anki", ".apkg"), ("Save as a table …", "csv", ".csv")]
)
def test_a_deck_is_exported_into_the_file_that_was_chosen(
    view: ProgressView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, label: str, kind: str, ending: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("mine", ""))
    view._deck.setCurrentIndex(1)
    button = next(b for b in view.findChildren(Button) if b.text() == label)
    with qtbot.waitSignal(view.export_wanted) as wanted:
        button.click()
    assert wanted.args == ["digits", kind, f"mine{ending}"]


def test_a_dialog_closed_without_a_file_exports_nothing(
    view: ProgressView, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    view.export_wanted.connect(lambda *wish: heard.append(wish))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    next(b for b in view.findChildren(Button) if b.text() == "Save for Anki …").click()
    assert heard == []


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_with_larger_text_all_cells_stay_in_their_pictures(
    view: ProgressView, controller: ThemeController, qtbot: QtBot, percent: int
) -> None:
    controller.set_text_size(percent)
    view.resize(1096, 700)
    qtbot.wait(50)
    assert view.width() == 1096
    for picture in pictures(view):
        room = picture.rect().toRectF().adjusted(-8, -8, 8, 8)  # marks of points may touch the edge
        assert all(room.contains(cell.place) for cell in picture.cells)
        assert picture.mapTo(view, picture.rect().topRight()).x() <= view.width()


def test_the_theme_changes_under_all_pictures(view: ProgressView, controller: ThemeController) -> None:
    before = view.grab().toImage().pixelColor(600, 300)
    controller.choose("dark")
    assert view.grab().toImage().pixelColor(600, 300).lightness() < before.lightness()


def test_every_control_has_a_name_and_takes_the_keyboard(view: ProgressView) -> None:
    kinds = (QAbstractButton, QComboBox, CellPicture)
    controls = [control for kind in kinds for control in view.findChildren(kind)]
    assert len(controls) >= 10
    assert [control for control in controls if not control.accessibleName()] == []
    assert [control for control in controls if control.focusPolicy() == Qt.FocusPolicy.NoFocus] == []


def test_escape_leads_back(view: ProgressView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.back_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
