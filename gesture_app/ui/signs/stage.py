"""Where a hand shows a sign: the picture of the moment, as good as there is one, and what stands around it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gesture_app.practice.references.motion import SignMotion
from gesture_app.ui.signs.backdrop import (
    clip_to_corners,
    paint_caption,
    paint_focus,
    paint_ground,
    paint_outline,
    paint_steps,
    paint_waiting,
)
from gesture_app.ui.signs.film import Film, Picture
from gesture_app.ui.signs.format import SignFormat
from gesture_app.ui.signs.outlook import SignScene
from gesture_app.ui.signs.player import SignPlayer
from gesture_app.ui.signs.reel import Reel
from gesture_app.ui.signs.studio import SignStudio
from gesture_app.ui.signs.trail import SignTrail
from gesture_app.ui.signs.turnable import Turnable
from gesture_app.ui.signs.words import sign_in_words
from gesture_app.virtual_hand.body.build import Side

_FIRST_PICTURES = 8
"""So many show what a loop is; those between them make it smooth and can wait."""

_Set = tuple[SignScene, Reel, SignTrail]

_HELP = (
    "Drag or the arrow keys turn the hand, the wheel or + and − bring it nearer, Home shows it from the front again. "
    "Space plays and pauses, Page Up and Page Down step through its key moments."
)


class _Bell(QObject):
    """Carries word of a new picture from the studio's thread to the window's."""

    rung = Signal()

    def ring(self) -> None:
        self.rung.emit()


class SignStage(Turnable):
    """Shows what its player is at. It has pictures painted only while it is in view."""

    changed = Signal()
    """What stands in the controls is otherwise now: playing, speed, loop, hand, or point of view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sign")
        self.setToolTip("Drag to turn the hand, scroll to bring it nearer.")
        self.setWhatsThis(_HELP)
        self.setMinimumSize(220, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._motion: SignMotion | None = None
        self._caption = ""
        self._ground_shown = True
        self._side: Side = "right"
        self._sets: dict[Side, _Set] = {}  # of this motion
        self._set: _Set | None = None
        self._shown: Picture | None = None  # the last one, until there is a better one
        self._coming: Picture | None = None
        self._format = SignFormat()
        self._player = SignPlayer()
        self._bell = _Bell()
        self._bell.rung.connect(self._painted, Qt.ConnectionType.QueuedConnection)
        self._studio = SignStudio(self._bell.ring)
        self.destroyed.connect(self._studio.close)
        self._told_from = self.seen_from
        self.looked.connect(self._outlook_changed)

    def set_motion(self, motion: SignMotion | None, caption: str = "") -> None:
        """Show a sign from its beginning; None for nothing.

        Args:
            caption: what is written beside it.
        """
        if motion is not self._motion:
            self._motion = motion
            self._sets.clear()
        self.set_caption(caption)
        self._load()

    def set_caption(self, caption: str) -> None:
        self._caption = caption
        self.setAccessibleName(f"Sign: {caption}" if caption else "Sign")
        self.update()

    def set_ground_shown(self, shown: bool) -> None:
        """Whether it has a ground of its own; otherwise it lies on what is behind it."""
        self._ground_shown = shown
        self.update()

    @property
    def motion(self) -> SignMotion | None:
        return self._motion

    @property
    def side(self) -> Side:
        return self._side

    @Slot(str)
    def set_side(self, side: Side) -> None:
        """Show it as made by this hand."""
        if side != self._side:
            self._side = side
            self._load()

    @property
    def step_count(self) -> int:
        """How many key moments there are; 0 without a sign."""
        return 0 if self._set is None else len(self._set[1].steps)

    def _load(self) -> None:
        self._shown = self._coming = None
        self._set = None
        if self._motion is not None:
            if self._side not in self._sets:
                motion = self._motion.made_by(self._side)
                self._sets[self._side] = SignScene(motion), Reel(motion), SignTrail(motion)
            self._set = self._sets[self._side]
        self.setAccessibleDescription("" if self._set is None else sign_in_words(self._set[0].motion))
        self._player.load(None if self._set is None else self._set[1])
        self._tell()

    def _tell(self) -> None:
        """Something was changed: show it, and say so."""
        self._show()
        self.changed.emit()

    @Slot()
    def _outlook_changed(self) -> None:
        self._show()
        if self._told_from != self.seen_from:
            self._told_from = self.seen_from
            self.changed.emit()

    def _show(self) -> None:
        """Have painted what is needed now, and show the best that is there."""
        film = self._film()
        if film is None:
            self._studio.rest()
        elif film.draft or not self._studio.count(film):
            self._studio.want(film, [self._player.shown().picture], at_once=1)
        else:
            at_once = _FIRST_PICTURES if self._player.loops else len(film.reel.moments)
            self._studio.want(film, self._player.pictures(), at_once=at_once)
        self._look_for_picture()
        self.update()

    def _share_ready(self) -> float:
        """What is to be played once waits until its pictures come in time: how far it is, 0…1."""
        film = self._film()
        needed = self._player.needed(self._studio.picture_s)
        if film is None or film.draft or not needed:
            return 1.0
        return min(self._studio.count(film) / needed, 1.0)

    @Slot()
    def _painted(self) -> None:
        self._show()

    def _look_for_picture(self) -> None:
        film, shown = self._film(), self._player.shown()
        if film is None:
            return
        late = self._studio.newest(film.scene) if film.draft else None
        self._shown = self._studio.picture(film, shown.picture) or late or self._shown
        self._coming = self._studio.picture(film, shown.next) if shown.share else None

    def _film(self) -> Film | None:
        """What is to be painted now; None: nothing."""
        if self._set is None or not self.isVisible():
            return None
        size = self._format.size(draft=self.turning)
        return Film(*self._set[:2], self.outlook, size.width(), size.height(), self.turning)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        if self._ground_shown:
            paint_ground(painter, box)
        clip_to_corners(painter, box)
        frame = self._format.frame(box)
        if self._shown is not None:
            share = 0.0 if self._coming is None else self._player.shown().share
            self._shown.paint(painter, frame, 1.0 - share)
            if self._coming is not None:
                self._coming.paint(painter, frame, share)
        self._paint_movement(painter, frame)
        paint_caption(painter, box, self._caption)
        ready = self._share_ready()
        if ready < 1.0:
            paint_waiting(painter, box, ready)
        else:
            paint_steps(painter, box, self._player.place(), self.step_count)
        if self.hasFocus():
            paint_focus(painter, box)
        painter.end()

    def _paint_movement(self, painter: QPainter, frame: QRectF) -> None:
        """Where the hand goes; and its bones as long as it is not painted."""
        if self._set is None:
            return
        scene, reel, trail = self._set
        shown = self._player.shown()
        time_s = reel.moments[shown.picture].time_s
        if self._shown is None:
            paint_outline(painter, frame, scene, time_s, self.outlook)
        moving = self._player.playing and not self._player.in_steps
        trail.paint(painter, frame, scene, self.outlook, time_s if moving else None)

    # --- Qt -------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, 320)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.window().isVisible():
            self._studio.rest()  # another page came into view
        else:
            self._studio.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._format.fit(QSizeF(self.size()) * self.devicePixelRatioF()) and self._shown is not None:
            self.unsettle()  # drafts until the window keeps its size
        self._show()
