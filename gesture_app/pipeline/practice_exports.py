"""Decks and reviews for other programs, written on a thread of their own: moving pictures take their time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gesture_app.pipeline.jobs import Cancellable
from gesture_app.pipeline.messages import Done, Message
from gesture_app.pipeline.teaching import motion_of_card

if TYPE_CHECKING:
    import threading

    from gesture_app.hands import HandSequence
    from gesture_app.practice.decks.card import Card, Deck
    from gesture_app.practice.journal.review import Review
    from gesture_app.practice.progress.progress import Progress

ExportKind = Literal["anki", "csv"]


class PracticeExports:
    """One export at a time; the end of the program ends it, and no half of a file is left."""

    def __init__(
        self,
        recording: Callable[[Card], HandSequence | None],
        send: Callable[[Message], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._recording = recording
        self._send = send
        self._on_error = on_error
        self._job = Cancellable("export")

    def write(
        self, kind: ExportKind, deck: Deck, reviews: Sequence[Review], progress: Progress, file: Path
    ) -> None:
        """Write a deck with moving pictures for Anki, or its reviews and how its cards stand as two tables."""

        def work(cancelled: threading.Event) -> None:
            try:
                done = (
                    self._anki(deck, file, cancelled)
                    if kind == "anki"
                    else _csv(deck, reviews, progress, file)
                )
            except Exception as error:
                self._on_error(error)
            else:
                if not cancelled.is_set():
                    self._send(Done(done))

        if not self._job.start(work):
            self._send(Done("An export is under way already. Wait until it says that it is done."))
        elif kind == "anki":
            self._send(Done(f"Painting {len(deck.cards)} signs for Anki. This takes some seconds."))

    def close(self) -> None:
        """May be called twice."""
        self._job.close()

    def _anki(self, deck: Deck, file: Path, cancelled: threading.Event) -> str:
        from gesture_app.practice.exporting.anki import write_anki
        from gesture_app.practice.exporting.moving_picture import MovingPictures

        painter, pictures = MovingPictures(), {}
        for card in deck.cards:
            if cancelled.is_set():
                return ""
            motion = motion_of_card(card, self._recording(card))
            if motion is not None:
                pictures[card.id] = painter.picture(motion)
        write_anki(deck, pictures, file, datetime.now(UTC))
        return f"“{deck.name}” is in {file.name}. Open it with Anki, or import it there."


def _csv(deck: Deck, reviews: Sequence[Review], progress: Progress, file: Path) -> str:
    from gesture_app.practice.exporting.csv_file import write_cards, write_reviews

    cards = {card.id for card in deck.cards}
    beside = file.with_name(f"{file.stem} cards{file.suffix}")
    write_reviews([review for review in reviews if review.attempt.card in cards], [deck], file)
    write_cards([card for card in progress.cards if card.card in cards], [deck], beside)
    return f"The reviews of “{deck.name}” are in {file.name}, and how its signs stand in {beside.name}."
