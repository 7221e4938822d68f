"""The JSON files of the profile store."""

from __future__ import annotations

from pathlib import Path

import msgspec

from gesture_app.actions.binding import Profile
from gesture_app.actions.profiles.checking import check_profile
from gesture_app.keeping.atomic import write_atomically
from gesture_app.keeping.json_files import DamagedFile, read_json

FORMAT_VERSION = 1
LARGEST_BYTES = 4 << 20


class ProfileFile(msgspec.Struct, frozen=True, kw_only=True):
    """One profile of the user's, as JSON."""

    format_version: int = FORMAT_VERSION
    profile: Profile


class InUseFile(msgspec.Struct, frozen=True, kw_only=True):
    """Which profile is in use; empty: none."""

    format_version: int = FORMAT_VERSION
    profile: str = ""


def read_profile_file(file: Path) -> Profile:
    """Raises `DamagedFile`, `NewerFile` or OSError."""
    profile = read_json(file, ProfileFile, FORMAT_VERSION, LARGEST_BYTES).profile
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


def read_in_use(file: Path) -> str:
    """Raises `DamagedFile`, `NewerFile` or OSError."""
    return read_json(file, InUseFile, FORMAT_VERSION, LARGEST_BYTES).profile


def write_in_use(file: Path, profile_id: str) -> None:
    """Raises OSError: what was there is still there."""
    write_atomically(file, msgspec.json.encode(InUseFile(profile=profile_id)))
