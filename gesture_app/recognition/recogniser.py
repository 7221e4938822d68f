"""Tell which gesture hands perform: a whole take at once, or live, frame by frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame
from gesture_app.hands.labelled import NONE
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.recognition.prediction import Prediction, nothing_seen

GONE_S = 0.5
"""Hands that have been gone for this long have finished what they did."""

SHORTEST_WINDOW_S, LONGEST_WINDOW_S = 0.6, 4.0

SLACK = 1.2
"""The window is this much longer than a gesture usually takes; people are slower at times."""

MOST_WINDOWS = 3
ALIKE = 1.5
"""Gestures whose windows differ by less than this share one."""


class Recogniser:
    """A trained network and, for the live view, what the hands did of late.

    Live, causal windows over the last moments are classified by the same path as a whole take; they start
    anew when the hands come back after having been gone. Gestures that take about as long share a window:
    one for the longest would show a short gesture after much that does not belong to it.
    """

    def __init__(self, checkpoint: Checkpoint, threads: int = 1) -> None:
        torch.set_num_threads(threads)  # of the whole process: see TrainingPlan.threads
        self.card = checkpoint.card
        self.labels = tuple(self.card.labels)
        self._classifier = Classifier(checkpoint)
        timings = {label: timing for label, timing in self.card.timings.items() if label != NONE}
        self._windows = windows_for({label: timing.usual_s for label, timing in timings.items()})
        longest_s = max((timing.longest_s for timing in timings.values()), default=0.0)
        self._kept_s = max(1.5 * longest_s, *self._windows)
        self.reset()

    def reset(self) -> None:
        """Forget what the hands did so far."""
        self._frames: deque[HandFrame] = deque()
        self._began_s: float | None = None
        self._seen_last_s = 0.0
        self._asked_last_s = -np.inf
        self._latest: Prediction | None = None

    def classify(self, sequence: HandSequence) -> Prediction:
        """What a whole take (of at least one frame) shows."""
        time_s = float(sequence.time_s[-1])
        embedding = self._embed(sequence)
        if embedding is None:
            return nothing_seen(time_s)
        ranked = self._classifier.believe(embedding)
        best, confidence = ranked[0]
        accepted = (
            best != NONE and confidence >= self.card.threshold and self._classifier.within(embedding, best)
        )
        lies = dict.fromkeys(self.labels, embedding)
        label = best if accepted else None
        return Prediction(time_s, label, confidence, ranked, bool(sequence.seen[-1]), lies=lies)

    def _embed(self, sequence: HandSequence) -> NDArray[np.float32] | None:
        return self._classifier.embed(sequence)

    def update(self, hands: HandFrame) -> Prediction:
        """What the hands have been doing up to this frame.

        When the hands have been gone for `GONE_S`, one prediction is `complete`: it is about all they did.
        A clock that jumps forward counts as hands that were gone; one that goes back starts anew.
        """
        if self._frames and hands.time_s <= self._frames[-1].time_s:
            self.reset()
        ended = None
        if self._began_s is not None and hands.time_s - self._seen_last_s >= GONE_S:
            ended = self._complete(self._began_s, hands)
            self.reset()
        if hands.any_hand:
            self._see(hands)
        elif self._began_s is not None:
            self._frames.append(hands)
        return self._now(hands) if ended is None else ended

    def finish(self) -> Prediction | None:
        """The stream is over: the answer to all that the hands in view did, if there are any."""
        if self._began_s is None:
            return None
        ended = self._complete(self._began_s, self._frames[-1])
        self.reset()
        return ended

    def _see(self, hands: HandFrame) -> None:
        if self._began_s is None:
            self._began_s = hands.time_s
        self._seen_last_s = hands.time_s
        self._frames.append(hands)
        oldest_s = hands.time_s - self._kept_s
        while self._frames[0].time_s < oldest_s:
            self._frames.popleft()

    def _complete(self, began_s: float, hands: HandFrame) -> Prediction:
        """The answer to all the hands did; to their last moments where that was too much for one gesture."""
        whole = self.classify(HandSequence.from_frames(list(self._frames)))
        return replace(
            whole, time_s=hands.time_s, hands_seen=hands.any_hand, seen_s=self._seen_last_s - began_s,
            complete=True,
        )  # fmt: skip

    def _now(self, hands: HandFrame) -> Prediction:
        if self._began_s is None:
            return nothing_seen(hands.time_s)
        seen_s = self._seen_last_s - self._began_s
        step_s = 1 / self.card.features.rate_hz
        # Features only change from one grid time to the next; a fast camera need not cost more.
        due = hands.time_s - self._asked_last_s >= step_s - 1e-3
        if self._latest is None or (hands.any_hand and due):
            self._latest = self._ask(hands.time_s)
            self._asked_last_s = hands.time_s
        return replace(self._latest, time_s=hands.time_s, hands_seen=hands.any_hand, seen_s=seen_s)

    def _ask(self, now_s: float) -> Prediction:
        """Each gesture's belief is that of its own window; it is accepted or refused there."""
        answers = [
            (labels, self.classify(HandSequence.from_frames(self._since(now_s - window_s))))
            for window_s, labels in self._windows.items()
        ]
        if len(answers) == 1:
            return answers[0][1]
        own = {
            label: share for labels, answer in answers for label, share in answer.ranked if label in labels
        }
        best = max(own, key=lambda label: own[label])
        leading = next(answer for labels, answer in answers if best in labels)
        own |= {label: share for label, share in leading.ranked if label == NONE}
        whole = max(sum(own.values()), 1.0)
        ranked = sorted(((label, share / whole) for label, share in own.items()), key=lambda pair: -pair[1])
        accepted = leading.label if leading.label == ranked[0][0] else None
        lies = {label: answer.lies[label] for labels, answer in answers for label in labels if answer.lies}
        return replace(
            leading,
            label=accepted,
            confidence=ranked[0][1],
            ranked=tuple(ranked),
            lies={**leading.lies, **lies},
        )

    def _since(self, begin_s: float) -> list[HandFrame]:
        return [frame for frame in self._frames if frame.time_s > begin_s]


def windows_for(usual_s: Mapping[str, float]) -> dict[float, frozenset[str]]:
    """Windows, in seconds, and the gestures that are looked for in each, by how long these usually take."""
    fitting = {
        label: float(np.clip(SLACK * seconds, SHORTEST_WINDOW_S, LONGEST_WINDOW_S))
        for label, seconds in usual_s.items()
    }
    if not fitting:
        return {SHORTEST_WINDOW_S: frozenset()}
    alike = max(ALIKE, (max(fitting.values()) / min(fitting.values())) ** (1 / MOST_WINDOWS))
    groups: list[list[str]] = []
    for label in sorted(fitting, key=lambda each: fitting[each]):
        if not groups or fitting[label] > alike * fitting[groups[-1][0]] + 1e-9:
            groups.append([])
        groups[-1].append(label)
    return {fitting[group[-1]]: frozenset(group) for group in groups}
