"""Tell which gesture hands perform: a whole take at once, or live, frame by frame."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np
import torch

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


class Recogniser:
    """A trained network and, for the live view, what the hands did of late.

    Live, a causal window over the last moments is classified by the same path as a whole take; it starts
    anew when the hands come back after having been gone.
    """

    def __init__(self, checkpoint: Checkpoint, threads: int = 1) -> None:
        torch.set_num_threads(threads)  # of the whole process: see TrainingPlan.threads
        self.card = checkpoint.card
        self.labels = tuple(self.card.labels)
        self._classifier = Classifier(checkpoint)
        timings = self.card.timings.values()
        usual_s = max((timing.usual_s for timing in timings), default=0.0)
        self.window_s = float(np.clip(SLACK * usual_s, SHORTEST_WINDOW_S, LONGEST_WINDOW_S))
        longest_s = max((timing.longest_s for timing in timings), default=0.0)
        self._segment_s = max(1.5 * longest_s, self.window_s)
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
        ranked = self._classifier.ranked(sequence)
        if not ranked:
            return nothing_seen(time_s)
        best, confidence = ranked[0]
        accepted = best != NONE and confidence >= self.card.threshold
        return Prediction(time_s, best if accepted else None, confidence, ranked, bool(sequence.seen[-1]))

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
        oldest_s = hands.time_s - max(self._segment_s, self.window_s)
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
            window = [frame for frame in self._frames if frame.time_s > hands.time_s - self.window_s]
            self._latest = self.classify(HandSequence.from_frames(window))
            self._asked_last_s = hands.time_s
        return replace(self._latest, time_s=hands.time_s, hands_seen=hands.any_hand, seen_s=seen_s)
