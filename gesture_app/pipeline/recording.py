"""Record several takes in a row without touching anything: when a take starts, ends, and what comes next.

A pure state machine: it sees every tracked frame with its time and never looks at a clock.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Literal

from gesture_app.hands import HandFrame, HandSequence
from gesture_app.pipeline.motion import MotionMeter
from gesture_app.settings import TakeMode

Phase = Literal["countdown", "ready", "recording", "finished", "stopped"]
Request = Literal["next", "redo", "stop"]

PAUSE_BETWEEN_TAKES_S = 1.2
PRE_ROLL_S = 0.25  # the start of a movement is noticed late; without it takes lack their first frames
STILL_ENDS_TAKE_S = 0.5
STILL_KEPT_S = 0.15
GONE_ENDS_TAKE_S = 0.3
SHORTEST_TAKE_S = 0.3
LONGEST_TAKE_S = 8.0
GAP_SPOILS_TAKE_S = 1.0


@dataclass(frozen=True, slots=True)
class RecordingPlan:
    """What is to be recorded.

    Attributes:
        takes: how many in a row.
        mode: `fixed`: every take lasts `take_s`. `motion`: the hands' own movement starts and ends it.
        countdown_s: before the first take; later ones follow after a short pause.
        hands_needed: False for takes of "not a gesture", in which an empty picture is worth recording.
    """

    gesture: str
    takes: int = 5
    mode: TakeMode = "fixed"
    take_s: float = 1.5
    countdown_s: float = 3.0
    hands_needed: bool = True


@dataclass(frozen=True, slots=True)
class RecordingState:
    """What the screen shows. `number` counts takes from 1; `fraction` is None where no end is known.

    `plan` is the very plan that is recorded: a state that comes late is told from one of the next recording.
    """

    plan: RecordingPlan
    phase: Phase
    number: int
    seconds_left: float = 0.0
    fraction: float | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FinishedTake:
    """A take that is worth keeping."""

    sequence: HandSequence
    number: int


@dataclass(frozen=True, slots=True)
class DroppedTake:
    """The last finished take is not wanted; it will be recorded again."""

    number: int


Outcome = FinishedTake | DroppedTake


class RecordingSession:
    """One run of a plan. `update` belongs to the thread that tracks; `request` may come from any."""

    def __init__(self, plan: RecordingPlan) -> None:
        self.plan = plan
        self._lock = threading.Lock()
        self._requests: deque[Request] = deque()
        self._phase: Phase = "countdown"
        self._number = 1
        self._until_s: float | None = None  # end of the countdown, set by the first frame
        self._hint = ""
        self._frames: list[HandFrame] = []
        self._recent: deque[HandFrame] = deque()
        self._motion = MotionMeter()
        self._now_s = 0.0
        self._stopped = False

    def request(self, what: Request) -> None:
        """`next`: start now, or end this take now. `redo`: this take, or the last one, again. `stop`."""
        with self._lock:
            if what == "stop":
                self._stopped = True
            self._requests.append(what)

    @property
    def state(self) -> RecordingState:
        left = max(0.0, (self._until_s or 0.0) - self._now_s) if self._phase == "countdown" else 0.0
        if self._phase == "countdown" and self._until_s is None:
            left = self.plan.countdown_s
        fraction = None
        if self._phase == "recording" and self.plan.mode == "fixed":
            fraction = min(1.0, self._elapsed_s / self.plan.take_s)
        phase = "stopped" if self._stopped else self._phase
        return RecordingState(self.plan, phase, self._number, left, fraction, self._hint)

    @property
    def over(self) -> bool:
        return self._stopped or self._phase in ("finished", "stopped")

    def update(self, hands: HandFrame) -> Outcome | None:
        """Look at one more tracked frame, and tell of a take that is finished, or dropped, with it."""
        if self.over:
            return None
        gap_s = hands.time_s - self._now_s
        self._now_s = hands.time_s
        self._motion.update(hands)
        self._remember(hands)
        if self._until_s is None:
            self._until_s = self._now_s + self.plan.countdown_s
        elif not 0 < gap_s < GAP_SPOILS_TAKE_S:
            self._go_on_after_a_gap()
            return None
        with self._lock:
            what = self._requests.popleft() if self._requests else None
        return self._advance(hands) if what is None else self._answer(what)

    # --- the phases -----------------------------------------------------------------------------------

    def _advance(self, hands: HandFrame) -> Outcome | None:
        if self._phase == "countdown":
            if self._until_s is not None and self._now_s >= self._until_s:
                self._end_countdown()
        elif self._phase == "ready":
            if self._motion.moving:
                self._begin(pre_roll=True)
        elif self._phase == "recording":
            self._frames.append(hands)
            if self._take_is_over():
                return self._finish()
        return None

    def _answer(self, what: Request) -> Outcome | None:
        if what == "next":
            if self._phase == "recording":
                return self._finish()
            self._begin(pre_roll=False)
        elif what == "redo":
            take_is_done = self._phase != "recording" and self._number > 1
            self._start_again("")
            if take_is_done:
                self._number -= 1
                return DroppedTake(self._number)
        return None

    def _end_countdown(self) -> None:
        if self.plan.mode == "fixed":
            self._begin(pre_roll=False)
        else:
            self._phase = "ready"
            self._motion.forget()

    def _begin(self, pre_roll: bool) -> None:
        self._phase = "recording"
        self._hint = ""
        self._frames = list(self._recent) if pre_roll else [self._recent[-1]]

    def _go_on_after_a_gap(self) -> None:
        """A camera that hung, a computer that slept, another source: nobody knows what the hands did meanwhile."""
        self._motion.forget()
        if self._phase == "recording":
            self._start_again("The picture stopped for a moment. This take starts again.")
        elif self._phase == "countdown":  # with time to get ready again, and no end that lies hours ahead
            first_s = self.plan.countdown_s if self._number == 1 else 0.0
            self._until_s = self._now_s + max(PAUSE_BETWEEN_TAKES_S, first_s)

    def _start_again(self, hint: str) -> None:
        self._frames = []
        self._hint = hint
        self._phase = "countdown"
        self._until_s = self._now_s + PAUSE_BETWEEN_TAKES_S

    def _finish(self) -> FinishedTake | None:
        frames = self._without_still_end()
        trouble = self._why_not_kept(frames)
        if trouble:
            self._start_again(trouble)
            return None
        finished = FinishedTake(HandSequence.from_frames(frames), self._number)
        self._start_again("")
        self._number += 1
        if self._number > self.plan.takes:
            self._number = self.plan.takes
            self._phase = "finished"
        return finished

    # --- what decides ---------------------------------------------------------------------------------

    @property
    def _elapsed_s(self) -> float:
        return self._now_s - self._frames[0].time_s if self._frames else 0.0

    def _take_is_over(self) -> bool:
        if self.plan.mode == "fixed":
            return self._elapsed_s >= self.plan.take_s
        return (
            self._motion.still_s >= STILL_ENDS_TAKE_S
            or self._motion.gone_s >= GONE_ENDS_TAKE_S
            or self._elapsed_s >= LONGEST_TAKE_S
        )

    def _without_still_end(self) -> list[HandFrame]:
        """A take that ended by rest or by leaving is cut shortly after the movement."""
        if self.plan.mode == "fixed":
            return self._frames
        quiet_s = max(self._motion.still_s, self._motion.gone_s)
        end_s = self._now_s - max(0.0, quiet_s - STILL_KEPT_S)
        kept = [frame for frame in self._frames if frame.time_s <= end_s]
        seen = [index for index, frame in enumerate(kept) if frame.any_hand]
        # A hand that comes into the picture and goes leaves it empty at both ends: nothing was lost there.
        return kept[seen[0] : seen[-1] + 1] if seen and self.plan.hands_needed else kept

    def _why_not_kept(self, frames: list[HandFrame]) -> str:
        if len(frames) < 2 or frames[-1].time_s - frames[0].time_s < SHORTEST_TAKE_S:
            return "That was too short to keep. Make the whole gesture."
        if self.plan.hands_needed and not any(frame.any_hand for frame in frames):
            return "No hand was seen. Hold your hand into the picture; this take is repeated."
        return ""

    def _remember(self, hands: HandFrame) -> None:
        self._recent.append(hands)
        while self._recent[0].time_s < self._now_s - PRE_ROLL_S or self._recent[0].time_s > self._now_s:
            self._recent.popleft()
