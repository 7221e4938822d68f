"""One question that is answered with the hand: a sign shown and imitated, or asked for from memory."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gesture_app.pipeline.practice_messages import SignReady
from gesture_app.practice.decks.card import Card
from gesture_app.practice.lessons.attempt import Attempt
from gesture_app.practice.lessons.course import Exercise
from gesture_app.practice.lessons.trying import Trying
from gesture_app.practice.teacher.verdict import Coaching, Verdict
from gesture_app.ui.practice.panes import LearnerPane, SignPane
from gesture_app.ui.practice.wording import listing, parameters, told_part


class MakingRound(QObject):
    """From the question until the sign is accepted or given up. It listens to the teacher and tells the learner."""

    over = Signal(object, str, list)
    """The attempt, a title, and lines about it."""

    def __init__(self, sign: SignPane, learner: LearnerPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sign, self._learner = sign, learner
        self._card_id = self._name = ""
        self._trying: Trying | None = None
        self._ready: SignReady | None = None
        self._listening = False

    @property
    def from_memory(self) -> bool:
        """Whether the sign is asked for without being shown."""
        return self._trying is not None and self._trying.mode == "produce"

    def begin(self, card: Card, exercise: Exercise, now_s: float) -> None:
        """Ask. The sign itself comes with `show_sign`."""
        self._card_id, self._name = card.id, card.name
        self._ready, self._listening = None, False
        self._trying = Trying(card.id, exercise.skill, exercise.mode, now_s)
        badge = "From memory" if self.from_memory else "New" if exercise.new else "Imitate"
        self._sign.ask(card.name, card.meaning, card.note, badge)
        self._sign.show_motion(None)
        self._cover(self.from_memory)
        self._learner.pupil.set_card(card)
        first = "Make the sign." if self.from_memory else "Watch the hand, then make the sign yourself."
        self._learner.ask(first)

    def stop(self) -> None:
        """Nothing is asked any more."""
        self._trying = None

    def show_sign(self, ready: SignReady) -> None:
        """The reference is there: from now on the teacher speaks of this card."""
        if ready.card != self._card_id:
            return
        self._ready = ready
        self._sign.show_motion(ready.motion, ready.sentence)
        if ready.motion is None:
            self._learner.guidance.say("Go on to the next sign.", "unseen")
        elif self.from_memory and self._trying is not None and not self._trying.helped:
            self._cover(True)

    def hear(self, coaching: Coaching) -> None:
        """What the teacher says of one instant."""
        if self._trying is None or self._ready is None or self._ready.motion is None:
            return
        if not self._listening:
            self._listening = coaching.state != "accepted"  # until then it speaks of the sign before
            return
        if coaching.correction is not None:
            self._trying.corrected(coaching.correction.parameter, coaching.correction.part)
        self._learner.hear(coaching, held=self._ready.motion.held)

    def judge(self, verdict: Verdict, now_s: float) -> None:
        """What the teacher says of a try that has ended."""
        if self._trying is None or self._ready is None or self._ready.motion is None:
            return
        if not verdict.right:
            self._trying.failed()
            self._learner.judge(verdict)
            return
        attempt, self._trying = self._trying.answered(True, now_s), None
        self._cover(False)
        self._learner.guidance.say("That is it.", "right")
        title = f"“{self._name}”, with help" if attempt.helped else f"That is “{self._name}”"
        self.over.emit(attempt, title, told(attempt, verdict, held=self._ready.motion.held))

    def help(self) -> None:
        """Show the sign; the learner goes on trying."""
        if self._trying is not None and self._sign.covered:
            self._trying.help()
            self._cover(False)
            self._learner.ask("This is how it is made. Now you.")

    def give_up(self, now_s: float) -> None:
        """The learner does not know it, or leaves it for now: the sign is shown."""
        trying = self._trying
        if trying is None:
            return
        if self._ready is not None and self._ready.motion is not None:
            self._cover(False)
        if self.from_memory:
            trying.help()
        self._trying = None
        lines = ["Look at it as long as you like. It is asked again in a while."]
        self.over.emit(trying.answered(False, now_s), f"This is “{self._name}”", lines)

    def _cover(self, covered: bool) -> None:
        """While the sign is asked for from memory, its ghost is not to be seen either."""
        self._sign.cover(covered)
        self._learner.view.set_ghost_shown(not covered)


def told(attempt: Attempt, verdict: Verdict, *, held: bool) -> list[str]:
    """What was right from the start, what was changed, and what could be better still."""
    corrected = {each.partition(":")[0] for each in attempt.corrections}
    looked_at = ["handshape", "orientation"] if held else ["handshape", "orientation", "movement"]
    well = [each for each in looked_at if each not in corrected]
    lines = []
    if well:
        lines.append(f"Right from the start: {parameters(well).lower()}.")
    if attempt.corrections:
        parts = list(dict.fromkeys(told_part(each) for each in attempt.corrections))
        lines.append(f"Put right on the way: {listing(parts)}.")
    if verdict.corrections:
        lines.append(f"Could be better still: {_lowered(verdict.corrections[0].sentence)}")
    return lines


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
