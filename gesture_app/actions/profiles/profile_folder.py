"""What lies in the folder of profiles: read with care, damaged files set aside, each with a sentence."""

from __future__ import annotations

from pathlib import Path

from gesture_app.actions.binding import Profile
from gesture_app.actions.profiles.checking import is_profile_id
from gesture_app.actions.profiles.profile_files import read_in_use, read_profile_file
from gesture_app.keeping.json_files import DamagedFile, NewerFile, set_aside, set_aside_in


class ProfileFolder:
    """Reads files. Not safe for threads by itself: the profile store holds its lock.

    Every method raises OSError when a folder itself cannot be read or written.
    """

    def __init__(self) -> None:
        self._problems: dict[Path, str] = {}

    def profiles_in(self, folder: Path) -> tuple[Profile, ...]:
        """All by name; none where there is no folder."""
        files = _files_in(folder)
        for gone in [known for known in self._problems if known.parent == folder and known not in files]:
            del self._problems[gone]
        found = [profile for file in files if (profile := self.profile(file)) is not None]
        return tuple(sorted(found, key=lambda profile: (profile.name.casefold(), profile.id)))

    def profile(self, file: Path) -> Profile | None:
        """One profile; None where it cannot be used."""
        self._problems.pop(file, None)
        try:
            return read_profile_file(file)
        except DamagedFile:
            set_aside(file)
        except NewerFile as newer:
            self._problems[file] = str(newer)
        except OSError as error:
            self._problems[file] = f"The profile in {file} cannot be read ({error.strerror})."
        return None

    def in_use(self, file: Path) -> str:
        """The id that was chosen last, as it stands there; empty where that cannot be told."""
        try:
            return read_in_use(file)
        except DamagedFile:
            set_aside(file)
        except (FileNotFoundError, NewerFile):  # choosing again is no loss
            pass
        return ""

    def problems(self, *folders: Path) -> tuple[str, ...]:
        """Sentences about what could not be read, and about what still lies set aside in these folders."""
        return (*self._problems.values(), *set_aside_in(*folders))


def _files_in(folder: Path) -> list[Path]:
    """Not by `glob`, which takes a folder that cannot be read for an empty one."""
    try:
        return sorted(
            file for file in folder.iterdir() if is_profile_id(file.stem) and file.suffix == ".json"
        )
    except FileNotFoundError:
        return []
