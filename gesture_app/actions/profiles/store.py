"""The user's profiles on disk, the bin they are deleted into, and which one is in use."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from gesture_app.actions.binding import Profile
from gesture_app.actions.key_names import keys_of
from gesture_app.actions.profiles.checking import LONGEST_NAME, check_profile, checked_name, is_profile_id
from gesture_app.actions.profiles.profile_files import write_in_use, write_profile_file
from gesture_app.actions.profiles.profile_folder import ProfileFolder
from gesture_app.keeping.atomic import sync_folder
from gesture_app.keeping.names import free_name
from gesture_app.takes.errors import storage_sentence

PROFILES_FOLDER = "profiles"
BIN_FOLDER = ".bin"
_IN_USE = "in-use.json"


class ProfileError(Exception):
    """A profile could not be read or changed; the text says what happened and what to do."""


class ProfileStore:
    """All profiles, in a folder of their own within `folder`. Safe to use from several threads.

    Every change is whole or not at all. Every method but `problems` raises `ProfileError` when the folder cannot be
    read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / PROFILES_FOLDER
        self._bin = self.folder / BIN_FOLDER
        self._in_use_file = self.folder / _IN_USE
        self._lock = threading.RLock()
        self._files = ProfileFolder()

    def profiles(self) -> tuple[Profile, ...]:
        """All by name. Damaged files are set aside, see `problems`."""
        with self._working("The profiles could not be read"):
            return self._files.profiles_in(self.folder)

    def problems(self) -> tuple[str, ...]:
        """Sentences about what cannot be read, and about what was set aside and still lies there."""
        try:
            with self._working("The profiles could not be read"):
                self._files.profiles_in(self.folder)
                self._files.in_use(self._in_use_file)
                return self._files.problems(self.folder, self._bin)
        except ProfileError as error:
            return (str(error),)

    def add(self, profile: Profile) -> Profile:
        """Keep a new one, a template or one from elsewhere: as it is, but with an id of its own.

        Its name gets a number and its hotkey is dropped where another profile has them.
        """
        with self._lock:
            new = self._beside_others(replace(profile, id=_new_id(), name=_checked(profile.name)))
            self.save(new)
        return new

    def save(self, profile: Profile) -> None:
        """Write a profile as it is now; what was there under its id is replaced.

        Of one that is not trusted the changed one is not trusted either: only `trust` says otherwise.
        """
        with self._working("The profile could not be saved"):
            before = self._before(profile.id)
            self._write(profile if before is None or before.trusted else replace(profile, trusted=False))

    def trust(self, profile_id: str) -> None:
        """A person has seen everything that it does, and agrees: it may be armed."""
        with self._working("The profile could not be saved"):
            self._write(replace(self._named(profile_id), trusted=True))

    # ---- in use

    def in_use(self) -> str:
        """Id of the profile that was chosen last; empty where there is none, or it is gone."""
        with self._working("The profile in use could not be read"):
            chosen = self._files.in_use(self._in_use_file)
            return chosen if self._is_there(chosen) else ""

    def use(self, profile_id: str) -> None:
        """Choose the profile to use, also after the next start; empty for none."""
        with self._working("The choice could not be saved"):
            if profile_id:
                self._named(profile_id)
            self.folder.mkdir(parents=True, exist_ok=True)
            write_in_use(self._in_use_file, profile_id)

    # ---- the bin

    def delete(self, profile_id: str) -> None:
        """Put a profile into the bin."""
        with self._working("The profile could not be deleted"):
            self._move(profile_id, self.folder, self._bin)

    def deleted(self) -> tuple[Profile, ...]:
        """What can be restored, by name."""
        with self._working("The bin could not be read"):
            return self._files.profiles_in(self._bin)

    def restore(self, profile_id: str) -> None:
        """Take a profile out of the bin; see `add` for what becomes of its name and hotkey."""
        with self._working("The profile could not be restored"):
            self._move(profile_id, self._bin, self.folder)
            profile = self._named(profile_id)
            if (changed := self._beside_others(profile)) != profile:
                self.save(changed)

    # ---- inside

    @contextmanager
    def _working(self, failure: str) -> Iterator[None]:
        """Hold the lock and explain what the system refuses."""
        with self._lock:
            try:
                yield
            except OSError as error:
                raise ProfileError(storage_sentence(failure, self.folder, error)) from error

    def _file(self, profile_id: str) -> Path:
        return self.folder / f"{profile_id}.json"

    def _is_there(self, profile_id: str) -> bool:
        return is_profile_id(profile_id) and self._file(profile_id).is_file()

    def _before(self, profile_id: str) -> Profile | None:
        """What a change replaces; refused where that would be lost."""
        if not is_profile_id(profile_id):
            return None
        if (self._bin / self._file(profile_id).name).exists():
            raise ProfileError("The profile was deleted meanwhile. Restore it to change it.")
        before = self._files.profile(self._file(profile_id)) if self._is_there(profile_id) else None
        if before is None and self._is_there(profile_id):  # a newer version's, or not readable now
            raise ProfileError("The profile on the disk cannot be read, so it was not changed.")
        return before

    def _write(self, profile: Profile) -> None:
        try:
            if not is_profile_id(profile.id):
                raise ValueError("Its id is none.")
            check_profile(profile)
        except ValueError as error:
            raise ProfileError(f"“{profile.name[:LONGEST_NAME]}” could not be saved. {error}") from error
        self._refuse_clash(profile)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_profile_file(self._file(profile.id), profile)

    def _named(self, profile_id: str) -> Profile:
        found = self._files.profile(self._file(profile_id)) if self._is_there(profile_id) else None
        if found is None:
            raise ProfileError("There is no such profile any more.")
        return found

    def _refuse_clash(self, profile: Profile) -> None:
        for other in self._others(profile):
            if other.name.casefold() == profile.name.casefold():
                raise ProfileError(f"There is already a profile called “{other.name}”. Choose another name.")
            if _same_hotkey(other, profile):
                raise ProfileError(
                    f"“{other.name}” has the hotkey {profile.hotkey} already. Choose another one."
                )

    def _beside_others(self, profile: Profile) -> Profile:
        others = self._others(profile)
        name = free_name(profile.name, {other.name.casefold() for other in others}, LONGEST_NAME)
        taken = any(_same_hotkey(other, profile) for other in others)
        return replace(profile, name=name, hotkey="" if taken else profile.hotkey)

    def _others(self, profile: Profile) -> list[Profile]:
        return [other for other in self.profiles() if other.id != profile.id]

    def _move(self, profile_id: str, source: Path, target: Path) -> None:
        file = source / f"{profile_id}.json"
        if not is_profile_id(profile_id) or not file.is_file():
            raise ProfileError("There is no such profile any more.")
        if (target / file.name).exists():
            raise ProfileError(f"There is a file {target / file.name} already. Move it away first.")
        target.mkdir(parents=True, exist_ok=True)
        file.replace(target / file.name)
        sync_folder(target)
        sync_folder(source)


def _new_id() -> str:
    return f"profile-{secrets.token_hex(6)}"


def _checked(name: str) -> str:
    try:
        return checked_name(name)
    except ValueError as error:
        raise ProfileError(str(error)) from error


def _same_hotkey(one: Profile, other: Profile) -> bool:
    keys = frozenset(keys_of(one.hotkey))
    return bool(keys) and keys == frozenset(keys_of(other.hotkey))
