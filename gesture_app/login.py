"""Start with the user's session: an entry where the system looks for such."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from gesture_app.folders import HOME_VARIABLE

NAME = "Gesture App"

_LABEL = "gesture-app"
_QUIETLY = "--in-background"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_OFF = ("hidden=true", "x-gnome-autostart-enabled=false")


class LoginFailed(Exception):
    """The entry could not be written; the message is a sentence for the user."""


def starts_at_login(*, environment: Mapping[str, str] | None = None, system: str = sys.platform) -> bool:
    """Whether the entry is there and is not switched off by the desktop."""
    if sys.platform == "win32":
        return _in_registry()
    file = _file(os.environ if environment is None else environment, system)
    try:
        written = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    lines = {line.strip().replace(" ", "").lower() for line in written.splitlines()}
    return system == "darwin" or not lines.intersection(_OFF)


def start_at_login(
    on: bool,
    *,
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
    command: Sequence[str] | None = None,
) -> None:
    """Write or remove the entry of this user.

    Args:
        environment: of this process, unless given.
        command: what is started; None: this program, as it was started now.

    Raises:
        LoginFailed: the system refused.
    """
    variables = os.environ if environment is None else environment
    started = list(own_command() if command is None else command)
    try:
        if sys.platform == "win32":
            _write_registry(on, started)
        else:
            _write_file(on, started, variables, system)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LoginFailed(
            f"Starting at login could not be switched {'on' if on else 'off'} ({reason})."
        ) from error


def own_command() -> list[str]:
    """How this program is started, whole: at login there is no path to search, and nobody asked for a window."""
    started = Path(sys.argv[0])
    if started.stem in ("gesture-app", "gesture-app-window"):
        found = shutil.which(str(started)) or shutil.which(started.stem)
        if found:
            return [str(Path(found).absolute()), _QUIETLY]
    return [sys.executable, "-m", "gesture_app", _QUIETLY]


def _write_file(on: bool, command: list[str], environment: Mapping[str, str], system: str) -> None:
    file = _file(environment, system)
    if not on:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    home = environment.get(HOME_VARIABLE, "")
    written = _agent(command, home) if system == "darwin" else _desktop_entry(command, home)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(written)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _file(environment: Mapping[str, str], system: str) -> Path:
    """Of the entry: by the Desktop Application Autostart Specification, or a launch agent on macOS."""
    home = Path(environment.get("HOME") or Path.home())
    if system == "darwin":
        return home / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    config = environment.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if config and Path(config).is_absolute() else home / ".config"
    return folder / "autostart" / f"{_LABEL}.desktop"


def _desktop_entry(command: list[str], home: str) -> bytes:
    started = ["env", f"{HOME_VARIABLE}={home}", *command] if home else command
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        f"Name={NAME}\n"
        "Comment=Hand gestures that act\n"
        f"Exec={' '.join(_quoted(part) for part in started)}\n"
        "Terminal=false\n"
    ).encode()


def _quoted(part: str) -> str:
    r"""As the Desktop Entry Specification asks: in double quotes, `"`, backquote, `$` and `\` escaped; `%%` for `%`.

    The file's own rule for strings comes on top: each backslash is written twice.
    """
    plain = part.replace("%", "%%")
    if part and not set(part) & _RESERVED:
        return plain
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in plain)
    return f'"{escaped}"'.replace("\\", "\\\\").replace("\n", "\\n")


def _agent(command: list[str], home: str) -> bytes:
    agent: dict[str, object] = {"Label": _LABEL, "ProgramArguments": command, "RunAtLoad": True}
    if home:
        agent["EnvironmentVariables"] = {HOME_VARIABLE: home}
    return plistlib.dumps(agent)


def _in_registry() -> bool:
    state = _registry_value(_APPROVED_KEY)
    switched_off = isinstance(state, bytes) and bool(state) and bool(state[0] & 1)  # odd: in the Task Manager
    return _registry_value(_RUN_KEY) is not None and not switched_off


def _registry_value(place: str) -> object:
    """Ours at a place of the user's registry; None: there is none."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
                return winreg.QueryValueEx(key, NAME)[0]
        except FileNotFoundError:
            return None
    return None


def _write_registry(on: bool, command: list[str]) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if on:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))
            elif _registry_value(_RUN_KEY) is not None:
                winreg.DeleteValue(key, NAME)
