"""Keys, text and media keys, read back by another program on a screen of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from gesture_app.actions.action import PressKeys, PressMediaKey, TypeText
from gesture_app.actions.desktop import x_programs
from gesture_app.actions.desktop.x_display import connect
from gesture_app.actions.ends.keyboard import Keyboard
from gesture_app.actions.ends.pynput_keys import PynputKeys
from gesture_app.actions.ends.x11_keys import X11Keys
from gesture_app.actions.firing import ActionFailed
from gesture_app.actions.key_names import MEDIA_KEYS
from made_profiles import firing_of
from screens import Environment, ProgramWindow, Window, a_screen, a_window, need, wait_until

C_ON_ITS_USUAL_PLACE = 54
"""The keycode. Programs know Ctrl+C by it, whatever the layout writes there."""

pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def screen() -> Iterator[Environment]:
    with a_screen() as environment:
        yield environment


@pytest.fixture
def window(screen: Environment) -> Iterator[Window]:
    with a_window(screen) as window:
        yield window


@pytest.fixture
def keyboard(screen: Environment) -> Iterator[Keyboard]:
    keyboard = Keyboard(screen)
    yield keyboard
    keyboard.close()


def keys_down(screen: Environment) -> list[int]:
    display = connect(screen["DISPLAY"])
    down = [index for index, byte in enumerate(display.query_keymap()) if byte]
    display.close()
    return down


def layout(screen: Environment) -> list[tuple[int, ...]]:
    display = connect(screen["DISPLAY"])
    table = [tuple(row) for row in display.get_keyboard_mapping(8, 248)]
    display.close()
    return table


@pytest.fixture
def layouts(screen: Environment) -> Iterator[Environment]:
    """Layouts may be changed; afterwards the first one is back."""
    need("setxkbmap")
    yield screen
    subprocess.run(["setxkbmap", "us"], env=screen, check=True)


def test_a_chord_goes_down_in_order_and_up_in_reverse(keyboard: Keyboard, window: Window) -> None:
    keyboard.do(firing_of(PressKeys(keys=("ctrl", "shift", "t"))))
    wait_until(lambda: len(window.heard) == 6, "three keys")
    assert [(event.kind, event.name) for event in window.heard] == [
        ("KeyPress", "Control_L"),
        ("KeyPress", "Shift_L"),
        ("KeyPress", "T"),
        ("KeyRelease", "T"),
        ("KeyRelease", "Shift_L"),
        ("KeyRelease", "Control_L"),
    ]


def test_keys_are_a_keyboards_own_and_not_sent_to_one_window(keyboard: Keyboard, window: Window) -> None:
    """Shortcuts of the desktop and terminals hear nothing else."""
    keyboard.do(firing_of(PressKeys(keys=("a",))))
    keyboard.do(firing_of(TypeText(text="b")))
    wait_until(lambda: window.text == "ab", "two letters")
    assert "synthetic NO" in window.said
    assert "synthetic YES" not in window.said


@pytest.mark.parametrize(
    ("name", "keysym"),
    [
        ("enter", "Return"),
        ("Page_Down", "Next"),
        ("f5", "F5"),
        ("escape", "Escape"),
        ("win", "Super_L"),
        ("A", "a"),
    ],
)
def test_named_keys_arrive_as_what_they_are(
    keyboard: Keyboard, window: Window, name: str, keysym: str
) -> None:
    keyboard.do(firing_of(PressKeys(keys=(name,))))
    wait_until(lambda: window.pressed, "a key")
    assert window.pressed == [keysym]


def test_a_key_that_this_keyboard_lacks_arrives_all_the_same(keyboard: Keyboard, window: Window) -> None:
    keyboard.do(firing_of(PressKeys(keys=("ctrl", "f20"))))
    wait_until(lambda: len(window.pressed) == 2, "two keys")
    assert window.pressed == ["Control_L", "F20"]


def test_a_sign_above_another_gets_its_shift(keyboard: Keyboard, window: Window) -> None:
    keyboard.do(firing_of(PressKeys(keys=("ctrl", "+"))))
    wait_until(lambda: len(window.pressed) == 3, "plus")
    assert window.heard[2].name == "plus"
    assert window.heard[2].state & 0b101 == 0b101  # Shift and Ctrl


def test_text_of_any_script_arrives_letter_by_letter(keyboard: Keyboard, window: Window) -> None:
    text = "Hi, “Ωmega” ß Ää éÉ € Привет 手話 אב 🤟 {a|b}~"
    keyboard.do(firing_of(TypeText(text=text)))
    wait_until(lambda: len(window.text) >= len(text), "the text")
    assert window.text == text


def test_more_foreign_letters_than_there_are_spare_keys_all_arrive(
    keyboard: Keyboard, window: Window
) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(50))
    keyboard.do(firing_of(TypeText(text=text)))
    keyboard.do(firing_of(TypeText(text=text[::-1])))
    wait_until(lambda: len(window.text) >= 100, "the text")
    assert window.text == text + text[::-1]


def test_lines_and_tabs_are_keys(keyboard: Keyboard, window: Window) -> None:
    keyboard.do(firing_of(TypeText(text="a\tb\r\nc")))
    wait_until(lambda: len(window.pressed) == 5, "five keys")
    assert window.pressed == ["a", "Tab", "b", "Return", "c"]


def test_control_characters_in_a_text_press_nothing(keyboard: Keyboard, window: Window) -> None:
    keyboard.do(firing_of(TypeText(text="a\x1b\x03\u202eb")))
    wait_until(lambda: len(window.pressed) == 2, "two keys")
    assert window.pressed == ["a", "b"]


def test_afterwards_nothing_is_down_and_the_layout_is_as_before(screen: Environment, window: Window) -> None:
    before = layout(screen)
    keyboard = Keyboard(screen)
    keyboard.do(firing_of(TypeText(text="Ω手")))
    keyboard.do(firing_of(PressKeys(keys=("ctrl", "alt", "shift", "f19"))))
    wait_until(lambda: "F19" in window.pressed, "the last key")
    assert keys_down(screen) == []
    assert layout(screen) != before, "nothing was lent, so nothing is shown here"
    keyboard.close()
    assert layout(screen) == before


def test_modifiers_are_let_go_of_when_a_key_fails(screen: Environment, window: Window) -> None:
    class Failing(X11Keys):
        def _key_down(self, keycode: int) -> None:
            if len(self._down) == 2:
                raise ActionFailed("the third key fails")
            super()._key_down(keycode)

    keys = Failing(screen["DISPLAY"])
    with pytest.raises(ActionFailed, match="third"):
        keys.press(("ctrl", "alt", "x"))
    wait_until(lambda: len(window.heard) == 4, "two keys")
    assert keys_down(screen) == []
    keys.close()


def test_caps_lock_changes_no_text_and_stays_on(
    screen: Environment, keyboard: Keyboard, window: Window
) -> None:
    keyboard.do(firing_of(PressKeys(keys=("caps_lock",))))
    try:
        keyboard.do(firing_of(TypeText(text="aBß")))
        wait_until(lambda: len(window.text) >= 3, "the text")
        assert window.text == "aBß"
        keyboard.do(firing_of(PressKeys(keys=("x",))))
        wait_until(lambda: window.text == "aBßX", "a letter under Caps Lock")
    finally:
        keyboard.do(firing_of(PressKeys(keys=("caps_lock",))))


def test_signs_behind_alt_gr_are_typed_on_a_german_keyboard(
    layouts: Environment, keyboard: Keyboard, window: Window
) -> None:
    subprocess.run(["setxkbmap", "de"], env=layouts, check=True)
    keyboard.do(firing_of(TypeText(text="zy@€{ü^'")))
    wait_until(lambda: len(window.text) >= 8, "the text")
    assert window.text == "zy@€{ü^'"
    assert "ISO_Level3_Shift" in window.pressed


@pytest.mark.parametrize("number", [1, 2])
def test_text_and_shortcuts_fit_the_layout_that_is_active(
    layouts: Environment, keyboard: Keyboard, window: Window, number: int
) -> None:
    need("xdotool")
    subprocess.run(["setxkbmap", "us,ru,gr"], env=layouts, check=True)
    try:
        subprocess.run(["xdotool", "key", *["ISO_Next_Group"] * number], env=layouts, check=True)
        keyboard.do(firing_of(TypeText(text="Привет, hi λ\nno")))
        wait_until(lambda: window.text.endswith("no"), "the text")
        assert window.text.replace("\r", "\n") == "Привет, hi λ\nno"
        keyboard.do(firing_of(PressKeys(keys=("ctrl", "c"))))
        wait_until(lambda: window.pressed[-2] == "Control_L", "the shortcut")
        assert window.keycodes[-1] == C_ON_ITS_USUAL_PLACE
    finally:
        subprocess.run(["xdotool", "key", *["ISO_Next_Group"] * (3 - number)], env=layouts, check=True)


def test_the_layout_may_change_between_two_actions(
    layouts: Environment, keyboard: Keyboard, window: Window
) -> None:
    keyboard.do(firing_of(TypeText(text="zyΩ")))
    subprocess.run(["setxkbmap", "de"], env=layouts, check=True)
    keyboard.do(firing_of(TypeText(text="zyΩ")))
    wait_until(lambda: len(window.text) >= 6, "the text")
    assert window.text == "zyΩzyΩ"


@pytest.mark.parametrize("key", MEDIA_KEYS)
def test_media_keys_arrive_as_such(keyboard: Keyboard, window: Window, key: str) -> None:
    keyboard.do(firing_of(PressMediaKey(key=key)))  # type: ignore[arg-type]
    wait_until(lambda: window.pressed, "a key")
    assert window.pressed == [MEDIA_KEYS[key].keysym.replace("_", "")]  # type: ignore[index]


def test_preparing_opens_the_keyboard_and_fails_nowhere(screen: Environment, window: Window) -> None:
    keyboard = Keyboard(screen)
    keyboard.prepare()
    keyboard.prepare()
    keyboard.do(firing_of(PressKeys(keys=("a",))))
    wait_until(lambda: "a" in window.pressed, "a key")
    keyboard.close()
    for elsewhere in ({}, {"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":987"}):
        Keyboard(elsewhere).prepare()


def test_an_unknown_key_presses_nothing_and_says_what_to_write(keyboard: Keyboard, window: Window) -> None:
    with pytest.raises(ActionFailed, match="There is no key “hyper”"):
        keyboard.do(firing_of(PressKeys(keys=("ctrl", "hyper"))))
    keyboard.do(firing_of(PressKeys(keys=("a",))))
    wait_until(lambda: "a" in window.pressed, "the next key")
    assert window.pressed == ["a"]


def test_without_a_screen_a_sentence_says_what_still_works() -> None:
    with pytest.raises(ActionFailed, match=r"no screen here.*commands"):
        Keyboard({}).do(firing_of(TypeText(text="a")))


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # a refused Xlib leaves its socket
def test_a_screen_that_went_away_is_told_and_the_next_one_is_used() -> None:
    keyboard: Keyboard | None = None
    with a_screen() as first:
        keyboard = Keyboard(first)
        with a_window(first) as window:
            keyboard.do(firing_of(TypeText(text="a")))
            wait_until(lambda: window.text == "a", "a letter")
    with pytest.raises(ActionFailed, match="screen"):
        keyboard.do(firing_of(TypeText(text="b")))
    with pytest.raises(ActionFailed, match="does not answer"):
        keyboard.do(firing_of(TypeText(text="b")))


def test_wayland_is_refused_with_what_can_be_done_instead(screen: Environment) -> None:
    with pytest.raises(ActionFailed, match=r"Wayland lets no program press keys.*MIDI work.*X11"):
        Keyboard({"WAYLAND_DISPLAY": "wayland-0"}).do(firing_of(TypeText(text="a")))
    beside_wayland = screen | {"WAYLAND_DISPLAY": "wayland-0"}
    with pytest.raises(ActionFailed, match="only programs that still use X11"):
        Keyboard(beside_wayland).do(firing_of(TypeText(text="a")))


def test_beside_wayland_keys_reach_an_x11_program_in_front() -> None:
    with a_screen(manager=True) as screen:
        keyboard, window = Keyboard(screen | {"WAYLAND_DISPLAY": "wayland-0"}), ProgramWindow(screen, "Old")
        wait_until(lambda: window.raise_it() or x_programs.window_in_front(screen), "the window in front")
        keyboard.do(firing_of(TypeText(text="abc")))
        assert window.keys_heard() == 3
        keyboard.close()
        window.close()


def test_the_keyboard_of_other_systems_presses_chords_and_types(
    screen: Environment, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pynput's, here on X11, where it knows the same names."""
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    keys = PynputKeys()
    keys.press(("ctrl", "page_down"))
    wait_until(lambda: len(window.pressed) == 2, "two keys")
    assert window.pressed == ["Control_L", "Next"]
    assert keys_down(screen) == []
    keys.type_text("ab")
    wait_until(lambda: window.text.endswith("ab"), "two letters")
    with pytest.raises(ActionFailed, match="no key"):
        keys.press_media(MEDIA_KEYS["stop"])
    keys.close()
