"""Which desktop this is, and whether its keys and mouse can be moved by a program."""

from __future__ import annotations

import ctypes
import sys
from typing import Literal

from gesture_app.surroundings import Environment, users_environment

Session = Literal["x11", "xwayland", "wayland", "none", "windows", "macos"]
"""`xwayland`: Wayland with an X server for older programs; `none`: no screen at all."""

_STILL_WORKS = (
    "Opening programs, files and addresses, commands, speech, OSC, WebSocket and MIDI work all the same"
)

_WAYLAND = (
    "Wayland lets no program press keys or click for you. "
    f"{_STILL_WORKS}; for keys and clicks log in with an X11 (“Xorg”) session."
)
_XWAYLAND = (
    "On Wayland keys and clicks reach only programs that still use X11, and only while one is in front. "
    f"{_STILL_WORKS}; for keys everywhere log in with an X11 (“Xorg”) session."
)
_NO_SCREEN = f"There is no screen here whose keys could be pressed. {_STILL_WORKS}."
_MACOS = (
    "macOS does not let this program press keys yet. Allow it under System Settings, Privacy & Security, "
    f"Accessibility, and start it again. {_STILL_WORKS}."
)

_KEYS_UNHEARD_ON_WAYLAND = (
    "Wayland lets no program hear keys while another one is in front. "
    "Use the pause gesture or the icon in the tray, or log in with an X11 (“Xorg”) session."
)
_KEYS_UNHEARD_ON_XWAYLAND = (
    "On Wayland keys are heard only while a program that still uses X11 is in front. "
    "Use the pause gesture or the icon in the tray as well, or log in with an X11 (“Xorg”) session."
)
_KEYS_UNHEARD = "There is no screen here on which keys could be heard."
_KEYS_UNHEARD_ON_MACOS = (
    "macOS does not let this program hear keys yet. Allow it under System Settings, Privacy & Security, "
    "Accessibility, and start it again."
)


def session(environment: Environment | None = None, platform: str = sys.platform) -> Session:
    """What the environment says the desktop is."""
    variables = users_environment() if environment is None else environment
    if platform.startswith("win"):
        return "windows"
    if platform == "darwin":
        return "macos"
    if variables.get("WAYLAND_DISPLAY") or variables.get("XDG_SESSION_TYPE") == "wayland":
        return "xwayland" if variables.get("DISPLAY") else "wayland"
    return "x11" if variables.get("DISPLAY") else "none"


def why_no_keys(environment: Environment | None = None, platform: str = sys.platform) -> str:
    """What keys, text and clicks cannot do here and what can be done instead; empty: they work."""
    kind = session(environment, platform)
    if kind == "macos":
        return "" if _macos_trusts_us() else _MACOS
    return {"wayland": _WAYLAND, "xwayland": _XWAYLAND, "none": _NO_SCREEN}.get(kind, "")


def why_no_hotkeys(environment: Environment | None = None, platform: str = sys.platform) -> str:
    """What keys for the whole desktop cannot do here and what can be done instead; empty: they are heard."""
    kind = session(environment, platform)
    if kind == "macos":
        return "" if _macos_trusts_us() else _KEYS_UNHEARD_ON_MACOS
    sentences = {
        "wayland": _KEYS_UNHEARD_ON_WAYLAND,
        "xwayland": _KEYS_UNHEARD_ON_XWAYLAND,
        "none": _KEYS_UNHEARD,
    }
    return sentences.get(kind, "")


def _macos_trusts_us() -> bool:
    """Whether the user has allowed this program to press keys (AXIsProcessTrusted)."""
    try:
        services = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
        return bool(services.AXIsProcessTrusted())
    except (OSError, AttributeError):
        return False
