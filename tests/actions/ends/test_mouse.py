"""Clicks and turns of the wheel, read back by another program on a screen of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gesture_app.actions.action import Action, Click, Scroll
from gesture_app.actions.ends.mouse import Mouse
from gesture_app.actions.ends.pynput_mouse import PynputMouse
from gesture_app.actions.firing import ActionFailed
from made_profiles import firing_of
from screens import Environment, Window, a_screen, a_window, wait_until

pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def screen() -> Iterator[Environment]:
    with a_screen() as environment:
        yield environment


@pytest.fixture
def window(screen: Environment) -> Iterator[Window]:
    with a_window(screen) as window:
        yield window


@pytest.mark.parametrize(
    ("action", "buttons"),
    [
        (Click(), ["1"]),
        (Click(button="middle"), ["2"]),
        (Click(button="right", times=2), ["3", "3"]),
        (Scroll(direction="up", notches=2), ["4", "4"]),
        (Scroll(), ["5", "5", "5"]),
        (Scroll(direction="left", notches=1), ["6"]),
        (Scroll(direction="right", notches=1), ["7"]),
    ],
)
def test_the_mouse_does_what_was_asked_and_lets_go(
    screen: Environment, window: Window, action: Action, buttons: list[str]
) -> None:
    mouse = Mouse(screen)
    mouse.do(firing_of(action))
    wait_until(lambda: len(window.heard) == 2 * len(buttons), "the buttons")
    assert [(event.kind, event.name) for event in window.heard] == [
        (kind, button) for button in buttons for kind in ("ButtonPress", "ButtonRelease")
    ]
    mouse.close()


def test_the_mouse_of_other_systems_clicks_and_scrolls(
    screen: Environment, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pynput's, here on X11."""
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    mouse = PynputMouse()
    mouse.click("right", 1)
    mouse.scroll("down", 2)
    mouse.scroll("left", 1)
    wait_until(lambda: len(window.pressed) == 4, "the buttons")
    assert window.pressed == ["3", "5", "5", "6"]
    mouse.close()


def test_without_a_screen_a_sentence_says_what_still_works() -> None:
    with pytest.raises(ActionFailed, match="no screen here"):
        Mouse({}).do(firing_of(Click()))
    with pytest.raises(ActionFailed, match="Wayland"):
        Mouse({"XDG_SESSION_TYPE": "wayland"}).do(firing_of(Click()))
