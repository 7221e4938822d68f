"""Hand signs as a widespread peer keeps them: rows of a class number and the 21 points, in one .csv.

hand-gesture-recognition-using-mediapipe (Kazuhito Takahashi) and its many forks write for each picture the number of
its class, then x and y of every landmark, the wrist at 0, divided by the largest of them. Frames are flipped before
detection, so the hands are mirrored; depth and side are not kept. Names of the classes stand in a file beside it.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import LANDMARK_COUNT
from gesture_app.takes.dataset_arrays import DatasetArrays
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.landmark_dataset import LandmarkDataset, dataset_of
from gesture_app.takes.names import gesture_name

_MOST_BYTES = 256 << 20
_MOST_CLASSES = 10_000
_LARGEST = 1e6
_FLAT_POINTS, _POINTS = 2 * LANDMARK_COUNT, 3 * LANDMARK_COUNT
_LABEL_FILES = ("{}_classifier_label.csv", "{}_labels.csv", "{}_label.csv")


def read_peer_csv(file: Path) -> LandmarkDataset:
    """The pictures of a `keypoint.csv`, each a recording of one frame.

    Classes without a name beside the file are called by their number.

    Raises:
        ImportRefused: one sentence saying what is wrong.
    """
    table = _table(file)
    numbers, points = table[:, 0], table[:, 1:]
    if points.shape[1] not in (_FLAT_POINTS, _POINTS):
        raise ImportRefused(
            f"{file.name} holds {points.shape[1]} numbers in a row and not the 42 or 63 of a hand's landmarks; "
            "paths of a fingertip alone cannot be used."
        )
    if not ((numbers >= 0) & (numbers < _MOST_CLASSES) & (numbers == np.round(numbers))).all():
        raise ImportRefused(f"{file.name} does not begin each row with the number of a class.")
    labels, y = np.unique(numbers.astype(np.int64), return_inverse=True)
    names = _names(file)
    called = [names[number] if number < len(names) else str(number) for number in labels.tolist()]
    return dataset_of(_arrays(file.stem, _landmarks(points), y, _different(called)))


def _table(file: Path) -> NDArray[np.float64]:
    text = _text(file)
    try:
        table = np.loadtxt(io.StringIO(text), delimiter=",", ndmin=2)
    except ValueError as error:
        raise ImportRefused(f"{file.name} is no table of numbers, or its rows differ in length.") from error
    if table.shape[0] == 0 or table.shape[1] < 2 or not (np.abs(table) <= _LARGEST).all():
        raise ImportRefused(f"{file.name} holds no landmarks, or numbers that are none.")
    return table


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise ImportRefused(f"{file.name} is larger than the {_MOST_BYTES >> 20} MB this program reads.")
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ImportRefused(f"{file.name} is no text.") from error
    if not text.strip():
        raise ImportRefused(f"{file.name} is empty.")
    return text


def _names(file: Path) -> list[str]:
    """Names of the classes 0, 1, … from the file beside it; none if there is no such file."""
    for pattern in _LABEL_FILES:
        beside = file.with_name(pattern.format(file.stem))
        if beside.is_file():
            lines = _text(beside).splitlines()
            return [line.split(",")[0].strip() for line in lines if line.strip()]
    return []


def _different(names: list[str]) -> tuple[str, ...]:
    try:
        kept = [gesture_name(name) for name in names]
    except ValueError as error:
        raise ImportRefused(f"A class is called what no gesture can be. {error}") from error
    return tuple(kept)


def _landmarks(points: NDArray[np.float64]) -> NDArray[np.float32]:
    hands = points.reshape(len(points), LANDMARK_COUNT, -1)
    x = np.zeros((len(points), 1, 1, LANDMARK_COUNT, 3), np.float32)
    x[:, 0, 0, :, : hands.shape[2]] = hands
    return x


def _arrays(name: str, x: NDArray[np.float32], y: NDArray[np.intp], labels: tuple[str, ...]) -> DatasetArrays:
    count = len(x)
    unknown = np.full(count, -1)
    return DatasetArrays(
        file_name=name, x=x, y=y.astype(np.int64), labels=labels, length=np.ones(count, np.int64),
        slots=("any",), slots_from="unknown", coordinates="relative", mirrored=True,
        aspect=np.array(np.nan, np.float32), source=name, licence="not stated", notes="", unit="", y_up=False,
        fps=None, signer=unknown, session=unknown, signer_names=(), session_names=(), split=[""] * count,
        handedness=[""] * count, name=[f"row {row + 1}" for row in range(count)],
        events=np.zeros((0, 4), np.int64), world=None, time_s=None, score=None,
    )  # fmt: skip
