"""Landmark datasets, the neutral format for hand landmarks from anywhere: in and out.

One .npz, plain numpy arrays only. Keys: `x` float32 [N, T, H, 21, 3] (a hand not seen is NaN), `y` int [N]
into `labels` (−1: a stream with `events`), `length` int [N], `slots` (left, right or any), `coordinates`
(image, metric, relative), `mirrored`, `aspect`, `source`, `licence`; where known `signer`, `session`,
`split`, `handedness`, `events`, `fps`, `unit`, `y_up`, `name`, `signer_names`, `session_names`, `notes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.takes.coordinates import SQUARE, UNKNOWN_ASPECT, Axes, to_picture_and_world
from gesture_app.takes.dataset_arrays import DatasetArrays, read_arrays
from gesture_app.takes.dataset_writing import write_landmark_dataset
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.hand_sides import in_two_slots, set_right, shapes_of
from gesture_app.takes.take_file import FARTHEST

__all__ = ["LandmarkDataset", "Stream", "StreamEvent", "read_landmark_dataset", "write_landmark_dataset"]

ASSUMED_FPS = 20.0
"""Taken where a file does not say; webcam loops mostly run at 10 to 30."""


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """One gesture in a stream; `first` and `last` frame both belong to it."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A continuous recording in which gestures are marked."""

    sequence: HandSequence
    events: tuple[StreamEvent, ...]
    person: str = ""
    session: str = ""
    split: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LandmarkDataset:
    """A dataset as the program works with it.

    Attributes:
        sequences: the labelled recordings, in the file's order.
        labels: class names, each once; idle classes are `NONE`.
        streams: continuous recordings.
        notes, source, licence: what the file says about itself.
        remarks: sentences about what was taken to be otherwise than the file says.
    """

    sequences: list[LabelledSequence]
    labels: tuple[str, ...]
    streams: list[Stream]
    notes: str
    source: str
    licence: str
    remarks: tuple[str, ...] = ()


def read_landmark_dataset(file: Path) -> LandmarkDataset:
    """Read a dataset. Mirrored files are turned back; the hands keep their slots.

    A hand of unknown side goes where its shape belongs, or into the right hand's slot, see `hand_sides`. Without
    `fps`, 20 frames a second are assumed; without `aspect`, 4:3. Only `-` and `none` are the class of no gesture, as
    FORMATS says: what others call `idle` or `nothing` may be a gesture to somebody (NOTHING is a sign).

    Raises:
        ImportRefused: with one sentence saying what is wrong with the file.
    """
    return dataset_of(read_arrays(file))


def dataset_of(arrays: DatasetArrays) -> LandmarkDataset:
    """What checked arrays hold.

    Raises:
        ImportRefused: landmarks lie where no camera sees.
    """
    shapes = shapes_of(arrays, _aspects(arrays))
    arrays, remark = set_right(arrays, shapes)
    image, world = to_picture_and_world(in_two_slots(arrays, shapes), _axes(arrays))
    if arrays.world is not None:
        world = arrays.world
    for points in (image, world):
        if (np.abs(points) > FARTHEST).any():
            raise ImportRefused(
                f"{arrays.file_name} cannot be imported: landmarks lie far outside of any picture."
            )
    rows = _Rows(arrays, image, world)
    labels, y = arrays.labels, arrays.y.tolist()
    return LandmarkDataset(
        [rows.labelled(row, labels[label]) for row, label in enumerate(y) if label >= 0],
        tuple(dict.fromkeys(labels)),
        [rows.stream(row) for row, label in enumerate(y) if label < 0],
        arrays.notes,
        arrays.source,
        arrays.licence,
        (remark,) if remark else (),
    )


def _axes(arrays: DatasetArrays) -> Axes:
    metres = 0.001 if arrays.unit == "mm" else 1.0
    return Axes(arrays.coordinates, metres, arrays.mirrored, arrays.y_up)


class _Rows:
    """Cuts recordings out of the arrays of a whole file; what it gives are views, nothing is copied."""

    def __init__(self, arrays: DatasetArrays, image: NDArray[np.float32], world: NDArray[np.float32]) -> None:
        self._arrays = arrays
        self._image = image
        self._world = world
        self._present = ~np.isnan(image[..., 0, 0])
        self._score = self._present.astype(np.float32) if arrays.score is None else arrays.score
        self._aspects = _aspects(arrays)
        self._steady_s = np.arange(image.shape[1]) / _fps(arrays)
        self._names = _names(arrays)

    def _sequence(self, row: int) -> HandSequence:
        length = int(self._arrays.length[row])
        time_s = self._steady_s if self._arrays.time_s is None else self._arrays.time_s[row]
        return HandSequence(
            self._image[row, :length],
            self._world[row, :length],
            self._present[row, :length],
            self._score[row, :length],
            time_s[:length],
            float(self._aspects[row]),
        )

    def labelled(self, row: int, label: str) -> LabelledSequence:
        return LabelledSequence(self._sequence(row), label, **self._names[row])

    def stream(self, row: int) -> Stream:
        labels = self._arrays.labels
        of_row = self._arrays.events[self._arrays.events[:, 0] == row].tolist()
        events = [StreamEvent(labels[label], first, last) for _, label, first, last in of_row]
        return Stream(self._sequence(row), tuple(sorted(events, key=lambda e: e.first)), **self._names[row])


def _aspects(arrays: DatasetArrays) -> NDArray[np.float64]:
    if arrays.coordinates != "image":
        return np.full(len(arrays.y), SQUARE)
    aspect = np.broadcast_to(arrays.aspect, len(arrays.y)).astype(np.float64)
    return np.where(np.isnan(aspect), UNKNOWN_ASPECT, aspect)


def _fps(arrays: DatasetArrays) -> float:
    return ASSUMED_FPS if arrays.fps is None else arrays.fps


def _names(arrays: DatasetArrays) -> list[dict[str, Any]]:
    """Who, when, split and name of every recording.

    Numbers mean nothing across files, so a person without a name carries the file's.
    """
    people = _called(arrays.signer, arrays.signer_names, f"{arrays.file_name} person")
    sessions = _called(arrays.session, arrays.session_names, f"{arrays.file_name} session")
    return [
        {"person": person, "session": session, "split": split, "name": name}
        for person, session, split, name in zip(people, sessions, arrays.split, arrays.name, strict=True)
    ]


def _called(numbers: NDArray[np.int64], names: Sequence[str], otherwise: str) -> list[str]:
    """Each recording's name for its number; where names are missing or repeat, the number is added."""
    calls: dict[int, str] = {-1: ""}
    for number in np.unique(numbers[numbers >= 0]).tolist():
        name = names[number] if number < len(names) else ""
        calls[number] = name if name and names.count(name) == 1 else f"{name or otherwise} {number}"
    return [calls[number] for number in numbers.tolist()]
