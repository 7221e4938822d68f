"""Free practice: any sign, as often as one likes, without grades."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from gesture_app.pipeline.practice_messages import SignReady
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.teacher.verdict import Coaching, Verdict
from gesture_app.ui.practice.bench import PracticeBench
from gesture_app.ui.practice.lesson import Lesson

_WATCH = "Watch the hand, then make the sign yourself."


class FreeLesson(Lesson):
    """Shows what is chosen and coaches it, over and over."""

    def __init__(self, bench: PracticeBench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._cards: dict[str, Card] = {}
        self._card: Card | None = None
        self._ready: SignReady | None = None
        self._made = 0
        bench.signs.chosen.connect(self._choose)

    def begin(self, decks: Sequence[Deck], deck: str) -> None:
        """Start with the first sign of a deck."""
        self._cards = {card.id: card for each in decks for card in each.cards}
        bench = self._bench
        bench.arrange("free")
        bench.bar.show_title("Free practice")
        bench.bar.offer_going_on(False)
        bench.offer(next_sign=True)
        bench.signs.set_decks(decks, deck)
        bench.signs.take_focus()

    @Slot(str)
    def _choose(self, card_id: str) -> None:
        card = self._cards.get(card_id)
        if card is None:
            return
        self._card, self._ready, self._made = card, None, 0
        bench = self._bench
        bench.sign.ask(card.name, card.meaning, card.note)
        bench.sign.cover(False)
        bench.learner.view.set_ghost_shown(True)
        bench.sign.show_motion(None)
        bench.learner.pupil.set_card(card)
        bench.learner.ask(_WATCH)
        bench.bar.show_progress(0, 0, "No grades here")
        self.teach_wanted.emit(card)

    def show_sign(self, ready: SignReady) -> None:
        if self._card is not None and ready.card == self._card.id:
            self._ready = ready
            self._bench.sign.show_motion(ready.motion, ready.sentence)

    def hear(self, coaching: Coaching) -> None:
        if self._ready is not None and self._ready.motion is not None:
            self._bench.learner.hear(coaching, held=self._ready.motion.held)

    def judge(self, verdict: Verdict) -> None:
        if self._ready is None:
            return
        self._bench.learner.judge(verdict)
        if verdict.right:
            self._made += 1
            times = "once" if self._made == 1 else f"{self._made} times"
            self._bench.bar.show_progress(0, 0, f"Made {times}")

    def go_on(self) -> None:
        self._bench.signs.step(1)

    def resume(self) -> None:
        if self._card is not None:
            self.teach_wanted.emit(self._card)

    def stop(self) -> None:
        self._card = None
        super().stop()
