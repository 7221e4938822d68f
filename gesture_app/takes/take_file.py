"""One take as one .npz file: landmarks as plain arrays, everything else as JSON."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import IO, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.hands import HandSequence
from gesture_app.keeping.atomic import write_atomically
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.npz import NpzReader
from gesture_app.takes.take import FORMAT_VERSION, Take, TakeInfo, with_readable_time
from gesture_app.takes.take_head import INFO, LARGEST_INFO, read_head

MOST_FRAMES = 50_000
"""Half an hour at 28 frames a second: no gesture lasts that long."""
MOST_BYTES = 64 << 20
FARTHEST = 100.0
"""In widths of the picture or in metres: landmarks beyond it are rubbish."""
_INFO_DECODER = msgspec.json.Decoder(TakeInfo)
LATEST_S = 1e12
"""Thirty thousand years: beyond it a number is no time, and sums of such numbers run over."""

_PER_FRAME: dict[str, tuple[str, tuple[int, ...]]] = {
    "image": ("<f4", (2, 21, 3)),
    "world": ("<f4", (2, 21, 3)),
    "present": ("|b1", (2,)),
    "score": ("<f4", (2,)),
    "time_s": ("<f8", ()),
}
"""The arrays over time: type and shape of one frame."""


def encode_take(take: Take) -> bytes:
    """The file's bytes. The JSON comes first and unpacked, so that listing a folder is quick.

    Raises:
        ValueError: the take's arrays contradict each other; see `check_sequence`.
    """
    sequence = take.sequence
    check_sequence(sequence)
    info = np.frombuffer(msgspec.json.encode(take.info), np.uint8)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _write_array(archive, INFO, info, zipfile.ZIP_STORED)
        for key, (dtype, _) in _PER_FRAME.items():
            _write_array(archive, key, getattr(sequence, key).astype(dtype), zipfile.ZIP_DEFLATED)
        _write_array(archive, "aspect", np.array(sequence.aspect, "<f8"), zipfile.ZIP_STORED)
    return buffer.getvalue()


def _write_array(archive: zipfile.ZipFile, key: str, array: NDArray[Any], packing: int) -> None:
    member = io.BytesIO()
    np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
    # Without a date two files of the same take are the same bytes. The fastest packing is within a few per
    # cent of the best one: landmarks are mostly noise to it.
    archive.writestr(zipfile.ZipInfo(f"{key}.npy"), member.getvalue(), packing, compresslevel=1)


def write_take(take: Take, file: Path, *, durable: bool = True) -> None:
    """Save whole or not at all.

    Raises:
        OSError: nothing was written.
        ValueError: see `encode_take`.
    """
    write_atomically(file, encode_take(take), durable=durable)


def read_info(file: Path) -> TakeInfo:
    """Only what is known about the take, without its landmarks.

    Raises:
        ImportRefused: the file is no take, or damaged.
        OSError: it cannot be opened.
    """
    head = read_head(file)
    if head is not None:
        return _decode_info(head, file.name)
    with file.open("rb") as stream, _open(stream, file.name) as npz:
        return _decode_info(_info_in(npz, file.name), file.name)


def read_take(file: Path) -> Take:
    """Raises as `read_info`."""
    with file.open("rb") as stream:
        return read_take_from(stream, file.name)


def read_take_from(stream: IO[bytes], name: str) -> Take:
    """A take from an open file; `name` is for messages.

    Raises:
        ImportRefused: it is no take, or damaged.
    """
    with _open(stream, name) as npz:
        info = _decode_info(_info_in(npz, name), name)
        frames = _checked_frames(npz, name)
        arrays = {key: npz.array(key) for key in _PER_FRAME}
        aspect = float(npz.array("aspect"))
    try:
        if (np.abs(arrays["time_s"]) > LATEST_S).any():
            raise ValueError("its times are no times")
        sequence = HandSequence(**arrays, aspect=aspect)
        check_sequence(sequence)
    except ValueError as error:
        raise ImportRefused(f"{name} is damaged: {error}.") from error
    info = msgspec.structs.replace(info, frames=frames, duration_s=round(sequence.duration_s, 4))
    return Take(sequence, info)


def _open(stream: IO[bytes], name: str) -> NpzReader:
    return NpzReader(stream, name, file_bytes=MOST_BYTES, unpacked_bytes=MOST_BYTES)


def _info_in(npz: NpzReader, name: str) -> bytes:
    if INFO not in npz:
        raise ImportRefused(f"{name} is no take: it does not say what it shows.")
    header = npz.header(INFO)
    if header.dtype != np.uint8 or len(header.shape) != 1 or header.shape[0] > LARGEST_INFO:
        raise ImportRefused(f"{name} is damaged: what it says about itself cannot be read.")
    return npz.array(INFO).tobytes()


def _decode_info(data: bytes, name: str) -> TakeInfo:
    try:
        info = _INFO_DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRefused(f"{name} is damaged: what it says about itself cannot be read.") from error
    if info.format_version > FORMAT_VERSION:
        raise ImportRefused(
            f"{name} was made by a newer version of this program. Update the program to read it."
        )
    return with_readable_time(info)


def _checked_frames(npz: NpzReader, name: str) -> int:
    """Look at every type and shape before any landmark is unpacked."""
    shape = npz.header("time_s").shape
    frames = shape[0] if len(shape) == 1 else 0
    if not 1 <= frames <= MOST_FRAMES:
        raise ImportRefused(f"{name} is no take: it must have between 1 and {MOST_FRAMES:,} frames.")
    expected = {key: (dtype, (frames, *rest)) for key, (dtype, rest) in _PER_FRAME.items()}
    expected["aspect"] = ("<f8", ())
    for key, (dtype, shape) in expected.items():
        header = npz.header(key)
        if header.dtype != np.dtype(dtype) or header.shape != shape:
            raise ImportRefused(f"{name} is damaged: “{key}” has not the shape it must have.")
    return frames


def check_sequence(sequence: HandSequence) -> None:
    """Raises ValueError where the arrays contradict each other, with a reason for the user."""
    if not 1 <= len(sequence) <= MOST_FRAMES:
        raise ValueError(f"a take has between 1 and {MOST_FRAMES:,} frames")
    if not 0.05 < sequence.aspect < 20:
        raise ValueError("no picture has such a shape")
    there = sequence.present
    for points in (sequence.image, sequence.world):
        if (np.abs(points) > FARTHEST).any():
            raise ValueError("landmarks lie far outside of any picture")
        nothing = np.isnan(points)
        if (nothing.any(axis=(2, 3)) != nothing.all(axis=(2, 3))).any():
            raise ValueError("a hand was recorded in part only")
        if not nothing[~there].all():
            raise ValueError("a hand that was not seen has landmarks")
    if np.isnan(sequence.image[there]).any():
        raise ValueError("a hand that was seen has no landmarks")
    if not ((sequence.score >= 0) & (sequence.score <= 1)).all():
        raise ValueError("the tracker's belief lies outside of 0 to 1")


def take_files(folder: Path) -> list[os.DirEntry[str]]:
    """The takes in a gesture's folder, oldest first; files being written are not among them."""
    with os.scandir(folder) as entries:
        found = [e for e in entries if e.name.endswith(".npz") and not e.name.startswith(".") and e.is_file()]
    return sorted(found, key=lambda entry: entry.name)
