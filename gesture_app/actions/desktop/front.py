"""Which program is in front, so that a profile can be used with it; and which are open, to choose from."""

from __future__ import annotations

import sys

from gesture_app.actions.desktop.session import session
from gesture_app.surroundings import Environment, users_environment

_WAYLAND = (
    "Wayland tells no program which one is in front. "
    "Switch profiles by hand, or log in with an X11 (“Xorg”) session."
)
_XWAYLAND = (
    "On Wayland only programs that still use X11 are noticed in front. "
    "For the others switch profiles by hand, or log in with an X11 (“Xorg”) session."
)
_NO_SCREEN = "There is no screen here on which a program could be in front."
_SILENT = "This desktop does not say which program is in front. Switch profiles by hand."
_MACOS = "macOS tells which program is in front only with pyobjc installed. Switch profiles by hand."


def program_in_front(environment: Environment | None = None) -> str:
    """Its name (X11: the class of its window, `firefox`; Windows: `firefox.exe`); empty: unknown.

    Empty as well for this program itself, so that looking at our window changes no profile.
    Takes some milliseconds: ask on a worker thread, once or twice a second.
    """
    if sys.platform == "win32":
        from gesture_app.actions.desktop import windows_programs

        return windows_programs.in_front()
    if sys.platform == "darwin":
        from gesture_app.actions.desktop import macos_programs

        return macos_programs.in_front()
    from gesture_app.actions.desktop import x_programs

    return x_programs.in_front(_or_users(environment))


def open_programs(environment: Environment | None = None) -> tuple[str, ...]:
    """The other programs that have windows, by the same names; empty: unknown."""
    if sys.platform == "win32":
        from gesture_app.actions.desktop import windows_programs

        return windows_programs.with_windows()
    if sys.platform == "darwin":
        from gesture_app.actions.desktop import macos_programs

        return macos_programs.with_windows()
    from gesture_app.actions.desktop import x_programs

    return x_programs.with_windows(_or_users(environment))


def why_not(environment: Environment | None = None) -> str:
    """Why the program in front cannot be told here, a sentence; empty: it can."""
    variables = _or_users(environment)
    match session(variables):
        case "wayland":
            return _WAYLAND
        case "xwayland":
            return _XWAYLAND
        case "none":
            return _NO_SCREEN
        case "macos":
            from gesture_app.actions.desktop import macos_programs

            return "" if macos_programs.can_tell() else _MACOS
        case "x11":
            from gesture_app.actions.desktop import x_programs

            return "" if x_programs.can_tell(variables) else _SILENT
        case "windows":
            return ""


def _or_users(environment: Environment | None) -> Environment:
    return users_environment() if environment is None else environment
