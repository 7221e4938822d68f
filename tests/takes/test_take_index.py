"""What is remembered of takes' files: thousands are listed without opening them, and nothing changed is missed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from made_takes import made_take
from msgspec.structs import replace

from gesture_app.hands.labelled import NONE
from gesture_app.takes import take_index
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import Take
from gesture_app.takes.take_file import write_take
from gesture_app.takes.take_head import read_head
from gesture_app.takes.take_memory import MEMORY_FILE, KnownFile, sparing


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TakeStore:
    """A store that has written down what it knows of three takes."""
    monkeypatch.setattr(take_index, "WORTH_KEEPING", 2)
    store = TakeStore(tmp_path / "recordings")
    for gesture in ("wave", "wave", "fist"):
        store.save(replace_person(made_take(gesture), "Ada"))
    store.takes()
    assert (store.folder / MEMORY_FILE).is_file()
    return store


def replace_person(take: Take, person: str) -> Take:
    return Take(take.sequence, replace(take.info, person=person))


def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path) -> None:
        raise AssertionError(f"{file} was opened")

    monkeypatch.setattr(take_index, "read_info", refuse)


def test_the_next_start_lists_without_opening_a_take(
    kept: TakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_reading(monkeypatch)
    assert TakeStore(kept.folder).takes() == kept.takes()


def test_a_take_that_changed_since_is_read(kept: TakeStore) -> None:
    info = kept.takes("fist")[0]
    write_take(
        Take(made_take(frames=31).sequence, replace(info, frames=31)), kept.folder / "fist" / f"{info.id}.npz"
    )
    assert TakeStore(kept.folder).takes("fist")[0].frames == 31


def test_takes_that_went_or_moved_since_are_not_where_they_were(kept: TakeStore) -> None:
    gone, moved = kept.takes("wave")
    (kept.folder / "wave" / f"{gone.id}.npz").unlink()
    (kept.folder / "wave" / f"{moved.id}.npz").rename(kept.folder / "fist" / f"{moved.id}.npz")
    there = TakeStore(kept.folder).takes()
    assert moved.id in {take.id for take in there if take.gesture == "fist"}
    assert gone.id not in {take.id for take in there}
    assert "wave" not in {take.gesture for take in there}


def test_a_gesture_renamed_since_has_its_new_name(kept: TakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.rename_gesture("wave", "hello")
    no_reading(monkeypatch)
    assert [gesture.name for gesture in TakeStore(kept.folder).gestures()] == ["fist", "hello", NONE]
    assert {take.gesture for take in TakeStore(kept.folder).takes("hello")} == {"hello"}


@pytest.mark.parametrize("rubbish", [b"", b"\x81\xa7", b"{}" * 1000, msgspec.msgpack.encode({"program": 1})])
def test_a_damaged_memory_only_costs_time(kept: TakeStore, rubbish: bytes) -> None:
    (kept.folder / MEMORY_FILE).write_bytes(rubbish)
    assert TakeStore(kept.folder).takes() == kept.takes()


def test_a_memory_of_another_version_is_not_used(kept: TakeStore) -> None:
    held = msgspec.msgpack.decode((kept.folder / MEMORY_FILE).read_bytes())
    held["program"] = "0.0"
    held["folders"] = {folder: {} for folder in held["folders"]}
    (kept.folder / MEMORY_FILE).write_bytes(msgspec.msgpack.encode(held))
    assert TakeStore(kept.folder).takes() == kept.takes()


def test_what_is_no_time_in_the_memory_is_unknown(kept: TakeStore) -> None:
    held = msgspec.msgpack.decode((kept.folder / MEMORY_FILE).read_bytes())
    for files in held["folders"].values():
        for known in files.values():
            known[2]["recorded_at"] = "yesterday"
    (kept.folder / MEMORY_FILE).write_bytes(msgspec.msgpack.encode(held))
    assert {take.recorded_at for take in TakeStore(kept.folder).takes()} == {""}


def test_few_takes_leave_no_memory_behind(tmp_path: Path) -> None:
    store = TakeStore(tmp_path / "recordings")
    store.save(made_take())
    store.takes()
    assert not (store.folder / MEMORY_FILE).exists()


def test_one_look_tells_what_four_questions_tell(kept: TakeStore) -> None:
    kept.delete(kept.takes("wave")[0].id)
    (kept.folder / "fist" / "0-broken.npz").write_bytes(b"PK\x03\x04 half a fil")
    there = kept.contents()
    assert list(there.gestures) == kept.gestures()
    assert list(there.takes) == kept.takes()
    assert list(there.bin) == kept.bin()
    assert list(there.problems) == kept.problems()


def test_takes_share_what_they_say_alike(kept: TakeStore) -> None:
    one, other, _ = TakeStore(kept.folder).takes()
    assert one.person is other.person
    assert one.quality is other.quality


def test_a_file_without_its_end_is_looked_at_as_a_zip(tmp_path: Path) -> None:
    file = tmp_path / "a.npz"
    write_take(made_take(), file)
    whole = file.read_bytes()
    assert read_head(file) is not None
    for cut in (len(whole) - 1, len(whole) // 2, 500, 40, 3, 0):
        file.write_bytes(whole[:cut])
        assert read_head(file) is None


def test_a_byte_changed_in_what_a_take_says_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a.npz"
    write_take(made_take(), file)
    damaged = bytearray(file.read_bytes())
    damaged[damaged.index(b"wave")] ^= 1
    file.write_bytes(damaged)
    assert read_head(file) is None


def test_a_long_description_is_read_whole(tmp_path: Path) -> None:
    take = made_take()
    long = Take(take.sequence, replace(take.info, source="x" * 20_000))
    write_take(long, tmp_path / "a.npz")
    head = read_head(tmp_path / "a.npz")
    assert head is not None
    assert msgspec.json.decode(head)["source"] == "x" * 20_000


def test_a_known_file_is_written_and_read_as_it_is() -> None:
    known = KnownFile(1, 2, sparing(made_take().info))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(known), type=KnownFile) == known
