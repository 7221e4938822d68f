"""Where desktop entries lie, which file counts for which id, and which of them the menu shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from gesture_app.actions.ends.desktop_entry import DesktopEntry, read_entry
from gesture_app.surroundings import Environment

_ALSO = ("/var/lib/flatpak/exports/share", "/var/lib/snapd/desktop")
"""Where Flatpak and Snap export entries, also where the session's variables do not say so."""


def entry_files(environment: Environment) -> dict[str, Path]:
    """The file of every id, as `org.gnome.Calculator.desktop`: the user's own before the system's."""
    found: dict[str, Path] = {}
    for data in _data_folders(environment):
        root = data / "applications"
        for file in sorted(root.rglob("*.desktop")):
            found.setdefault("-".join(file.relative_to(root).parts), file)
    return found


def readable_entries(files: Mapping[str, Path]) -> dict[str, DesktopEntry]:
    """The entries of applications among them; what is damaged is left out."""
    entries = {key: read_entry(file) for key, file in files.items()}
    return {
        key: entry
        for key, entry in entries.items()
        if entry is not None and entry.text("Type") == "Application"
    }


def is_shown(entry: DesktopEntry, environment: Environment) -> bool:
    """Whether the menu of this desktop would show it, and it can be started."""
    desktops = {name for name in environment.get("XDG_CURRENT_DESKTOP", "").split(":") if name}
    only, never = entry.names("OnlyShowIn"), entry.names("NotShowIn")
    if (
        entry.is_set("NoDisplay")
        or entry.is_set("Hidden")
        or desktops & never
        or (only and not desktops & only)
    ):
        return False
    tried = entry.text("TryExec")
    there = not tried or shutil.which(tried, path=environment.get("PATH", os.defpath)) is not None
    # An entry for D-Bus alone has none; the specification asks for one all the same.
    return there and bool(entry.text("Exec")) and bool(entry.text("Name"))


def _data_folders(environment: Environment) -> list[Path]:
    home = Path(environment.get("HOME", "~")).expanduser()
    own = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    shared = (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    folders = [
        own,
        *map(Path, filter(None, shared)),
        own / "flatpak" / "exports" / "share",
        *map(Path, _ALSO),
    ]
    return [folder for folder in dict.fromkeys(folders) if folder.is_absolute()]
