"""Videos in several processes: one that is killed costs its own video only, a full disk stops the work."""

import errno
import multiprocessing
import shutil
from ctypes import c_longlong
from pathlib import Path

import pytest

from footage import Scene, tracker_bundle, write_video
from gesture_app.capture.tracker_model import TrackerModelError
from gesture_app.pipeline.videos import worker
from gesture_app.pipeline.videos.folder import Video, find_videos
from gesture_app.pipeline.videos.processes import VideoProcesses, free_cores
from gesture_app.pipeline.videos.results import Results
from gesture_app.pipeline.videos.tracking import track_videos


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> list[Video]:
    """The largest, which is tracked first, and four small ones."""
    folder = tmp_path_factory.mktemp("clips")
    write_video(folder / "long.avi", [Scene("open", 2.0)])
    small = write_video(folder / "0.avi", [Scene("open", 0.4)])
    for name in "123":
        shutil.copy(small, folder / f"{name}.avi")
    return find_videos(folder, pytest.fail)


def test_a_process_that_is_killed_takes_no_other_video_along(tmp_path: Path, videos: list[Video]) -> None:
    results = Results(tmp_path / "out", "a tracker")
    outcomes = {}
    killed = False
    for progress in track_videos(videos, results, tracker_bundle(), 2, 1):
        if progress.frames and not killed:
            (process,) = multiprocessing.active_children()
            process.kill()
            killed = True
        if progress.outcome is not None:
            outcomes[progress.outcome.video.name] = progress.outcome
    assert outcomes.pop("long.avi").state == "failed"
    assert {name: outcome.state for name, outcome in outcomes.items()} == dict.fromkeys(
        ("0.avi", "1.avi", "2.avi", "3.avi"), "tracked"
    )
    assert [video.name for video in videos if results.finished(video) is None] == ["long.avi"]
    assert not multiprocessing.active_children()
    assert all(file.suffix == ".npz" for file in results.folder.iterdir())


def test_what_would_fail_with_every_video_stops_the_work(
    tmp_path: Path, videos: list[Video], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    results = Results(tmp_path / "out", "a tracker")
    work = worker.Work(tmp_path / "model", 2, results, tmp_path)
    counters = (c_longlong * 2)()
    monkeypatch.setattr(worker, "_begun", (work, tracker_bundle(), counters))
    monkeypatch.setattr("gesture_app.takes.dataset_writing.write_atomically", full)
    outcome = worker.track_video(videos[0])
    assert (outcome.state, "The disk is full." in outcome.sentence) == ("stop", True)
    assert list(counters) == [10, 1000]
    assert results.finished(videos[0]) is None

    def refuse(*_: object) -> None:
        raise TrackerModelError("MediaPipe cannot use the tracker's model.")

    monkeypatch.setattr("gesture_app.capture.tracker.HandTracker", refuse)
    assert worker.track_video(videos[0]).state == "stop"


def test_closing_ends_the_processes_at_once(tmp_path: Path, videos: list[Video]) -> None:
    steps = track_videos(videos, Results(tmp_path / "out", "a tracker"), tracker_bundle(), 2, 2)
    next(steps)
    assert multiprocessing.active_children()
    steps.close()
    assert not multiprocessing.active_children()
    assert list((tmp_path / "out").iterdir()) == []


def test_processes_that_keep_ending_stop_the_work(tmp_path: Path, videos: list[Video]) -> None:
    work = worker.Work(tmp_path / "no model", 2, Results(tmp_path / "out", "a tracker"), tmp_path)
    with VideoProcesses(work, 1) as processes:
        outcomes = [outcome for outcome in processes.track(videos[:3]) if outcome is not None]
    assert [outcome.state for outcome in outcomes] == ["failed", "failed", "stop"]
    assert "ended from outside" in outcomes[0].sentence
    assert "3 times in a row" in outcomes[2].sentence


def test_there_is_a_process_for_each_processor_that_may_be_used() -> None:
    assert 1 <= free_cores() <= multiprocessing.cpu_count()
