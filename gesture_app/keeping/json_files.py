"""Small JSON files with a version of their format."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TypeVar

import msgspec

DAMAGED_FOLDER = "damaged"

_Kind = TypeVar("_Kind")


class NewerFile(Exception):
    """A newer version of this program made the file; it must not be changed. The text is a sentence."""


class DamagedFile(Exception):
    """What is in the file is none of ours any more; the text says what is wrong, in a sentence."""


class _Version(msgspec.Struct):
    format_version: int = 0


def read_json(file: Path, kind: type[_Kind], version: int, largest_bytes: int) -> _Kind:
    """A struct with a `format_version` of at most `version` from a file.

    Raises:
        DamagedFile, NewerFile: see there.
        OSError: it cannot be opened.
    """
    with file.open("rb") as stream:
        data = stream.read(largest_bytes + 1)
    if len(data) > largest_bytes:
        raise DamagedFile("It is too large.")
    try:
        if msgspec.json.decode(data, type=_Version).format_version > version:
            raise NewerFile(f"A newer version of this program made {file}. Update the program to use it.")
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedFile("Its text cannot be read.") from error


def set_aside(file: Path) -> Path:
    """Move a damaged file out of the way, to a name that is free; nothing is deleted.

    Raises:
        OSError: it is still where it was.
    """
    folder = file.parent / DAMAGED_FOLDER
    folder.mkdir(exist_ok=True)
    place = folder / file.name
    while place.exists():
        place = folder / f"{file.stem}-{secrets.token_hex(2)}{file.suffix}"
    return file.rename(place)


def set_aside_in(*folders: Path) -> tuple[str, ...]:
    """A sentence about each file that lies set aside in these folders."""
    files = (file for folder in folders for file in sorted((folder / DAMAGED_FOLDER).glob("*")))
    return tuple(
        f"{file.name} is damaged and was set aside in {file.parent}. Nothing else is lost; delete it there."
        for file in files
    )
