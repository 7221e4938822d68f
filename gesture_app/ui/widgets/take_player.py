"""Play a take in real time and cut off what does not belong to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gesture_app.hands import HandFrame, HandSequence
from gesture_app.ui import theme
from gesture_app.ui.icons import paint_icon
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.hand_painter import HandColours, fit_rect, paint_hands, picture_target
from gesture_app.ui.widgets.text import Text
from gesture_app.ui.widgets.trim_bar import TrimBar
from gesture_app.ui.wording import seconds

_TICK_MS = 16


class TakePlayer(QWidget):
    """The hands of a take, a bar to scrub and trim it with, and buttons. Space plays and pauses."""

    frame_shown = Signal(int)
    """The frame that is shown from now on."""

    trim_requested = Signal(int, int)
    """First frame to keep, and the one after the last."""

    def __init__(
        self, parent: QWidget | None = None, *, trims: bool = True, bar: TrimBar | None = None
    ) -> None:
        """Args:
        bar: one of another look, whose handles choose a part and trim nothing: all of the take is played.
        """
        super().__init__(parent)
        self.setAccessibleName("Player")
        self._plays_all = bar is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sequence: HandSequence | None = None
        self._times_s = np.zeros(1)
        self._clock = QElapsedTimer()
        self._from_s = 0.0  # where in the take playing began, seconds from its first frame
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._advance)
        self._stage = _Stage()
        self._bar = bar or TrimBar(handles=trims)
        self._bar.valueChanged.connect(self._shown_frame_changed)
        self._bar.sliderPressed.connect(self.pause)
        self._bar.actionTriggered.connect(self.pause)  # the arrow keys
        self._bar.kept_changed.connect(self._kept_changed)
        self._place = Text("", "muted")
        self._build(trims)
        self.set_sequence(None)

    def _build(self, trims: bool) -> None:
        self._play = Button("Play", "play")
        self._play.clicked.connect(self.toggle)
        self._trim = Button("Trim", "trim")
        self._trim.clicked.connect(self._ask_trim)
        self._whole = Button("Keep all", kind="quiet")
        self._whole.clicked.connect(self._keep_all)
        trimming_row = QWidget()
        playing, trimming = (
            QHBoxLayout(),
            QHBoxLayout(trimming_row),
        )  # two rows: one is too wide for a small screen
        trimming.setContentsMargins(0, 0, 0, 0)
        self._playing = playing
        playing.addWidget(self._play)
        playing.addStretch()
        playing.addWidget(self._place)
        trimming.addWidget(self._whole)
        trimming.addStretch()
        trimming.addWidget(self._trim)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._stage, 1)
        column.addWidget(self._bar)
        column.addLayout(playing)
        column.addWidget(trimming_row)
        trimming_row.setHidden(not trims)

    def add_control(self, control: QWidget) -> None:
        """Another button beside the one that plays."""
        self._playing.insertWidget(1, control)

    def set_sequence(self, sequence: HandSequence | None, *, mirrored: bool = False) -> None:
        """Load a take, standing at its first frame; None for nothing to play."""
        self.pause()
        self._sequence = sequence if sequence is not None and len(sequence) else None
        self._times_s = np.zeros(1) if self._sequence is None else sequence_times_s(self._sequence)
        self._stage.set_sequence(self._sequence, mirrored=mirrored)
        self._bar.set_frames(0 if self._sequence is None else len(self._sequence))
        for widget in (self._bar, self._play):
            widget.setEnabled(self._sequence is not None)
        self._kept_changed(*self._bar.kept)
        self._tell_place()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def _played(self) -> tuple[int, int]:
        """First frame that is played, and the one after the last."""
        return (0, self._bar.maximum() + 1) if self._plays_all else self._bar.kept

    @property
    def shown_frame(self) -> int:
        return self._bar.value()

    def show_frame(self, frame: int) -> None:
        """Stand still at a frame."""
        self.pause()
        self._bar.setValue(frame)

    def take_focus(self) -> None:
        """To the bar: arrow keys go from frame to frame, Space plays."""
        self._bar.setFocus()

    @Slot()
    def toggle(self) -> None:
        """Play where paused, pause where playing."""
        if self.playing:
            self.pause()
        else:
            self.play()

    @Slot()
    def play(self) -> None:
        """Play the part that is kept, from the shown frame, or from its start when at its end."""
        if self._sequence is None or len(self._sequence) < 2:
            return
        start, stop = self._played
        if not start <= self._bar.value() < stop - 1:
            self._bar.setValue(start)
        self._from_s = float(self._times_s[self._bar.value()])
        self._clock.start()
        self._timer.start()
        self._play.setText("Pause")
        self._play.set_icon("pause")

    @Slot()
    def pause(self) -> None:
        """Stand still at the shown frame."""
        self._timer.stop()
        self._play.setText("Play")
        self._play.set_icon("play")

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def hideEvent(self, event: QHideEvent) -> None:
        self.pause()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _advance(self) -> None:
        now_s = self._from_s + self._clock.elapsed() / 1000
        frame = int(np.searchsorted(self._times_s, now_s, side="right")) - 1
        last = self._played[1] - 1
        self._bar.setValue(min(frame, last))
        if frame >= last:
            self.pause()

    @Slot(int)
    def _shown_frame_changed(self, frame: int) -> None:
        self._stage.set_frame(frame)
        self._tell_place()
        self.frame_shown.emit(frame)

    @Slot(int, int)
    def _kept_changed(self, start: int, stop: int) -> None:
        cut = self._sequence is not None and (start, stop) != (0, len(self._sequence))
        self._trim.setEnabled(cut)
        self._whole.setEnabled(cut)

    @Slot()
    def _ask_trim(self) -> None:
        self.trim_requested.emit(*self._bar.kept)

    @Slot()
    def _keep_all(self) -> None:
        if self._sequence is not None:
            self._bar.set_kept(0, len(self._sequence))

    def _tell_place(self) -> None:
        if self._sequence is None:
            self._place.setText("")
            return
        here = float(self._times_s[self._bar.value()])
        self._place.setText(f"{here:.1f} of {seconds(self._sequence.duration_s)}")


def sequence_times_s(sequence: HandSequence) -> NDArray[np.float64]:
    """Times of a take's frames, (T,) seconds from the first one."""
    return np.asarray(sequence.time_s - sequence.time_s[0])


class _Stage(QWidget):
    """Where the hands of one frame are shown, as large as the whole take allows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self._sequence: HandSequence | None = None
        self._fit: QRectF | None = None
        self._frame = 0
        self._mirrored = False

    def set_sequence(self, sequence: HandSequence | None, *, mirrored: bool) -> None:
        self._sequence = sequence
        self._fit = None if sequence is None else fit_rect(sequence)
        self._mirrored = mirrored
        self._frame = 0
        self.update()

    def set_frame(self, frame: int) -> None:
        self._frame = frame
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(palette.sunken))
        painter.drawRoundedRect(box, 12, 12)
        if self._sequence is not None:
            self._paint_frame(painter, box, self._sequence.frame(self._frame))
        painter.end()

    def _paint_frame(self, painter: QPainter, box: QRectF, hands: HandFrame) -> None:
        if self._fit is None or not hands.any_hand:
            place = QRectF(0, 0, 48, 48)
            place.moveCenter(box.center())
            paint_icon(painter, "no-hand", theme.current().control, place)
            return
        target = picture_target(self._fit, box.adjusted(8, 8, -8, -8), hands.aspect, mirrored=self._mirrored)
        painter.setClipRect(box)
        paint_hands(painter, hands, target, mirrored=self._mirrored, colours=HandColours.on_surface())
