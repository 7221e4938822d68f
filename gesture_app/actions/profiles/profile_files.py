"""Small JSON files of the profile store: written whole, read with care, set aside where they are damaged."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TypeVar

import msgspec

from gesture_app.actions.binding import Profile
from gesture_app.actions.profiles.checking import check_profile
from gesture_app.takes.atomic import write_atomically

FORMAT_VERSION = 1
DAMAGED_FOLDER = "damaged"
LARGEST_BYTES = 4 << 20

_Kind = TypeVar("_Kind")


class NewerFile(Exception):
    """A newer version of this program made the file; it must not be changed. The text is a sentence."""


class DamagedFile(Exception):
    """What is in the file is none of ours any more; the text says what is wrong, in a sentence."""


class ProfileFile(msgspec.Struct, frozen=True, kw_only=True):
    """One profile of the user's, as JSON."""

    format_version: int = FORMAT_VERSION
    profile: Profile


class InUseFile(msgspec.Struct, frozen=True, kw_only=True):
    """Which profile is in use; empty: none."""

    format_version: int = FORMAT_VERSION
    profile: str = ""


class _Version(msgspec.Struct):
    format_version: int = 0


def read_profile_file(file: Path) -> Profile:
    """Raises `DamagedFile`, `NewerFile` or OSError."""
    profile = read_json(file, ProfileFile).profile
    try:
        check_profile(profile)
    except ValueError as error:
        raise DamagedFile(str(error)) from error
    if profile.id != file.stem:
        raise DamagedFile("It is not the profile that it is called.")
    return profile


def write_profile_file(file: Path, profile: Profile) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.format(msgspec.json.encode(ProfileFile(profile=profile)), indent=1))


def write_in_use(file: Path, profile_id: str) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.encode(InUseFile(profile=profile_id)))


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


def read_json(file: Path, kind: type[_Kind]) -> _Kind:
    """A struct with a `format_version` from a file.

    Raises:
        DamagedFile, NewerFile: see there.
        OSError: it cannot be opened.
    """
    with file.open("rb") as stream:
        data = stream.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise DamagedFile("It is too large.")
    try:
        if msgspec.json.decode(data, type=_Version).format_version > FORMAT_VERSION:
            raise NewerFile(f"A newer version of this program made {file}. Update the program to use it.")
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedFile("Its text cannot be read.") from error
