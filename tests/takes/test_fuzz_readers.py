"""Whatever bytes a file holds, it is read or refused in one sentence, and the store stays as it was."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_takes import dataset_arrays, made_take, moving_hand, tree, zip_of

from gesture_app.takes.archive import write_archive
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.importing import import_file
from gesture_app.takes.landmark_dataset import read_landmark_dataset
from gesture_app.takes.pose_format_file import read_pose, write_pose
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take_file import check_sequence, encode_take, read_take_from

fuzz = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def _npz(arrays: dict[str, object]) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=True, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


class Samples(dict[str, bytes]):
    """Files by name; said shortly when an example fails."""

    def __repr__(self) -> str:
        return f"Samples({', '.join(self)})"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """One correct file of every kind."""
    folder = tmp_path_factory.mktemp("samples")
    write_pose(moving_hand(4), folder / "a.pose")
    store = TakeStore(folder / "recordings")
    store.save(made_take("wave", frames=4))
    store.save(made_take("none", frames=4))
    write_archive(store, folder / "a.zip")
    return Samples(
        {
            "take.npz": encode_take(made_take("wave", frames=4)),
            "set.npz": _npz(dataset_arrays(2, 3)),
            "a.pose": (folder / "a.pose").read_bytes(),
            "a.zip": (folder / "a.zip").read_bytes(),
        }
    )


KINDS = ("take.npz", "set.npz", "a.pose", "a.zip")


def _import_or_refuse(folder: Path, name: str, data: bytes) -> None:
    """Import into a store that holds a take; on a refusal not one byte of it may differ."""
    store = TakeStore(folder / "recordings")
    if not store.takes():
        store.save(made_take("fist", frames=4))
    file = folder / name
    file.write_bytes(data)
    before = tree(folder)
    try:
        imported = import_file(store, file)
    except ImportRefused as refused:
        sentence = str(refused)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert tree(folder) == before
    else:
        for info in imported.takes:
            check_sequence(store.load(info.id).sequence)
            store.delete(info.id)
        store.empty_bin()
        for gesture in store.gestures():
            if not gesture.takes and not gesture.is_none:
                store.delete_gesture(gesture.name)
        store.empty_bin()


@pytest.mark.parametrize("name", KINDS)
@fuzz
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xcd\xcc\x4c\x3e"]),
)
def test_random_bytes(tmp_path: Path, name: str, data: bytes, start: bytes) -> None:
    _import_or_refuse(tmp_path, name, start + data)


@pytest.mark.parametrize("name", KINDS)
@fuzz
@given(share=st.floats(0, 1, exclude_max=True))
def test_truncated_files(tmp_path: Path, samples: Samples, name: str, share: float) -> None:
    data = samples[name]
    _import_or_refuse(tmp_path, name, data[: int(share * len(data))])


@pytest.mark.parametrize("name", KINDS)
@fuzz
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=4)
)
def test_flipped_bits(tmp_path: Path, samples: Samples, name: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(samples[name])
    for place, mask in flips:
        data[int(place * len(data))] ^= mask
    _import_or_refuse(tmp_path, name, bytes(data))


@pytest.mark.parametrize("name", ["take.npz", "set.npz"])
@fuzz
@given(
    key=st.integers(0, 30),
    place=st.floats(0, 1, exclude_max=True),
    mask=st.integers(1, 255),
)
def test_flipped_bits_behind_a_correct_checksum(
    tmp_path: Path, samples: Samples, name: str, key: int, place: float, mask: int
) -> None:
    """What a hostile program would write: the damage is in the arrays, the zip around them is whole."""
    with zipfile.ZipFile(io.BytesIO(samples[name])) as archive:
        members = {member: bytearray(archive.read(member)) for member in archive.namelist()}
    spoilt = members[sorted(members)[key % len(members)]]
    spoilt[int(place * len(spoilt))] ^= mask
    _import_or_refuse(tmp_path, name, zip_of({member: bytes(data) for member, data in members.items()}))


DTYPES = ["<f4", ">f4", "<f8", "<f2", "<i4", "<u1", "|b1", "<U3", "|S3", "<c8", "<M8[s]", "O"]


@pytest.mark.parametrize("name", ["take.npz", "set.npz"])
@fuzz
@given(
    key=st.integers(0, 30),
    dtype=st.sampled_from(DTYPES),
    shape=st.lists(st.integers(0, 4), max_size=5),
    number=st.sampled_from([0, 1, 7]),
)
def test_arrays_of_other_types_and_shapes(
    tmp_path: Path, samples: Samples, name: str, key: int, dtype: str, shape: list[int], number: int
) -> None:
    with np.load(io.BytesIO(samples[name])) as loaded:
        arrays: dict[str, object] = {k: loaded[k] for k in loaded.files}
    arrays[sorted(arrays)[key % len(arrays)]] = np.full(shape, number).astype(dtype)
    _import_or_refuse(tmp_path, name, _npz(arrays))


SPECIAL = [np.nan, np.inf, -np.inf, 1e38, -1e38, 1e-38, 0.0, 5e8, 99.0]


@pytest.mark.parametrize("coordinates", ["image", "metric", "relative"])
@fuzz
@given(
    value=st.sampled_from(SPECIAL),
    where=st.sampled_from(["all", "hand", "point", "number", "frame"]),
    mirrored=st.booleans(),
    y_up=st.booleans(),
)
def test_special_numbers_among_the_landmarks(
    tmp_path: Path, coordinates: str, value: float, where: str, mirrored: bool, y_up: bool
) -> None:
    arrays = dataset_arrays(2, 3) | {"mirrored": np.array(mirrored), "y_up": np.array(y_up)}
    arrays |= {"coordinates": np.array(coordinates), "unit": np.array("m" if coordinates == "metric" else "")}
    places = {
        "all": ...,
        "hand": (0, 0, 1),
        "point": (0, 0, 1, 3),
        "number": (0, 0, 1, 3, 1),
        "frame": (1, 2),
    }
    arrays["x"][places[where]] = value
    _import_or_refuse(tmp_path, "set.npz", _npz(arrays))


@fuzz
@given(
    shape=st.lists(st.sampled_from([0, 1, 21, 2**31, 2**63 - 1, 2**64, -1]), min_size=1, max_size=6),
    key=st.sampled_from(["x", "labels", "image", "info"]),
)
def test_huge_declared_shapes_allocate_nothing(
    tmp_path: Path, samples: Samples, shape: list[int], key: str
) -> None:
    header = (
        f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({', '.join(map(str, shape))},), }}\n".encode()
    )
    member = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(64)
    name = "set.npz" if key in ("x", "labels") else "take.npz"
    with zipfile.ZipFile(io.BytesIO(samples[name])) as archive:
        members = {each: archive.read(each) for each in archive.namelist()} | {f"{key}.npy": member}
    _import_or_refuse(tmp_path, name, zip_of(members))


@fuzz
@given(
    header=st.text(st.sampled_from("(){}[]':, 'descr'<f4shape0123456789\n"), max_size=300)
    | st.just("(" * 3000)
)
def test_odd_array_headers(header: str) -> None:
    data = header.encode("latin1")
    member = b"\x93NUMPY\x01\x00" + len(data).to_bytes(2, "little") + data
    with pytest.raises(ImportRefused):
        read_take_from(io.BytesIO(zip_of({"info.npy": member})), "a.npz")


def _paths() -> Iterator[str]:
    yield from (
        "../a.npz",
        "/a.npz",
        "a\\..\\b.npz",
        "a/b.npz",
        "a.npz",
        ".npz",
        "a/.npz",
        "con.npz",
        "a/",
        "ü.npz",
    )


@fuzz
@given(
    paths=st.lists(
        st.sampled_from(list(_paths()))
        | st.text(st.characters(exclude_characters="\0"), max_size=12).map(lambda text: f"{text}.npz"),
        max_size=3,
        unique=True,
    ),
    content=st.sampled_from(["take", "rubbish", "pickle", "empty"]),
)
def test_zips_with_any_names(tmp_path: Path, samples: Samples, paths: list[str], content: str) -> None:
    data = {"take": samples["take.npz"], "rubbish": b"?" * 99, "pickle": pickle.dumps(object), "empty": b""}[
        content
    ]
    try:
        archive = zip_of(dict.fromkeys(paths, data))
    except UnicodeEncodeError:
        return
    _import_or_refuse(tmp_path, "z.zip", archive)
    assert not (tmp_path.parent / "a.npz").exists()


def test_the_samples_themselves_are_correct(samples: Samples, tmp_path: Path) -> None:
    for name, data in samples.items():
        (tmp_path / name).write_bytes(data)
        assert import_file(TakeStore(tmp_path / name.replace(".", "-")), tmp_path / name).takes
    assert len(read_landmark_dataset(tmp_path / "set.npz").sequences) == 2
    assert len(read_pose(tmp_path / "a.pose")) == 4
