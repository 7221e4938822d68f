"""Words spelled with the hand: the letters light up one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot

from gesture_app.pipeline.practice_messages import SignReady
from gesture_app.pipeline.teaching import WORD
from gesture_app.practice.decks.card import Card
from gesture_app.practice.lessons.spelling import Spelling
from gesture_app.practice.lessons.word_plan import SpellingChoice, WordPlan
from gesture_app.practice.teacher.verdict import Coaching, Verdict
from gesture_app.ui.practice.bench import PracticeBench
from gesture_app.ui.practice.going_on import GoingOn
from gesture_app.ui.practice.lesson import Lesson
from gesture_app.ui.wording import count_of

_SHOWN_PACE = 1.5
"""Letters a second at which the hand spells a word that the learner has spelled."""


class SpellingLesson(Lesson):
    """Word after word, until the learner has had enough."""

    def __init__(
        self, bench: PracticeBench, plan: WordPlan, clock_s: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench, self._plan, self._clock_s = bench, plan, clock_s
        self._choice = SpellingChoice("produce")
        self._cards: Mapping[str, Card] = {}
        self._spelling: Spelling | None = None
        self._ready: SignReady | None = None
        self._released = True  # a doubled letter counts only once the hand has let go of the one before
        self._shown_at: set[int] = set()  # places of letters whose sign was shown
        self._done = ""  # letters of the word that is complete and still shown
        self._words = 0
        self._going_on = GoingOn(self)
        self._going_on.due.connect(self._next_word)
        self._going_on.left.connect(self._show_next)
        bench.bar.by_itself_changed.connect(self._going_on.stay)

    def begin(self, choice: SpellingChoice, cards: Mapping[str, Card]) -> None:
        """Start with the first word; `cards` by id, those of letters and digits among them."""
        self._choice, self._cards, self._words = choice, cards, 0
        bench = self._bench
        bench.bar.show_title("Spell with your hand")
        bench.bar.offer_going_on(True)
        bench.arrange("make", letters=True)
        self._next_word()

    @Slot()
    def _next_word(self) -> None:
        self._done = ""
        self._spelling = Spelling(self._plan.word(self._choice))
        self._shown_at = set()
        self._bench.bar.show_progress(0, 0, f"{count_of(self._words, 'word')} so far" if self._words else "")
        self._ask()

    def _ask(self) -> None:
        """The next letter."""
        spelling = self._spelling
        if spelling is None or spelling.current is None:
            return
        letter = spelling.current
        card = self._cards[letter.card]
        self._ready, self._released = None, not letter.doubled
        bench = self._bench
        bench.letters.show_word(
            "".join(each.sign for each in spelling.letters), spelling.done, frozenset(self._shown_at)
        )
        place = f"{spelling.done + 1} of {len(spelling.letters)}"
        bench.sign.ask(letter.sign, letter.hint, card.note, place)
        bench.sign.show_motion(None)
        self._cover(True)
        bench.learner.pupil.set_card(card)
        bench.learner.ask(letter.hint or f"Make {letter.sign}.")
        bench.offer(give_up="Next letter")
        self.teach_wanted.emit(card)

    # --- what happens ---------------------------------------------------------------------------------

    def show_sign(self, ready: SignReady) -> None:
        if ready.card == f"{WORD}{self._done}":
            self._bench.sign.cover(False)
            self._bench.sign.show_motion(ready.motion, ready.sentence)
            return
        letter = None if self._spelling is None else self._spelling.current
        if letter is not None and ready.card == letter.card:
            self._ready = ready
            covered = self._bench.sign.covered
            self._bench.sign.show_motion(ready.motion, ready.sentence)
            if ready.motion is not None:
                self._cover(covered)

    def hear(self, coaching: Coaching) -> None:
        if self._ready is None or self._ready.motion is None:
            return
        if coaching.state in ("no hand", "watching"):
            self._released = True
        if self._released and coaching.state != "accepted":
            self._bench.learner.hear(coaching, held=self._ready.motion.held)

    def judge(self, verdict: Verdict) -> None:
        spelling = self._spelling
        if spelling is None or spelling.current is None or self._ready is None:
            return
        if not verdict.right:
            spelling.missed()
            self._bench.learner.judge(verdict)
        elif not self._released:
            self.teach_wanted.emit(self._cards[spelling.current.card])  # the same hold as the letter before
        else:
            self._made(spelling)

    def _cover(self, covered: bool) -> None:
        self._bench.sign.cover(covered)
        self._bench.learner.view.set_ghost_shown(not covered)

    def _made(self, spelling: Spelling) -> None:
        spelling.made(self._clock_s())
        if spelling.current is not None:
            self._ask()
        else:
            self._finish_word(spelling)

    def _finish_word(self, spelling: Spelling) -> None:
        self._done = "".join(each.sign for each in spelling.letters)
        self.word_wanted.emit(self._done, _SHOWN_PACE)
        self._words += 1
        self._plan.add("produce", spelling.mistakes)
        bench = self._bench
        bench.letters.show_word(self._done, spelling.done, frozenset(self._shown_at))
        bench.sign.ask(self._done, "This is how the hand spells it.")
        bench.learner.guidance.say("The whole word!", "right")
        bench.outcome.show_outcome(True, self._done, _told(spelling))
        bench.outcome.show_grade(None, "", can_be_overruled=False)
        bench.show_outcome()
        if bench.bar.goes_on_by_itself:
            self._going_on.start()
        else:
            self._going_on.stay()
        self.word_spelled.emit(spelling.word, "produce", spelling.seconds, spelling.mistakes)

    # --- what the learner wants -----------------------------------------------------------------------

    def go_on(self) -> None:
        if self._spelling is not None and self._spelling.current is None:
            self._going_on.stay()
            self._next_word()

    def press(self, number: int) -> None:
        self._going_on.stay()

    def help(self) -> None:
        spelling = self._spelling
        if spelling is not None and spelling.current is not None and self._bench.sign.covered:
            spelling.help()
            self._shown_at.add(spelling.done)
            self._cover(False)

    def give_up(self) -> None:
        """The letter is left out, as one that was shown."""
        spelling = self._spelling
        if spelling is not None and spelling.current is not None:
            spelling.help()
            self._shown_at.add(spelling.done)
            self._made(spelling)

    def pause(self) -> None:
        self._going_on.stay()
        super().pause()

    def resume(self) -> None:
        if self._spelling is not None and self._spelling.current is not None:
            self.teach_wanted.emit(self._cards[self._spelling.current.card])

    def stop(self) -> None:
        self._spelling = None
        self._going_on.stay()
        super().stop()

    @Slot(int)
    def _show_next(self, left_s: int) -> None:
        self._bench.outcome.show_next(f"Next word in {left_s}" if left_s else "Next word")


def _told(spelling: Spelling) -> list[str]:
    lines = []
    if spelling.seconds > 0:
        speed = (len(spelling.letters) - 1) / spelling.seconds
        lines.append(
            f"{spelling.seconds:.1f} s from the first letter to the last, {speed:.1f} letters a second."
        )
    if spelling.mistakes:
        lines.append(f"{count_of(spelling.mistakes, 'letter')} wrong at first, or shown.")
    else:
        lines.append("No letter was wrong.")
    return lines
