"""Recordings from elsewhere into the store, and out of it again."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from made_takes import dataset_arrays, made_take, moving_hand, tree, write_npz, zip_of

from gesture_app.hands.labelled import NONE
from gesture_app.takes.archive import write_archive
from gesture_app.takes.errors import ExportRefused, ImportRefused
from gesture_app.takes.exporting import export_file
from gesture_app.takes.importing import import_file
from gesture_app.takes.pose_format_file import write_pose
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take_file import encode_take


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    """A store that holds two takes already."""
    store = TakeStore(tmp_path / "recordings")
    store.save(made_take("grüß dich"))
    store.save(made_take("fist", frames=12))
    return store


def _counts(store: TakeStore) -> dict[str, int]:
    return {gesture.name: gesture.takes for gesture in store.gestures() if gesture.takes}


def test_a_dataset_becomes_takes(store: TakeStore, tmp_path: Path) -> None:
    imported = import_file(store, write_npz(tmp_path / "set.npz", dataset_arrays()))
    assert _counts(store) == {"grüß dich": 1, "fist": 1, "wave": 2, NONE: 2}
    assert imported.gestures == (NONE, "wave")
    assert [info.source for info in imported.takes] == ["set.npz"] * 4
    assert imported.remarks == ()


def test_gesture_and_person_can_be_given(store: TakeStore, tmp_path: Path) -> None:
    imported = import_file(
        store, write_npz(tmp_path / "set.npz", dataset_arrays()), gesture="Sign", person="Ada"
    )
    assert {(info.gesture, info.person) for info in imported.takes} == {("Sign", "Ada")}


def test_gestures_without_a_hand_are_left_out_and_counted(store: TakeStore, tmp_path: Path) -> None:
    arrays = dataset_arrays()
    arrays["x"][:2] = float("nan")  # one of the gesture, one of none
    imported = import_file(store, write_npz(tmp_path / "set.npz", arrays))
    assert (_counts(store)["wave"], _counts(store)[NONE]) == (1, 2)
    assert imported.remarks == ("Left out, because no hand is seen in them: 1 recording.",)


def test_a_zip_carries_everything_to_another_store(store: TakeStore, tmp_path: Path) -> None:
    assert export_file(store, tmp_path / "all.zip") == 2
    other = TakeStore(tmp_path / "other")
    import_file(other, tmp_path / "all.zip")
    assert other.takes() == store.takes()
    assert tree(other.folder / "fist").keys() == tree(store.folder / "fist").keys()


def test_takes_that_are_here_already_are_left_out(store: TakeStore, tmp_path: Path) -> None:
    write_archive(store, tmp_path / "all.zip")
    before = tree(store.folder)
    imported = import_file(store, tmp_path / "all.zip")
    assert imported.takes == ()
    assert imported.remarks == ("Left out, because they are here already: 2 takes.",)
    assert tree(store.folder) == before


def test_another_take_of_the_same_id_gets_a_new_one(store: TakeStore, tmp_path: Path) -> None:
    taken = store.takes()[0].id
    (tmp_path / "z.zip").write_bytes(zip_of({f"wave/{taken}.npz": encode_take(made_take("wave", frames=9))}))
    (info,) = import_file(store, tmp_path / "z.zip").takes
    assert info.id != taken
    assert store.load(info.id).info.frames == 9
    assert store.load(taken).info.frames == 20


def test_folders_in_folders_and_strangers_in_a_zip_are_harmless(store: TakeStore, tmp_path: Path) -> None:
    members = {
        "recordings/Wave hello/1.npz": encode_take(made_take("other")),
        "recordings/.bin/x/content/2.npz": b"deleted",
        "__MACOSX/recordings/Wave hello/._1.npz": b"resource fork",
        "recordings/README.txt": b"hello",
        "loose.npz": encode_take(made_take("loose one")),
    }
    (tmp_path / "z.zip").write_bytes(zip_of(members))
    imported = import_file(store, tmp_path / "z.zip")
    assert imported.gestures == ("Wave hello", "loose one")
    assert imported.remarks == ("Left out, because they are no recordings: 1 file.",)


@pytest.mark.parametrize(
    "path",
    [
        "../evil.npz",
        "/etc/evil.npz",
        "a/../../evil.npz",
        "..\\evil.npz",
        "C:/evil.npz",
        "wave/../gesture.json",
    ],
)
def test_a_zip_with_a_way_out_is_refused_and_nothing_changes(
    store: TakeStore, tmp_path: Path, path: str
) -> None:
    before = tree(tmp_path)
    data = zip_of({"wave/1.npz": encode_take(made_take()), path: encode_take(made_take())})
    file = tmp_path / "z.zip"
    file.write_bytes(data)
    with pytest.raises(ImportRefused, match="unsafe"):
        import_file(store, file)
    file.unlink()
    assert tree(tmp_path) == before


def test_a_link_in_a_zip_is_refused(store: TakeStore, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("wave/1.npz")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ImportRefused, match="link"):
        import_file(store, tmp_path / "z.zip")


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ({"wave/1.npz": b"no take"}, "1.npz in z.zip"),
        ({"wave/1.npz": b""}, "1.npz in z.zip"),
        ({"wave/1.npz": encode_take(made_take())[:-200]}, "damaged"),
        ({"wave/1.npz": encode_take(made_take()), "wave/gesture.json": b"{"}, "gesture.json"),
        ({"readme.txt": b"hello"}, "no recordings"),
        ({}, "no recordings"),
        ({"wave/1.npz": bytes(80 << 20)}, "larger than"),
    ],
)
def test_a_zip_with_something_wrong_in_it_is_refused_as_a_whole(
    store: TakeStore, tmp_path: Path, members: dict[str, bytes], word: str
) -> None:
    before = tree(store.folder)
    (tmp_path / "z.zip").write_bytes(
        zip_of({"fist/0.npz": encode_take(made_take("fist"))} | members)
        if "wave/1.npz" in members
        else zip_of(members)
    )
    with pytest.raises(ImportRefused, match=word):
        import_file(store, tmp_path / "z.zip")
    assert tree(store.folder) == before


def test_two_files_of_one_name_in_a_zip_are_refused(store: TakeStore, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("wave/1.npz", "wave/2.npz"):
            archive.writestr(name, encode_take(made_take()))
    (tmp_path / "z.zip").write_bytes(buffer.getvalue().replace(b"wave/2.npz", b"wave/1.npz"))
    with pytest.raises(ImportRefused, match="same name"):
        import_file(store, tmp_path / "z.zip")


def test_a_file_without_a_name_in_a_zip_is_refused(store: TakeStore, tmp_path: Path) -> None:
    data = zip_of({"wave/1.npz": encode_take(made_take())})
    (tmp_path / "z.zip").write_bytes(data.replace(b"wave/1.npz", b"\0ave/1.npz"))
    with pytest.raises(ImportRefused, match="without a name"):
        import_file(store, tmp_path / "z.zip")


def test_a_single_take_is_imported(store: TakeStore, tmp_path: Path) -> None:
    (tmp_path / "take.npz").write_bytes(encode_take(made_take("wave")))
    (info,) = import_file(store, tmp_path / "take.npz").takes
    assert info.gesture == "wave"
    (info,) = import_file(store, tmp_path / "take.npz", gesture="hello").takes
    assert info.gesture == "hello"


def test_a_pose_file_shows_what_it_is_called_or_what_is_said(store: TakeStore, tmp_path: Path) -> None:
    write_pose(moving_hand(10), tmp_path / "thank you.pose")
    assert import_file(store, tmp_path / "thank you.pose").gestures == ("thank you",)
    assert import_file(store, tmp_path / "thank you.pose", gesture="-").gestures == (NONE,)


def test_a_pose_file_without_hands_is_no_gesture(store: TakeStore, tmp_path: Path) -> None:
    write_pose(moving_hand(3, lost=(0, 1, 2)), tmp_path / "a.pose")
    with pytest.raises(ImportRefused, match="no hand in any frame"):
        import_file(store, tmp_path / "a.pose")
    assert import_file(store, tmp_path / "a.pose", gesture=NONE).gestures == (NONE,)


@pytest.mark.parametrize("name", ["a.txt", "a.npz", "a.zip", "a.pose", "a"])
def test_what_is_of_no_known_kind_is_refused(store: TakeStore, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"what is this?" * 20)
    with pytest.raises(ImportRefused, match=r"^a"):
        import_file(store, tmp_path / name)


def test_an_export_chooses_gestures_or_a_take(store: TakeStore, tmp_path: Path) -> None:
    take_id = store.takes("fist")[0].id
    assert export_file(store, tmp_path / "a.zip", gestures=["fist"]) == 1
    assert export_file(store, tmp_path / "b.zip", take_id=take_id) == 1
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert export_file(store, tmp_path / "a.npz") == 2
    assert export_file(store, tmp_path / "a.pose", gestures=["fist"]) == 1


@pytest.mark.parametrize(
    ("name", "gestures", "word"),
    [
        ("a.txt", None, r"\.zip, \.npz or \.pose"),
        ("a.pose", None, "one take and 2"),
        ("a.zip", ["gone"], "no takes of “gone”"),
        ("no folder/a.zip", None, "could not be written"),
    ],
)
def test_an_export_that_cannot_be_is_refused_and_writes_nothing(
    store: TakeStore, tmp_path: Path, name: str, gestures: list[str] | None, word: str
) -> None:
    before = tree(tmp_path)
    with pytest.raises(ExportRefused, match=word):
        export_file(store, tmp_path / name, gestures=gestures)
    assert tree(tmp_path) == before


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")
    with pytest.raises(ExportRefused, match="no takes"):
        export_file(TakeStore(tmp_path / "empty"), tmp_path / "a.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    assert (tmp_path / "a.zip").read_bytes() == b"old"


def test_a_refused_import_into_nothing_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(zip_of({"a/1.npz": b"no take"}))
    with pytest.raises(ImportRefused):
        import_file(TakeStore(tmp_path / "recordings"), tmp_path / "z.zip")
    assert not (tmp_path / "recordings").exists()


@pytest.mark.shared
def test_a_large_dataset_is_imported_whole(shared_data: Path, tmp_path: Path) -> None:
    store = TakeStore(tmp_path / "recordings")
    imported = import_file(store, shared_data / "asl_words_two_signers.npz")
    assert len(imported.takes) == len(store.takes()) == 3268
    assert _counts(store)[NONE] == 450
