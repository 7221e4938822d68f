"""The takes of one gesture on the Record page: look, play, trim, delete."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gesture_app.hands import HandSequence
from gesture_app.takes.take import VIRTUAL_PERSON, TakeInfo
from gesture_app.ui.focus import holds_focus
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.take_card import TakeCard
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.wording import count_of

SHOWN_AT_ONCE = 20


class TakeList(QWidget):
    """Newest first. Landmarks are asked for when a take is to be shown, not before."""

    load_wanted = Signal(str)
    play_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._infos: list[TakeInfo] = []
        self._sequences: dict[str, HandSequence] = {}
        self._cards: dict[str, TakeCard] = {}
        self._asked: set[str] = set()
        self._shown = SHOWN_AT_ONCE
        self._only: frozenset[str] = frozenset()  # the takes somebody asked for; empty: all of the gesture
        self._mirrored = True
        self._heading = Text("Takes", "heading")
        self._empty = Text(
            "Nothing recorded yet. Press Record and make the gesture a few times: five takes are a good start.",
            "muted", wrap=True,
        )  # fmt: skip
        self._all = Button("Show all takes", "takes", kind="quiet")
        self._all.clicked.connect(self._show_all)
        self._scroll = Scroll(spacing=10)
        self._more = Button("Show more", kind="quiet")
        self._more.clicked.connect(self._show_more)
        self._scroll.column.addWidget(self._more)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._all, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
        column.addStretch(0)
        self._lay_out()

    def set_mirrored(self, mirrored: bool) -> None:
        """Draw hands as the live view does; for takes shown from now on."""
        self._mirrored = mirrored

    def set_takes(self, infos: Sequence[TakeInfo], *, other_gesture: bool) -> None:
        """Show these takes, given oldest first."""
        if other_gesture:
            self._shown = SHOWN_AT_ONCE
            self._only = frozenset()
        self._infos = list(reversed(infos))
        known = {info.id for info in infos}
        self._only &= known
        self._asked &= known
        self._sequences = {
            take_id: sequence for take_id, sequence in self._sequences.items() if take_id in known
        }
        self._lay_out()

    def set_sequence(self, take_id: str, sequence: HandSequence) -> None:
        """The landmarks of a take that was asked for, or of one just recorded."""
        self._sequences[take_id] = sequence
        self._lay_out()

    def show_only(self, take_ids: Collection[str]) -> None:
        """Show these of the takes alone, until the user asks for all or another gesture is chosen."""
        self._only = frozenset(take_ids)
        self._lay_out()

    def sequence(self, take_id: str) -> HandSequence | None:
        return self._sequences.get(take_id)

    def select(self, take_id: str) -> None:
        for card in self._cards.values():
            card.set_selected(card.take_id == take_id)

    def take_focus(self, take_id: str) -> None:
        """Let the keyboard go on from this take."""
        if take_id in self._cards:
            self._cards[take_id].setFocus()

    def _lay_out(self) -> None:
        chosen = [info for info in self._infos if not self._only or info.id in self._only]
        self._heading.setText(_counted(len(chosen), len(self._infos)))
        self._all.setVisible(bool(self._only))
        self._empty.setVisible(not self._infos)
        self._scroll.setVisible(bool(self._infos))
        self._more.setVisible(len(chosen) > self._shown)
        wanted = chosen[: self._shown]
        self._remove(set(self._cards) - {info.id for info in wanted})
        place = 0
        for info in wanted:
            if info.id not in self._sequences:
                self._ask(info.id)
                continue
            if info.id not in self._cards:
                self._cards[info.id] = self._card(info)
                self._scroll.column.insertWidget(place, self._cards[info.id])
            place += 1

    def _remove(self, gone: set[str]) -> None:
        """The focus goes on to the next card: Delete can be pressed again, and Tab goes on from there."""
        place_of = self._scroll.column.indexOf
        staying = sorted((card for take_id, card in self._cards.items() if take_id not in gone), key=place_of)
        for card in [self._cards.pop(take_id) for take_id in gone]:
            if staying and holds_focus(card):
                next((other for other in staying if place_of(other) > place_of(card)), staying[-1]).setFocus()
            card.deleteLater()

    def _ask(self, take_id: str) -> None:
        if take_id not in self._asked:
            self._asked.add(take_id)
            self.load_wanted.emit(take_id)

    def _card(self, info: TakeInfo) -> TakeCard:
        card = TakeCard(
            info.id, self._sequences[info.id], info.quality.verdict, _remarks(info),
            title=recorded_when(info.recorded_at, datetime.now().astimezone()), mirrored=self._mirrored,
        )  # fmt: skip
        card.selected.connect(self._play)
        card.play_requested.connect(self._play)
        card.trim_requested.connect(self._play)
        card.delete_requested.connect(self.delete_wanted)
        return card

    @Slot(str)
    def _play(self, take_id: str) -> None:
        self.select(take_id)
        self.play_wanted.emit(take_id)

    @Slot()
    def _show_all(self) -> None:
        self.show_only(())

    @Slot()
    def _show_more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        self._lay_out()


def _counted(shown: int, there: int) -> str:
    if not there:
        return "Takes"
    return count_of(there, "take") if shown == there else f"{shown} of {count_of(there, 'take')}"


def _remarks(info: TakeInfo) -> tuple[str, ...]:
    """What is to be said of a take; first that it is of the program's own hand, if it is."""
    whose = ("Of the virtual hand.",) if info.person == VIRTUAL_PERSON else ()
    return (*whose, *info.quality.remarks)


def recorded_when(recorded_at: str, now: datetime) -> str:
    """An ISO time as people tell takes apart: by the second today, by the day before; empty if unknown."""
    if not recorded_at:
        return ""
    moment = datetime.fromisoformat(recorded_at).astimezone(now.tzinfo)
    return f"{moment:%H:%M:%S}" if moment.date() == now.date() else f"{moment.day} {moment:%b %H:%M}"
