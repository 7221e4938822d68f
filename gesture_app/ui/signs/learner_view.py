"""The learner's own hand, live, and on it what the teacher says."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gesture_app.hands import HandFrame
from gesture_app.pipeline.messages import LiveResult
from gesture_app.practice.teacher.verdict import Coaching
from gesture_app.ui.palette import DARK
from gesture_app.ui.signs.backdrop import CORNER
from gesture_app.ui.signs.coaching_banner import (
    paint_banner,
    paint_frame,
    paint_sign,
    told_correction,
    words_of,
)
from gesture_app.ui.signs.coaching_painter import paint_correction, paint_ghost
from gesture_app.ui.signs.hand_shape import points_on
from gesture_app.ui.stage import Stage
from gesture_app.ui.widgets.hand_painter import paint_hands


class LearnerView(Stage):
    """The picture with the learner's hand, the reference as a ghost on it, and the one thing to change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Your hand")
        self._coaching: Coaching | None = None
        self._learners: HandFrame | None = None
        self._ghost_shown = True
        self._words_shown = True

    def show_result(self, result: LiveResult, mirrored: bool) -> None:
        """Show one instant, with what the teacher says of it if somebody practises.

        Args:
            mirrored: show the picture, and all that is drawn on it, as a mirror would.
        """
        self._coaching, self._learners = result.coaching, result.hands
        words = "" if result.coaching is None else words_of(result.coaching)
        if not self.message_shown and words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self._see(result.frame)
        # The hands are painted here: the ghost lies between them and the picture.
        self.show_frame(result.frame.pixels, None, mirrored=mirrored, aspect=result.frame.aspect)

    def set_ghost_shown(self, shown: bool) -> None:
        """Whether the reference is drawn on the hand; who signs from memory goes without."""
        self._ghost_shown = shown
        self.update()

    def set_words_shown(self, shown: bool) -> None:
        """Whether the sentence stands on the picture; where it is written elsewhere, its sign alone does."""
        self._words_shown = shown
        self.update()

    @property
    def coaching(self) -> Coaching | None:
        """What is shown now."""
        return self._coaching

    def clear(self) -> None:
        self._coaching = self._learners = None
        self.setAccessibleDescription("")
        super().clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._learners is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.picture_rect())
        if self._coaching is None or self.message_shown:
            self._paint_hands(painter, self._learners)
        else:
            self._paint_coaching(painter, self._learners, self._coaching)
        painter.end()

    def _paint_coaching(self, painter: QPainter, hands: HandFrame, coaching: Coaching) -> None:
        target, mirrored = self.picture_rect(), self._mirrored
        accepted = coaching.state == "accepted"
        if accepted or self._ghost_shown:
            colour = DARK.good if accepted else "#ffffff"
            for image in hands.image if accepted else coaching.ghost:
                points = points_on(image, target, mirrored=mirrored)
                if points is not None:
                    paint_ghost(painter, points, colour)
        self._paint_hands(painter, hands)
        correction = told_correction(coaching)
        if correction is not None:
            paint_correction(painter, correction, hands, coaching.ghost, target, mirrored=mirrored)
        if accepted:
            paint_frame(painter, target, CORNER)
        (paint_banner if self._words_shown else paint_sign)(painter, target, coaching)

    def _paint_hands(self, painter: QPainter, hands: HandFrame) -> None:
        paint_hands(painter, hands, self.picture_rect(), mirrored=self._mirrored)
