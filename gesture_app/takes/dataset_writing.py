"""Write takes as a landmark dataset, for other programs and other people."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.keeping.atomic import write_atomically
from gesture_app.takes.dataset_arrays import EXTRA_SCORE, EXTRA_TIME, EXTRA_WORLD
from gesture_app.takes.errors import ExportRefused, storage_sentence

_MOST_NUMBERS = 1 << 28  # of x: one gigabyte


def write_landmark_dataset(
    sequences: Sequence[LabelledSequence],
    file: Path,
    *,
    source: str = "recorded with Gesture App",
    licence: str = "not stated",
    notes: str = "",
) -> None:
    """Write sequences with image coordinates, un-mirrored, left hand in slot 0.

    World landmarks, exact times and the tracker's scores go into extra keys, which other readers ignore, so
    that reading the file here gives back what was written.

    Raises:
        ExportRefused: there is nothing to write or too much; no file was written.
    """
    if not any(item.sequence.seen.any() for item in sequences):
        raise ExportRefused("There is no hand in these recordings, so there is nothing to export.")
    buffer = io.BytesIO()
    arrays = _arrays(sequences) | {
        "source": np.array(source or "not stated"),
        "licence": np.array(licence or "not stated"),
        "notes": np.array(notes),
    }
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    try:
        write_atomically(file, buffer.getvalue())
    except OSError as error:
        raise ExportRefused(
            storage_sentence(f"{file.name} could not be written", file.parent, error)
        ) from error


def _arrays(sequences: Sequence[LabelledSequence]) -> dict[str, NDArray[Any]]:
    labels = sorted({item.label for item in sequences})
    people, signer = _numbered([item.person for item in sequences])
    sessions, session = _numbered([item.session for item in sequences])
    return _over_time([item.sequence for item in sequences]) | {
        "y": np.array([labels.index(item.label) for item in sequences], np.int64),
        "labels": np.array(labels),
        "slots": np.array(["left", "right"]),
        "slots_from": np.array("detector"),
        "coordinates": np.array("image"),
        "unit": np.array(""),
        "y_up": np.array(False),
        "mirrored": np.array(False),
        "aspect": np.array([item.sequence.aspect for item in sequences], np.float32),
        "aspect_from": np.array("known"),
        "signer": signer,
        "signer_names": people,
        "session": session,
        "session_names": sessions,
        "split": np.array([item.split for item in sequences]),
        "name": np.array([item.name for item in sequences]),
    }


def _over_time(sequences: Sequence[HandSequence]) -> dict[str, NDArray[Any]]:
    """The arrays with a time axis, padded to the longest recording: landmarks with NaN, scores with 0."""
    length = np.array([len(sequence) for sequence in sequences], np.int64)
    shape = (len(sequences), int(length.max()), 2)
    if shape[0] * shape[1] * 126 > _MOST_NUMBERS:
        raise ExportRefused(
            "That is too much for one dataset file. Export fewer gestures, or a zip of recordings."
        )
    x = np.full((*shape, 21, 3), np.nan, np.float32)
    world = np.full_like(x, np.nan)
    time_s = np.full(shape[:2], np.nan, np.float64)
    score = np.zeros(shape, np.float32)
    for row, sequence in enumerate(sequences):
        frames = slice(len(sequence))
        x[row, frames], world[row, frames] = sequence.image, sequence.world
        time_s[row, frames], score[row, frames] = sequence.time_s, sequence.score
    arrays: dict[str, NDArray[Any]] = {"x": x, "length": length, EXTRA_TIME: time_s, EXTRA_SCORE: score}
    if not np.isnan(world).all():
        arrays[EXTRA_WORLD] = world
    fps = [(len(s) - 1) / s.duration_s for s in sequences if s.duration_s > 0]
    if fps:
        arrays["fps"] = np.array(np.median(fps), np.float64)
    return arrays


def _numbered(names: Sequence[str]) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """The different names and each recording's number among them; −1 for an empty name."""
    known = sorted(set(names) - {""})
    numbers = {name: number for number, name in enumerate(known)} | {"": -1}
    return np.array(known, dtype=np.str_), np.array([numbers[name] for name in names], np.int64)
