"""The recordings folder: gestures and takes."""

from __future__ import annotations

import errno
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_takes import assert_same, made_take, tree
from msgspec.structs import replace

from gesture_app.hands.labelled import NONE
from gesture_app.takes import gesture_folder
from gesture_app.takes import store as store_module
from gesture_app.takes.store import TakeStore, TakeStoreError
from gesture_app.takes.take import Take


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "recordings")


def _names(store: TakeStore) -> list[tuple[str, int]]:
    return [(gesture.name, gesture.takes) for gesture in store.gestures()]


def test_a_saved_take_is_listed_and_loads(store: TakeStore) -> None:
    take = made_take("wave")
    info = store.save(take)
    assert store.takes() == [info]
    assert_same(store.load(info.id).sequence, take.sequence)


def test_an_empty_store_makes_no_folder(store: TakeStore) -> None:
    assert _names(store) == [(NONE, 0)]
    assert store.takes() == []
    assert store.bin() == []
    assert not store.folder.exists()


def test_ids_sort_by_time(tmp_path: Path) -> None:
    moments = iter([datetime(2026, 11, 20, 12, 15, 0, 123000, UTC), datetime(2027, 1, 1, tzinfo=UTC)])
    store = TakeStore(tmp_path, now=lambda: next(moments))
    first, second = store.save(made_take()), store.save(made_take())
    assert first.id.startswith("20261120T121500123Z-")
    assert [info.id for info in store.takes()] == [first.id, second.id]


def test_not_a_gesture_is_always_there_and_last(store: TakeStore) -> None:
    store.create_gesture("zebra")
    store.save(made_take("none"))
    assert _names(store) == [("zebra", 0), (NONE, 1)]
    assert [gesture.is_none for gesture in store.gestures()] == [False, True]


@pytest.mark.parametrize("name", ["-", "none", " None ", "NONE"])
def test_every_way_to_write_none_is_the_one_class(store: TakeStore, name: str) -> None:
    assert store.save(made_take(name)).gesture == NONE


@pytest.mark.parametrize(
    "name", ["Grüß dich", "手を振る", "👋", "a/b\\c", "CON", "..", "x" * 80, "wave.", " wave  two "]
)
def test_any_name_can_be_a_gesture(store: TakeStore, name: str) -> None:
    created = store.create_gesture(name)
    info = store.save(made_take(name))
    assert created.name == " ".join(name.split())
    assert TakeStore(store.folder).takes(name) == [info]
    assert all(path.parent == store.folder for path in store.folder.iterdir())


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b", "\ud800"])
def test_a_name_that_is_none_is_refused_in_words(store: TakeStore, name: str) -> None:
    with pytest.raises(TakeStoreError, match=r"name"):
        store.create_gesture(name)


def test_names_that_differ_in_case_only_get_folders_of_their_own(store: TakeStore) -> None:
    for name in ("wave", "Wave", "WAVE!"):
        store.save(made_take(name))
    folders = [path.name.casefold() for path in store.folder.iterdir()]
    assert len(folders) == len(set(folders)) == 3
    assert len(_names(store)) == 4


def test_a_gesture_cannot_be_created_twice(store: TakeStore) -> None:
    store.create_gesture("wave")
    with pytest.raises(TakeStoreError, match="already a gesture"):
        store.create_gesture("wave")


