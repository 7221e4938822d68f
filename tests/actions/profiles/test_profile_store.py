"""Profiles on disk: whole or not at all, nothing lost, and nothing trusted that nobody looked at."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from gesture_app.actions.action import RunCommand, SendOsc, Speak
from gesture_app.actions.binding import Binding, Profile, Streams
from gesture_app.actions.profiles.starters import STARTERS
from gesture_app.actions.profiles.store import ProfileError, ProfileStore
from made_profiles import binding_of, kept


@pytest.fixture
def store(tmp_path: Path) -> ProfileStore:
    return ProfileStore(tmp_path / "actions")


def again(store: ProfileStore) -> ProfileStore:
    """As the next start of the program sees it."""
    return ProfileStore(store.folder.parent)


def file_of(store: ProfileStore, profile: Profile) -> Path:
    return store.folder / f"{profile.id}.json"


def test_nothing_is_written_before_something_is_kept(store: ProfileStore):
    assert (store.profiles(), store.deleted(), store.problems(), store.in_use()) == ((), (), (), "")
    assert not store.folder.exists()


def test_a_profile_is_read_as_it_was_kept(store: ProfileStore):
    bindings = (
        binding_of(action=RunCommand(arguments=("a", "b\n\u202e")), when="held", hands="both"),
        binding_of("fist", action=SendOsc(address="/a", arguments=(True, 2, 0.5, "x")), hold_s=0.5),
    )
    profile = kept(
        store, bindings=bindings, programs=("impress",), hotkey="ctrl+alt+1", streams=Streams(osc=True)
    )
    assert profile.id != "new"
    assert again(store).profiles() == (profile,)


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.profile.name)
def test_every_template_can_be_kept(store: ProfileStore, starter):
    assert store.add(starter.profile).bindings == starter.profile.bindings


def test_profiles_come_by_name(store: ProfileStore):
    for name in ("music", "Alarm", "Zoo"):
        kept(store, name)
    assert [profile.name for profile in store.profiles()] == ["Alarm", "music", "Zoo"]


def test_a_new_profile_takes_neither_the_name_nor_the_hotkey_of_another(store: ProfileStore):
    first = kept(store, "Music", hotkey="ctrl+alt+1")
    second = kept(store, "  music ", hotkey="Alt+Ctrl+1")
    third = kept(store, "Other", hotkey="ctrl+alt+2")
    assert (second.name, second.hotkey) == ("music (2)", "")
    assert third.hotkey == "ctrl+alt+2"
    with pytest.raises(ProfileError, match="already a profile"):
        store.save(replace(second, name="MUSIC"))
    with pytest.raises(ProfileError, match="hotkey"):
        store.save(replace(third, hotkey="ctrl+alt+1"))
    assert set(again(store).profiles()) == {first, second, third}


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "a  b"},
        {"name": "a\u202eb"},
        {"id": "../../elsewhere"},
        {"id": "con"},
        {"bindings": (binding_of(), binding_of())},
        {"bindings": (binding_of(" wave"),)},
        {"bindings": (binding_of("none"),)},
        {"bindings": (binding_of(action=Speak(text="x" * 2001)),)},
        {"bindings": (binding_of(cool_down_s=float("nan")),)},
        {"bindings": (binding_of(hold_s=-1.0),)},
        {"bindings": tuple(binding_of(id=str(number)) for number in range(201))},
        {"programs": ("x" * 201,)},
        {"streams": Streams(osc_port=80)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_no_profile_may_hold_is_refused_with_a_sentence_and_nothing_is_changed(
    store: ProfileStore, change: dict[str, object]
):
    profile = kept(store)
    with pytest.raises(ProfileError) as refused:
        store.save(replace(profile, **change))
    assert str(refused.value).endswith(".")
    assert again(store).profiles() == (profile,)
    assert [file.name for file in store.folder.iterdir()] == [f"{profile.id}.json"]


def test_one_that_is_not_trusted_stays_so_until_a_person_says_otherwise(store: ProfileStore):
    profile = kept(store, trusted=False)
    store.save(replace(profile, name="Changed", trusted=True))
    assert [each.trusted for each in again(store).profiles()] == [False]
    store.trust(profile.id)
    assert [(each.name, each.trusted) for each in again(store).profiles()] == [("Changed", True)]


# ---- in use


def test_the_choice_is_remembered_and_comes_back_with_its_profile(store: ProfileStore):
    profile = kept(store)
    store.use(profile.id)
    assert again(store).in_use() == profile.id
    store.delete(profile.id)
    assert store.in_use() == ""
    store.restore(profile.id)
    assert again(store).in_use() == profile.id
    store.use("")
    assert again(store).in_use() == ""


@pytest.mark.parametrize("unknown", ["profile-ffffffffffff", "../x", "nothing"])
def test_what_is_not_there_can_be_neither_chosen_nor_changed(store: ProfileStore, unknown: str):
    for method in (store.use, store.delete, store.restore, store.trust):
        with pytest.raises(ProfileError, match="no such profile"):
            method(unknown)


def test_a_damaged_choice_is_no_choice(store: ProfileStore):
    profile = kept(store)
    store.use(profile.id)
    (store.folder / "in-use.json").write_text('{"profile": 7}')
    assert again(store).in_use() == ""
    store.use(profile.id)
    assert again(store).in_use() == profile.id


# ---- the bin


def test_a_deleted_profile_waits_in_the_bin_and_comes_back(store: ProfileStore):
    profile = kept(store)
    store.delete(profile.id)
    assert (store.profiles(), again(store).deleted()) == ((), (profile,))
    store.restore(profile.id)
    assert (again(store).profiles(), store.deleted()) == ((profile,), ())


def test_what_comes_back_gives_way_to_what_took_its_name_and_hotkey(store: ProfileStore):
    old = kept(store, hotkey="ctrl+alt+1")
    store.delete(old.id)
    new = kept(store, hotkey="ctrl+alt+1")
    store.restore(old.id)
    assert set(store.profiles()) == {new, replace(old, name="Mine (2)", hotkey="")}


def test_a_late_change_does_not_bring_a_deleted_profile_back(store: ProfileStore):
    profile = kept(store)
    store.delete(profile.id)
    with pytest.raises(ProfileError, match="deleted"):
        store.save(replace(profile, name="Late"))
    store.restore(profile.id)
    assert store.profiles() == (profile,)


# ---- damage


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[1]", b'{"profile": {}}', b"[" * 100_000, b" " * (5 << 20)]
)
def test_a_damaged_file_is_set_aside_and_the_rest_works(store: ProfileStore, content: bytes):
    good, bad = kept(store, "Good"), kept(store, "Bad")
    file_of(store, bad).write_bytes(content)
    assert again(store).profiles() == (good,)
    aside = store.folder / "damaged" / file_of(store, bad).name
    assert aside.read_bytes() == content
    (problem,) = again(store).problems()
    assert aside.name in problem
    assert "set aside" in problem


def test_a_file_that_says_it_is_another_profile_is_set_aside(store: ProfileStore):
    profile = kept(store)
    file_of(store, profile).rename(store.folder / "profile-000000000000.json")
    assert again(store).profiles() == ()
    assert len(again(store).problems()) == 1


def test_what_a_newer_version_wrote_is_left_alone(store: ProfileStore):
    profile = kept(store)
    file = file_of(store, profile)
    newer = json.dumps({"format_version": 99, "profile": {"everything": "else"}})
    file.write_text(newer)
    assert store.profiles() == ()
    assert ["newer version" in problem for problem in store.problems()] == [True]
    with pytest.raises(ProfileError):
        store.save(profile)
    assert file.read_text() == newer


def test_a_folder_that_cannot_be_is_told(tmp_path: Path):
    (tmp_path / "actions").write_text("a file where the folder should be")
    store = ProfileStore(tmp_path / "actions")
    for method in (store.profiles, store.deleted, store.in_use, lambda: kept(store)):
        with pytest.raises(ProfileError, match="There is a file"):
            method()
    (problem,) = store.problems()
    assert "There is a file" in problem


def test_a_full_disk_leaves_the_profile_as_it_was(store: ProfileStore, monkeypatch: pytest.MonkeyPatch):
    profile = kept(store)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProfileError, match="disk is full"):
        store.save(replace(profile, bindings=(Binding(id="b", gesture="OK", action=Speak()),)))
    monkeypatch.undo()
    assert again(store).profiles() == (profile,)
    assert [file.name for file in store.folder.iterdir()] == [f"{profile.id}.json"]
