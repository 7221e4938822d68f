"""Actions behind the window: which profile is in use, whether it acts, and what follows from each firing.

Profiles, promises and streams are touched on one worker only, in the order in which things were asked for.
Pausing does not wait for it.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.actions.action import Action
from gesture_app.actions.binding import Profile
from gesture_app.actions.describing import described
from gesture_app.actions.desktop import front, session
from gesture_app.actions.firing import ActionFailed, Firing, Result
from gesture_app.actions.lane import ends_something
from gesture_app.actions.promise_card import PromiseCard
from gesture_app.pipeline.acting.black_box import Rules
from gesture_app.pipeline.acting.deciding import Decider
from gesture_app.pipeline.acting.front_watch import FrontWatch
from gesture_app.pipeline.acting.keys import KeysHeard
from gesture_app.pipeline.acting.messages import (
    Abilities,
    ActionDone,
    ActionsState,
    ApplicationsFound,
    ArmedState,
    NotifyWanted,
)
from gesture_app.pipeline.acting.moments import Moments
from gesture_app.pipeline.acting.observer import ActionObserver
from gesture_app.pipeline.acting.outlets import Outlets
from gesture_app.pipeline.acting.profile_shelf import ProfileShelf
from gesture_app.pipeline.acting.promises import PromiseDesk
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Message, Trouble
from gesture_app.pipeline.vision import Seen
from gesture_app.settings import Settings

if TYPE_CHECKING:  # torch comes along with it, after the window stands
    from gesture_app.learning.checkpoint import Checkpoint

MOST_RESULTS = 100

MEASURING = "The gestures are being measured."
PRACTISING = "Somebody practises."
LOADING = "The model is being loaded."
CHECKING = "The thresholds are being worked out for the model in use."


class ActionDesk:
    """All methods return at once; what they find or fail at is sent.

    Args:
        folder: of profiles, promises and the WebSocket's token.
        settings: as they are now.
        why_rest: why nothing may act at the moment, "" if it may; asked for every frame.
        prompt: see `MeasuringSession`.
    """

    def __init__(
        self,
        folder: Path,
        settings: Callable[[], Settings],
        why_rest: Callable[[], str],
        prompt: Callable[[str | None], None],
        send: Callable[[Message], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._settings = settings
        self._why_rest_now = why_rest
        self._send = send
        self._worker = Worker("actions", on_error)
        self._numbers = itertools.count(1)
        self._results: deque[Result] = deque(maxlen=MOST_RESULTS)
        self.outlets = Outlets(folder, send, self._done)
        self.observer = ActionObserver(
            self.outlets.submit, self.outlets.tell, self.toggle_pause, self._why_rest, self._rests
        )
        self.moments = Moments(self.observer.black_box, lambda: tuple(self._results), send, on_error)
        self.profiles = ProfileShelf(folder, self._worker, send, self._profiles_changed)
        self.promises = PromiseDesk(
            folder / "promises", self._worker, self.observer, prompt, send, self._promises_changed, on_error
        )
        self._keys = KeysHeard(self.toggle_pause, self.profiles.choose)
        self._front = FrontWatch(front.program_in_front, self.profiles.program_came)
        self._lock = threading.Lock()  # of the two that follow
        self._wanted: ArmedState = "off"
        self._resting = ""
        self._armed_since_s: float | None = None  # on time.monotonic; touched on the worker only
        self._checkpoint: Checkpoint | None = None
        self._loaded = False
        self._called_false: set[int] = set()  # numbers of firings; touched on the window's thread only

    # --- start and end --------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the profiles; act, if the settings say so, as soon as everything is there."""
        self._wanted = self._settings().at_start
        self._worker.submit(self._load)

    def close(self) -> None:
        """Nothing acts any more; what was counted is written down. May be called twice."""
        self.observer.armed = self.observer.hears_pause = False
        self._front.close()
        self._keys.close()
        self.promises.close()
        self.moments.close()
        with contextlib.suppress(RuntimeError):  # it was closed before
            self._worker.submit(self._note_armed)
        self._worker.close()
        self.outlets.close()

    def settings_changed(self) -> None:
        """The pause gesture or key may be another one."""
        self._worker.submit(self._profiles_changed)

    # --- what a person wants --------------------------------------------------------------------------

    def arm(self) -> None:
        """Let the profile act, if it may."""
        self._worker.submit(self._arm)

    def disarm(self) -> None:
        """Let nothing act."""
        self._want("off")

    def pause(self, on: bool) -> None:
        """Let nothing act for a while, or go on."""
        if self._wanted in ("armed", "paused"):
            self._want("paused" if on else "armed")

    def toggle_pause(self) -> None:
        """The pause gesture was made, or the pause key pressed; nothing happens where nothing is armed."""
        wanted = self._wanted
        if wanted not in ("armed", "paused"):
            return
        self.pause(wanted == "armed")
        said = "Gestures do nothing now." if wanted == "armed" else "Gestures act again."
        self._send(NotifyWanted("Gesture App", said, shown=True, sound=True))

    def try_action(self, action: Action, gesture: str) -> None:
        """Carry it out once; nothing of a profile that nobody has agreed to."""
        profile = self.profiles.in_use
        if profile is not None and not profile.trusted:
            self._send(Trouble(why_not_armed(profile, ())))
            return
        now_s = time.monotonic()
        self.outlets.submit(Firing(next(self._numbers), "", gesture, action, "try", 1.0, "any", now_s, now_s))

    def find_applications(self) -> None:
        """Send what is installed."""

        def find() -> None:
            from gesture_app.actions.ends.applications import find_applications

            self._send(ApplicationsFound(find_applications()))

        self._worker.submit(find)

    def called_false(self, moment: str) -> None:
        """The user says that what a moment was opened for was not meant; each firing counts once."""
        opened = self.moments.opened(moment)
        number = 0 if opened is None else opened.marked
        if number and number not in self._called_false:
            self._called_false.add(number)
            self._worker.submit(lambda: self.promises.note(called_false=1))

    def look_at_abilities(self) -> None:
        """Send what can be done here and what cannot."""
        self._worker.submit(self._tell_abilities)

    # --- what the program finds -----------------------------------------------------------------------

    def use_model(self, checkpoint: Checkpoint | None) -> None:
        """Another model recognises from now on. Nothing acts before its thresholds are known."""

        def use() -> None:
            self._checkpoint = checkpoint
            self.promises.use_model(checkpoint)
            self._profiles_changed()

        self.observer.decider = None
        self.promises.cancel_measuring()
        with contextlib.suppress(RuntimeError):  # the window is being closed
            self._worker.submit(use)

    def _why_rest(self, seen: Seen) -> str:
        """On the vision thread, for every frame."""
        if self.observer.measuring is not None:
            return MEASURING
        if seen.coaching is not None:
            return PRACTISING
        return self._why_rest_now()

    def _rests(self, reason: str) -> None:
        """On the vision thread."""
        with self._lock:
            self._resting = reason
        with contextlib.suppress(RuntimeError):  # the window is being closed
            self._worker.submit(self._tell_state)

    def _done(self, result: Result) -> None:
        """On the runner's threads."""
        if result.outcome == "done" and ends_something(result.firing):
            return  # a note that was heard ends: nothing was done
        self._results.append(result)
        self._send(ActionDone(result, described(result.firing.action)))
        if result.outcome == "done" and result.firing.phase in ("start", "end"):
            with contextlib.suppress(RuntimeError):  # the window is being closed
                self._worker.submit(self._count_fired)

    # --- on the worker --------------------------------------------------------------------------------

    def _load(self) -> None:
        self._loaded = True
        self.profiles.load()

    def _profiles_changed(self) -> None:
        """Another profile is in use, or it, the model or the settings have changed."""
        self._note_armed()  # of the profile before
        profile = self.profiles.in_use
        self.promises.use_profile(profile)
        labels = () if self._checkpoint is None else self._checkpoint.card.labels
        self.outlets.connect(profile, labels)
        pause_key = self._settings().pause_key
        self._keys.listen(pause_key, {each.hotkey: each.id for each in self.profiles.all if each.hotkey})
        self._front.want(any(each.programs for each in self.profiles.all) and not front.why_not())
        if self._armed_since_s is not None:
            self._prepare()
        self._promises_changed()
        self._tell_abilities()

    def _promises_changed(self) -> None:
        """Other thresholds, or other gestures that may act.

        A person who chooses a profile that cannot act has to arm it later. One that a program in front brought along
        rests: the profile before acts again when that program goes.
        """
        armed = self._wanted in ("armed", "paused")
        if armed and self._never() and not self._not_yet() and not self.profiles.by_program:
            self._wanted = "off"
        self._decide_anew()
        self._tell_state()

    def _decide_anew(self) -> None:
        checkpoint, profile = self._checkpoint, self.profiles.in_use
        if checkpoint is None:
            self.observer.decider = None
            return
        fit = [card.gesture for card in self.promises.cards if card.verdict == "fit"]
        thresholds = self.promises.thresholds()
        self.observer.black_box.decides(
            Rules(
                checkpoint,
                tuple((name, each.threshold, each.patience) for name, each in thresholds.items()),
                thresholds,
            )
        )
        self.observer.decider = Decider(
            checkpoint.card,
            profile or Profile(id="none", name="None"),
            thresholds,
            fit if profile is not None and profile.trusted else (),
            self._settings().pause_gesture,
            self._numbers,
        )

    def _arm(self) -> None:
        reason = self._not_yet() or self._never()
        if reason:
            self._send(Trouble(reason))
        else:
            self._wanted = "armed"
        self._tell_state()

    def _prepare(self) -> None:
        profile = self.profiles.in_use
        if profile is not None:
            try:
                self.outlets.prepare(profile)
            except ActionFailed as error:
                self._send(Trouble(str(error)))

    def _want(self, state: ArmedState) -> None:
        with self._lock:
            self._wanted = state
            self.observer.armed = state == "armed"  # at once
        self._worker.submit(self._tell_state)

    def _not_yet(self) -> str:
        """Why nothing can act at the moment, although it will."""
        if self._checkpoint is None or not self._loaded:
            return LOADING
        return CHECKING if self.promises.reckoning else ""

    def _never(self) -> str:
        """Why this profile cannot act before a person does something."""
        return why_not_armed(self.profiles.in_use, self.promises.cards)

    def _tell_state(self) -> None:
        self._note_armed()
        with self._lock:
            wanted, resting = self._wanted, self._resting or self._not_yet() or self._never()
        acts = wanted == "armed" and not resting
        self.observer.armed = wanted == "armed" and not self._not_yet()
        self.observer.hears_pause = wanted in ("armed", "paused")
        if acts and self._armed_since_s is None:
            self._prepare()
        self._armed_since_s = time.monotonic() if acts else None
        state: ArmedState = "resting" if wanted == "armed" and resting else wanted
        reason = resting if state == "resting" else self._not_yet() or self._never() if state == "off" else ""
        shelf = self.profiles
        self._send(
            ActionsState(
                shelf.all, "" if shelf.in_use is None else shelf.in_use.id, state, reason, shelf.by_program,
                (*shelf.problems, *self._keys.problems), shelf.deleted,
            )
        )  # fmt: skip

    def _tell_abilities(self) -> None:
        from gesture_app.actions.ends.midi import midi_ports, why_no_midi

        self._send(
            Abilities(
                keys=session.why_no_keys(),
                hotkeys=self._keys.why_not,
                front=front.why_not(),
                midi=why_no_midi(),
                programs=front.open_programs(),
                midi_ports=midi_ports(),
                websocket=self.outlets.address,
                trouble=self.outlets.trouble,
            )
        )

    def _note_armed(self) -> None:
        """Write down for how long the profile in use has acted since the last time."""
        since_s, now_s = self._armed_since_s, time.monotonic()
        if since_s is not None:
            self._armed_since_s = now_s
            self.promises.note(armed_s=now_s - since_s)

    def _count_fired(self) -> None:
        self._note_armed()
        self.promises.note(fired=1)


def why_not_armed(profile: Profile | None, cards: tuple[PromiseCard, ...]) -> str:
    """Why a profile may not act, a sentence that says what to do; empty: it may."""
    if profile is None:
        return "There is no profile yet. Make one and add an action."
    if not profile.gestures:
        return f"“{profile.name}” does nothing yet. Add an action."
    if not profile.trusted:
        return f"“{profile.name}” was made by somebody else. Look through what it does first."
    if all(card.verdict == "unmeasured" for card in cards):
        return "Measure the gestures first: two minutes of ordinary life, then each gesture a few times."
    if not any(card.verdict == "fit" for card in cards):
        return "None of the gestures is reliable enough to act. The cards say what to do."
    return ""
