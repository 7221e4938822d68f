"""The promise behind the window: measured, kept, reckoned anew for another model or profile, and checked in use."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.actions.binding import Profile
from gesture_app.actions.promise.measurement import Measurement
from gesture_app.actions.promise.store import PromiseError, PromiseStore
from gesture_app.actions.promise_card import PromiseCard, Thresholds
from gesture_app.pipeline.acting.measuring_session import MeasuringSession
from gesture_app.pipeline.acting.measuring_steps import MeasuringPlan
from gesture_app.pipeline.acting.messages import MeasuringEnded, Promises, TrendDay
from gesture_app.pipeline.acting.observer import ActionObserver
from gesture_app.pipeline.acting.reckoning import Reckoning, basis_of, identity
from gesture_app.pipeline.acting.remembering import (
    Measured,
    ReckoningCancelled,
    prompted_hands,
)
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Message

if TYPE_CHECKING:  # torch comes along with it, after the window stands
    from gesture_app.learning.checkpoint import Checkpoint

LIFE_S = 120.0
"""Of ordinary life."""

NO_MODEL = "There is no model yet that recognises gestures. Record some takes, or choose a ready-made model."
NOTHING_KNOWN = (
    "The model in use knows none of these gestures. Choose another model, or record takes of them."
)


class PromiseDesk:
    """`measure` and `measuring_request` return at once; everything else belongs to the actions' worker.

    Args:
        prompt: see `MeasuringSession`.
        changed: called on the worker when the cards have changed.
    """

    def __init__(
        self,
        folder: Path,
        worker: Worker,
        observer: ActionObserver,
        prompt: Callable[[str | None], None],
        send: Callable[[Message], None],
        changed: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._store = PromiseStore(folder)
        self._worker = worker
        self._send = send
        self._changed = changed
        self._session = MeasuringSession(observer, prompt, send, self._all_seen)
        self._reckoner = Worker("reckoning", on_error)
        self._cancelled = threading.Event()
        self._checkpoint: Checkpoint | None = None
        self._model = ""
        self._profile: Profile | None = None
        self._basis = ""  # of the cards
        self._kept = Measurement((), (), None)  # of the profile's gestures, as the store has it
        self._measured: Measured | None = None  # the same, as the model in use saw it
        self.cards: tuple[PromiseCard, ...] = ()
        self.reckoning = False
        """Whether the cards are being worked out."""

    # --- what is in use -------------------------------------------------------------------------------

    def use_model(self, checkpoint: Checkpoint | None) -> None:
        """The promise of another model is asked for; the cards follow with `use_profile`."""
        self._checkpoint = checkpoint
        model = "" if checkpoint is None else identity(checkpoint)
        if model != self._model:
            self._model, self._measured = model, None

    def cancel_measuring(self) -> None:
        """What is under way is about a model that is no longer in use. On any thread."""
        self._session.cancel()

    def use_profile(self, profile: Profile | None, seen: Measured | None = None) -> None:
        """This profile, as it is now, with the model in use.

        Args:
            seen: all that is kept of its gestures, as this model saw it, where that is known.
        """
        other = profile is None or self._profile is None or profile.id != self._profile.id
        if profile is None:
            self._profile, self._basis = None, ""
        elif self._profile is None or set(profile.gestures) != set(self._profile.gestures):
            self._kept, self._measured = self._store.measurement(profile.gestures), seen
        self._profile = profile
        basis = "" if profile is None else basis_of(profile, self._model)
        if other or basis != self._basis:
            self._basis = basis
            self._reckon()

    def thresholds(self) -> dict[str, Thresholds]:
        """Of the gestures that were measured."""
        return {card.gesture: card.thresholds for card in self.cards if card.thresholds is not None}

    def note(self, armed_s: float = 0.0, fired: int = 0, called_false: int = 0) -> None:
        """What use adds to the promise."""
        profile, measured = self._profile, self._kept.life_at
        if profile is not None and measured is not None:
            self._store.note(
                profile.id,
                datetime.now(UTC),
                measured,
                armed_s=armed_s,
                fired=fired,
                called_false=called_false,
            )
            if fired or called_false:
                self._tell()

    # --- measuring ------------------------------------------------------------------------------------

    def measure(self, gestures: Sequence[str], fresh_life: bool) -> None:
        """Watch ordinary life, unless it was watched before and that is to count, then ask for each gesture."""
        self._worker.submit(lambda: self._begin_measuring(tuple(gestures), fresh_life))

    def measuring_request(self, what: str) -> None:
        """`skip` what is asked for now, or `cancel` all."""
        if what == "skip":
            self._session.skip()
        else:
            self._session.cancel()

    def _begin_measuring(self, gestures: tuple[str, ...], fresh_life: bool) -> None:
        checkpoint = self._checkpoint
        known = (
            () if checkpoint is None else tuple(each for each in gestures if each in checkpoint.card.labels)
        )
        if checkpoint is None or not known:
            self._send(MeasuringEnded(done=False, sentence=NO_MODEL if checkpoint is None else NOTHING_KNOWN))
            return
        lived = self._store.life_at() is not None
        plan = MeasuringPlan(known, life_s=0.0 if lived and not fresh_life else LIFE_S)
        self._session.begin(plan, checkpoint.card)

    def _all_seen(self, measured: Measured) -> None:
        """On the vision thread."""
        with contextlib.suppress(RuntimeError):  # the window is being closed
            self._worker.submit(lambda: self._keep(measured))

    def _keep(self, measured: Measured) -> None:
        """What was not measured again goes on counting, see `PromiseStore.keep`."""
        life = tuple(stretch.hands for stretch in measured.life if stretch.frames)
        try:
            self._store.keep(
                Measurement(life, prompted_hands(measured.prompts), datetime.now(UTC) if life else None)
            )
        except PromiseError as error:
            self._send(MeasuringEnded(done=False, sentence=str(error)))
            return
        profile, self._profile, self._basis = self._profile, None, ""  # all is read and reckoned anew
        asked = {prompt.gesture for prompt in measured.prompts}
        whole = bool(life) and profile is not None and asked.issuperset(profile.gestures)
        self.use_profile(profile, measured if whole else None)
        self._send(MeasuringEnded(done=True))
        self._changed()

    # --- reckoning ------------------------------------------------------------------------------------

    def _reckon(self) -> None:
        """Find the cards, or work them out beside everything else."""
        self._cancelled.set()
        profile, checkpoint, measured_at = self._profile, self._checkpoint, self._kept.life_at
        if profile is None:
            self.cards, self.reckoning = (), False
            return
        found = None if measured_at is None else self._store.cards(profile.id, self._basis, measured_at)
        self.cards = found or tuple(
            PromiseCard(gesture=gesture, verdict="unmeasured") for gesture in profile.gestures
        )
        self.reckoning = found is None and checkpoint is not None and measured_at is not None
        self._tell()
        if self.reckoning and checkpoint is not None:
            self._cancelled = threading.Event()
            work = Reckoning(checkpoint, profile, self._basis, self._kept, self._measured, self._cancelled)
            self._reckoner.submit(lambda: self._work_out(work))

    def _work_out(self, work: Reckoning) -> None:
        """On the reckoner's thread."""
        try:
            measured, cards = work.work_out()
        except ReckoningCancelled:
            return
        with contextlib.suppress(RuntimeError):  # the window is being closed
            self._worker.submit(lambda: self._worked_out(work, measured, cards))

    def _worked_out(self, work: Reckoning, measured: Measured, cards: tuple[PromiseCard, ...]) -> None:
        if work.basis != self._basis or work.kept.life_at is None:  # something was changed meanwhile
            return
        self._measured = measured
        self._store.keep_cards(work.profile.id, work.basis, work.kept.life_at, cards)
        self.cards, self.reckoning = cards, False
        self._tell()
        self._changed()

    def _tell(self) -> None:
        profile, measured = self._profile, self._kept.life_at
        if profile is None:
            return
        rate = None if measured is None else self._store.rate_in_use(profile.id, measured)
        trend = tuple(
            TrendDay(_midnight(each.day), each.armed_s, each.fired, each.called_false)
            for each in self._store.trend(profile.id)
        )
        self._send(Promises(profile.id, self.cards, measured, trend, rate))

    def close(self) -> None:
        """Leave what is under way. May be called twice."""
        self._cancelled.set()
        self._session.cancel()
        self._reckoner.close(drop_waiting=True)


def _midnight(day: date) -> datetime:
    """The beginning of a day where the user is."""
    return datetime.combine(day, time_of_day.min).astimezone()
