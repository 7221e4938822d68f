"""`gesture-app track FOLDER`: all videos below it, each once, whatever comes in between."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from footage import Scene, tracker_bundle, write_video
from gesture_app.commands.track import command
from gesture_app.takes.landmark_dataset import read_landmark_dataset


@pytest.fixture(scope="module")
def landmarker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tracker") / "hand_landmarker.task"
    file.write_bytes(tracker_bundle())
    return file


@pytest.fixture(scope="module")
def open_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("footage") / "open.avi", [Scene("open", 0.6)])


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    folder.mkdir()
    return folder


def put(video: Path, place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(video, place))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def files_below(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_every_video_below_a_folder_gets_a_file_at_its_own_place(
    clips: Path, tmp_path: Path, open_hand: Path, landmarker: Path
) -> None:
    for place in ("wave/one.avi", "wave/one.mkv", "deep/Fist/two.avi", "alone.AVI"):
        put(open_hand, clips / place)
    put(open_hand, clips / "wave" / "._one.avi")
    (clips / "wave" / "notes.txt").write_text("no video")
    out, whole = tmp_path / "out", tmp_path / "all.npz"
    done = run(
        clips, "--out", out, "--dataset", whole, "--processes", 2, "--landmarker", landmarker, "--json"
    )
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["videos"], told["tracked"], told["frames"], told["processes"]) == (4, 4, 60, 2)
    assert files_below(out) == [
        "alone.AVI.npz",
        "deep/Fist/two.avi.npz",
        "wave/one.avi.npz",
        "wave/one.mkv.npz",
    ]
    dataset = read_landmark_dataset(whole)
    assert [(each.label, each.name, each.person) for each in dataset.sequences] == [
        ("alone", "alone.AVI", ""),
        ("Fist", "deep/Fist/two.avi", ""),
        ("wave", "wave/one.avi", ""),
        ("wave", "wave/one.mkv", ""),
    ]
    run(open_hand, "--out", tmp_path / "single.npz", "--landmarker", landmarker)
    (single,) = read_landmark_dataset(tmp_path / "single.npz").sequences
    for each in dataset.sequences:
        np.testing.assert_array_equal(each.sequence.image, single.sequence.image)


def test_the_next_run_tracks_only_what_is_new_changed_damaged_or_failed(
    clips: Path, tmp_path: Path, open_hand: Path, landmarker: Path
) -> None:
    kept, changed, damaged = (put(open_hand, clips / "wave" / f"{name}.avi") for name in "abc")
    (clips / "wave" / "broken.mp4").write_text("no video\n" * 20)
    empty = write_video(clips / "empty.avi", [Scene("nothing", 0.2)])
    out = tmp_path / "out"
    arguments = (clips, "--out", out, "--landmarker", landmarker)
    first = run(*arguments)
    assert first.exit_code == 1
    assert [line.partition(": ")[0] for line in first.stderr.splitlines()] == ["wave/broken.mp4"]
    assert "5 videos: 3 tracked, 1 without any hand, 0 done before, 1 failed." in first.stdout
    written = {file: (out / file).stat().st_mtime_ns for file in files_below(out)}
    assert "empty.avi.no-hand.txt" in written

    os.utime(changed, ns=(1, 1))
    whole = (out / "wave" / f"{damaged.name}.npz").read_bytes()
    (out / "wave" / f"{damaged.name}.npz").write_bytes(whole[: len(whole) // 2])
    put(open_hand, clips / "wave" / "broken.mp4")
    second = run(*arguments, "--json")
    told = json.loads(second.stdout)
    assert (second.exit_code, told["done_before"], told["tracked"]) == (0, 2, 3)
    for file in (f"wave/{kept.name}.npz", f"{empty.name}.no-hand.txt"):
        assert (out / file).stat().st_mtime_ns == written[file]

    third = run(*arguments, "--json")
    assert (json.loads(third.stdout)["done_before"], third.exit_code) == (5, 0)
    other = json.loads(run(*arguments, "--hands", 1, "--json").stdout)
    assert (other["done_before"], other["tracked"]) == (0, 4)


def test_a_dataset_is_written_of_what_was_found_and_the_exit_says_that_something_failed(
    clips: Path, tmp_path: Path, open_hand: Path, landmarker: Path
) -> None:
    put(open_hand, clips / "wave" / "a.avi")
    put(open_hand, clips / ("x" * 90) / "b.avi")
    done = run(
        clips, "--out", tmp_path / "out", "--dataset", tmp_path / "all.npz", "--landmarker", landmarker
    )
    assert done.exit_code == 1
    assert "is too long" in done.stderr
    assert read_landmark_dataset(tmp_path / "all.npz").labels == ("wave",)


def test_calling_it_wrongly_gets_a_sentence(clips: Path, tmp_path: Path, open_hand: Path) -> None:
    out = tmp_path / "out"
    done = run(clips, "--out", out)
    assert (done.exit_code, "There is no video in" in done.stderr) == (1, True)
    put(open_hand, clips / "a.avi")
    assert run(clips, "--out", open_hand).exit_code == 2
    assert run(clips, "--out", out, "--label", "wave").exit_code == 2
    assert run(open_hand, "--out", out, "--processes", 2).exit_code == 2
    assert run(open_hand, "--out", clips).exit_code == 2
    assert run(clips, "--out", out, "--dataset", tmp_path / "gone" / "all.npz").exit_code == 1
    assert not out.exists()


@pytest.mark.skipif(os.name == "nt", reason="looks at processes as Linux and macOS show them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=str)
def test_a_run_that_is_ended_leaves_no_process_and_the_next_goes_on(
    clips: Path, tmp_path: Path, open_hand: Path, landmarker: Path, number: signal.Signals
) -> None:
    for name in range(6):
        put(open_hand, clips / "wave" / f"{name}.avi")
    out = tmp_path / "out"
    words = [
        str(word) for word in ("track", clips, "--out", out, "--processes", 2, "--landmarker", landmarker)
    ]
    program = subprocess.Popen(
        [sys.executable, "-m", "gesture_app", *words],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    finished = wait_for_results(out)
    if number == signal.SIGKILL:
        program.kill()
    else:
        os.killpg(program.pid, number)  # as a terminal does
    stderr = program.communicate()[1]
    assert not left_of_group(program.pid), "worker processes outlive the program"
    if number == signal.SIGINT:
        assert program.returncode == 130
        assert stderr.startswith("Stopped with ")
        assert stderr.endswith("of 6 videos done; resume with the same command.\n")
    if number != signal.SIGKILL:
        assert {Path(file).suffix for file in files_below(out)} == {".npz"}, "a half file is left"

    told = json.loads(run(*words[1:], "--json").stdout)
    assert told["done_before"] >= len(finished)
    assert told["done_before"] + told["tracked"] == 6
    assert all((out / file).stat().st_mtime_ns == then for file, then in finished.items())


def wait_for_results(out: Path, seconds: float = 60.0) -> dict[str, int]:
    """What the first results are, and when they were written."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = {
            file: (out / file).stat().st_mtime_ns for file in files_below(out) if file.startswith("wave")
        }
        if found:
            return found
        time.sleep(0.02)
    pytest.fail("nothing was tracked")


def left_of_group(group: int, seconds: float = 10.0) -> bool:
    """Whether a process of that group is still there after a while."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
