"""Open zip files of strangers without being filled up or led astray by them."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from gesture_app.takes.errors import ImportRefused

DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
)
"""Everything Python's zipfile raises for damaged or hostile files (found by fuzzing)."""

_END_RECORD = struct.Struct("<4s4H2LH")
_LARGEST_COMMENT = 0xFFFF
_DIRECTORY_BYTES_PER_MEMBER = 512  # 46 and the name; more only with long comments
_MOST_DEFLATE_CAN_SHRINK = 1100  # the format's own limit is 1032 : 1


def open_zip(
    stream: IO[bytes], name: str, *, file_bytes: int, members: int, unpacked_bytes: int
) -> zipfile.ZipFile:
    """Open a zip after checking every size it declares, before anything is unpacked.

    Args:
        stream: a seekable file.
        name: what to call it in messages.
        file_bytes: the largest file to accept.
        members: the most members to accept.
        unpacked_bytes: the most bytes all members may have together.

    Raises:
        ImportRefused: it is no zip, is damaged, or breaks a limit.
    """
    size = stream.seek(0, 2)
    if size > file_bytes:
        raise ImportRefused(f"{name} is larger than the {file_bytes >> 20} MB this program reads.")
    _check_directory_size(stream, size, name, members)
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGED_ZIP as error:
        raise ImportRefused(f"{name} is damaged: it is no complete zip file.") from error
    infos = archive.infolist()
    if len(infos) > members:
        raise ImportRefused(f"{name} holds more than the {members} files this program reads.")
    if len({info.filename for info in infos}) != len(infos):
        raise ImportRefused(f"{name} is damaged: it holds two files of the same name.")
    for info in infos:
        _check_member(info, name)
    if sum(info.file_size for info in infos) > unpacked_bytes:
        raise ImportRefused(
            f"{name} would unpack to more than the {unpacked_bytes >> 20} MB this program reads."
        )
    return archive


def _check_directory_size(stream: IO[bytes], size: int, name: str, members: int) -> None:
    """Refuse a table of contents of millions of entries before zipfile makes objects of them."""
    tail_bytes = min(size, _END_RECORD.size + _LARGEST_COMMENT)
    stream.seek(size - tail_bytes)
    tail = stream.read(tail_bytes)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END_RECORD.size:
        raise ImportRefused(f"{name} is damaged or no zip file.")
    directory_bytes = _END_RECORD.unpack_from(tail, at)[5]
    if directory_bytes > members * _DIRECTORY_BYTES_PER_MEMBER:
        raise ImportRefused(f"{name} holds more than the {members} files this program reads.")


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    if not info.filename:
        raise ImportRefused(f"{name} is damaged: it holds a file without a name.")
    if info.flag_bits & 0x1:
        raise ImportRefused(f"{name} is protected by a password. Save it again without one.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ImportRefused(
            f"{name} is packed in a way this program does not read. Save it as an ordinary zip."
        )
    if info.file_size > (info.compress_size + 1) * _MOST_DEFLATE_CAN_SHRINK:
        raise ImportRefused(f"{name} is damaged: it declares more data than it can hold.")


def check_paths(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse paths out of the folder, and links, though none is ever followed.

    Raises:
        ImportRefused: the zip holds such a member.
    """
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename:
            raise ImportRefused(f"{name} is unsafe: it holds a file with a path out of its folder.")
        if stat.S_ISLNK(info.external_attr >> 16):  # Unix keeps a file's kind in the upper half
            raise ImportRefused(f"{name} is unsafe: it holds a link instead of a file.")


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, most_bytes: int) -> bytes:
    """What is in a member.

    Args:
        name: what to call the member in messages.
        most_bytes: the largest to unpack.

    Raises:
        ImportRefused: it is larger or damaged.
    """
    if member.file_size > most_bytes:
        raise ImportRefused(f"{name} is larger than the {most_bytes >> 20} MB this program reads.")
    try:
        return archive.read(member)
    except DAMAGED_ZIP as error:
        raise ImportRefused(f"{name} is damaged and cannot be unpacked.") from error
