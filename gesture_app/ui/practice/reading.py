"""One question that is answered by reading: the hand makes a sign, the learner names it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from gesture_app.pipeline.practice_messages import SignReady
from gesture_app.practice.decks.card import Card
from gesture_app.practice.lessons.course import Exercise
from gesture_app.practice.lessons.reading import choices, same_name
from gesture_app.practice.lessons.trying import Trying
from gesture_app.ui.practice.answers import AnswerPane
from gesture_app.ui.practice.panes import SignPane

_QUESTION = "Which sign is this?"
_SLOWEST = 0.25


class ReadingRound(QObject):
    """From the sign until it is named or given up."""

    over = Signal(object, str, list)
    """The attempt, a title, and lines about it."""

    def __init__(
        self, sign: SignPane, answers: AnswerPane, rng: np.random.Generator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sign, self._answers, self._rng = sign, answers, rng
        self._way = "choose"
        self._card: Card | None = None
        self._offered: Sequence[Card] = ()
        self._trying: Trying | None = None
        self._usual_speed: float | None = None  # while it is shown slower, for this question alone
        answers.way_chosen.connect(self._choose_way)

    def begin(self, card: Card, exercise: Exercise, cards: Sequence[Card], now_s: float) -> None:
        """Ask for one card among those of its deck. The sign itself comes with `show_sign`."""
        self._card = card
        self._offered = choices(card, cards, self._rng)
        self._trying = Trying(card.id, exercise.skill, exercise.mode, now_s)
        self._sign.ask("?", "Look as often as you like.")
        self._sign.cover(False)
        self._sign.show_motion(None)
        if self._usual_speed is not None:
            self._sign.view.set_speed(self._usual_speed)
            self._usual_speed = None
        self._ask()

    def stop(self) -> None:
        """Nothing is asked any more."""
        self._trying = None

    def show_sign(self, ready: SignReady) -> None:
        if self._card is not None and ready.card == self._card.id:
            self._sign.show_motion(ready.motion, ready.sentence)

    def replay_slower(self) -> None:
        """Show it again, at half the speed of before."""
        view = self._sign.view
        if self._usual_speed is None:
            self._usual_speed = view.speed
        view.set_speed(max(view.speed / 2, _SLOWEST))
        view.play()

    def choose(self, number: int, now_s: float) -> None:
        """The answer at this place was given."""
        self._answered(self._offered[number], self._offered[number].name, now_s)

    def answer(self, text: str, now_s: float) -> None:
        """This was typed."""
        right = self._card is not None and same_name(text, self._card)
        self._answered(self._card if right else None, text, now_s)

    def give_up(self, now_s: float) -> None:
        """The learner does not know it."""
        self._answered(None, "", now_s)

    def _answered(self, given: Card | None, answer: str, now_s: float) -> None:
        trying, card = self._trying, self._card
        if trying is None or card is None:
            return
        self._trying = None
        right = given is not None and given.id == card.id
        place = [each.id for each in self._offered].index(card.id)
        self._answers.choices.show_solution(place, None if given is None else self._offered.index(given))
        self._answers.show_solution("" if right or self._way == "choose" else f"It is “{card.name}”.")
        self._sign.ask(card.name, card.meaning, card.note)
        title = f"Yes, “{card.name}”" if right else f"This is “{card.name}”"
        lines = [] if right or not answer else [f"You answered “{answer}”. Look at the hand again."]
        self.over.emit(trying.answered(right, now_s, answer), title, lines)

    @Slot(str)
    def _choose_way(self, way: str) -> None:
        self._way = way
        if self._trying is not None:
            self._ask()

    def _ask(self) -> None:
        if self._way == "choose":
            self._answers.ask_choice(_QUESTION, [card.name for card in self._offered])
        else:
            self._answers.ask_typed(_QUESTION)
