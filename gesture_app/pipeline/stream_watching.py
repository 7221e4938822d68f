"""A recorded stream on the live view's way: frame by frame, causally, and what was told when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.capture.source import Frame
from gesture_app.hands import HandSequence
from gesture_app.pipeline.vision import Recogniser, Spotter, Vision
from gesture_app.recognition.prediction import GestureEvent
from gesture_app.recognition.stream_scores import Told

_ROUNDING_S = 1e-6


def watch_stream(stream: HandSequence, recogniser: Recogniser, spotter: Spotter) -> list[Told]:
    """Every gesture that is told in a stream of at least one frame, in the order of telling.

    Args:
        recogniser, spotter: as new, or at the end of another stream, which they forget.
    """
    vision = Vision(on_take=lambda _: None)
    vision.recognise_with(recogniser, spotter)
    vision.forget()
    noticed: list[tuple[int, GestureEvent]] = []
    for index, hands in enumerate(stream.frames()):
        seen = vision.see(Frame(index, hands.time_s, None, hands, hands.aspect))
        noticed += [(index, event) for event in seen.events]
    noticed += [(len(stream) - 1, event) for event in vision.finish()]
    return told_gestures(noticed, stream.time_s)


def told_gestures(noticed: Sequence[tuple[int, GestureEvent]], time_s: NDArray[np.float64]) -> list[Told]:
    """Events as frames of their stream.

    Args:
        noticed: events with the frame at which each was noticed; every start is followed by its end.
        time_s: (frames,), when each frame was taken.
    """
    starts = [(at, event) for at, event in noticed if event.kind == "start"]
    ends = [event for _, event in noticed if event.kind == "end"]
    told = []
    for (at, start), end in zip(starts, ends, strict=True):
        first = int(np.searchsorted(time_s, start.start_s - _ROUNDING_S))
        end_s = end.time_s if end.end_s is None else end.end_s
        last = int(np.searchsorted(time_s, end_s + _ROUNDING_S, side="right")) - 1
        first = min(first, at)
        told.append(Told(start.label, first, max(first, last), at))
    return told
