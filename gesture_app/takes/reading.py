"""All recordings of a file or folder, whatever kind it is of, without keeping them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gesture_app.hands.labelled import LabelledSequence
from gesture_app.takes.archive import MOST_ARCHIVE_BYTES, MOST_FILES, ArchiveTakes
from gesture_app.takes.dataset_arrays import MOST_BYTES
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.landmark_dataset import LandmarkDataset, Stream, read_landmark_dataset
from gesture_app.takes.names import gesture_name
from gesture_app.takes.peer_csv import read_peer_csv
from gesture_app.takes.pose_format_file import read_pose
from gesture_app.takes.safe_zip import open_zip
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import Take, new_take
from gesture_app.takes.take_file import read_take
from gesture_app.takes.take_head import INFO

Kind = Literal["dataset", "take", "archive", "pose", "csv"]


@dataclass(frozen=True, slots=True)
class Recordings:
    """What a file or folder holds; `remarks` are sentences about what was taken to be otherwise than it says."""

    sequences: list[LabelledSequence]
    streams: list[Stream]
    remarks: tuple[str, ...] = ()


def read_recordings(path: Path) -> Recordings:
    """Read a folder of takes, a landmark dataset or a take (.npz), a peer's .csv, a .pose, or a zip of recordings.

    Raises:
        ImportRefused: the file is not what it should be.
        TakeStoreError: the folder cannot be read.
    """
    if path.is_dir():
        return Recordings(TakeStore(path).labelled(), [])
    kind = kind_of(path)
    if kind in ("dataset", "csv"):
        dataset = read_dataset(path)
        return Recordings(dataset.sequences, dataset.streams, dataset.remarks)
    return Recordings([take.labelled() for take in _takes(path, kind)], [])


def read_dataset(file: Path) -> LandmarkDataset:
    """A file of the kinds `dataset` and `csv`.

    Raises:
        ImportRefused: one sentence.
    """
    return read_peer_csv(file) if kind_of(file) == "csv" else read_landmark_dataset(file)


def _takes(file: Path, kind: Kind) -> Iterator[Take]:
    if kind == "archive":
        with tempfile.TemporaryDirectory() as nothing_known:
            yield from ArchiveTakes(file, TakeStore(Path(nothing_known)))
    else:
        yield read_single(file, kind)


def read_single(file: Path, kind: Kind, gesture: str = "") -> Take:
    """A file of the kinds `take` and `pose`.

    Args:
        gesture: what a `.pose` file shows; empty: what it is called.

    Raises:
        ImportRefused: one sentence.
    """
    if kind == "pose":
        return new_take(read_pose(file), gesture or _name_of(file), source=file.name)
    try:
        return read_take(file)
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be opened ({error.strerror}).") from error


def _name_of(file: Path) -> str:
    try:
        return gesture_name(file.stem)
    except ValueError as error:
        raise ImportRefused(
            f"{file.name} does not say which gesture it shows: name it when importing."
        ) from error


def kind_of(file: Path) -> Kind:
    """What a file is, by content: names lie.

    Raises:
        ImportRefused: none of those this program reads.
    """
    try:
        with file.open("rb") as stream:
            if not stream.read(4).startswith(b"PK"):
                return _kind_by_name(file)
            with open_zip(
                stream,
                file.name,
                file_bytes=MOST_ARCHIVE_BYTES,
                members=MOST_FILES,
                unpacked_bytes=4 * MOST_BYTES,
            ) as archive:
                names = set(archive.namelist())
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be opened ({error.strerror}).") from error
    if f"{INFO}.npy" in names:
        return "take"
    if "x.npy" in names or file.suffix.lower() == ".npz":
        return "dataset"
    return "archive"


def _kind_by_name(file: Path) -> Kind:
    """Of files that are no zip inside."""
    match file.suffix.lower():
        case ".pose":
            return "pose"
        case ".csv":
            return "csv"
    raise ImportRefused(f"{file.name} is none of .npz, .csv, .pose and .zip, or damaged.")
