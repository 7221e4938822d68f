"""Profiles carried to somebody else and brought in from elsewhere, each as one file. Nothing in it is done here."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from gesture_app.actions.binding import Binding, Profile
from gesture_app.actions.key_names import hotkey_problem
from gesture_app.actions.profiles.checking import check_profile, limit_sentence
from gesture_app.actions.profiles.profile_files import FORMAT_VERSION
from gesture_app.actions.visible import is_hidden
from gesture_app.keeping.atomic import write_atomically
from gesture_app.takes.errors import storage_sentence

ENDING = ".gesture-profile"
LARGEST_BYTES = 1 << 20
_NO_ID = "shared"


class ProfileRefused(Exception):
    """A profile cannot be shared or brought in; one sentence. Nothing has been kept or written."""


class SharedProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the file: a profile without the id that it has here."""

    kind: Literal["gesture-app profile"] = "gesture-app profile"
    format_version: int = FORMAT_VERSION
    profile: Profile


class _Header(msgspec.Struct):
    kind: str = ""
    format_version: int = 0


def write_profile(profile: Profile, file: Path) -> None:
    """Write a profile for others, as JSON that people can read. What was written can be read again.

    Raises:
        ProfileRefused: nothing was written; what was at `file` is still there.
    """
    shared = SharedProfile(profile=replace(profile, id=_NO_ID, trusted=False))
    try:
        data = msgspec.json.format(msgspec.json.encode(shared), indent=1)
        _unpack(data)
    except (UnicodeError, ValueError) as error:
        raise ProfileRefused(f"“{profile.name}” cannot be shared: {error}") from error
    try:
        write_atomically(file, data)
    except OSError as error:
        raise ProfileRefused(
            storage_sentence(f"{file.name} could not be written", file.parent, error)
        ) from error


def read_profile(file: Path) -> Profile:
    """A profile that somebody shared, with fresh ids and not trusted, whatever the file says.

    A hotkey that no desktop can hear, or that would take a key from all other programs, is dropped.

    Raises:
        ProfileRefused: it is none, or holds what none may hold.
    """
    try:
        if not file.is_file():  # a pipe or a device would never end
            raise ProfileRefused(f"{file.name} is not a file. Choose a file that ends in {ENDING}.")
        with file.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise ProfileRefused(f"{file.name} cannot be opened ({error.strerror}).") from error
    try:
        profile = _unpack(data)
    except ValueError as error:
        raise ProfileRefused(f"{file.name} cannot be used: {error}") from error
    hotkey = "" if hotkey_problem(profile.hotkey) else profile.hotkey
    return replace(profile, id=f"profile-{secrets.token_hex(6)}", hotkey=hotkey, trusted=False)


def _unpack(data: bytes) -> Profile:
    """Raises ValueError with a sentence."""
    if len(data) > LARGEST_BYTES:
        raise ValueError(f"It is larger than {LARGEST_BYTES >> 20} MB.")
    try:
        header = msgspec.json.decode(data, type=_Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("It is no profile.") from error
    if header.kind != "gesture-app profile":
        raise ValueError("It is no profile.")
    if header.format_version > FORMAT_VERSION:
        raise ValueError("It was made by a newer version of this program. Update the program to read it.")
    try:
        profile = msgspec.json.decode(data, type=SharedProfile).profile
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(limit_sentence(error)) from error
    profile = replace(profile, bindings=tuple(map(_with_own_id, profile.bindings)))
    check_profile(profile)
    _refuse_hidden(profile)
    return profile


def _with_own_id(binding: Binding) -> Binding:
    return replace(binding, id=secrets.token_hex(6))


def _refuse_hidden(profile: Profile) -> None:
    """Names are compared and shown everywhere: what cannot be seen in them could only deceive.

    Texts of actions may hold anything (a line to type ends with Enter); they are shown with it spelled out.
    """
    gestures = (binding.gesture for binding in profile.bindings)
    streams = profile.streams.midi_port
    for name in (profile.name, profile.hotkey, streams, *profile.programs, *gestures):
        if any(map(is_hidden, name)):
            raise ValueError("A name in it holds invisible characters.")
