"""Tell which gesture hands perform: a whole take at once, or live, frame by frame."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame
from gesture_app.hands.labelled import NONE
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.recognition.prediction import Prediction, nothing_seen
from gesture_app.recognition.windows import LiveWindows, windows_for

GONE_S = 0.5
"""Hands that have been gone for this long have finished what they did."""


class Recogniser:
    """A trained network and, for the live view, what the hands did of late.

    Live, causal windows over the last moments are described and classified as a whole take is, but carried on from step
    to step; they start anew when the hands come back after having been gone. Gestures that take about as long share a
    window: one for the longest would show a short gesture after much that does not belong to it.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.card = checkpoint.card
        self.labels = tuple(self.card.labels)
        self._classifier = Classifier(checkpoint)
        timings = {label: timing for label, timing in self.card.timings.items() if label != NONE}
        self._windows = windows_for({label: timing.usual_s for label, timing in timings.items()})
        self._none = self.labels.index(NONE) if NONE in self.labels else None
        self._window_of = np.zeros(len(self.labels), np.intp)  # which window each label is looked for in
        for row, labels in enumerate(self._windows.values()):
            self._window_of[[self.labels.index(label) for label in labels]] = row
        listed = np.array([label in timings for label in self.labels])
        self._looked_for = np.flatnonzero(listed)
        # No gesture has no window of its own: it is what the window of the likeliest gesture says of it.
        self._elsewhere = np.flatnonzero(~listed)
        self._told = np.sort(np.append(self._looked_for, [] if self._none is None else [self._none])).astype(
            np.intp
        )
        longest_s = max((timing.longest_s for timing in timings.values()), default=0.0)
        self._kept_s = max(1.5 * longest_s, *self._windows)
        self.reset()

    def reset(self) -> None:
        """Forget what the hands did so far."""
        self._frames: deque[HandFrame] = deque()
        self._began_s: float | None = None
        self._live = LiveWindows(self._classifier, self._windows)
        self._seen_last_s = 0.0
        self._latest: Prediction | None = None
        self._more_to_say = False

    def classify(self, sequence: HandSequence) -> Prediction:
        """What a whole take (of at least one frame) shows."""
        time_s = float(sequence.time_s[-1])
        embedding = self._classifier.embed(sequence)
        if embedding is None:
            return nothing_seen(time_s)
        return self._answer(embedding, time_s, hands_seen=bool(sequence.seen[-1]))

    def _answer(self, embedding: NDArray[np.float32], time_s: float, *, hands_seen: bool) -> Prediction:
        """What all that was shown says."""
        ranked = self._classifier.believe(embedding)
        best, confidence = ranked[0]
        label = best if self._accepts(best, confidence, embedding) else None
        return Prediction(
            time_s, label, confidence, ranked, hands_seen, lies=dict.fromkeys(self.labels, embedding)
        )

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
            self._follow(hands)
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
        self._follow(hands)
        oldest_s = hands.time_s - self._kept_s
        while self._frames[0].time_s < oldest_s:
            self._frames.popleft()

    def _follow(self, hands: HandFrame) -> None:
        self._frames.append(hands)
        # Features only change from one grid time to the next; a fast camera need not cost more.
        self._more_to_say |= self._live.see(hands)

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
        if self._latest is None or (hands.any_hand and self._more_to_say):
            self._latest = self._answer_windows(self._live.embeddings(), hands.time_s)
            self._more_to_say = False
        return replace(self._latest, time_s=hands.time_s, hands_seen=hands.any_hand, seen_s=seen_s)

    def _answer_windows(self, embeddings: NDArray[np.float32], time_s: float) -> Prediction:
        """Each gesture's belief is that of its own window; it is accepted or refused there.

        Args:
            embeddings: (windows, embedding), where the window of each length lies.
        """
        beliefs = self._classifier.shares(embeddings)
        own = beliefs[self._window_of, np.arange(len(self.labels))]
        best = self._looked_for[int(np.argmax(own[self._looked_for]))]
        leading = int(self._window_of[best])
        if self._none is not None:
            own[self._none] = beliefs[leading, self._none]
        told = own[self._told]
        told /= max(float(told.sum()), 1.0)
        order = np.argsort(-told, kind="stable")
        likeliest = int(self._told[order[0]])
        label: str | None = self.labels[likeliest]
        if likeliest != int(np.argmax(beliefs[leading])) or not self._accepts(
            self.labels[likeliest], float(beliefs[leading, likeliest]), embeddings[leading]
        ):
            label = None
        window_of = self._window_of.copy()
        window_of[self._elsewhere] = leading
        ranked = tuple(
            zip([self.labels[row] for row in self._told[order].tolist()], told[order].tolist(), strict=True)
        )
        lies = {each: embeddings[row] for each, row in zip(self.labels, window_of.tolist(), strict=True)}
        return Prediction(time_s, label, ranked[0][1], ranked, hands_seen=True, lies=lies)

    def _accepts(self, label: str, confidence: float, embedding: NDArray[np.float32]) -> bool:
        """Whether this is sure enough, and as near to the label as its own performances are."""
        sure = label != NONE and confidence >= self.card.threshold
        return sure and self._classifier.within(embedding, label)
