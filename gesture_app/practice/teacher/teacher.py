"""Watch a learner live: what is right, what to change now, and when the sign is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import SIDES, HandFrame
from gesture_app.practice.teacher.ghost import Bones, ghost_of
from gesture_app.practice.teacher.held_lesson import HeldLesson
from gesture_app.practice.teacher.lesson import Lesson, Told
from gesture_app.practice.teacher.moving_lesson import MovingLesson
from gesture_app.practice.teacher.standard import Standard
from gesture_app.practice.teacher.verdict import Coaching
from gesture_app.practice.teacher.watching import Watch

_BLINK_S = 0.4
"""A hand that is lost for less has not gone."""


class Teacher:
    """Coaches one sign. Not for several threads at once."""

    def __init__(self, standard: Standard, rivals: Sequence[Standard] = (), *, hold_s: float = 0.8) -> None:
        """Begin.

        Args:
            standard: what is to be made.
            rivals: other signs it must not be taken for.
            hold_s: how long a held sign is to be kept.
        """
        self._lesson: Lesson = (
            HeldLesson(standard, rivals, hold_s)
            if standard.kind == "held"
            else MovingLesson(standard, rivals)
        )
        self._watch = Watch(self._lesson.looks_back_s)
        self._bones = Bones()
        self._told = Told("no hand")

    def reset(self) -> None:
        """Forget the attempt; what is known of the learner's bones stays."""
        self._lesson.reset()
        self._watch.clear()
        self._told = Told("no hand")

    def update(self, hands: HandFrame) -> Coaching:
        """What is to be said and shown of this instant. Instants that do not come later than the last begin anew."""
        self._watch.add(hands)
        unseen_s = self._watch.unseen_s()
        if unseen_s > _BLINK_S:
            self._told = self._lesson.gone(self._watch)
        elif unseen_s == 0.0:
            self._told = self._lesson.seen(self._watch)
        else:
            self._told = replace(self._told, verdict=None)
        told = self._told
        return Coaching(
            told.state, told.progress, told.fit, told.correction, self._ghost(told, hands), told.verdict
        )

    def _ghost(self, told: Told, hands: HandFrame) -> NDArray[np.float32]:
        ghost = np.full((2, 21, 3), np.nan, np.float32)
        seen = self._watch.last_seen()
        for side, shown in told.shown.items():
            if side in seen:
                self._bones.see(seen[side].hands, hands.time_s)
                ghost[SIDES.index(side)] = ghost_of(shown, self._bones.build, seen[side], side, hands.aspect)
        return ghost
