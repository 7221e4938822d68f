"""A measurement under way: fed by the observer, steered by the window, and performed by the virtual hand if need be."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.acting.measuring import Measuring
from gesture_app.pipeline.acting.measuring_steps import MeasuringPlan
from gesture_app.pipeline.acting.messages import ActingMessage, MeasuringEnded, MeasuringMoved
from gesture_app.pipeline.acting.observer import ActionObserver
from gesture_app.pipeline.acting.remembering import Measured

IDLE = "idle*20"
"""What the virtual hand does in the place of life."""

ASK_AGAIN_S = 6.0
"""The virtual hand makes a gesture once a prompt; where the tracker has missed it, it is asked again."""


class MeasuringSession:
    """One at a time.

    Args:
        prompt: has the virtual hand make this, where it is what is watched; None: rest; "": go on as before.
        measured: called with all that was seen, on the vision thread.
    """

    def __init__(
        self,
        observer: ActionObserver,
        prompt: Callable[[str | None], None],
        send: Callable[[ActingMessage], None],
        measured: Callable[[Measured], None],
    ) -> None:
        self._observer = observer
        self._prompt = prompt
        self._send = send
        self._measured = measured
        self._prompted: str | None = ""
        self._waits_since_s = 0.0  # on time.monotonic

    def begin(self, plan: MeasuringPlan, card: ModelCard) -> None:
        """Measure from the next frame on; what was measured before is left."""
        self._observer.measuring = Measuring(plan, card, self._moved, self._ended, np.random.default_rng())

    def skip(self) -> None:
        """Leave what is asked for now."""
        if (measuring := self._observer.measuring) is not None:
            measuring.skip()

    def cancel(self) -> None:
        """Leave all of it; nothing changes."""
        if (measuring := self._observer.measuring) is not None:
            measuring.cancel()

    def _moved(self, moved: MeasuringMoved) -> None:
        """On the vision thread."""
        self._send(moved)
        now_s = time.monotonic()
        if moved.phase != "prompt" or moved.hands_seen:
            self._waits_since_s = now_s
        elif now_s - self._waits_since_s > ASK_AGAIN_S:
            self._prompted, self._waits_since_s = None, now_s
        self._ask_virtual_hand({"life": IDLE, "prompt": moved.gesture}.get(moved.phase))

    def _ask_virtual_hand(self, script: str | None) -> None:
        if script != self._prompted:
            self._prompted = script
            self._prompt(script)

    def _ended(self, measured: Measured | None) -> None:
        """On the vision thread, or on the one that cancels."""
        self._observer.measuring = None
        self._ask_virtual_hand("")
        if measured is None:
            self._send(MeasuringEnded(done=False))
        else:
            self._measured(measured)
