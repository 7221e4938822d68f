"""Profiles of others: brought in disarmed, with everything that they would do in sight, or refused."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gesture_app.actions.action import RunCommand, TypeText
from gesture_app.actions.binding import Streams
from gesture_app.actions.describing import described
from gesture_app.actions.profiles.sharing import LARGEST_BYTES, ProfileRefused, read_profile, write_profile
from gesture_app.actions.profiles.store import ProfileStore
from made_profiles import binding_of, kept, profile_of

MINE = replace(
    profile_of(
        binding_of(action=RunCommand(arguments=("rm", "-rf", "~"))),
        binding_of("fist", action=TypeText(text="two\nlines")),
    ),
    programs=("impress",),
    hotkey="ctrl+alt+1",
    streams=Streams(websocket=True),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.gesture-profile"


def written(file: Path, **changes: Any) -> Path:
    """A shared file in which parts of the profile were changed by hand."""
    write_profile(MINE, file)
    content = json.loads(file.read_text())
    content["profile"] |= changes
    file.write_text(json.dumps(content))
    return file


def refusal(file: Path) -> str:
    with pytest.raises(ProfileRefused) as refused:
        read_profile(file)
    assert str(refused.value).endswith(".")
    return str(refused.value)


def test_a_shared_profile_does_the_same_but_is_not_trusted_and_takes_no_others_place(file: Path):
    write_profile(MINE, file)
    read = read_profile(file)
    assert read.id not in (MINE.id, read_profile(file).id)
    assert not read.trusted
    ids = [binding.id for binding in read.bindings]
    assert len(set(ids)) == 2
    mine = [replace(binding, id=new) for binding, new in zip(MINE.bindings, ids, strict=True)]
    assert read == replace(MINE, id=read.id, trusted=False, bindings=tuple(mine))


def test_no_file_can_say_that_it_is_trusted(file: Path):
    assert not read_profile(written(file, trusted=True)).trusted


def test_once_brought_in_it_stays_untrusted_until_a_person_agrees(file: Path, tmp_path: Path):
    store = ProfileStore(tmp_path / "actions")
    own = kept(store, "Mine", hotkey="ctrl+alt+1")
    brought = store.add(read_profile(written(file, trusted=True)))
    assert (brought.name, brought.hotkey, brought.trusted) == ("Mine (2)", "", False)
    assert own in ProfileStore(tmp_path / "actions").profiles()
    store.trust(brought.id)
    assert {profile.trusted for profile in store.profiles()} == {True}


def test_every_command_of_a_hostile_profile_is_there_to_be_shown(file: Path):
    arguments = ("sh", "-c", "harmless \u202e ; rm -rf ~ #")
    write_profile(profile_of(binding_of(action=RunCommand(arguments=arguments))), file)
    (binding,) = read_profile(file).bindings
    assert binding.action == RunCommand(arguments=arguments)
    assert "⟨U+202E⟩ ; rm -rf ~ #" in described(binding.action)


@pytest.mark.parametrize("hotkey", ["a", "enter", "ctrl+alt+nonsense", "ctrl+alt", "+"])
def test_a_hotkey_that_would_take_a_key_from_everything_is_dropped(file: Path, hotkey: str):
    assert read_profile(written(file, hotkey=hotkey)).hotkey == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "a\u202eb"},
        {"name": "a\u200bb"},
        {"name": "a\nb"},
        {"id": "../../x"},
        {"programs": ["firefox\u200b"]},
        {"programs": ["x"] * 51},
        {"hotkey": "ctrl+\u202ea"},
        {"streams": {"osc_port": 22}},
        {"streams": {"midi_port": "a\x00"}},
        {"run_at_once": True},
        {"bindings": [{"id": "a", "gesture": "wave", "action": {"do": "erase everything"}}]},
        {"bindings": [{"id": "a", "gesture": "wave", "action": {"do": "run command", "arguments": []}}]},
        {"bindings": [{"id": "a", "gesture": "wave", "action": {"do": "run command", "arguments": "rm"}}]},
        {"bindings": [{"id": "a", "gesture": "wave", "action": {"do": "click", "shell": True}}]},
        {"bindings": [{"id": "a", "gesture": "wa\u200bve", "action": {"do": "click"}}]},
        {"bindings": [{"id": "a", "gesture": "none", "action": {"do": "click"}}]},
        {"bindings": [{"id": "a", "gesture": "w", "action": {"do": "click"}, "hold_s": 1e9}]},
        {"bindings": [{"id": "a", "gesture": "w", "action": {"do": "scroll", "notches": 1000}}]},
        {"bindings": [{"id": "a", "gesture": "w", "action": {"do": "click"}}] * 201},
        {"bindings": None},
    ],
    ids=str,
)
def test_what_no_profile_may_hold_is_refused(file: Path, changes: dict[str, Any]):
    assert file.name in refusal(written(file, **changes))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"null",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"kind": "gesture-app profile", "format_version": 1}',
        b'{"kind": "something else", "profile": {}}',
        b" " * (LARGEST_BYTES + 1),
    ],
    ids=lambda content: str(content[:12]),
)
def test_what_is_no_profile_is_refused(file: Path, content: bytes):
    file.write_bytes(content)
    assert file.name in refusal(file)


def test_a_newer_versions_file_asks_for_an_update(file: Path):
    file.write_text(json.dumps({"kind": "gesture-app profile", "format_version": 2, "profile": 0}))
    assert "Update" in refusal(file)


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path):
    refusal(tmp_path)
    refusal(tmp_path / "nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files there")
def test_a_pipe_that_never_ends_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    refusal(tmp_path / "pipe")


def test_a_profile_that_nobody_could_read_is_not_written(file: Path):
    file.write_text("before")
    long = RunCommand(arguments=("x" * 4000,) * 90)
    large = profile_of(*(binding_of(id=str(number), action=long) for number in range(3)))
    for refused in (large, replace(MINE, name=" "), profile_of(binding_of("none"))):
        with pytest.raises(ProfileRefused):
            write_profile(refused, file)
    assert file.read_text() == "before"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(ProfileRefused, match="no longer there"):
        write_profile(MINE, tmp_path / "nowhere" / "a.gesture-profile")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_file_it_is_read_or_refused_and_never_trusted(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    file = tmp_path_factory.getbasetemp() / "changed.gesture-profile"
    write_profile(MINE, file)
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    file.write_bytes(bytes(content))
    with suppress(ProfileRefused):
        assert not read_profile(file).trusted
