"""Keys heard from everywhere, pressed by another program while a third has the focus."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import pytest

from gesture_app.actions.desktop.hotkeys import Hotkeys
from screens import Environment, Window, a_screen, a_window, need, wait_until

pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def screen() -> Iterator[Environment]:
    need("xdotool")
    with a_screen() as environment:
        yield environment


@pytest.fixture
def window(screen: Environment) -> Iterator[Window]:
    """Has the focus, and tells by a plain letter that everything pressed before has arrived somewhere."""
    with a_window(screen) as window:
        yield window


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def hotkeys(screen: Environment, heard: list[str]) -> Iterator[Hotkeys]:
    hotkeys = Hotkeys(heard.append, screen)
    yield hotkeys
    hotkeys.close()


def press(screen: Environment, *keys: str) -> None:
    for key in keys:
        subprocess.run(["xdotool", "key", key], env=screen, check=True)


def test_a_chord_is_heard_and_reaches_no_other_program(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    assert hotkeys.set(["ctrl+alt+p"]) == {}
    press(screen, "ctrl+alt+p", "z")
    wait_until(lambda: "z" in window.pressed, "the letter after it")
    wait_until(lambda: heard, "the chord")
    assert heard == ["ctrl+alt+p"]
    assert "p" not in window.pressed


def test_other_keys_are_not_heard(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    hotkeys.set(["ctrl+alt+p", "f9"])
    press(screen, "p", "ctrl+p", "alt+p", "ctrl+alt+shift+p", "super+F9", "z")
    wait_until(lambda: "z" in window.pressed, "the last key")
    assert heard == []
    assert [key for key in window.pressed if key in ("p", "P", "F9")] == ["p", "p", "p", "P", "F9"]


def test_caps_lock_and_num_lock_do_not_matter(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    hotkeys.set(["ctrl+alt+p"])
    for lock in ("Caps_Lock", "Num_Lock"):
        press(screen, lock, "ctrl+alt+p")
    for lock in ("Caps_Lock", "Num_Lock"):
        press(screen, lock)
    wait_until(lambda: len(heard) == 2, "the chord under both locks")


def test_a_key_held_down_counts_once(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    """Held a little too long, the pause key would otherwise pause and go on, many times a second."""
    hotkeys.set(["f9"])
    for key in ("x", "F9"):
        subprocess.run(["xdotool", "keydown", key], env=screen, check=True)
        time.sleep(1.0)
        subprocess.run(["xdotool", "keyup", key], env=screen, check=True)
    wait_until(lambda: window.pressed.count("x") > 2, "repetitions of a plain key")
    press(screen, "F9")
    wait_until(lambda: len(heard) >= 2, "the second press")
    assert heard == ["f9", "f9"]


def test_keys_with_shift_and_named_keys_are_heard(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    keys = ["ctrl+?", "super+1", "ctrl+shift+page_down", "alt+space"]
    assert hotkeys.set(keys) == {}
    press(screen, "ctrl+question", "super+1", "ctrl+shift+Page_Down", "alt+space")
    wait_until(lambda: len(heard) == 4, "four keys")
    assert heard == keys


def test_a_key_taken_by_another_program_is_told(screen: Environment, hotkeys: Hotkeys) -> None:
    other = Hotkeys(lambda key: None, screen)
    assert other.set(["ctrl+alt+k"]) == {}
    problems = hotkeys.set(["ctrl+alt+k", "ctrl+alt+l"])
    assert list(problems) == ["ctrl+alt+k"]
    assert "taken by another program" in problems["ctrl+alt+k"]
    other.close()
    assert hotkeys.set(["ctrl+alt+k"]) == {}


def test_keys_not_wanted_any_more_are_free_again(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    hotkeys.set(["f7", "f8"])
    hotkeys.set(["f8"])
    press(screen, "F7", "F8")
    wait_until(lambda: heard, "F8")
    assert heard == ["f8"]
    wait_until(lambda: "F7" in window.pressed, "F7 in the other program")
    hotkeys.close()
    press(screen, "F8")
    wait_until(lambda: "F8" in window.pressed, "F8 in the other program")
    assert heard == ["f8"]


def test_keys_not_understood_are_told_and_the_others_heard(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    problems = hotkeys.set(["ctrl+hyper", "p", "f7", "control+F7", "ctrl+f7"])
    assert set(problems) == {"ctrl+hyper", "p", "ctrl+f7"}
    assert "is the same as" in problems["ctrl+f7"]
    press(screen, "F7")
    wait_until(lambda: heard == ["f7"], "F7")


def test_a_key_follows_its_letter_to_another_layout(
    screen: Environment, window: Window, hotkeys: Hotkeys, heard: list[str]
) -> None:
    need("setxkbmap")
    hotkeys.set(["ctrl+z"])
    subprocess.run(["setxkbmap", "de"], env=screen, check=True)
    try:

        def heard_on_its_new_place() -> bool:
            press(screen, "ctrl+z")
            return heard != []

        wait_until(heard_on_its_new_place, "Z where a German keyboard has it")
    finally:
        subprocess.run(["setxkbmap", "us"], env=screen, check=True)


def test_a_failure_in_what_a_key_does_ends_nothing(screen: Environment, window: Window) -> None:
    heard: list[str] = []

    def fails_first(key: str) -> None:
        heard.append(key)
        if len(heard) == 1:
            raise RuntimeError("what the key does went wrong")

    hotkeys = Hotkeys(fails_first, screen)
    hotkeys.set(["f6"])
    press(screen, "F6", "F6")
    wait_until(lambda: len(heard) == 2, "the second press")
    hotkeys.close()
    hotkeys.close()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # a refused Xlib leaves its socket
def test_a_screen_that_goes_away_is_told_and_closing_does_not_wait() -> None:
    with a_screen() as screen:
        hotkeys = Hotkeys(lambda key: None, screen)
        assert hotkeys.set(["f9"]) == {}
    assert "does not answer" in hotkeys.set(["f9"])["f9"]
    hotkeys.close()
    again = Hotkeys(lambda key: None, screen)
    assert "does not answer" in again.set(["f9"])["f9"]
    again.close()


def test_where_no_keys_can_be_heard_each_has_the_sentence() -> None:
    hotkeys = Hotkeys(lambda key: None, {"WAYLAND_DISPLAY": "wayland-0"})
    problems = hotkeys.set(["ctrl+alt+p", "x"])
    assert "Wayland" in problems["ctrl+alt+p"]
    assert "no longer reach" in problems["x"]
    hotkeys.close()


def test_beside_wayland_keys_are_heard_where_they_can_and_the_limit_is_told(
    screen: Environment, window: Window, heard: list[str]
) -> None:
    hotkeys = Hotkeys(heard.append, screen | {"WAYLAND_DISPLAY": "wayland-0"})
    assert "still uses X11" in hotkeys.set(["f9"])["f9"]
    press(screen, "F9")
    wait_until(lambda: heard == ["f9"], "F9")
    hotkeys.close()
