"""The teacher at work: a card's sign is shown, and the learner's hands are watched for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Message
from gesture_app.pipeline.practice_messages import SignReady
from gesture_app.pipeline.vision import Teacher

if TYPE_CHECKING:
    from gesture_app.hands import HandSequence
    from gesture_app.practice.decks.card import Card, Deck
    from gesture_app.practice.references.motion import SignMotion
    from gesture_app.practice.teacher.standard import Standard

WORD = "word:"
"""Stands before a word in place of a card's id, in `SignReady`."""


class Teaching:
    """Works on a thread of its own; of several cards asked for, only the newest is prepared.

    Args:
        recording: the landmarks of a card's recorded reference; None where the virtual hand shows it.
        teach_with: takes the teacher, see `LiveLoop.teach_with`.
    """

    def __init__(
        self,
        recording: Callable[[Card], HandSequence | None],
        teach_with: Callable[[Teacher | None], None],
        send: Callable[[Message], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._recording = recording
        self._teach_with = teach_with
        self._send = send
        self._worker = Worker("teaching", on_error)
        self._newest = 0
        self._standards: dict[Card, Standard] = {}  # touched on the worker only

    def teach(self, card: Card, deck: Deck | None, hold_s: float) -> None:
        """Show this card and watch for it. Until the teacher is ready nobody is judged.

        Args:
            deck: whose other signs it must not be taken for.
        """
        number = self._next()
        self._teach_with(None)
        self._worker.submit(lambda: self._prepare(card, deck, hold_s, number))

    def show_word(self, word: str, letters_per_s: float) -> None:
        """Send how the hand spells a word; nobody is watched meanwhile."""
        number = self._next()
        self._teach_with(None)
        self._worker.submit(lambda: self._spell(word, letters_per_s, number))

    def stop(self) -> None:
        """Watch nobody."""
        self._next()
        self._teach_with(None)

    def close(self) -> None:
        """May be called twice."""
        self._newest += 1
        self._worker.close(drop_waiting=True)

    # --- on the worker --------------------------------------------------------------------------------

    def _next(self) -> int:
        self._newest += 1
        return self._newest

    def _prepare(self, card: Card, deck: Deck | None, hold_s: float, number: int) -> None:
        if number != self._newest:
            return
        recorded = self._recording(card)
        motion = motion_of_card(card, recorded)
        if motion is None:
            why = f"The recording of “{card.name}” is missing or shows no hand. Choose another reference for it."
            self._send(SignReady(card.id, None, why))
            return
        self._send(SignReady(card.id, motion))
        standard = self._standard(card, recorded)
        if standard is None:
            return
        self._watch_for(standard, (), hold_s, number)
        rivals = self._rivals(card, deck, standard.kind, number)
        if rivals:
            self._watch_for(standard, rivals, hold_s, number)

    def _rivals(self, card: Card, deck: Deck | None, kind: str, number: int) -> list[Standard]:
        """The deck's other signs of this kind: nobody takes a movement for a sign that is held."""
        rivals: list[Standard] = []
        for other in () if deck is None else deck.cards:
            if number != self._newest:
                return []
            if other.id == card.id or not (other.take or _is_of_kind(other, kind)):
                continue
            # Recordings of rivals are read once, not for every card of the deck.
            standard = self._standards.get(other) or self._standard(other, self._recording(other))
            if standard is not None and standard.kind == kind:
                rivals.append(standard)
        return rivals

    def _standard(self, card: Card, recorded: HandSequence | None) -> Standard | None:
        """None where nobody could be measured against it."""
        from gesture_app.practice.teacher.standard import NoStandard, standard_of_gesture, standard_of_takes

        known = self._standards.get(card)
        if known is not None:
            return known
        try:
            if recorded is not None:
                standard = standard_of_takes(card.name, [recorded])
            elif card.gesture:
                standard = standard_of_gesture(card.gesture)
            else:
                return None
        except NoStandard:
            return None
        self._standards[card] = standard
        return standard

    def _watch_for(self, standard: Standard, rivals: Sequence[Standard], hold_s: float, number: int) -> None:
        from gesture_app.practice.teacher.teacher import Teacher as SignTeacher

        if number == self._newest:
            self._teach_with(SignTeacher(standard, rivals, hold_s=hold_s))

    def _spell(self, word: str, letters_per_s: float, number: int) -> None:
        from gesture_app.practice.references.from_word import motion_of_word

        if number == self._newest:
            self._send(SignReady(f"{WORD}{word}", motion_of_word(word, letters_per_s)))


def motion_of_card(card: Card, recorded: HandSequence | None) -> SignMotion | None:
    """How the sign is shown; None where there is nothing to show."""
    from gesture_app.practice.references.from_gesture import motion_of_gesture
    from gesture_app.practice.references.from_take import motion_of_take

    if recorded is not None:
        return motion_of_take(recorded)
    return motion_of_gesture(card.gesture) if card.gesture else None


def _is_of_kind(card: Card, kind: str) -> bool:
    """Whether the virtual hand's gesture of a card is held, or moving; told before anything is worked out for it."""
    from gesture_app.virtual_hand.signs.catalogue import gesture

    return bool(card.gesture) and gesture(card.gesture).kind == kind
