"""Which desktop this is, and what is said where keys cannot work."""

from __future__ import annotations

import pytest

from gesture_app.actions.desktop.session import session, why_no_hotkeys, why_no_keys

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}


@pytest.mark.parametrize(
    ("environment", "platform", "kind"),
    [
        (X11, "linux", "x11"),
        (WAYLAND, "linux", "wayland"),
        (WAYLAND | {"DISPLAY": ":0"}, "linux", "xwayland"),
        ({"XDG_SESSION_TYPE": "wayland"}, "linux", "wayland"),
        ({}, "linux", "none"),
        ({}, "win32", "windows"),
        (X11, "darwin", "macos"),
    ],
)
def test_the_environment_tells_the_desktop(environment: dict[str, str], platform: str, kind: str) -> None:
    assert session(environment, platform) == kind


def test_where_keys_work_nothing_is_said() -> None:
    for environment, platform in ((X11, "linux"), ({}, "win32")):
        assert why_no_keys(environment, platform) == ""
        assert why_no_hotkeys(environment, platform) == ""


def test_on_wayland_it_says_what_cannot_work_and_what_can() -> None:
    sentence = why_no_keys(WAYLAND, "linux")
    assert sentence.startswith("Wayland lets no program press keys")
    for still in ("programs", "files", "commands", "speech", "OSC", "WebSocket", "MIDI", "X11"):
        assert still in sentence
    assert "pause gesture" in why_no_hotkeys(WAYLAND, "linux")


def test_beside_wayland_it_says_which_programs_are_reached() -> None:
    beside = WAYLAND | {"DISPLAY": ":0"}
    assert "only programs that still use X11" in why_no_keys(beside, "linux")
    assert "still uses X11" in why_no_hotkeys(beside, "linux")


def test_without_a_screen_it_says_so() -> None:
    assert "no screen" in why_no_keys({}, "linux")
    assert "no screen" in why_no_hotkeys({}, "linux")


def test_macos_names_the_place_where_it_is_allowed() -> None:
    assert "Accessibility" in why_no_keys({}, "darwin")  # here nothing can be asked, so nothing is allowed
    assert "Accessibility" in why_no_hotkeys({}, "darwin")
