"""Words read from the hand, which spells faster after each word that was read and slower after each that was not."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gesture_app.pipeline.practice_messages import SignReady
from gesture_app.pipeline.teaching import WORD
from gesture_app.practice.lessons.word_plan import SpellingChoice, WordPlan
from gesture_app.practice.lessons.words import signs_of
from gesture_app.ui.practice.bench import PracticeBench
from gesture_app.ui.practice.lesson import Lesson
from gesture_app.ui.wording import count_of

_QUESTION = "Which word is this?"
_SLOWER = 0.6


class WordReadingLesson(Lesson):
    """Word after word, until the learner has had enough."""

    def __init__(self, bench: PracticeBench, plan: WordPlan, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._plan = bench, plan
        self._choice = SpellingChoice("read")
        self._word = ""  # empty while none is asked
        self._shown = ""  # its letters
        self._pace = 1.0
        self._in_progress = False
        self._words = self._read = 0

    def begin(self, choice: SpellingChoice) -> None:
        """Start with the first word."""
        self._choice, self._in_progress = choice, True
        self._words = self._read = 0
        bench = self._bench
        bench.bar.show_title("Read the hand")
        bench.bar.offer_going_on(False)
        bench.arrange("read")
        bench.sign.view.set_looping(False)
        self._next_word()

    def _next_word(self) -> None:
        self._word, self._pace = self._plan.word(self._choice), self._plan.pace
        bench = self._bench
        done = f"{self._read} of {count_of(self._words, 'word')} read" if self._words else ""
        bench.bar.show_progress(0, 0, done)
        bench.sign.ask(
            "?",
            "Look as often as you like: Enter shows it again.",
            badge=f"{self._pace:.1f} letters a second",
        )
        bench.sign.cover(False)
        bench.answers.ask_typed(_QUESTION, choice_offered=False)
        bench.offer(slower=True, give_up="I don't know")
        self._show()

    def _show(self) -> None:
        self._shown = "".join(signs_of(self._word))
        self._bench.sign.show_motion(None)
        self.word_wanted.emit(self._shown, self._pace)

    def show_sign(self, ready: SignReady) -> None:
        if self._in_progress and ready.card == f"{WORD}{self._shown}":
            self._bench.sign.show_motion(ready.motion, ready.sentence)
            self._bench.sign.view.set_speed(1.0)

    def answer(self, text: str) -> None:
        if self._word:
            self._answered(text)

    def give_up(self) -> None:
        if self._word:
            self._answered("")

    def _answered(self, text: str) -> None:
        word, self._word = self._word, ""
        letters = signs_of(word)
        right = signs_of(text) == letters
        self._words += 1
        self._read += right
        self._plan.add("read", 0 if right else 1)
        bench, name = self._bench, "".join(letters)
        bench.answers.show_solution("" if right else f"It is {name}.")
        bench.sign.ask(name, f"Spelled at {self._pace:.1f} letters a second.")
        bench.outcome.show_outcome(
            right, f"Yes, {name}" if right else f"It is {name}", self._told(text, right)
        )
        bench.outcome.show_grade(None, "", can_be_overruled=False)
        bench.outcome.show_next("Next word")
        bench.show_outcome()
        bench.sign.view.play()
        self.word_spelled.emit(word, "read", len(letters) / self._pace, 0 if right else 1)

    def _told(self, text: str, right: bool) -> list[str]:
        lines = [] if right or not text else [f"You read “{text}”. Look at the hand again."]
        way = "faster" if self._plan.pace > self._pace else "slower"
        if self._plan.pace != self._pace:
            lines.append(f"The next word comes a little {way}: {self._plan.pace:.1f} letters a second.")
        return lines

    def go_on(self) -> None:
        if not self._word:
            self._next_word()
        else:
            self._bench.sign.view.play()

    def slower(self) -> None:
        """The same word again, slower; it counts as read at that pace."""
        if self._word:
            self._pace *= _SLOWER
            self._show()

    def stop(self) -> None:
        if self._in_progress:
            self._bench.sign.view.set_looping(True)
        self._word, self._in_progress = "", False
        super().stop()
