"""All recordings of a file, whatever kind it is of."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_takes import dataset_arrays, made_take, write_npz

from gesture_app.takes.archive import write_archive
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.pose_format_file import write_pose
from gesture_app.takes.reading import read_recordings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take_file import encode_take


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    store = TakeStore(tmp_path / "recordings")
    store.save(made_take("wave"))
    store.save(made_take("fist", frames=12))
    return store


def labels(path: Path) -> list[str]:
    return sorted(item.label for item in read_recordings(path).sequences)


def test_a_folder_a_zip_a_take_a_pose_and_a_dataset_are_read(tmp_path: Path, store: TakeStore) -> None:
    write_archive(store, tmp_path / "all.zip")
    (tmp_path / "one.npz").write_bytes(encode_take(store.load(store.takes("fist")[0].id)))
    write_pose(made_take("wave").sequence, tmp_path / "hello.pose")
    write_npz(tmp_path / "set.npz", dataset_arrays())
    assert labels(tmp_path / "recordings") == labels(tmp_path / "all.zip") == ["fist", "wave"]
    assert labels(tmp_path / "one.npz") == ["fist"]
    assert labels(tmp_path / "hello.pose") == ["hello"]
    assert labels(tmp_path / "set.npz") == ["none", "none", "wave", "wave"]


def test_reading_a_zip_leaves_nothing_behind(tmp_path: Path, store: TakeStore) -> None:
    write_archive(store, tmp_path / "all.zip")
    before = sorted(tmp_path.rglob("*"))
    read_recordings(tmp_path / "all.zip")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_of_no_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("hello")
    with pytest.raises(ImportRefused, match=r"none of \.npz, \.csv, \.pose and \.zip"):
        read_recordings(tmp_path / "x.txt")
