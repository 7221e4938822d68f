"""A disk that is full while takes are recorded: it is told, and nothing recorded is lost."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.keeping import atomic
from gesture_app.pipeline import unsaved
from gesture_app.pipeline.messages import Done, Message, TakeSaved, Trouble
from gesture_app.pipeline.recording import DroppedTake, FinishedTake, RecordingPlan
from gesture_app.takes import take_file
from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.store import TakeStore
from made_hands import sequence
from made_house import House, SeesAHand

TOLD = "The disk is full. Free some space and try again. It is kept in memory meanwhile"


class Disk:
    """Where takes are written; full or not."""

    def __init__(self) -> None:
        self.full = False

    def write(self, file: Path, data: bytes, *, durable: bool = True) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        atomic.write_atomically(file, data, durable=durable)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made = Disk()
    monkeypatch.setattr(take_file, "write_atomically", made.write)
    monkeypatch.setattr(unsaved, "TRY_AGAIN_S", 0.05)
    return made


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> Iterator[House]:
    made = House(monkeypatch)
    yield made
    made.engine.close()


def is_told(heard: Message) -> bool:
    return isinstance(heard, Trouble) and TOLD in heard.sentence


def is_saved(heard: Message) -> bool:
    return isinstance(heard, TakeSaved)


def keep(house: House, number: int) -> HandSequence:
    take = sequence(0.5 + 0.1 * number)
    house.engine.library.keep(FinishedTake(take, number), "wave", "Desk camera", "Ada")
    return take


def all_done(house: House) -> None:
    house.engine._disk.submit(lambda: None).result(20)


def takes_in(folder: Path) -> list[HandSequence]:
    return [take.sequence for take in TakeStore(folder).load_all()]


def are_the_same(kept: list[HandSequence], recorded: list[HandSequence]) -> bool:
    return len(kept) == len(recorded) and all(
        np.array_equal(one.image, other.image, equal_nan=True)
        for one, other in zip(kept, recorded, strict=True)
    )


def test_takes_that_could_not_be_saved_are_saved_by_themselves_when_there_is_room(
    house: House, disk: Disk
) -> None:
    disk.full = True
    recorded = [keep(house, number) for number in (1, 2, 3)]
    all_done(house)
    assert sum(map(is_told, house.heard)) == 3, "each is told once, however often it is tried again"
    assert takes_in(house.engine.recordings_folder) == []
    disk.full = False
    house.wait_for(lambda heard: heard == Done("What could not be saved before is saved now."))
    assert sum(map(is_saved, house.heard)) == 3
    assert are_the_same(takes_in(house.engine.recordings_folder), recorded)
    infos = TakeStore(house.engine.recordings_folder).takes()
    assert {(info.gesture, info.camera, info.person) for info in infos} == {("wave", "Desk camera", "Ada")}


def test_the_next_take_brings_those_before_it_along_in_their_order(
    house: House, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaved, "TRY_AGAIN_S", 1000.0)
    disk.full = True
    first = keep(house, 1)
    all_done(house)
    disk.full = False
    second = keep(house, 2)
    all_done(house)
    assert are_the_same(takes_in(house.engine.recordings_folder), [first, second])


def test_another_folder_gets_what_the_full_one_could_not_take(
    house: House, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaved, "TRY_AGAIN_S", 1000.0)
    roomy = tmp_path / "roomy"

    def write(file: Path, data: bytes, *, durable: bool = True) -> None:
        disk.full = roomy not in file.parents
        disk.write(file, data, durable=durable)

    monkeypatch.setattr(take_file, "write_atomically", write)
    take = keep(house, 1)
    house.wait_for(is_told)
    house.engine.apply(replace(house.engine.settings, recordings_folder=str(roomy)))
    house.wait_for(is_saved)
    assert are_the_same(takes_in(roomy), [take])


def test_a_take_that_is_recorded_again_is_not_saved_later(house: House, disk: Disk) -> None:
    first = keep(house, 1)
    all_done(house)
    disk.full = True
    keep(house, 2)
    house.engine.library.keep(DroppedTake(2), "wave", "Desk camera")
    all_done(house)
    disk.full = False
    again = keep(house, 2)
    all_done(house)
    assert are_the_same(takes_in(house.engine.recordings_folder), [first, again])


def test_a_take_that_can_never_be_saved_does_not_stand_in_the_way_of_the_next(
    house: House, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = house.engine.library.store
    save = store.save

    def refuse_once(_: object) -> None:
        monkeypatch.setattr(store, "save", save)
        raise TakeStoreError("This take cannot be kept.")

    monkeypatch.setattr(store, "save", refuse_once)
    keep(house, 1)
    good = keep(house, 2)
    all_done(house)
    assert Trouble("This take cannot be kept.") in house.heard
    assert are_the_same(takes_in(house.engine.recordings_folder), [good])


def test_the_end_tries_once_more_and_does_not_hang(
    house: House, disk: Disk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(unsaved, "TRY_AGAIN_S", 1000.0)
    disk.full = True
    take = keep(house, 1)
    all_done(house)
    disk.full = False
    house.engine.close()
    assert are_the_same(takes_in(house.engine.recordings_folder), [take])
    assert not caplog.records


def test_what_cannot_be_saved_even_at_the_end_is_logged(
    house: House, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    disk.full = True
    keep(house, 1)
    house.engine.close()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "are lost: 1" in caplog.text


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real one of 128 kB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may make a disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        pytest.skip("no disk may be made here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    return filler


def test_a_disk_that_is_really_full_while_a_camera_records(
    tiny_disk: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaved, "TRY_AGAIN_S", 0.05)
    filler = fill(tiny_disk)
    house.engine.apply(replace(house.engine.settings, recordings_folder=str(tiny_disk)))
    house.plug_in()
    house.engine._loop.start()
    house.engine._loop.track_with(SeesAHand)
    house.engine.watch()
    house.wait_for(house.running("Desk camera"))
    house.engine.start_recording(RecordingPlan("fist", 1, "fixed", 0.4, 0.0))
    told = house.wait_for(is_told)
    assert isinstance(told, Trouble)
    assert told.sentence.startswith(f"The take could not be saved in {tiny_disk}. ")
    assert not any(map(is_saved, house.heard))
    filler.unlink()
    saved = house.wait_for(is_saved)
    assert isinstance(saved, TakeSaved)
    assert are_the_same(takes_in(tiny_disk), [saved.sequence])
    assert not list(tiny_disk.rglob("*.part")), "nothing half is left"
