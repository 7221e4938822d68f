"""Open files, folders and addresses with the program that the desktop has for them; never run them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from gesture_app.actions.action import Open
from gesture_app.actions.ends.children import Children, ended_within
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.surroundings import Environment

WATCHED_S = 0.5
"""An opener that fails does so at once; one that goes on has become the program itself."""

_RUN_ANYWHERE = r"jar|jnlp|exe|bat|cmd|msi|sh|bash|desktop|app|appimage"
_RUN_WHEN_OPENED = {
    "linux": r"run|csh|zsh|fish",
    "darwin": r"command|tool|terminal|workflow|action|scpt|applescript|inetloc|fileloc",
    "win32": (
        r"com|lnk|url|pif|scr|cpl|msp|msc|hta|jse?|vbs|vbe|wsf|wsh|ps1|psm1|reg|inf|gadget|scf|settingcontent-ms"
        r"|appref-ms|application|library-ms|search-ms|pyw?|pyc|pyz"
    ),
}
"""What systems execute when it is opened, by the end of its name."""

_PROGRAM_BEGINNINGS = (b"#!", b"\x7fELF", b"MZ", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
"""Of scripts and of programs for Linux, Windows and macOS."""


class Opener:
    """The end of `Open`."""

    def __init__(self, environment: Environment | None = None, platform: str = sys.platform) -> None:
        """`environment`: what the programs see; None: the user's."""
        self._children = Children(environment)
        self._platform = platform

    def do(self, firing: Firing) -> None:
        """Open it.

        Raises:
            ActionFailed: it is not there, would be executed, or no program opens it.
        """
        action = firing.action
        if not isinstance(action, Open):
            raise TypeError(f"nothing to open: {type(action).__name__}")
        target = checked_target(action.target, self._platform)
        if sys.platform == "win32":
            os.startfile(target)  # noqa: S606 - checked above: an address, a folder, or a file that is no program
            return
        self._hand_over(target)

    def close(self) -> None:
        """What was opened stays open."""

    def _hand_over(self, target: str) -> None:
        opener = ["open", target] if self._platform == "darwin" else self._linux_opener(target)
        code = ended_within(self._children.start(opener), WATCHED_S)
        if code:
            raise ActionFailed(
                f"No program would open “{target}”. Open it once by hand, to choose the program for it."
            )

    def _linux_opener(self, target: str) -> list[str]:
        for opener in (["xdg-open"], ["gio", "open"]):
            if self._children.which(opener[0]):
                return [*opener, target]
        raise ActionFailed(
            "This system lacks xdg-open, which knows what opens what. Install the package xdg-utils."
        )


def checked_target(written: str, platform: str = sys.platform) -> str:
    """An address as it is, or a file's or folder's absolute path.

    Raises:
        ActionFailed: it is neither, it is not there, or opening it would run it.
    """
    if not written.isprintable():
        raise ActionFailed("What is to be opened has signs in its name that cannot be seen. Write it again.")
    found = re.match(r"([a-z][a-z0-9+.-]*):", written, re.IGNORECASE)
    scheme = found[1].lower() if found else ""
    if scheme in ("http", "https"):
        return _checked_address(written)
    if scheme == "mailto":
        return written
    if scheme == "file":
        from urllib.request import url2pathname  # late: it brings HTTP and TLS along

        return str(_checked_file(url2pathname(urlsplit(written).path), platform))
    if len(scheme) > 1 and not Path(written).expanduser().exists():  # a single letter is a drive of Windows
        raise ActionFailed(
            f"Addresses of the kind “{scheme}:” are not opened; only web addresses, mailto: and files."
        )
    return str(_checked_file(written, platform))


def _checked_address(written: str) -> str:
    try:
        host = urlsplit(written).hostname
    except ValueError:
        host = None
    if not host or " " in written:
        raise ActionFailed(f"“{written}” is no complete web address. Write it as https://example.org.")
    return written


def _checked_file(written: str, platform: str) -> Path:
    """The absolute path, with links followed: what they lead to is what would be opened."""
    try:
        file = Path.home().joinpath(Path(written).expanduser()).resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise ActionFailed(f"“{written}” is not there any more. Choose it again.") from error
    if any(_is_run(name, platform) for name in (written, file.name)) or _is_program(file):
        raise ActionFailed(
            f"“{file.name}” would be run, not opened. To run it on purpose, choose “Run a command” or an application."
        )
    return file


def _is_run(name: str, platform: str) -> bool:
    endings = f"{_RUN_ANYWHERE}|{_RUN_WHEN_OPENED.get(platform, _RUN_ANYWHERE)}"
    # Windows ignores dots and spaces at the end of a name.
    return re.fullmatch(rf".*\.(?:{endings})[. ]*", name, re.IGNORECASE | re.DOTALL) is not None


def _is_program(file: Path) -> bool:
    """Marked as executable and really a program: on some disks every file is marked."""
    if not file.is_file() or not os.access(file, os.X_OK):
        return False
    try:
        with file.open("rb") as opened:
            return opened.read(4).startswith(_PROGRAM_BEGINNINGS)
    except OSError:
        return False
