"""What keys are called, and which chords can be heard from everywhere."""

from __future__ import annotations

import pytest

from gesture_app.actions.key_names import MODIFIERS, canonical, hotkey_problem, key_problem, keys_of


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Return", "enter"),
        ("ESCAPE", "esc"),
        ("Page Up", "page_up"),
        ("page-down", "page_down"),
        ("Control", "ctrl"),
        ("cmd", "super"),
        ("A", "a"),
        (" ", "space"),
        ("-", "-"),
        ("plus", "+"),
    ],
)
def test_a_key_has_one_name_however_it_is_written(written: str, name: str) -> None:
    assert canonical(written) == name
    assert key_problem(written) == ""


@pytest.mark.parametrize("name", ["", "hyper", "ctrl+c", "\n", "\x1b", "ab", "f25", "\u202e"])
def test_what_is_no_key_is_named_in_a_sentence(name: str) -> None:
    problem = key_problem(name)
    assert problem.startswith("There is no key")
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("chord", "keys"),
    [
        ("ctrl+alt+p", ("ctrl", "alt", "p")),
        (" Ctrl + Return ", ("ctrl", "enter")),
        ("ctrl++", ("ctrl", "+")),
        ("+", ("+",)),
        ("f5", ("f5",)),
    ],
)
def test_a_chord_is_taken_apart(chord: str, keys: tuple[str, ...]) -> None:
    assert keys_of(chord) == keys


@pytest.mark.parametrize("chord", ["ctrl+alt+p", "super+space", "f9", "shift+f1", "ctrl++", "pause", "alt+ß"])
def test_such_chords_can_be_heard_from_everywhere(chord: str) -> None:
    assert hotkey_problem(chord) == ""


@pytest.mark.parametrize("chord", ["p", "shift+p", "enter", "alt_gr+q", "shift+left"])
def test_a_key_that_people_type_with_is_not_taken_from_them(chord: str) -> None:
    assert "no longer reach any other program" in hotkey_problem(chord)


@pytest.mark.parametrize("chord", ["", "ctrl", "ctrl+alt", "ctrl+a+b", "+ctrl", "ctrl+ctrl+a", "ctrl+hyper"])
def test_a_chord_without_exactly_one_plain_key_is_refused(chord: str) -> None:
    assert hotkey_problem(chord)


def test_every_modifier_can_be_part_of_a_chord() -> None:
    assert [key for key in MODIFIERS if hotkey_problem(f"ctrl+{key}+a")] == [
        "ctrl"
    ]  # only twice the same is wrong
