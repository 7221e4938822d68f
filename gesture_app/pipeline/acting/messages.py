"""What the actions tell the window: frozen, so that it can cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gesture_app.actions.binding import Profile
from gesture_app.actions.firing import Result
from gesture_app.actions.promise_card import PromiseCard, Rate

if TYPE_CHECKING:
    from gesture_app.actions.ends.applications import Application
    from gesture_app.hands import HandSequence
    from gesture_app.recognition.prediction import Prediction

ArmedState = Literal["off", "armed", "paused", "resting"]
"""`paused`: by the user, who ends it; `resting`: by the program, while something is recorded, practised or measured,
and it goes on by itself."""


@dataclass(frozen=True, slots=True)
class ActionsState:
    """All profiles, the one in use and whether it acts; sent after every change."""

    profiles: tuple[Profile, ...]
    in_use: str
    """Id of the profile in use; empty: there is none."""
    state: ArmedState
    reason: str = ""
    """Why it rests or cannot be armed, a sentence; empty where there is nothing to say."""
    by_program: str = ""
    """The program in front that chose the profile; empty: a person did."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be read."""
    deleted: tuple[Profile, ...] = ()
    """What lies in the bin and can be restored."""


@dataclass(frozen=True, slots=True)
class TrendDay:
    """What a day of use says about the promise."""

    day: datetime
    """Its beginning, local time."""
    armed_s: float
    fired: int
    called_false: int
    """Firings that the user called "not a gesture"."""


@dataclass(frozen=True, slots=True)
class Promises:
    """What was measured for the profile in use with the model in use."""

    profile: str
    cards: tuple[PromiseCard, ...]
    """One for each gesture of the profile, in its order."""
    measured: datetime | None
    """When ordinary life was watched; None: never."""
    trend: tuple[TrendDay, ...] = ()
    in_use: Rate | None = None
    """False fires an hour since it was measured, as far as they were told; None: never armed."""


@dataclass(frozen=True, slots=True)
class MeasuringMoved:
    """Where a measurement stands."""

    phase: Literal["life", "prompt", "rest", "reckoning"]
    """`life`: do what you do; `prompt`: make the gesture now; `rest`: hands down; `reckoning`: no camera needed."""
    left_s: float
    """Of this phase."""
    done: float
    """Of the whole, 0…1."""
    gesture: str = ""
    """Of a prompt, or of the one that follows a rest."""
    number: int = 0
    of: int = 0
    """Prompts."""
    hands_seen: bool = False
    heard: bool = False
    """Of a prompt: the gesture was told."""
    fires: int = 0
    """Of life so far, at the usual thresholds: they will be set so that there are fewer."""


@dataclass(frozen=True, slots=True)
class MeasuringEnded:
    """The cards follow as `Promises`. A sentence where it came to nothing; empty and not done: cancelled."""

    done: bool
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ActionDone:
    """What came of a firing, also of one that failed."""

    result: Result
    described: str
    """What the action does, in words."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One instant of the last half minute, as the recogniser saw it.

    Attributes:
        nearest: labels with the distance of what was seen to their prototype and how far it may be (1 - cosine),
            the nearest first; empty where no hand was seen.
        evidence: of each gesture, 0…1 of what it takes to be told.
        told: gestures that began here.
        fired: numbers of the firings that were decided here.
    """

    prediction: Prediction | None
    nearest: tuple[tuple[str, float, float], ...]
    evidence: tuple[tuple[str, float], ...]
    told: tuple[str, ...]
    fired: tuple[int, ...]
    asked: tuple[tuple[str, float, float], ...] = ()
    """Of measured gestures: how far what was seen lay from how this person showed it when asked, and how far it may
    lie; see `gesture_app.recognition.likeness`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The last half minute: landmarks only, a glimpse for each frame, and what fired."""

    id: str
    sequence: HandSequence
    glimpses: tuple[Glimpse, ...]
    results: tuple[Result, ...]
    thresholds: tuple[tuple[str, float, float], ...]
    """Gesture, threshold, patience, as they were in force."""
    marked: int
    """The firing it was opened for; 0: none in particular."""


@dataclass(frozen=True, slots=True)
class MomentCorrected:
    """A part of a moment has become a take; what follows from it is told later."""

    moment: str
    sentence: str
    take: str = ""
    """Its id, by which it can be taken back; empty: it came to nothing, and the sentence says why."""


@dataclass(frozen=True, slots=True)
class Retrained:
    """A background training ended: adopted, or left because held-out takes would have got worse."""

    adopted: bool
    sentence: str
    can_go_back: bool
    file: Path | None = None
    """The model that is in use from now on, also after the next start; None: it is the same one as before."""


@dataclass(frozen=True, slots=True)
class SentenceChanged:
    """The sentence builder's line."""

    text: str


@dataclass(frozen=True, slots=True)
class SpeakWanted:
    """Say this aloud."""

    text: str


@dataclass(frozen=True, slots=True)
class NotifyWanted:
    """Show this to the user, wherever the window is."""

    title: str
    text: str
    shown: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class CopyWanted:
    """Put this on the clipboard."""

    text: str


@dataclass(frozen=True, slots=True)
class ApplicationsFound:
    """What is installed, by name."""

    applications: tuple[Application, ...]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What cannot be done here and why, a sentence each; empty: it can."""

    keys: str
    hotkeys: str
    front: str
    midi: str
    programs: tuple[str, ...] = ()
    """Programs that have windows open now, to choose from."""
    midi_ports: tuple[str, ...] = ()
    websocket: str = ""
    """Address with token where programs connect; empty: it is not open."""
    trouble: tuple[str, ...] = ()
    """Ends that should be open and are not, a sentence each."""


ActingMessage = (
    ActionsState
    | Promises
    | MeasuringMoved
    | MeasuringEnded
    | ActionDone
    | Moment
    | MomentCorrected
    | Retrained
    | SentenceChanged
    | SpeakWanted
    | NotifyWanted
    | CopyWanted
    | ApplicationsFound
    | Abilities
)
