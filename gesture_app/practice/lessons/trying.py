"""One question from its asking to its answer: what was told, what was shown, how long it took."""

from __future__ import annotations

from gesture_app.practice.lessons.attempt import Attempt, Mode, Skill

_NOT_A_MISTAKE = "visibility"
"""What the camera lost is nobody's fault."""


class Trying:
    """Collects what happens while a learner tries, and makes the attempt of it.

    Time is told in seconds of any clock that does not go back.
    """

    def __init__(self, card: str, skill: Skill, mode: Mode, now_s: float) -> None:
        self.card, self.skill, self.mode = card, skill, mode
        self._asked_s = now_s
        self._corrections: list[str] = []
        self._failed = 0
        self._helped = False

    @property
    def helped(self) -> bool:
        return self._helped

    def corrected(self, parameter: str, part: str) -> None:
        """The learner was told to change something. What stays on show counts once."""
        told = f"{parameter}:{part}"
        if parameter != _NOT_A_MISTAKE and (not self._corrections or self._corrections[-1] != told):
            self._corrections.append(told)

    def failed(self) -> None:
        """A try came to its end and was not accepted."""
        self._failed += 1

    def help(self) -> None:
        """The answer, or a part of it, was shown."""
        self._helped = True

    def answered(self, right: bool, now_s: float, answer: str = "") -> Attempt:
        """The question is over."""
        return Attempt(
            card=self.card,
            skill=self.skill,
            mode=self.mode,
            right=right,
            seconds=max(0.0, now_s - self._asked_s),
            corrections=tuple(self._corrections),
            helped=self._helped,
            answer=answer,
            again_after=self._failed,
        )
