"""The whole program on some hundred frames: what is seen of it, and that what a test leaks is noticed."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footage import Scene, tracker_bundle, write_video
from gesture_app.bench.soak import REPLAYED, Soak
from gesture_app.bench.steadiness import Sample, judge
from gesture_app.bench.unhurried import Unhurried
from gesture_app.capture.replay import TakeReplay
from gesture_app.cli import main
from gesture_app.pipeline.vision import Seen
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_hands import sequence

FRAMES = 1500
LONGEST_MS = 120_000


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    file = tmp_path / "hand_landmarker.task"
    file.write_bytes(tracker_bundle())
    return file


class Leak:
    """Keeps some memory of every frame, and now and then a file and a thread."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._files: list[IO[bytes]] = []
        self._threads: list[threading.Thread] = []
        self._over = threading.Event()

    def saw(self, seen: Seen, arrived_s: float) -> None:
        self._kept.append(b"x" * 100_000)
        if len(self._kept) % 50 == 0:
            self._files.append(Path(os.devnull).open("rb"))  # noqa: SIM115 - left open
        if len(self._kept) % 200 == 0:
            self._threads.append(threading.Thread(target=self._over.wait))
            self._threads[-1].start()

    def forget(self) -> None: ...

    def close(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        for file in self._files:
            file.close()


@pytest.fixture
def leak() -> Iterator[Leak]:
    made = Leak()
    yield made
    made.close()


def samples_of(soak: Soak) -> list[Sample]:
    samples = []
    while (sample := soak.samples.get(timeout=1)) is not None:
        samples.append(sample)
    return samples


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not tell")
def test_leaked_memory_handles_and_threads_are_noticed(
    qtbot: QtBot, qapp: QApplication, bundle: Path, leak: Leak
) -> None:
    soak = Soak(bundle, REPLAYED)
    soak.engine.observe(leak)
    soak.begin(FRAMES)
    try:
        qtbot.waitUntil(lambda: soak.over, timeout=LONGEST_MS)
    finally:
        soak.close()
    grown = {finding.what for finding in judge(samples_of(soak)) if not finding.steady}
    assert grown >= {"memory", "handles", "threads"}


def test_a_replay_is_looked_at_until_all_frames_have_gone_through(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    plot = tmp_path / "plot.png"
    arguments = ["soak", "--frames", "600", "--plot", str(plot), "--landmarker", str(bundle), "--json"]
    told = json.loads(CliRunner().invoke(main, arguments).stdout)
    assert not told["trouble"]
    last = told["samples"][-1]
    assert last["frames"] >= 600
    assert last["events"] > 0, "the takes are recognised on their way"
    assert any(sample["age_ms"] for sample in told["samples"]), "and painted"
    assert plot.read_bytes().startswith(b"\x89PNG")
    assert not (tmp_path / "home").exists(), "nothing of the user's is touched"


def test_a_video_goes_on_after_its_end(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    video = write_video(tmp_path / "hand.avi", [Scene("open", 0.8)])
    arguments = ["soak", "--minutes", "0.1", "--source", str(video), "--landmarker", str(bundle), "--json"]
    told = json.loads(CliRunner().invoke(main, arguments).stdout)
    assert not told["trouble"]
    assert told["samples"][-1]["time_s"] >= 6
    assert told["samples"][-1]["frames"] > 20, "more than it holds"


def test_a_source_that_ends_is_told(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    nothing = tmp_path / "nothing.avi"
    nothing.write_bytes(b"no video")
    result = CliRunner().invoke(main, ["soak", "--source", str(nothing), "--landmarker", str(bundle)])
    assert result.exit_code == 1
    assert "nothing.avi cannot be read as a video" in result.stderr


def test_frames_and_minutes_are_not_both_asked_for() -> None:
    result = CliRunner().invoke(main, ["soak", "--frames", "1000", "--minutes", "3"])
    assert result.exit_code == 2
    assert "Choose one" in result.stderr


def test_of_an_unhurried_source_no_frame_comes_before_one_has_gone_through(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.save(new_take(sequence(20), "fist", person="ann", session="1", camera="none"))
    source = Unhurried(TakeReplay(store, fast=True, loop=True))
    source.open()
    assert [source.read().index, source.read().index] == [0, 1]
    came: list[int] = []
    reading = threading.Thread(target=lambda: came.append(source.read().index))
    reading.start()
    reading.join(0.2)
    assert came == []
    source.saw(None, 0.0)
    reading.join()
    assert came == [2]
    source.close()
