"""Reviews and cards as CSV, for spreadsheets and one's own figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from gesture_app.keeping.atomic import write_atomically
from gesture_app.practice.decks.card import Deck
from gesture_app.practice.journal.review import Review
from gesture_app.practice.progress.strength import CardProgress, SkillStrength
from gesture_app.takes.errors import ExportRefused, storage_sentence

Line = Sequence[object]

_REVIEW_HEAD = (
    "review", "at", "deck", "card", "name", "skill", "mode", "right", "seconds", "corrections", "helped", "answer",
    "again_after", "given_grade", "grade",
)  # fmt: skip
_CARD_HEAD = (
    "deck", "card", "name", "strength",
    "produce_lasts_days", "produce_remembered", "produce_due", "produce_reviews", "produce_forgotten",
    "read_lasts_days", "read_remembered", "read_due", "read_reviews", "read_forgotten",
    "mistake", "mistake_times", "mistake_tries", "confused_with",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would take a text that begins so for a formula and run it."""


def write_reviews(reviews: Iterable[Review], decks: Iterable[Deck], file: Path) -> None:
    """One line for each review, oldest first; times in UTC, ISO 8601.

    Cards that are in no deck any more have no deck and no name.

    Raises:
        ExportRefused: the file cannot be written; nothing was changed.
    """
    known = {card.id: (deck.name, card.name) for deck in decks for card in deck.cards}
    _write(_REVIEW_HEAD, (_review_line(review, known) for review in reviews), file)


def write_cards(cards: Iterable[CardProgress], decks: Iterable[Deck], file: Path) -> None:
    """One line for each card as it stands; times in UTC, ISO 8601.

    Raises:
        ExportRefused: the file cannot be written; nothing was changed.
    """
    deck_names = {deck.id: deck.name for deck in decks}
    _write(_CARD_HEAD, (_card_line(card, deck_names.get(card.deck, "")) for card in cards), file)


def _review_line(review: Review, known: dict[str, tuple[str, str]]) -> Line:
    attempt = review.attempt
    deck, name = known.get(attempt.card, ("", ""))
    return (
        review.id, review.at.isoformat(), deck, attempt.card, name, attempt.skill, attempt.mode, int(attempt.right),
        round(attempt.seconds, 2), " ".join(attempt.corrections), int(attempt.helped), attempt.answer,
        attempt.again_after, review.given, review.grade,
    )  # fmt: skip


def _card_line(card: CardProgress, deck: str) -> Line:
    mistake = card.mistake
    wrong: Line = ("", "", "") if mistake is None else (mistake.words, mistake.times, mistake.tries)
    skills = (*_skill_cells(card.produce), *_skill_cells(card.read))
    return deck, card.card, card.name, round(card.strength, 3), *skills, *wrong, card.confused_with


def _skill_cells(known: SkillStrength | None) -> Line:
    if known is None:
        return [""] * 5
    due = known.next_due.isoformat()
    return round(known.lasts_days, 2), round(known.remembered, 3), due, known.reviews, known.forgotten


def _write(head: Line, lines: Iterable[Line], file: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    try:
        # With a byte order mark, without which Excel does not see that it is UTF-8.
        write_atomically(file, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise ExportRefused(storage_sentence("The table could not be written", file, error)) from error


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
