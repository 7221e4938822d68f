"""What actions do is said in words that hide nothing, and what is dangerous is said to be so."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesture_app.actions.action import (
    Action,
    AddToSentence,
    Click,
    Kind,
    Notify,
    Open,
    OpenApplication,
    PlayMidiNote,
    PressKeys,
    PressMediaKey,
    RunCommand,
    Scroll,
    SendMidiControl,
    SendOsc,
    SendWebSocket,
    Speak,
    TypeText,
)
from gesture_app.actions.describing import described, gesture_sentence
from gesture_app.actions.risks import risky
from gesture_app.actions.visible import is_hidden, visible
from made_profiles import binding_of

HIDDEN = [
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00a0",
    "\ufeff",
    "\x1b",
    "\r",
    "\u2028",
    "\u3164",
    "\u2800",
    "\U000e0041",
]

EXAMPLES: list[tuple[Action, str]] = [
    (
        OpenApplication(entry="org.gnome.Calculator.desktop", name="Calculator"),
        "Start “Calculator” (org.gnome.Calculator.desktop)",
    ),
    (OpenApplication(entry="x.desktop"), "Start x.desktop"),
    (
        Open(target="https://example.org/a?b=c"),
        "Open the address https://example.org/a?b=c (at example.org)",
    ),
    (Open(target="mailto:a@b.org"), "Open the address mailto:a@b.org"),
    (Open(target="C:\\Slides\\talk.pdf"), "Open the file or folder C:\\Slides\\talk.pdf"),
    (
        RunCommand(arguments=("no-such-program", "a b", ""), folder="/srv"),
        "Run: no-such-program “a b” “” (not found on this computer, with 2 arguments, in the folder /srv, "
        "for at most 10 s)",
    ),
    (PressKeys(keys=("ctrl", "shift", "t")), "Press Ctrl + Shift + T"),
    (TypeText(text="yes\n"), "Type “yes⏎”"),
    (PressMediaKey(key="next"), "Next track"),
    (Click(button="right", times=2), "Double-click with the right button"),
    (Scroll(direction="up", notches=5), "Scroll up by 5"),
    (Speak(), "Say the gesture's name"),
    (Speak(text="Hello"), "Say “Hello”"),
    (Notify(text="Now"), "Show “Now” with a sound"),
    (Notify(shown=False), "Play a sound"),
    (SendOsc(address="/light", arguments=(True, 1, 0.5, "red")), "Send OSC /light true 1 0.5 “red” to port 12000"),
    (SendWebSocket(text="go"), "Send “go” to connected programs"),
    (
        PlayMidiNote(note=61, seconds=0),
        "Play the note C♯4 (61) until the gesture ends, velocity 100, channel 1",
    ),
    (SendMidiControl(control=7, value=0, channel=16), "Set MIDI control 7 to 0, channel 16"),
    (AddToSentence(what="letter", text="A"), "Sentence: add “A” as a letter"),
    (AddToSentence(what="clear"), "Sentence: begin anew"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "words"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_every_kind_of_action_has_its_words(action: Action, words: str):
    assert described(action) == words


def test_the_examples_leave_no_kind_out():
    assert {type(action) for action, _ in EXAMPLES} == set(get_args(Action))
    assert all(issubclass(kind, Kind) for kind in get_args(Action))


def test_the_file_that_a_commands_name_stands_for_is_said():
    assert described(RunCommand(arguments=("sh", "-c", "exit"))).startswith("Run: sh -c exit (as /")


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_cannot_be_seen_in_a_text_is_spelled_out(hidden: str):
    spelled = f"⟨U+{ord(hidden):04X}⟩"
    text = f"safe{hidden}text"
    for action in (
        TypeText(text=text),
        Open(target=text),
        OpenApplication(entry="x", name=text),
        RunCommand(arguments=("program", text)),
        Speak(text=text),
        SendOsc(address="/a", arguments=(text,)),
        SendWebSocket(text=text),
        AddToSentence(text=text),
    ):
        assert spelled in described(action)
        assert hidden not in described(action)
    assert spelled in gesture_sentence(binding_of(text))


@given(st.text(max_size=60))
def test_no_invisible_character_is_left_and_nothing_else_is_changed(text: str):
    shown = visible(text)
    assert not any(
        unicodedata.category(character)[0] == "C" or character in "\u2028\u2029" for character in shown
    )
    if not any(map(is_hidden, text)):
        assert shown == text


def test_emoji_and_letters_of_all_alphabets_stay_as_they_are():
    for text in ("Grüße", "你好", "שלום", "👍", "❤️"):
        assert visible(text) == text


def test_a_command_is_shown_whole_however_long_it_is():
    arguments = ("program", *(f"argument{number}" for number in range(99)))
    words = described(RunCommand(arguments=arguments))
    assert all(argument in words for argument in arguments)
    assert "x" * 4000 in described(RunCommand(arguments=("p", "x" * 4000)))


def test_arguments_that_look_alike_are_told_apart():
    assert described(RunCommand(arguments=("p", "a", "b"))) != described(RunCommand(arguments=("p", "a b")))
    assert described(RunCommand(arguments=("p", "“a”"))) != described(RunCommand(arguments=("p", "a")))


@pytest.mark.parametrize(
    "arguments",
    [
        ("rm", "-rf", "x"),
        ("/bin/sh", "-c", "true"),
        ("sudo", "true"),
        ("env", "sudo", "true"),
        ("C:\\Windows\\System32\\CMD.EXE", "/c", "dir"),
        ("python3.11", "-c", "pass"),
        ("curl", "example.org"),
        ("harmless", "a\u202eb"),
    ],
)
def test_commands_that_can_do_harm_say_more_than_others(arguments: tuple[str, ...]):
    usual = risky(RunCommand(arguments=("calculator",)))
    assert usual
    assert risky(RunCommand(arguments=arguments)) not in ("", usual)


@pytest.mark.parametrize(
    "action",
    [
        Open(target="https://bank.example@evil.example/login"),
        Open(target="https://аpple.com"),
        Open(target="https://xn--pple-43d.com"),
        Open(target="ms-settings:network"),
        Open(target="javascript:alert(1)"),
        Open(target="\\\\server\\share\\a.txt"),
        Open(target="/home/me/a.desktop"),
        Open(target="https://exa\u200bmple.org"),
        OpenApplication(entry="a.desktop", name="Calc\u202eulator"),
        TypeText(text="rm x\n"),
        PressKeys(keys=("Alt", "F4")),
        PressKeys(keys=("Return",)),
        PressKeys(keys=("cmd", "q")),
    ],
)
def test_what_may_not_be_what_it_looks_like_or_does_more_is_said(action: Action):
    assert risky(action).endswith(".")


@pytest.mark.parametrize(
    "action",
    [
        Open(target="https://example.org/a@b"),
        Open(target="mailto:someone@example.org"),
        Open(target="/home/me/talk.pdf"),
        OpenApplication(entry="a.desktop", name="Calculator"),
        TypeText(text="hello"),
        PressKeys(keys=("ctrl", "c")),
        Click(),
        Speak(text="hi"),
    ],
)
def test_what_is_harmless_raises_no_alarm(action: Action):
    assert risky(action) == ""


def test_when_an_action_is_done_is_a_plain_sentence():
    assert gesture_sentence(binding_of()) == "When “wave” begins."
    assert gesture_sentence(binding_of(cool_down_s=2.0)) == "When “wave” begins; then not again for 2 s."
    assert gesture_sentence(binding_of(hold_s=0.5, hands="both")) == (
        "Once “wave” has lasted 0.5 s with both hands in sight."
    )
    assert (
        gesture_sentence(binding_of(when="held", every_s=0.25)) == "While “wave” lasts, again every 0.25 s."
    )
    assert (
        gesture_sentence(binding_of(when="end", hold_s=1.0)) == "When “wave” is over, if it has lasted 1 s."
    )
