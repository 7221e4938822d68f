"""Read numpy's .npz files of strangers: no pickles, and no byte allocated before its size is checked."""

from __future__ import annotations

import ast
import math
import re
import struct
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.safe_zip import DAMAGED_ZIP, open_zip

_MOST_ARRAYS = 64
_LONGEST_HEADER = 4096
_MOST_DIMENSIONS = 8
_PLAIN_TYPE = re.compile(r"[<>|=]?[biufSU]\d{1,9}")
_LAST_CHARACTER = 0x10FFFF


@dataclass(frozen=True, slots=True)
class ArrayHeader:
    """What an array in the file says about itself."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    fortran_order: bool
    start: int  # bytes before the numbers


class NpzReader:
    """The arrays of one .npz file, read one by one on demand.

    The headers are parsed here and not by numpy: numpy would warn on the console about some odd ones, and
    understands types (objects, records) that no file of ours holds.
    """

    def __init__(self, stream: IO[bytes], name: str, *, file_bytes: int, unpacked_bytes: int) -> None:
        """Raises `ImportRefused` when the file is no .npz or breaks a limit; see `open_zip`."""
        self._name = name
        self._zip = open_zip(
            stream, name, file_bytes=file_bytes, members=_MOST_ARRAYS, unpacked_bytes=unpacked_bytes
        )
        self._headers: dict[str, ArrayHeader] = {}
        self._members: dict[str, zipfile.ZipInfo] = {
            info.filename.removesuffix(".npy"): info
            for info in self._zip.infolist()
            if info.filename.endswith(".npy")
        }

    def __enter__(self) -> NpzReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, key: str) -> bool:
        return key in self._members

    def header(self, key: str) -> ArrayHeader:
        """Type and shape of an array, without its numbers.

        Raises:
            ImportRefused: there is no such array, or its header is damaged.
        """
        if key in self._headers:
            return self._headers[key]
        if key not in self._members:
            raise ImportRefused(f"{self._name} lacks “{key}”.")
        info = self._members[key]
        try:
            with self._zip.open(info) as member:
                header = _read_header(member)
        except (*DAMAGED_ZIP, SyntaxError, TypeError, KeyError, RecursionError, MemoryError) as error:
            raise ImportRefused(f"{self._name} is damaged: “{key}” is no plain array.") from error
        if header.start + math.prod(header.shape) * header.dtype.itemsize != info.file_size:
            raise ImportRefused(f"{self._name} is damaged: “{key}” has not the size it declares.")
        self._headers[key] = header
        return header

    def array(self, key: str) -> NDArray[Any]:
        """A fresh, writable array in the machine's own byte order.

        Raises:
            ImportRefused: there is no such array, or it is damaged.
        """
        header = self.header(key)
        try:
            data = self._zip.read(self._members[key])
        except DAMAGED_ZIP as error:
            raise ImportRefused(f"{self._name} is damaged: “{key}” cannot be unpacked.") from error
        kind = np.dtype(np.uint8) if header.dtype.kind == "b" else header.dtype
        flat = np.frombuffer(data, kind, offset=header.start)
        if header.dtype.kind == "U":
            self._check_text(flat, key)
        shaped: NDArray[Any] = flat.reshape(header.shape, order="F" if header.fortran_order else "C")
        if header.dtype.kind == "b":  # a bool of any other byte than 0 and 1 would confuse numpy
            return np.asarray(shaped != 0)
        return np.asarray(shaped.astype(header.dtype.newbyteorder("="), order="C"))

    def _check_text(self, flat: NDArray[Any], key: str) -> None:
        codes = flat.view(f"{flat.dtype.byteorder}u4") if flat.dtype.itemsize else np.zeros(0, np.uint32)
        surrogates = (codes >= 0xD800) & (codes <= 0xDFFF)
        if ((codes > _LAST_CHARACTER) | surrogates).any():
            raise ImportRefused(f"{self._name} is damaged: “{key}” holds what is no text.")


def _read_header(member: Any) -> ArrayHeader:
    """Parse numpy's own header (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).

    Raises:
        ValueError, TypeError, KeyError, SyntaxError, struct.error: it is none.
    """
    magic = member.read(8)
    if magic[:6] != b"\x93NUMPY":
        raise ValueError("no numpy array")
    size_format = struct.Struct("<H" if magic[6] == 1 else "<I")
    (length,) = size_format.unpack(member.read(size_format.size))
    if length > _LONGEST_HEADER:
        raise ValueError("header too long")
    text = member.read(length).decode("utf-8" if magic[6] >= 3 else "latin1")
    dtype, shape, fortran_order = _parse_header(text)
    return ArrayHeader(dtype, shape, fortran_order, 8 + size_format.size + length)


@lru_cache(maxsize=1024)
def _parse_header(text: str) -> tuple[np.dtype[Any], tuple[int, ...], bool]:
    """Type, shape and order; remembered, because thousands of takes say the same."""
    fields = ast.literal_eval(text.strip())
    descr, shape, fortran_order = fields["descr"], fields["shape"], fields["fortran_order"]
    if not isinstance(descr, str) or not _PLAIN_TYPE.fullmatch(descr):
        raise ValueError("no plain numbers or text")
    if not isinstance(shape, tuple) or len(shape) > _MOST_DIMENSIONS:
        raise ValueError("no shape")
    if not all(type(extent) is int and extent >= 0 for extent in shape) or type(fortran_order) is not bool:
        raise ValueError("no shape")
    return np.dtype(descr), shape, fortran_order
