"""What cards of a promise follow from, and how they are worked out beside everything else."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from gesture_app.actions.binding import Profile
from gesture_app.actions.promise.measurement import Measurement
from gesture_app.actions.promise_card import PromiseCard
from gesture_app.pipeline.acting.promising import promise_cards
from gesture_app.pipeline.acting.remembering import Measured, remember_measurement
from gesture_app.version import VERSION

if TYPE_CHECKING:  # torch comes along with it, after the window stands
    from gesture_app.learning.checkpoint import Checkpoint


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is to be worked out.

    Attributes:
        basis: see `basis_of`.
        kept: what was measured of the profile's gestures.
        seen: the same as the model saw it, where that is known already.
        cancelled: set when nobody waits for it any more.
    """

    checkpoint: Checkpoint
    profile: Profile
    basis: str
    kept: Measurement
    seen: Measured | None
    cancelled: threading.Event

    def work_out(self) -> tuple[Measured, tuple[PromiseCard, ...]]:
        """What the model saw, and the cards that follow; takes seconds. Imports torch.

        Raises:
            ReckoningCancelled: it was.
        """
        from gesture_app.recognition.recogniser import Recogniser

        measured = self.seen
        if measured is None:
            measured = remember_measurement(self.kept, Recogniser(self.checkpoint), self.cancelled)
        return measured, promise_cards(self.checkpoint.card, measured, self.profile)


def identity(checkpoint: Checkpoint) -> str:
    """The same for models that recognise alike, whenever they were made."""
    card = checkpoint.card
    digest = hashlib.sha256(
        msgspec.json.encode([card.labels, card.temperature, card.threshold, card.radius, card.timings])
    )
    for name in sorted(checkpoint.weights):
        digest.update(np.ascontiguousarray(checkpoint.weights[name]).tobytes())
    return digest.hexdigest()[:32]


def basis_of(profile: Profile, model: str) -> str:
    """What cards depend on besides what was measured: another action for the same gesture changes nothing.

    A newer program may choose thresholds otherwise.
    """
    timing = [
        (each.gesture, each.when, each.every_s, each.hold_s, each.cool_down_s, each.hands)
        for each in profile.bindings
        if each.enabled
    ]
    return hashlib.sha256(msgspec.json.encode([VERSION, model, timing])).hexdigest()[:32]
