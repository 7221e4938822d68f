"""A full disk is told in a sentence; what was written stays, and writing goes on when there is room again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.journal.trouble import JournalError
from made_attempts import NOON, made

LIMITED = """
import resource, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from made_attempts import NOON, made
from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.journal.trouble import JournalError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = Journal(Path(sys.argv[1]), now=NOON)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
try:
    while True:
        print(journal.write(made("x" * 400), "good", NOON), flush=True)
except JournalError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(journal.write(made("after"), "good", NOON))
journal.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
def test_a_file_that_cannot_grow_refuses_one_review_and_keeps_the_others(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite"
    tests = Path(__file__).parents[2]
    command = [sys.executable, "-c", LIMITED, str(file), str(tests), str(tests.parent)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    *written, refusal, after = run.stdout.splitlines()
    assert len(written) > 10
    assert refusal.startswith("The attempt could not be written down in ")
    with Journal(file, now=NOON) as journal:
        assert [str(review.id) for review in journal.reviews()] == [*written, after]
        assert journal.problems == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 300 kB; only who may mount can have one."""
    place = tmp_path / "small"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def write_until_refused(journal: Journal, written: list[int]) -> None:
    while True:
        written.append(journal.write(made("x" * 400), "good", NOON))


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(512))


def test_on_a_full_disk_nothing_written_is_lost_and_freed_room_is_used(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(120_000))
    file = small_disk / "journal.sqlite"
    written: list[int] = []
    with Journal(file, now=NOON) as journal:
        with pytest.raises(JournalError, match=r"The disk is full\. Free some space"):
            write_until_refused(journal, written)
        assert [review.id for review in journal.reviews()] == written
        filler.unlink()
        written.append(journal.write(made("after"), "good", NOON))
    with Journal(file, now=NOON) as journal:
        assert [review.id for review in journal.reviews()] == written
    assert len(written) > 10


def test_a_disk_that_is_full_on_opening_is_no_damage(small_disk: Path) -> None:
    file = small_disk / "journal.sqlite"
    with Journal(file, now=NOON) as journal:
        journal.write(made(), "good", NOON)
    fill(small_disk)
    before = file.read_bytes()
    with pytest.raises(JournalError, match="The disk is full"):
        Journal(file, now=NOON)
    assert file.read_bytes() == before
    assert not list(small_disk.glob("*damaged*"))
