"""How well gestures were found in running streams, counted as the SHREC online tracks count.

The rules are those of the SHREC 2022 track's own evaluation program (Emporio et al. 2022, "SHREC 2022 track
on online detection of heterogeneous gestures", Computers & Graphics 107; `evaluation_shrec22fix.m` of
univr-VIPS/Shrec22), which the 2019 to 2021 tracks prepared. In the order in which they were told, each answer
is compared with the gestures that are still to be found. It finds the first one of the same name of which
it covers at least half, unless it is more than twice as long; else it is a false positive. Frames are
counted with both ends, so that a gesture of one frame has a length, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.takes.landmark_dataset import StreamEvent

LEAST_OVERLAP = 0.5
"""Of the gesture's frames."""

GREATEST_LENGTH = 2.0
"""Of the gesture's length."""


@dataclass(frozen=True, slots=True)
class Told:
    """One gesture that was told in a stream. Frames count from 0, `first` and `last` belong to it.

    Attributes:
        at: the frame at which it was told, the last one that had been looked at.
    """

    label: str
    first: int
    last: int
    at: int


class Delay(msgspec.Struct, frozen=True, kw_only=True):
    """How late gestures were told, on average over those found."""

    frames: float
    seconds: float


class Delays(msgspec.Struct, frozen=True, kw_only=True):
    """From which moment the delay is counted; each ends with the frame at which the gesture was told."""

    after_start: Delay
    """From the gesture's real first frame: "the difference between the actual gesture start and the reported
    timestamp of the last frame used for the prediction" (the SHREC 2022 track's page)."""
    after_told_start: Delay
    """From the first frame that the recogniser itself gave it: what the track's program computes."""
    after_end: Delay
    """From the gesture's real last frame; below 0 where it was told while it went on. A movement that is not
    to be told from its first half can be quick by this count alone."""


class GestureScores(msgspec.Struct, frozen=True, kw_only=True):
    """Of one gesture."""

    gestures: int
    found: int
    false_positives: int
    detection_rate: float
    jaccard: float
    jaccard_of_frames: float


class StreamScores(msgspec.Struct, frozen=True, kw_only=True):
    """Of all streams. Rates and indices are means over the gestures that occur, as in the track."""

    streams: int
    gestures: int
    detection_rate: float
    """Found ÷ performed."""
    false_positives: float
    """False positives ÷ gestures performed, over all gestures at once: so that a gesture counts which no
    stream shows. The track's mean over gestures is the same where all are performed equally often."""
    false_positives_a_stream: float
    jaccard: float
    """Found ÷ (performed + false positives), the track's index."""
    jaccard_of_frames: float
    """Frames in which a gesture was both performed and told ÷ frames in which it was either."""
    delay: Delays | None
    """None where nothing was found."""
    by_gesture: dict[str, GestureScores]


@dataclass(slots=True)
class _Count:
    """Of one gesture, over all streams."""

    performed: int = 0
    found: int = 0
    false: int = 0
    frames_both: int = 0
    frames_either: int = 0


@dataclass(slots=True)
class Tally:
    """Counts stream after stream."""

    _streams: int = 0
    _counts: dict[str, _Count] = field(default_factory=dict)
    _late: list[tuple[tuple[float, float], ...]] = field(default_factory=list)

    def add(
        self, performed: Sequence[StreamEvent], told: Sequence[Told], time_s: NDArray[np.float64]
    ) -> None:
        """Count one stream.

        Args:
            performed: the gestures that are asked about, in their order.
            told: in the order of telling.
            time_s: (frames,), when each frame was taken.
        """
        self._streams += 1
        for event in performed:
            self._of(event.label).performed += 1
        left = list(performed)
        for answer in told:
            match = next((event for event in left if _finds(answer, event)), None)
            if match is None:
                self._of(answer.label).false += 1
                continue
            left.remove(match)
            self._of(answer.label).found += 1
            since = (match.first, answer.first, match.last)
            self._late.append(
                tuple((answer.at - frame, float(time_s[answer.at] - time_s[frame])) for frame in since)
            )
        self._add_frames(performed, told, len(time_s))

    def _add_frames(self, performed: Sequence[StreamEvent], told: Sequence[Told], frames: int) -> None:
        labels = {event.label for event in performed} | {answer.label for answer in told}
        for label in labels:
            really, as_told = _frames_of(label, performed, frames), _frames_of(label, told, frames)
            self._of(label).frames_both += int((really & as_told).sum())
            self._of(label).frames_either += int((really | as_told).sum())

    def _of(self, label: str) -> _Count:
        return self._counts.setdefault(label, _Count())

    @property
    def gestures(self) -> int:
        """How many were performed."""
        return sum(count.performed for count in self._counts.values())

    def scores(self) -> StreamScores:
        """Sum up; at least one gesture must have been performed."""
        occurring = {label: count for label, count in sorted(self._counts.items()) if count.performed}
        by_gesture = {label: _scores_of(count) for label, count in occurring.items()}
        false = sum(count.false for count in self._counts.values())
        each = by_gesture.values()
        return StreamScores(
            streams=self._streams,
            gestures=self.gestures,
            detection_rate=float(np.mean([scores.detection_rate for scores in each])),
            false_positives=false / self.gestures,
            false_positives_a_stream=false / self._streams,
            jaccard=float(np.mean([scores.jaccard for scores in each])),
            jaccard_of_frames=float(np.mean([scores.jaccard_of_frames for scores in each])),
            delay=_delays(self._late),
            by_gesture=by_gesture,
        )


def _finds(answer: Told, event: StreamEvent) -> bool:
    length = event.last - event.first + 1
    overlap = min(answer.last, event.last) - max(answer.first, event.first) + 1
    return (
        answer.label == event.label
        and answer.last - answer.first + 1 <= GREATEST_LENGTH * length
        and overlap >= LEAST_OVERLAP * length
    )


def _frames_of(label: str, events: Iterable[StreamEvent | Told], frames: int) -> NDArray[np.bool_]:
    during = np.zeros(frames, bool)
    for event in events:
        if event.label == label:
            during[event.first : event.last + 1] = True
    return during


def _scores_of(count: _Count) -> GestureScores:
    return GestureScores(
        gestures=count.performed,
        found=count.found,
        false_positives=count.false,
        detection_rate=count.found / count.performed,
        jaccard=count.found / (count.performed + count.false),
        jaccard_of_frames=count.frames_both / count.frames_either,
    )


def _delays(late: list[tuple[tuple[float, float], ...]]) -> Delays | None:
    if not late:
        return None
    frames, seconds = np.moveaxis(np.array(late), 2, 0).mean(axis=1).tolist()
    start, told_start, end = (
        Delay(frames=by_frames, seconds=by_seconds)
        for by_frames, by_seconds in zip(frames, seconds, strict=True)
    )
    return Delays(after_start=start, after_told_start=told_start, after_end=end)
