"""Decide, frame by frame, what a performance of a gesture does: once, while it lasts, when it is over, or nothing."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gesture_app.actions.action import Action, PlayMidiNote
from gesture_app.actions.binding import Binding, Hands, Profile
from gesture_app.actions.firing import Firing, Phase

LONGEST_GAP_S = 1.0
"""A camera that hung, a computer that slept: nobody saw whether a gesture went on, so it does nothing more."""

HANDS_FRAMES = 10
HANDS_S = 2.0
"""Which hands made a gesture is what most of the last frames with a hand say: trackers blink and mix up sides."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the spotter told: a gesture began or ended, at the frame's time on the source's clock."""

    kind: Literal["start", "end"]
    gesture: str
    confidence: float
    time_s: float


@dataclass(slots=True)
class _Performance:
    """A gesture that began and has not ended.

    Attributes:
        due_s: by binding, when it is to be done (next); without an entry nothing more is done.
        lasting: bindings whose action goes on until the gesture ends.
    """

    gesture: str
    since_s: float
    confidence: float
    hands: Hands
    due_s: dict[str, float] = field(default_factory=dict)
    lasting: dict[str, Binding] = field(default_factory=dict)


class Trigger:
    """Turns what is heard into firings; each binding fires exactly once a performance, unless it is to repeat.

    Pure and quick: it is called on the vision thread for every frame. All times are on the source's clock, which
    starts anew when a video does: what went on then ends there, and cool-downs go on for what was left of them.

    A binding for the left or the right hand asks for that hand alone, since nobody can tell which of two made a
    gesture. An action that lasts as long as the gesture (a MIDI note of 0 seconds) is fired again with the phase
    `end` when it is over, whatever ended it.
    """

    def __init__(
        self, profile: Profile, allowed: Collection[str], numbers: Iterator[int] | None = None
    ) -> None:
        """Only gestures in `allowed` do anything. `numbers` counts the firings of this run of the program."""
        self._bindings: dict[str, list[Binding]] = {}
        for binding in profile.bindings:
            if binding.enabled and binding.gesture in allowed:
                self._bindings.setdefault(binding.gesture, []).append(binding)
        self._numbers = itertools.count(1) if numbers is None else numbers
        self._active: dict[str, _Performance] = {}
        self._cool_until_s: dict[str, float] = {}
        self._hands: deque[tuple[float, Hands]] = deque(maxlen=HANDS_FRAMES)
        self._now_s: float | None = None
        self._arrived_s = 0.0

    def is_active(self, gesture: str) -> bool:
        """Whether the gesture began and has not ended, also where nothing is bound to it."""
        return gesture in self._active

    def reset(self) -> list[Firing]:
        """Forget what went on, and all cool-downs; what lasts as long as a gesture ends now."""
        ended = self._break_off()
        self._cool_until_s.clear()
        self._now_s = None
        return ended

    def update(self, heard: Sequence[Heard], hands: Hands, time_s: float, arrived_s: float) -> list[Firing]:
        """What is to be done because of this frame.

        Args:
            heard: what was told at this frame, in order; usually nothing.
            hands: those in sight; `any` where none is, or nobody knows.
            time_s: of the frame, on the source's clock.
            arrived_s: when it arrived, on `time.monotonic`.
        """
        self._arrived_s = arrived_s
        firings = self._move_clock(time_s)
        if hands != "any":
            self._hands.append((time_s, hands))
        for each in heard:
            if each.kind == "start":
                firings += self._begin(each, time_s)
            else:
                firings += self._finish(each.gesture, time_s)
        for performance in self._active.values():
            firings += self._fire_due(performance, time_s)
        return firings

    def _move_clock(self, now_s: float) -> list[Firing]:
        before_s, self._now_s = self._now_s, now_s
        if before_s is None or 0 <= now_s - before_s <= LONGEST_GAP_S:
            return []
        if now_s < before_s:
            back_s = before_s - now_s
            self._cool_until_s = {key: until_s - back_s for key, until_s in self._cool_until_s.items()}
        return self._break_off()

    def _break_off(self) -> list[Firing]:
        """Nobody knows what became of the gestures that went on: they do nothing more."""
        broken = list(self._active.values())
        self._active.clear()
        self._hands.clear()
        return [firing for each in broken for firing in self._stop_lasting(each)]

    def _begin(self, heard: Heard, now_s: float) -> list[Firing]:
        before = self._finish(heard.gesture, now_s)  # its end was not told, but it began anew
        performance = _Performance(heard.gesture, now_s, heard.confidence, self._hands_that_made_it(now_s))
        self._active[heard.gesture] = performance
        for binding in self._bindings.get(heard.gesture, ()):
            if binding.when != "end" and _fits(binding, performance.hands):
                performance.due_s[binding.id] = self._first_due_s(binding, now_s)
        return before + self._fire_due(performance, now_s)

    def _first_due_s(self, binding: Binding, now_s: float) -> float:
        """What repeats waits for its cool-down, what is done once is left out: a late start would surprise."""
        due_s = now_s + binding.hold_s
        return max(due_s, self._cool_until_s.get(binding.id, due_s)) if binding.when == "held" else due_s

    def _finish(self, gesture: str, now_s: float) -> list[Firing]:
        performance = self._active.pop(gesture, None)
        if performance is None:
            return []
        firings = self._stop_lasting(performance)
        lasted_s = now_s - performance.since_s
        for binding in self._bindings.get(gesture, ()):
            wanted = binding.when == "end" and _fits(binding, performance.hands)
            if wanted and lasted_s >= binding.hold_s and not self._cools(binding, now_s):
                firings.append(self._fire(binding, "end", performance))
        return firings

    def _fire_due(self, performance: _Performance, now_s: float) -> list[Firing]:
        firings = []
        for binding in self._bindings.get(performance.gesture, ()):
            due_s = performance.due_s.get(binding.id)
            if due_s is None or now_s < due_s:
                continue
            if binding.when == "held":
                performance.due_s[binding.id] = _next_due_s(due_s, now_s, binding.every_s)
            else:
                del performance.due_s[binding.id]
                if self._cools(binding, now_s):
                    continue
            firings.append(self._fire(binding, "start" if binding.when == "start" else "held", performance))
        return firings

    def _cools(self, binding: Binding, now_s: float) -> bool:
        return now_s < self._cool_until_s.get(binding.id, now_s)

    def _fire(self, binding: Binding, phase: Phase, performance: _Performance) -> Firing:
        firing = self._firing(binding, phase, performance)
        self._cool_until_s[binding.id] = firing.time_s + binding.cool_down_s
        if phase != "end" and lasts_with_its_gesture(binding.action):
            performance.lasting[binding.id] = binding
        return firing

    def _stop_lasting(self, performance: _Performance) -> list[Firing]:
        return [self._firing(binding, "end", performance) for binding in performance.lasting.values()]

    def _firing(self, binding: Binding, phase: Phase, performance: _Performance) -> Firing:
        return Firing(
            number=next(self._numbers),
            binding=binding.id,
            gesture=binding.gesture,
            action=binding.action,
            phase=phase,
            confidence=performance.confidence,
            hands=performance.hands,
            time_s=performance.since_s if self._now_s is None else self._now_s,
            arrived_s=self._arrived_s,
        )

    def _hands_that_made_it(self, now_s: float) -> Hands:
        seen = [hands for time_s, hands in reversed(self._hands) if now_s - time_s <= HANDS_S]
        return Counter(seen).most_common(1)[0][0] if seen else "any"  # of equals, the one seen last


def _fits(binding: Binding, hands: Hands) -> bool:
    return binding.hands in ("any", hands)


def lasts_with_its_gesture(action: Action) -> bool:
    """Whether it goes on until a second firing, with the phase `end`, ends it."""
    return isinstance(action, PlayMidiNote) and action.seconds == 0


def _next_due_s(due_s: float, now_s: float, every_s: float) -> float:
    """In step with the frames that came late by a little; what was missed by more is not made up for."""
    return due_s + every_s if now_s - due_s < every_s / 2 else now_s + every_s
