"""Things stand beside each other where there is room, and below each other where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gesture_app.ui.theme import ThemeController
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text


@pytest.fixture
def controller(qapp: QApplication) -> Iterator[ThemeController]:
    made = ThemeController(qapp, "light")
    yield made
    made.set_text_size(100)
    made.deleteLater()
    qapp.setStyleSheet("")


class Block(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(200, 100)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 80)


@pytest.fixture
def blocks(qtbot: QtBot) -> tuple[QWidget, SideBySide, Block, Block]:
    """A page with a row of two blocks at its top, 500 pixels wide."""
    page, one, other = QWidget(), Block(), Block()
    qtbot.addWidget(page)
    row = SideBySide(400, (one, 1), (other, 1), spacing=10)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(row)
    column.addStretch(1)
    page.resize(500, 600)
    page.show()
    return page, row, one, other


Blocks = tuple[QWidget, SideBySide, Block, Block]


def test_with_room_it_is_a_row(blocks: Blocks) -> None:
    _, row, one, other = blocks
    assert one.geometry().right() < other.geometry().left()
    assert row.height() == 100


def test_without_room_it_is_a_column_and_asks_for_its_height(blocks: Blocks) -> None:
    page, row, one, other = blocks
    page.resize(300, 600)
    assert one.geometry().bottom() < other.geometry().top()
    assert row.height() == 100 + 10 + 100
    page.resize(500, 600)
    assert row.height() == 100


def test_larger_text_needs_more_room(blocks: Blocks, controller: ThemeController, qtbot: QtBot) -> None:
    _, _, one, other = blocks
    controller.set_text_size(150)
    qtbot.waitUntil(lambda: one.geometry().bottom() < other.geometry().top())


def test_it_gets_as_narrow_as_its_widest_part(blocks: Blocks) -> None:
    _, row, *_ = blocks
    assert row.minimumSizeHint().width() == 150


def test_what_is_hidden_takes_no_room(blocks: Blocks) -> None:
    page, row, _, other = blocks
    other.hide()
    page.resize(300, 600)
    assert row.height() == 100
    assert row.sizeHint().width() == 200


def test_sentences_get_all_their_lines_in_a_row_and_in_a_column(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    texts = [Text("many words " * 12, wrap=True) for _ in range(2)]
    column = QVBoxLayout(page)
    column.addWidget(SideBySide(400, *((text, 1) for text in texts)))
    column.addStretch(1)
    page.show()
    for width in (600, 350, 600):
        page.resize(width, 800)
        assert all(text.height() >= text.heightForWidth(text.width()) for text in texts)


def test_a_width_grows_with_the_text_as_far_as_it_may(controller: ThemeController, qtbot: QtBot) -> None:
    fixed, bounded = QWidget(), QWidget()
    for widget in (fixed, bounded):
        qtbot.addWidget(widget)
        widget.show()
    GrowingWidth(fixed, 100)
    GrowingWidth(bounded, 100, 200, widest=1.4)
    controller.set_text_size(180)
    assert (fixed.minimumWidth(), fixed.maximumWidth()) == (180, 180)
    assert (bounded.minimumWidth(), bounded.maximumWidth()) == (140, 280)
