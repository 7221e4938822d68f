"""Which videos a folder holds, and what each of them shows."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

VIDEO_ENDINGS = frozenset({
    ".3gp", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".ogv", ".webm", ".wmv",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Video:
    """One video below a folder, as it was when the folder was looked through.

    Attributes:
        place: its path below the folder.
        size: bytes.
        modified_ns: when it was last changed, nanoseconds since 1970.
    """

    file: Path
    place: PurePath
    size: int
    modified_ns: int

    @property
    def name(self) -> str:
        """Its place, fit for a sentence whatever bytes the name is made of."""
        return self.place.as_posix().encode("utf-8", "backslashreplace").decode()

    @property
    def label(self) -> str:
        """What it shows: the name of the sub-folder it lies in; its own name where it lies in none."""
        return self.place.parent.name or self.place.stem


def find_videos(folder: Path, tell: Callable[[str], None]) -> list[Video]:
    """All videos below a folder, in order of their places; what cannot be looked into is told, not fatal.

    Hidden files are no videos (macOS puts `._clip.mp4` beside each `clip.mp4`); links to folders are not followed.
    """

    def refused(error: OSError) -> None:
        tell(f"{error.filename} cannot be looked into ({error.strerror}); it is left out.")

    found: list[Video] = []
    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in (Path(parent, name) for name in names if _is_video(name)):
            try:
                state = file.stat()
            except OSError as error:  # a link that leads nowhere
                refused(error)
                continue
            found.append(Video(file, file.relative_to(folder), state.st_size, state.st_mtime_ns))
    return sorted(found, key=lambda video: video.place)


def _is_video(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.casefold() in VIDEO_ENDINGS
