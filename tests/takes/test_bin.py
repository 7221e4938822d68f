"""Deleting, restoring and emptying the bin."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_takes import made_take, tree

from gesture_app.hands.labelled import NONE
from gesture_app.takes.store import TakeStore, TakeStoreError


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "recordings")


def test_a_deleted_take_comes_back(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    entry = store.delete(info.id)
    assert store.takes() == []
    assert store.bin() == [entry]
    assert (entry.kind, entry.gesture, entry.take_id) == ("take", "wave", info.id)
    assert store.restore(entry.id).take_ids == (info.id,)
    assert store.takes() == [info]
    assert store.bin() == []


def test_a_deleted_gesture_comes_back_with_its_takes(store: TakeStore) -> None:
    infos = [store.save(made_take("Grüße")) for _ in range(3)]
    entry = store.delete_gesture("Grüße")
    assert (entry.kind, entry.takes) == ("gesture", 3)
    assert [gesture.name for gesture in store.gestures()] == [NONE]
    store.restore(entry.id)
    assert store.takes("Grüße") == infos


def test_an_empty_gesture_comes_back_too(store: TakeStore) -> None:
    store.create_gesture("wave")
    store.restore(store.delete_gesture("wave").id)
    assert [gesture.name for gesture in store.gestures()] == ["wave", NONE]


def test_a_take_finds_its_gesture_after_a_rename(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    entry = store.delete(info.id)
    store.rename_gesture("wave", "hello")
    assert store.restore(entry.id).gesture == "hello"


def test_a_take_whose_gesture_is_gone_gets_it_back(store: TakeStore) -> None:
    first, second = store.save(made_take("wave")), store.save(made_take("wave"))
    take = store.delete(first.id)
    gesture = store.delete_gesture("wave")
    store.restore(take.id)
    assert [info.id for info in store.takes("wave")] == [first.id]
    store.restore(gesture.id)
    assert [info.id for info in store.takes("wave")] == [first.id, second.id]


def test_a_gesture_comes_back_beside_a_new_one_of_its_name(store: TakeStore) -> None:
    old = store.save(made_take("wave"))
    entry = store.delete_gesture("wave")
    new = store.save(made_take("wave"))
    store.restore(entry.id)
    assert [info.id for info in store.takes("wave")] == [old.id, new.id]
    assert [gesture.name for gesture in store.gestures()] == ["wave", NONE]


def test_a_restored_take_never_overwrites_another(store: TakeStore) -> None:
    info = store.save(made_take("wave", frames=20))
    file = store.folder / "wave" / f"{info.id}.npz"
    copy = file.read_bytes()
    entry = store.delete(info.id)
    file.write_bytes(copy)
    (restored,) = store.restore(entry.id).take_ids
    assert restored != info.id
    assert len(store.takes("wave")) == 2


def test_undoing_a_trim_puts_the_trimmed_take_into_the_bin(store: TakeStore) -> None:
    whole = store.save(made_take(frames=40))
    trimmed = store.trim(whole.id, 5, 30)
    (entry,) = store.bin()
    assert (entry.kind, entry.replaced_by) == ("trim", trimmed.id)
    store.restore(entry.id)
    assert store.takes() == [whole]
    assert [waiting.take_id for waiting in store.bin()] == [trimmed.id]


def test_none_can_be_emptied_like_a_gesture(store: TakeStore) -> None:
    info = store.save(made_take(NONE))
    entry = store.delete_gesture(NONE)
    assert store.takes() == []
    store.restore(entry.id)
    assert store.takes(NONE) == [info]


def test_emptying_the_bin_leaves_the_rest(store: TakeStore) -> None:
    kept = store.save(made_take("wave"))
    store.delete(store.save(made_take("wave")).id)
    store.delete(store.save(made_take("fist")).id)
    assert store.empty_bin() == 2
    assert store.bin() == []
    assert store.takes() == [kept]
    assert store.empty_bin() == 0


@pytest.mark.parametrize("entry", ["", "..", "../wave", "nothing"])
def test_what_is_not_in_the_bin_cannot_be_restored(store: TakeStore, entry: str) -> None:
    store.delete(store.save(made_take()).id)
    before = tree(store.folder)
    with pytest.raises(TakeStoreError, match="not in the bin"):
        store.restore(entry)
    assert tree(store.folder) == before


def test_a_damaged_bin_entry_is_named_and_stops_nothing(store: TakeStore) -> None:
    broken = store.delete(store.save(made_take()).id)
    (store.folder / ".bin" / broken.id / "entry.json").write_text("{")
    whole = store.delete(store.save(made_take()).id)
    assert store.bin() == [whole]
    assert [problem.file.name for problem in store.problems()] == [broken.id]


def test_an_entry_whose_delete_broke_off_is_not_listed(
    store: TakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = store.save(made_take())
    real = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if self.suffix == ".npz":
            raise OSError(5, "Input/output error")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken)
        with pytest.raises(TakeStoreError):
            store.delete(info.id)
    assert store.takes() == [info]
    assert store.bin() == []


def test_two_deletions_that_draw_the_same_id_do_not_meet(
    store: TakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    infos = [store.save(made_take()) for _ in range(2)]
    drawn = iter(["1-same", "1-same", "1-other"])
    monkeypatch.setattr("gesture_app.takes.bin.time_id", lambda _: next(drawn))
    assert [store.delete(info.id).id for info in infos] == ["1-same", "1-other"]


def test_what_else_lay_in_a_deleted_folder_stays_in_the_bin(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    (store.folder / "wave" / "notes.txt").write_text("mine")
    entry = store.delete_gesture("wave")
    store.restore(entry.id)
    assert store.takes() == [info]
    assert any(path.endswith("notes.txt") for path in tree(store.folder))
