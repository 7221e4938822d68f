"""Set the spotter's two numbers on streams whose gestures are marked, without believing few streams too much."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gesture_app.hands import HandFrame
from gesture_app.learning.model_card import ModelCard
from gesture_app.pipeline.stream_watching import watch_stream
from gesture_app.pipeline.vision import Recogniser
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.spotter import DEFAULT_TUNING, Spotter, Tuning
from gesture_app.recognition.stream_scores import Tally
from gesture_app.takes.landmark_dataset import Stream, StreamEvent

THRESHOLDS = (0.35, 0.5, 0.65, 0.8)
PATIENCES = (0.6, 1.0, 1.6)


def tuned(
    card: ModelCard, recogniser: Recogniser, streams: Sequence[tuple[Stream, Sequence[StreamEvent]]]
) -> Tuning:
    """The setting that is as good as the best one and nearest to the default.

    Thresholds tuned on few streams do not carry over, so the grid is coarse, and every setting within one
    standard error of the best counts as good as it (the rule of Breiman et al. 1984, "Classification and
    Regression Trees"): the fewer gestures there are, the longer the default stays.

    Args:
        streams: each with the gestures that are asked about.
    """
    gestures = sum(len(events) for _, events in streams)
    if not gestures:
        return DEFAULT_TUNING
    remembered = [_Remembered(stream, recogniser) for stream, _ in streams]
    settings = [
        Tuning(threshold=threshold, patience=patience) for threshold in THRESHOLDS for patience in PATIENCES
    ]
    indices = []
    for setting in settings:
        tally = Tally()
        for (stream, events), memory in zip(streams, remembered, strict=True):
            tally.add(
                events, watch_stream(stream.sequence, memory, Spotter(card, setting)), stream.sequence.time_s
            )
        indices.append(tally.scores().jaccard)
    best = max(indices)
    error = np.sqrt(best * (1 - best) / gestures)
    as_good = [setting for setting, index in zip(settings, indices, strict=True) if index >= best - error]
    return min(as_good, key=_distance)


def _distance(setting: Tuning) -> float:
    """From the default, in powers of e."""
    return float(
        abs(np.log(setting.threshold / DEFAULT_TUNING.threshold))
        + abs(np.log(setting.patience / DEFAULT_TUNING.patience))
    )


class _Remembered:
    """What a recogniser said about one stream, to be said again: it does not depend on the spotter."""

    def __init__(self, stream: Stream, recogniser: Recogniser) -> None:
        recogniser.reset()
        self._said = {hands.time_s: recogniser.update(hands) for hands in stream.sequence.frames()}
        self._last = recogniser.finish()

    def reset(self) -> None:
        """Nothing to forget."""

    def update(self, hands: HandFrame) -> Prediction:
        return self._said[hands.time_s]

    def finish(self) -> Prediction | None:
        return self._last
