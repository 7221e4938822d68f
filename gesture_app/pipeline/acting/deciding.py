"""From what a frame gave to what is to be done: spotter with the promise's thresholds, triggers, the pause gesture."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from gesture_app.actions.action import Notify
from gesture_app.actions.binding import Binding, Hands, Profile
from gesture_app.actions.firing import Firing
from gesture_app.actions.promise_card import Thresholds
from gesture_app.actions.trigger import Heard, Trigger
from gesture_app.hands import HandFrame
from gesture_app.learning.model_card import ModelCard
from gesture_app.recognition.likeness import likeness_from
from gesture_app.recognition.prediction import GestureEvent, Prediction
from gesture_app.recognition.spotter import Spotter, Tuning

PAUSE_HOLD_S = 0.6
"""Held a little: a gesture that lets the actions go on must not be made in passing."""

PAUSE_COOL_DOWN_S = 2.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What one frame brings about.

    Attributes:
        firings: what is to be done.
        told: starts and ends of gestures that may act, for those who listen.
        begun: gestures that began here, whether they may act or not.
        pause: the pause gesture was made.
    """

    firings: tuple[Firing, ...] = ()
    told: tuple[GestureEvent, ...] = ()
    begun: tuple[str, ...] = ()
    pause: bool = False


class Decider:
    """Belongs to the vision thread once it decides.

    Args:
        card: of the model whose predictions come.
        thresholds: of gestures that were measured; others have the usual ones.
        allowed: gestures that may act.
        pause_gesture: "" for none; it is heard whether anything may act or not.
        numbers: counts firings.
    """

    def __init__(
        self,
        card: ModelCard,
        profile: Profile,
        thresholds: Mapping[str, Thresholds],
        allowed: Collection[str],
        pause_gesture: str,
        numbers: Iterator[int],
    ) -> None:
        self._labels = frozenset(card.labels)
        own = {
            gesture: Tuning(threshold=each.threshold, patience=each.patience)
            for gesture, each in thresholds.items()
        }
        size = card.sizes.embedding
        likeness = {
            gesture: found
            for gesture, each in thresholds.items()
            if (found := likeness_from(each.shown, each.reach, each.moved, size)) is not None
        }
        self._spotter = Spotter(card, own=own, likeness=likeness)
        self._settled = False  # a gesture that was going on when it began to decide is no new one
        self._allowed = frozenset(allowed)
        self._trigger = Trigger(profile, self._allowed, numbers)
        self._pause = Trigger(_pausing(pause_gesture), {pause_gesture}) if pause_gesture else None

    def decide(
        self, hands: HandFrame, prediction: Prediction | None, arrived_s: float, acting: bool, pausing: bool
    ) -> Decision:
        """What this frame brings about.

        Args:
            acting: whether anything may be done.
            pausing: whether the pause gesture is heard.
        """
        if prediction is None or not self._labels.issuperset(label for label, _ in prediction.ranked):
            return Decision()  # of another model: its own decider is on its way
        self._settled = self._settled or prediction.label is None
        acting, pausing = acting and self._settled, pausing and self._settled
        events = self._spotter.update(prediction, hands)
        heard = [Heard(each.kind, each.label, each.confidence, each.time_s) for each in events]
        sides, time_s = hands_in_sight(hands), hands.time_s
        pause = (
            self._pause is not None and pausing and bool(self._pause.update(heard, sides, time_s, arrived_s))
        )
        firings = self._trigger.update(heard, sides, time_s, arrived_s) if acting else self._trigger.reset()
        return Decision(
            tuple(firings),
            tuple(each for each in events if acting and each.label in self._allowed),
            tuple(each.label for each in events if each.kind == "start"),
            pause,
        )

    def evidence(self) -> tuple[tuple[str, float], ...]:
        """Of each gesture, 0…1 of what it takes to be told."""
        return self._spotter.evidence()

    def forget(self) -> list[Firing]:
        """Another source follows; what lasts as long as a gesture ends."""
        self._spotter.reset()
        if self._pause is not None:
            self._pause.reset()
        return self._trigger.reset()


def hands_in_sight(hands: HandFrame) -> Hands:
    """Which they are; `any` where there is none."""
    left, right = (bool(seen) for seen in hands.present)
    if left and right:
        return "both"
    return "left" if left else "right" if right else "any"


def _pausing(gesture: str) -> Profile:
    binding = Binding(
        id="pause", gesture=gesture, action=Notify(), hold_s=PAUSE_HOLD_S, cool_down_s=PAUSE_COOL_DOWN_S
    )
    return Profile(id="pause", name="Pause", bindings=(binding,))
