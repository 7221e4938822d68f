"""Which applications are installed, and starting one as its icon in the menu would."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from gesture_app.actions.action import OpenApplication
from gesture_app.actions.ends.children import Children, ended_within
from gesture_app.actions.ends.desktop_entry import BadEntry, DesktopEntry, command_line, locales
from gesture_app.actions.ends.entry_files import entry_files, is_shown, readable_entries
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.surroundings import Environment, users_environment

WATCHED_S = 0.5
"""What cannot start at all (a library is missing, no screen) fails as soon as this."""

_TERMINALS = (
    ("xdg-terminal-exec",),
    ("x-terminal-emulator", "-e"),
    ("gnome-terminal", "--"),
    ("kgx", "--"),
    ("konsole", "-e"),
    ("xfce4-terminal", "-x"),
    ("alacritty", "-e"),
    ("kitty",),
    ("foot",),
    ("xterm", "-e"),
)


@dataclass(frozen=True, slots=True)
class Application:
    """One that can be started.

    Attributes:
        entry: what `OpenApplication` names it by.
        icon: a name in the icon theme or a file; empty: none.
    """

    entry: str
    name: str
    icon: str


def find_applications(
    environment: Environment | None = None, platform: str = sys.platform
) -> tuple[Application, ...]:
    """All that the menu shows, by name. Reads some hundred small files: on a worker thread."""
    variables = users_environment() if environment is None else environment
    found = _linux(variables) if platform.startswith("linux") else _by_file(variables, platform)
    return tuple(sorted(found, key=lambda application: (application.name.casefold(), application.entry)))


class ApplicationStarter:
    """The end of `OpenApplication`. Only what is installed is started, whatever a profile names."""

    def __init__(self, environment: Environment | None = None, platform: str = sys.platform) -> None:
        """`environment`: what the applications see; None: the user's."""
        self._children = Children(environment)
        self._platform = platform

    def do(self, firing: Firing) -> None:
        """Start it.

        Raises:
            ActionFailed: it is not installed any more, its entry is damaged, or it failed at once.
        """
        action = firing.action
        if not isinstance(action, OpenApplication):
            raise TypeError(f"no application: {type(action).__name__}")
        name = action.name or Path(action.entry).stem
        if self._platform.startswith("linux"):
            self._start_entry(action.entry, name)
        else:
            self._start_file(action.entry, name)

    def close(self) -> None:
        """What was started stays open."""

    def _start_entry(self, wanted: str, name: str) -> None:
        environment = self._children.environment
        file = entry_files(environment).get(wanted)
        entry = None if file is None else readable_entries({wanted: file}).get(wanted)
        if entry is None or entry.is_set("Hidden"):
            raise _gone(name)
        try:
            arguments = _arguments(entry, environment)
        except BadEntry as error:
            raise ActionFailed(
                f"“{name}” has a damaged entry in the menu ({error}). Install it again."
            ) from error
        if entry.is_set("Terminal"):
            arguments = [*self._terminal(name), *arguments]
        folder = Path(entry.text("Path")) if entry.text("Path") else None
        self._start(arguments, folder if folder and folder.is_dir() else None, name)

    def _start_file(self, wanted: str, name: str) -> None:
        installed = {each.entry for each in _by_file(self._children.environment, self._platform)}
        if wanted not in installed:
            raise _gone(name)
        if sys.platform == "win32":
            import os

            os.startfile(wanted)  # noqa: S606 - one of the shortcuts in the Start menu
        else:
            self._start(["open", "-a", wanted], None, name)

    def _start(self, arguments: list[str], folder: Path | None, name: str) -> None:
        code = ended_within(self._children.start(arguments, folder), WATCHED_S)
        if code:
            raise ActionFailed(
                f"“{name}” failed as soon as it was started (code {code}). Start it by hand to see why."
            )

    def _terminal(self, name: str) -> tuple[str, ...]:
        for terminal in _TERMINALS:
            if self._children.which(terminal[0]):
                return terminal
        raise ActionFailed(f"“{name}” needs a terminal, and there is none here. Install one, such as xterm.")


def _gone(name: str) -> ActionFailed:
    return ActionFailed(f"“{name}” is not installed any more. Choose another application.")


def _linux(environment: Environment) -> list[Application]:
    languages = locales(environment)
    return [
        Application(key, entry.localised("Name", languages), entry.localised("Icon", languages))
        for key, entry in readable_entries(entry_files(environment)).items()
        if is_shown(entry, environment)
    ]


def _arguments(entry: DesktopEntry, environment: Environment) -> list[str]:
    languages = locales(environment)
    return command_line(entry, entry.localised("Name", languages), entry.localised("Icon", languages))


def _by_file(environment: Environment, platform: str) -> list[Application]:
    """Shortcuts of the Start menu, or bundles of macOS."""
    if platform == "darwin":
        home = Path(environment.get("HOME", "~")).expanduser()
        roots = [Path("/Applications"), Path("/System/Applications"), home / "Applications"]
        found = [file for root in roots for pattern in ("*.app", "*/*.app") for file in root.glob(pattern)]
    else:
        menus = (environment.get(name) for name in ("PROGRAMDATA", "APPDATA"))
        roots = [Path(menu) / "Microsoft" / "Windows" / "Start Menu" / "Programs" for menu in menus if menu]
        found = [file for root in roots for file in root.rglob("*.lnk")]
    return [Application(str(file), file.stem, "") for file in found]