def test_renaming_moves_no_take(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    before = set(tree(store.folder))
    store.rename_gesture("wave", "Hello there")
    assert set(tree(store.folder)) == before
    assert store.takes() == [replace(info, gesture="Hello there")]
    assert store.load(info.id).info.gesture == "Hello there"
    assert _names(TakeStore(store.folder)) == [("Hello there", 1), (NONE, 0)]


def test_renaming_to_a_taken_name_or_renaming_none_is_refused(store: TakeStore) -> None:
    store.create_gesture("wave")
    store.create_gesture("fist")
    for old, new in (("wave", "fist"), (NONE, "idle"), ("wave", NONE), ("gone", "x")):
        with pytest.raises(TakeStoreError):
            store.rename_gesture(old, new)
    assert _names(store) == [("fist", 0), ("wave", 0), (NONE, 0)]


def test_merging_keeps_every_take(store: TakeStore) -> None:
    moved, stayed = store.save(made_take("wave")), store.save(made_take("hello"))
    assert store.merge_gestures("wave", "hello") == 1
    assert _names(store) == [("hello", 2), (NONE, 0)]
    assert {info.id for info in store.takes("hello")} == {moved.id, stayed.id}


def test_a_merge_that_breaks_off_loses_nothing_and_can_be_finished(
    store: TakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = {store.save(made_take("wave")).id for _ in range(4)}
    store.create_gesture("hello")
    real, calls = Path.replace, iter([True, True, False])

    def broken(self: Path, target: Path) -> Path:
        if not next(calls):
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken)
        with pytest.raises(TakeStoreError):
            store.merge_gestures("wave", "hello")
    assert _names(store) == [("hello", 2), ("wave", 2), (NONE, 0)]
    store.merge_gestures("wave", "hello")
    assert {info.id for info in store.takes("hello")} == ids


def test_gestures_can_become_none_but_not_the_other_way(store: TakeStore) -> None:
    store.save(made_take("wave"))
    store.merge_gestures("wave", NONE)
    assert _names(store) == [(NONE, 1)]
    store.create_gesture("fist")
    for source, into in ((NONE, "fist"), ("fist", "fist"), ("gone", "fist"), ("fist", "gone")):
        with pytest.raises(TakeStoreError):
            store.merge_gestures(source, into)


def test_a_folder_without_a_card_is_a_gesture_of_its_own_name(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    copied = store.folder / "My gesture"
    copied.mkdir()
    (store.folder / "wave" / f"{info.id}.npz").rename(copied / "1.npz")
    assert _names(store) == [("My gesture", 1), ("wave", 0), (NONE, 0)]
    store.rename_gesture("My gesture", "mine")
    assert _names(store) == [("mine", 1), ("wave", 0), (NONE, 0)]


def test_two_folders_of_one_name_are_one_gesture(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    twin = store.folder / "twin"
    twin.mkdir()
    (twin / "gesture.json").write_bytes((store.folder / "wave" / "gesture.json").read_bytes())
    (twin / "2.npz").write_bytes((store.folder / "wave" / f"{info.id}.npz").read_bytes())
    assert _names(store) == [("wave", 2), (NONE, 0)]
    store.rename_gesture("wave", "hello")
    assert _names(store) == [("hello", 2), (NONE, 0)]


def test_damaged_files_are_named_and_stop_nothing(store: TakeStore) -> None:
    whole = store.save(made_take("wave"))
    broken = store.folder / "wave" / "0-broken.npz"
    broken.write_bytes(b"PK\x03\x04 half a fil")
    (store.folder / "fist").mkdir()
    (store.folder / "fist" / "gesture.json").write_text("{")
    assert store.takes() == [whole]
    assert _names(store) == [("fist", 0), ("wave", 1), (NONE, 0)]
    assert [item.name for item in store.labelled()] == [whole.id]
    sentences = {problem.file.name: problem.sentence for problem in store.problems()}
    assert set(sentences) == {broken.name, "fist"}
    store.rename_gesture("fist", "fist")
    assert [problem.file for problem in store.problems()] == [broken]


def test_landmarks_that_turn_out_damaged_are_reported_from_then_on(store: TakeStore) -> None:
    info = store.save(made_take("wave", frames=60))
    file = store.folder / "wave" / f"{info.id}.npz"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    assert store.labelled() == []
    assert [problem.file for problem in store.problems()] == [file]
    with pytest.raises(TakeStoreError, match="damaged"):
        store.load(info.id)


def test_copies_of_one_take_are_used_once(store: TakeStore) -> None:
    info = store.save(made_take("wave"))
    store.create_gesture("fist")
    name = f"{info.id}.npz"
    (store.folder / "fist" / name).write_bytes((store.folder / "wave" / name).read_bytes())
    assert len(store.takes()) == 1
    assert "same name" in store.problems()[0].sentence


@pytest.mark.parametrize("take_id", ["", "..", "../wave/x", "/etc/passwd", "wave/x", "a\\b", "nothing"])
def test_an_id_never_leads_out_of_the_store(store: TakeStore, take_id: str) -> None:
    store.save(made_take())
    with pytest.raises(TakeStoreError, match="no take"):
        store.load(take_id)


def test_a_take_is_saved_once_only(store: TakeStore) -> None:
    info = store.save(made_take())
    with pytest.raises(TakeStoreError, match="saved already"):
        store.save(store.load(info.id))


def test_a_changed_take_is_read_anew(store: TakeStore) -> None:
    info = store.save(made_take(frames=20))
    other = TakeStore(store.folder)
    assert other.takes()[0].frames == 20
    longer = made_take(frames=31)
    from gesture_app.takes.take_file import write_take

    write_take(
        Take(longer.sequence, replace(longer.info, id=info.id)), store.folder / "wave" / f"{info.id}.npz"
    )
    assert other.takes()[0].frames == 31


def test_trimming_keeps_the_frames_asked_for(store: TakeStore) -> None:
    take = made_take(frames=40)
    info = store.save(take)
    trimmed = store.trim(info.id, 10, 30)
    assert_same(store.load(trimmed.id).sequence, take.sequence.slice(10, 30))
    assert trimmed.frames == 20
    assert [left.id for left in store.takes()] == [trimmed.id]


@pytest.mark.parametrize(("start", "stop"), [(-1, 5), (5, 5), (7, 3), (0, 21), (20, 25)])
def test_trimming_to_nothing_is_refused(store: TakeStore, start: int, stop: int) -> None:
    info = store.save(made_take(frames=20))
    with pytest.raises(TakeStoreError, match="frames 0 to 20"):
        store.trim(info.id, start, stop)
    assert store.takes() == [info]


def test_labelled_takes_say_what_they_are(store: TakeStore) -> None:
    take = made_take("wave")
    info = store.save(Take(take.sequence, replace(take.info, person="Ada", session="s1", split="test")))
    store.save(made_take("fist"))
    (item,) = store.labelled(["wave"])
    assert (item.label, item.person, item.session, item.split, item.name) == (
        "wave",
        "Ada",
        "s1",
        "test",
        info.id,
    )
    assert len(store.labelled()) == 2


def test_saving_many_is_all_or_nothing(store: TakeStore) -> None:
    store.save(made_take("wave"))
    before = tree(store.folder)

    def takes() -> object:
        yield made_take("wave")
        yield made_take("new one")
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError):
        store.save_all(takes())  # type: ignore[arg-type]
    assert tree(store.folder) == before


def test_many_that_cannot_be_moved_in_are_taken_back(
    store: TakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(made_take("wave"))
    before = tree(store.folder)
    real = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if self.name == "2.npz":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken)
        with pytest.raises(TakeStoreError, match="The disk is full"):
            store.save_all(made_take(name) for name in ("wave", "new one", "new two"))
    assert tree(store.folder) == before


def test_many_keep_their_order_and_get_ids_of_their_own(store: TakeStore) -> None:
    infos = store.save_all(made_take("wave", frames=10 + i) for i in range(12))
    assert [info.frames for info in store.takes()] == list(range(10, 22))
    assert store.takes() == infos


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "may not write"),
        (errno.EROFS, "only be read"),
        (errno.EIO, "Try"),
    ],
)
def test_what_the_system_refuses_is_said_with_a_remedy(
    store: TakeStore, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "Some reason")

    monkeypatch.setattr(store_module, "write_take", failing)
    with pytest.raises(TakeStoreError, match=words) as refused:
        store.save(made_take())
    assert str(refused.value).startswith("The take could not be saved")


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("not a folder")
    with pytest.raises(TakeStoreError, match="file where a folder should be"):
        TakeStore(tmp_path / "recordings").takes()


def test_one_thread_may_save_while_another_lists(store: TakeStore) -> None:
    failures: list[BaseException] = []

    def save() -> None:
        try:
            for _ in range(15):
                store.save(made_take("wave", frames=8))
        except BaseException as error:
            failures.append(error)

    savers = [threading.Thread(target=save) for _ in range(2)]
    for saver in savers:
        saver.start()
    while any(saver.is_alive() for saver in savers):
        for info in store.takes():
            store.load(info.id)
        assert store.problems() == []
    for saver in savers:
        saver.join()
    assert not failures
    assert len(store.takes("wave")) == 30


def test_a_gesture_that_cannot_be_named_does_not_appear(
    store: TakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.create_gesture("wave")
    before = tree(store.folder)
    monkeypatch.setattr(gesture_folder, "write_atomically", full)
    with pytest.raises(TakeStoreError, match="disk is full"):
        store.save(made_take("Look there"))
    assert _names(store) == [("wave", 0), (NONE, 0)]
    assert tree(store.folder) == before
    assert not list(store.folder.glob(".*.part"))
