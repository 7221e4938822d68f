"""What the threads tell the window: frozen, so that it can cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.pipeline.acting.messages import ActingMessage
from gesture_app.pipeline.practice_messages import PracticeMessage
from gesture_app.pipeline.recording import RecordingState
from gesture_app.recognition.prediction import GestureEvent, Prediction
from gesture_app.takes.take import TakeInfo

if TYPE_CHECKING:  # some bring cv2 or torch along, which have no place before the window stands
    from gesture_app.capture.cameras import CameraInfo
    from gesture_app.learning.inside.insight import Insight, TwinInsight
    from gesture_app.learning.model_card import ModelCard, ModelFile
    from gesture_app.learning.training import TrainingProgress
    from gesture_app.pipeline.inside import Subject
    from gesture_app.practice.teacher.verdict import Coaching
    from gesture_app.takes.bin import BinEntry
    from gesture_app.takes.store import Gesture

SourceState = Literal["opening", "running", "troubled", "waiting", "ended", "failed"]
"""`troubled`: frames come but are black or frozen; `waiting`: lost, will be tried again."""


@dataclass(frozen=True, slots=True)
class LiveResult:
    """One instant of the live view. Only the newest is kept, so nothing that must not be lost is in it."""

    frame: Frame
    hands: HandFrame
    prediction: Prediction | None
    recording: RecordingState | None
    frames_per_second: float
    delay_s: float
    """From the frame's arrival to this result."""
    coaching: Coaching | None = None
    """What the teacher says, while somebody practises."""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    name: str
    state: SourceState
    sentence: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class StandIn:
    """The virtual hand performs because the camera is not connected; why, or empty: it does not any more."""

    sentence: str


@dataclass(frozen=True, slots=True)
class TrackerStatus:
    state: Literal["getting", "ready", "missing"]
    sentence: str = ""
    done: float | None = None
    """0…1 while `getting`, None where the size is unknown."""


@dataclass(frozen=True, slots=True)
class EventSeen:
    event: GestureEvent


@dataclass(frozen=True, slots=True)
class TakeSaved:
    """A take is on disk, whole."""

    info: TakeInfo
    sequence: HandSequence


@dataclass(frozen=True, slots=True)
class Library:
    """What is recorded, read anew after every change."""

    gestures: tuple[Gesture, ...]
    takes: tuple[TakeInfo, ...]
    bin: tuple[BinEntry, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakeLoaded:
    take_id: str
    sequence: HandSequence


@dataclass(frozen=True, slots=True)
class GestureRenamed:
    """What is remembered under the old name holds for the new one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Done:
    """A change was made; `undo_entry` is the bin's entry that an undo would restore, if any."""

    sentence: str
    undo_entry: str = ""


@dataclass(frozen=True, slots=True)
class TrainingMoved:
    progress: TrainingProgress


@dataclass(frozen=True, slots=True)
class TrainingEnded:
    """Exactly one of a card with its file, or a sentence, or neither: cancelled."""

    card: ModelCard | None = None
    file: Path | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Models:
    """The models on disk, the user's newest first, then the ready-made ones; and the one in use."""

    files: tuple[ModelFile, ...]
    in_use: Path | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a model does while it reads a take; `insight` is None where the take shows no hand."""

    model: Path
    subject: Subject
    sequence: HandSequence
    insight: Insight | None
    twins: TwinInsight | None
    """The comparison with a plain RNN, once it was made for this model."""


@dataclass(frozen=True, slots=True)
class LookFailed:
    sentence: str


@dataclass(frozen=True, slots=True)
class ComparisonMoved:
    """How much of the comparison with a plain RNN is done, 0…1."""

    done: float


@dataclass(frozen=True, slots=True)
class ComparisonEnded:
    """Looks bring the comparison from now on, or a sentence says why it came to nothing."""

    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Cameras:
    found: tuple[CameraInfo, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something failed in the background; the sentence says what happened and what to do."""

    sentence: str


Message = (
    SourceStatus
    | StandIn
    | TrackerStatus
    | EventSeen
    | TakeSaved
    | Library
    | TakeLoaded
    | GestureRenamed
    | Done
    | TrainingMoved
    | TrainingEnded
    | Models
    | Looked
    | LookFailed
    | ComparisonMoved
    | ComparisonEnded
    | Cameras
    | Trouble
    | PracticeMessage
    | ActingMessage
)
