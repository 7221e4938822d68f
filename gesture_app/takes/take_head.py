"""What a take's file says about itself, from its two ends: a folder of thousands is listed without unzipping them."""

from __future__ import annotations

import os
import re
import struct
import zlib
from pathlib import Path

INFO = "info"
"""The array that holds what is known about the take; it comes first and unpacked."""

LARGEST_INFO = 64 << 10

_LOCAL = struct.Struct("<4s5H3L2H")
"""Before each member of a zip: mark, version, flags, packing, time, date, CRC, both sizes, lengths of name and more."""
_END = struct.Struct("<4s4H2LH")
"""At a zip's end: mark, disks, members, size and place of their table, length of a comment."""
_NAME = f"{INFO}.npy".encode()
_NUMPY = b"\x93NUMPY\x01\x00"
_BYTES_HEADER = re.compile(rb"\{'descr': '\|u1', 'fortran_order': False, 'shape': \((\d{1,6}),\), \} *\n")
_FIRST_BYTES = 2048
"""As many are read at first; few takes have more to say."""


def read_head(file: Path) -> bytes | None:
    """The JSON of a take that lies in its file as this program writes it.

    Returns:
        None where it lies there otherwise, or where the file's end is missing: look at it as a zip.

    Raises:
        OSError: the file cannot be read.
    """
    with file.open("rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        first = stream.read(_FIRST_BYTES)
        where = _member(first)
        if where is None or where[1] > min(size, LARGEST_INFO):
            return None
        begin, end, checksum = where
        if end > len(first):
            first += stream.read(end - len(first))
        stream.seek(size - _END.size)
        last = stream.read(_END.size)
    member = first[begin:end]
    if not _is_whole(last, size) or zlib.crc32(member) != checksum:
        return None
    return _bytes_in(member)


def _member(first: bytes) -> tuple[int, int, int] | None:
    """Where the first member of the zip begins and ends, and its checksum; None if it is not a plain `info.npy`."""
    if len(first) < _LOCAL.size:
        return None
    mark, _, flags, packing, _, _, checksum, packed, real, name, extra = _LOCAL.unpack_from(first)
    begin = _LOCAL.size + name + extra
    plain = mark == b"PK\3\4" and flags == packing == 0 and packed == real
    if not plain or first[_LOCAL.size : _LOCAL.size + name] != _NAME:
        return None
    return begin, begin + real, checksum


def _is_whole(last: bytes, size: int) -> bool:
    """Whether a file ends as a zip does: what was cut off, or never written, lacks its table of contents."""
    if len(last) < _END.size:
        return False
    mark, *_, table, place, comment = _END.unpack(last)
    return bool(mark == b"PK\5\6" and comment == 0 and place + table + _END.size == size)


def _bytes_in(member: bytes) -> bytes | None:
    """What an array of bytes holds; None where it is another array, or its size is not what it says."""
    if not member.startswith(_NUMPY):
        return None
    header = len(_NUMPY) + 2
    begin = header + int.from_bytes(member[header - 2 : header], "little")
    says = _BYTES_HEADER.fullmatch(member[header:begin])
    return member[begin:] if says and int(says[1]) == len(member) - begin else None
