"""One take as one file."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from made_takes import assert_same, made_take, moving_hand, zip_of
from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.keeping.atomic import write_atomically
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.take import Take, is_take_id, new_take
from gesture_app.takes.take_file import encode_take, read_info, read_take, take_files, write_take


def _npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def _members(take: Take) -> dict[str, bytes]:
    with np.load(io.BytesIO(encode_take(take))) as arrays:
        return {f"{key}.npy": _npy(arrays[key]) for key in arrays.files}


def test_a_take_comes_back_as_it_was(tmp_path: Path) -> None:
    take = new_take(
        moving_hand(lost=(3, 4)), "grüß dich 👋", person="Ada", session="s1", camera="cam", split="test"
    )
    write_take(take, tmp_path / "a.npz")
    read = read_take(tmp_path / "a.npz")
    assert_same(read.sequence, take.sequence)
    assert read.info == take.info


def test_what_is_known_can_be_read_without_the_landmarks(tmp_path: Path) -> None:
    take = made_take()
    write_take(take, tmp_path / "a.npz")
    assert read_info(tmp_path / "a.npz") == take.info


def test_a_take_is_a_plain_npz_for_numpy(tmp_path: Path) -> None:
    take = made_take()
    write_take(take, tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["image"], take.sequence.image)


def test_the_same_take_is_the_same_bytes() -> None:
    take = made_take()
    assert encode_take(take) == encode_take(take)


def test_a_hand_seen_in_part_is_never_written() -> None:
    sequence = moving_hand(5)
    sequence.image[2, 1, 7] = np.nan
    with pytest.raises(ValueError, match="in part"):
        encode_take(new_take(sequence, "wave"))


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda m: m.pop("info.npy"), "no take"),
        (lambda m: m.pop("image.npy"), "lacks"),
        (lambda m: m.update({"image.npy": _npy(np.zeros((20, 2, 21, 2), np.float32))}), "shape"),
        (lambda m: m.update({"image.npy": _npy(np.zeros((20, 2, 21, 3), np.float64))}), "shape"),
        (lambda m: m.update({"image.npy": b"rubbish"}), "no plain array"),
        (lambda m: m.update({"image.npy": m["image.npy"][:-8]}), "size"),
        (lambda m: m.update({"time_s.npy": _npy(np.zeros(20))}), "increase"),
        (lambda m: m.update({"time_s.npy": _npy(np.linspace(-1e300, 1e300, 20))}), "times"),
        (lambda m: m.update({"time_s.npy": _npy(np.zeros((0,)))}), "between 1 and"),
        (lambda m: m.update({"aspect.npy": _npy(np.array(np.nan))}), "aspect"),
        (lambda m: m.update({"score.npy": _npy(np.full((20, 2), np.nan, np.float32))}), "belief"),
        (lambda m: m.update({"present.npy": _npy(np.zeros((20, 2), bool))}), "not seen has landmarks"),
        (lambda m: m.update({"info.npy": _npy(np.frombuffer(b"{}", np.uint8))}), "about itself"),
        (lambda m: m.update({"info.npy": _npy(np.zeros(1 << 20, np.uint8))}), "about itself"),
    ],
)
def test_a_malformed_take_is_refused_in_one_sentence(tmp_path: Path, spoil: object, word: str) -> None:
    members = _members(made_take())
    spoil(members)  # type: ignore[operator]
    file = tmp_path / "a.npz"
    file.write_bytes(zip_of(members))
    with pytest.raises(ImportRefused, match=word) as refused:
        read_take(file)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_pickles_are_never_opened(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "opened"),)

    members = _members(made_take())
    buffer = io.BytesIO()
    np.save(buffer, np.array([Trap()], dtype=object), allow_pickle=True)
    members["image.npy"] = buffer.getvalue()
    (tmp_path / "a.npz").write_bytes(zip_of(members))
    with pytest.raises(ImportRefused):
        read_take(tmp_path / "a.npz")
    assert not (tmp_path / "opened").exists()


def test_a_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    members = _members(made_take()) | {"world.npy": bytes(200 << 20)}
    (tmp_path / "a.npz").write_bytes(zip_of(members))
    with pytest.raises(ImportRefused, match="unpack to more"):
        read_take(tmp_path / "a.npz")


def test_a_take_from_a_newer_program_is_refused_with_the_remedy(tmp_path: Path) -> None:
    take = made_take()
    write_take(Take(take.sequence, replace(take.info, format_version=99)), tmp_path / "a.npz")
    with pytest.raises(ImportRefused, match=r"newer version.*Update"):
        read_take(tmp_path / "a.npz")


def test_big_endian_and_fortran_arrays_mean_the_same(tmp_path: Path) -> None:
    take = made_take()
    members = _members(take)
    members["world.npy"] = _npy(np.asfortranarray(take.sequence.world))
    (tmp_path / "a.npz").write_bytes(zip_of(members))
    assert_same(read_take(tmp_path / "a.npz").sequence, take.sequence)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.npz"
    write_atomically(file, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
    assert file.read_bytes() == b"old"


def test_files_being_written_are_no_takes(tmp_path: Path) -> None:
    for name in (".a.npz", ".3f.part", "b.npz", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "c.npz").mkdir()
    assert [entry.name for entry in take_files(tmp_path)] == ["b.npz"]


@pytest.mark.parametrize("text", ["", "..", "con", "a/b", "1/../2", "1" * 100, "1 2", "1.npz"])
def test_ids_from_elsewhere_are_names_every_system_can_hold(text: str) -> None:
    assert not is_take_id(text)


def test_a_sequence_without_frames_is_never_written() -> None:
    sequence = moving_hand(5)
    empty: HandSequence = sequence.slice(0, 0)
    with pytest.raises(ValueError, match="between 1 and"):
        encode_take(new_take(empty, "wave"))
