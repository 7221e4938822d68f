"""The live picture with what keeps it from being one: no camera, no tracker, the end of a video."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from gesture_app.capture.source import Frame
from gesture_app.pipeline.messages import LiveResult, SourceStatus, TrackerStatus
from gesture_app.ui.widgets.picture_note import PictureNote
from gesture_app.ui.widgets.stillness import Stillness
from gesture_app.ui.widgets.video_view import VideoView
from gesture_app.ui.wording import shown_name

_SOURCE_TITLES = {
    "opening": "Opening the camera",
    "troubled": "Something is wrong with the picture",
    "waiting": "Waiting for the camera",
    "failed": "Nothing to watch",
    "ended": "The end",
}


class Stage(VideoView):
    """Shows live results. Of several troubles it tells the one that has to be solved first."""

    note_action = Signal()
    """What the button of the note says is wanted."""
    source_wanted = Signal()
    """The user wants to choose another source."""
    again_wanted = Signal()
    """The user wants the source opened again."""
    tracker_wanted = Signal()
    """The user wants the tracker's model fetched again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: SourceStatus | None = None
        self._tracker: TrackerStatus | None = None
        self._hands_are_known = False  # replayed takes need no tracker
        self._asks = ""
        self._stillness = Stillness()
        self._note = PictureNote(self)
        self._note.hide()
        self._note.action.connect(self.note_action)
        self.action.connect(self._act)

    def show_result(self, result: LiveResult, mirrored: bool) -> None:
        """Show one instant; in an empty room only what differs from what is shown already."""
        frame, hands = result.frame, result.hands
        self._see(frame)
        if frame.pixels is None or self._stillness.must_show(frame.pixels, hands.any_hand, hands.time_s):
            self.show_frame(frame.pixels, hands, mirrored=mirrored, aspect=frame.aspect)
        self.show_name(_caption(frame))

    def _see(self, frame: Frame) -> None:
        """Whether a tracker is needed at all follows from what comes."""
        known = frame.hands is not None
        if known != self._hands_are_known:
            self._hands_are_known = known
            self._tell()

    def set_source_status(self, status: SourceStatus) -> None:
        self._source = status
        if status.state in ("opening", "waiting", "failed"):
            self._hands_are_known = False
            self.clear()
            self._stillness = Stillness()
            self.show_name("")
        self._tell()

    def set_note(self, sentence: str, button: str = "Choose a source") -> None:
        """Say above the picture whose it is if not the camera's, and what can be done; empty: nothing."""
        self._note.say(sentence, button)
        self._place_over_picture()

    def show_recording(self, fraction: float | None, caption: str = "") -> None:
        super().show_recording(fraction, caption)
        self._note.setVisible(bool(self._note.sentence) and fraction is None)  # REC has that place

    def _place_over_picture(self) -> None:
        super()._place_over_picture()
        self._note.fit_into(self.picture_rect().toRect())

    def set_tracker_status(self, status: TrackerStatus) -> None:
        self._tracker = status
        self._tell()

    def _tell(self) -> None:
        """One message at a time: the source comes before the tracker, for without it nothing is to track."""
        source, tracker = self._source, self._tracker
        if source is not None and source.state not in ("running", "opening"):
            self._tell_source(source)
        elif tracker is not None and tracker.state == "missing" and not self._hands_are_known:
            self._say("tracker", "Hands cannot be tracked yet", tracker.sentence, "Try again", None)
        elif tracker is not None and tracker.state == "getting" and not self._hands_are_known:
            share = 0.0 if tracker.done is None else tracker.done
            self._say("", "Getting the hand tracker", tracker.sentence, None, share)
        elif source is not None and source.state == "opening":
            self._say("", _SOURCE_TITLES["opening"], source.name, None, None)
        else:
            self._asks = ""
            self.clear_message()

    def _tell_source(self, source: SourceStatus) -> None:
        title = _SOURCE_TITLES[source.state]
        words = f"{source.sentence} {source.remedy}".strip()
        if source.state == "ended":
            self._say("again", title, f"{source.name} is over.", "Play it again", None)
        elif source.state == "waiting":
            self._say("source", title, f"{words} It is tried again by itself.", "Choose another source", None)
        else:
            self._say("source", title, words, "Choose another source", None)

    def _say(self, asks: str, title: str, sentence: str, button: str | None, progress: float | None) -> None:
        self._asks = asks
        self.show_message(title, sentence, button, progress=progress)

    @Slot()
    def _act(self) -> None:
        wish = {"source": self.source_wanted, "again": self.again_wanted, "tracker": self.tracker_wanted}.get(
            self._asks
        )
        if wish is not None:
            wish.emit()


def _caption(frame: Frame) -> str:
    """What the source says it shows, in words."""
    if not frame.caption:
        return ""
    name = shown_name(frame.caption)
    return f"Showing: {name}" if frame.pixels is not None else f"A take of “{name}”"
