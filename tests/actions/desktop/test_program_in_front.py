"""The program in front and those that are open, on a screen with a window manager."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from gesture_app.actions.desktop.front import open_programs, program_in_front, why_not
from screens import Environment, ProgramWindow, a_screen, wait_until

pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def screen() -> Iterator[Environment]:
    with a_screen(manager=True) as environment:
        wait_until(lambda: why_not(environment) == "", "the window manager")
        yield environment


def test_the_program_in_front_is_told_whenever_it_changes(screen: Environment) -> None:
    one, other = ProgramWindow(screen, "Inkscape"), ProgramWindow(screen, "firefox")
    for window, name in ((one, "inkscape"), (other, "firefox"), (one, "inkscape")):
        wait_until(lambda w=window, n=name: w.raise_it() or program_in_front(screen) == n, name)  # type: ignore[misc]
    one.close()
    wait_until(lambda: program_in_front(screen) != "inkscape", "the next program")
    other.close()


def test_our_own_window_in_front_is_no_other_program(screen: Environment) -> None:
    other, ours = ProgramWindow(screen, "Gimp"), ProgramWindow(screen, "Ours", process=os.getpid())
    wait_until(lambda: other.raise_it() or program_in_front(screen) == "gimp", "the other one")
    wait_until(lambda: ours.raise_it() or program_in_front(screen) == "", "ours")
    assert open_programs(screen) == ("gimp",)
    other.close()
    ours.close()


def test_open_programs_are_listed_once_each_by_name(screen: Environment) -> None:
    windows = [ProgramWindow(screen, name) for name in ("Zeal", "Audacity", "Zeal")]
    wait_until(lambda: open_programs(screen) == ("audacity", "zeal"), "the programs")
    for window in windows:
        window.close()
    wait_until(lambda: open_programs(screen) == (), "the end of the programs")


def test_without_a_window_manager_nobody_knows_and_that_is_said() -> None:
    with a_screen() as bare:
        assert program_in_front(bare) == ""
        assert open_programs(bare) == ()
        assert "does not say which program is in front" in why_not(bare)


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # a refused Xlib leaves its socket
def test_a_screen_that_does_not_answer_has_no_programs() -> None:
    with a_screen() as screen:
        gone = dict(screen)
    assert program_in_front(gone) == ""
    assert open_programs(gone) == ()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"WAYLAND_DISPLAY": "w"}, "Wayland tells no program"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "only programs that still use X11"),
        ({}, "no screen"),
    ],
)
def test_other_desktops_say_why_not(environment: Environment, said: str) -> None:
    assert said in why_not(environment)
