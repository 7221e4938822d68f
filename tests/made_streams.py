"""Streams with marked gestures: made-up ones, and such as the virtual hand performs; and files of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.takes.landmark_dataset import Stream, StreamEvent
from gesture_app.virtual_hand.acting.manner import random_manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.sitting import Variety, looked_at, random_sitting
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked
from made_gestures import performed, stream_of

STREAM_FPS = 20.0

NEAR_BY = Variety(left_handed=0.0, distance_mm=(400.0, 500.0), tilt_deg=(4.0, 4.0, 2.0))
"""A right-handed person in front of an ordinary webcam."""


def made_stream(
    labels: Sequence[str], rng: np.random.Generator, *, person: str = "", split: str = ""
) -> Stream:
    """Made-up gestures one after another, with nobody in sight between them; each is marked."""
    takes = [performed(label, rng, fps=STREAM_FPS) for label in labels]
    sequence = HandSequence.from_frames(stream_of(takes, fps=STREAM_FPS))
    starts = np.flatnonzero(np.diff(np.concatenate([[0], sequence.seen.astype(int)])) == 1).tolist()
    events = [
        StreamEvent(label, start, start + len(take) - 1)
        for label, take, start in zip(labels, takes, starts, strict=True)
    ]
    return Stream(sequence, tuple(events), person=person, split=split)


class VirtualPerson:
    """One virtual person before one camera, who performs gestures with idle movement between them."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._gestures = [gestures()[name] for name in names]
        self._manner = random_manner(self._rng)
        self._sitting = random_sitting(self._gestures, 0, self._rng, NEAR_BY)

    def stream(self, count: int) -> Stream:
        """`count` times each gesture in a random order, with idle movement between; the hand stays in sight."""
        idle = list(gestures("idle").values())
        programme = [*self._gestures, *self._rng.choice(np.array(idle, object), len(self._gestures))] * count
        order = [programme[each] for each in self._rng.permutation(len(programme))]
        performance = perform(order, self._manner, self._rng, rest_between=False, stage=self._sitting.stage)
        time_s = np.arange(0.0, performance.duration_s, 1 / STREAM_FPS)
        exact = looked_at(
            replace(self._sitting, performance=performance), time_s[None], np.array([len(time_s)])
        )
        sequence = as_tracked(exact, tracker_noise(), self._rng).sequences()[0]
        names = {gesture.name for gesture in self._gestures}
        events = [
            StreamEvent(span.gesture, round(span.start_s * STREAM_FPS), round(span.end_s * STREAM_FPS))
            for span in performance.spans
            if span.gesture in names
        ]
        return Stream(sequence, tuple(events))

    def takes(self, count: int) -> list[LabelledSequence]:
        """`count` takes of each gesture, cut from a performance, and what lies between as takes of none."""
        stream = self.stream(count)
        found, free = [], 0
        for event in stream.events:
            found.append(_take(stream, event.label, event.first, event.last))
            if event.first - free > STREAM_FPS:
                found.append(_take(stream, NONE, free + 5, event.first - 5))
            free = event.last
        return found


def _take(stream: Stream, label: str, first: int, last: int) -> LabelledSequence:
    return LabelledSequence(stream.sequence.slice(first, last + 1), label, name=f"{label} at {first}")


def write_streams(streams: Sequence[Stream], file: Path, takes: Sequence[LabelledSequence] = ()) -> None:
    """A landmark dataset of streams and, beside them, of takes; all frames count as taken at `STREAM_FPS`."""
    sequences = [*(stream.sequence for stream in streams), *(take.sequence for take in takes)]
    labels = sorted(
        {event.label for stream in streams for event in stream.events} | {take.label for take in takes}
    )
    x = np.full((len(sequences), max(map(len, sequences)), 2, 21, 3), np.nan, np.float32)
    for row, sequence in enumerate(sequences):
        x[row, : len(sequence)] = sequence.image
    people = sorted({item.person for item in (*streams, *takes)})
    np.savez(
        file, allow_pickle=False, x=x, labels=np.array(labels),
        y=np.array([-1] * len(streams) + [labels.index(take.label) for take in takes]),
        length=np.array([len(sequence) for sequence in sequences]),
        slots=np.array(["left", "right"]), slots_from=np.array("sensor"), coordinates=np.array("image"),
        mirrored=np.array(False), aspect=np.array([s.aspect for s in sequences], np.float32),
        source=np.array("made up"), licence=np.array("none"), fps=np.array(STREAM_FPS),
        events=np.array(
            [(row, labels.index(event.label), event.first, event.last)
             for row, stream in enumerate(streams) for event in stream.events], np.int64
        ).reshape(-1, 4),
        split=np.array([item.split for item in (*streams, *takes)]),
        signer=np.array([people.index(item.person) if item.person else -1 for item in (*streams, *takes)]),
        signer_names=np.array(people),
    )  # fmt: skip
