"""`gesture-app track`: a video's landmarks in a file that can be imported."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from footage import Scene, tracker_bundle, write_video
from gesture_app.commands.track import command
from gesture_app.takes.landmark_dataset import read_landmark_dataset


@pytest.fixture
def landmarker(tmp_path: Path) -> Path:
    file = tmp_path / "hand_landmarker.task"
    file.write_bytes(tracker_bundle())
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_hands_of_a_video_are_written_as_a_dataset(tmp_path: Path, landmarker: Path) -> None:
    video = write_video(tmp_path / "greeting.avi", [Scene("open", 1.0)])
    out = tmp_path / "greeting.npz"
    done = run(video, "--out", out, "--landmarker", landmarker, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["frames"] == 25
    assert told["share_with_right"] == told["share_with_hand"] >= 0.9
    (item,) = read_landmark_dataset(out).sequences
    assert item.label == "greeting"
    assert item.sequence.present[:, 1].mean() == pytest.approx(told["share_with_hand"])
    np.testing.assert_allclose(np.diff(item.sequence.time_s), 1 / 25, atol=1e-3)
    assert item.sequence.aspect == pytest.approx(4 / 3)


def test_a_label_can_be_given_and_the_share_is_told_in_words(tmp_path: Path, landmarker: Path) -> None:
    video = write_video(tmp_path / "a.avi", [Scene("victory", 0.6), Scene("nothing", 0.4)])
    out = tmp_path / "a.npz"
    done = run(video, "--out", out, "--label", "peace", "--hands", 1, "--landmarker", landmarker)
    assert done.exit_code == 0
    assert "of 25 frames" in done.stdout
    assert read_landmark_dataset(out).labels == ("peace",)


def test_the_virtual_hand_can_be_tracked_for_one_round(tmp_path: Path, landmarker: Path) -> None:
    out = tmp_path / "fist.npz"
    done = run("virtual:fist*1", "--out", out, "--landmarker", landmarker)
    assert done.exit_code == 0, done.stderr
    (item,) = read_landmark_dataset(out).sequences
    assert item.label == "fist"
    assert item.sequence.present[:, 1].mean() > 0.4, "it comes and goes"
    refused = run("virtual:fisst", "--out", tmp_path / "o.npz", "--landmarker", landmarker)
    assert (refused.exit_code, "Nearest: fist" in refused.stderr) == (1, True)


def test_a_video_without_hands_writes_nothing_and_says_so(tmp_path: Path, landmarker: Path) -> None:
    video = write_video(tmp_path / "room.avi", [Scene("nothing", 0.2)])
    done = run(video, "--out", tmp_path / "room.npz", "--landmarker", landmarker)
    assert done.exit_code == 1
    assert "No hand was found in room.avi" in done.stderr
    assert not (tmp_path / "room.npz").exists()


def test_what_is_no_video_gets_a_sentence(tmp_path: Path, landmarker: Path) -> None:
    (tmp_path / "notes.mp4").write_text("no video\n" * 20)
    done = run(tmp_path / "notes.mp4", "--out", tmp_path / "o.npz", "--landmarker", landmarker)
    assert done.exit_code == 1
    assert "notes.mp4 cannot be read as a video" in done.stderr


def test_a_wrong_landmarker_and_a_missing_folder_get_a_sentence(tmp_path: Path) -> None:
    video = write_video(tmp_path / "a.avi", [Scene("open", 0.2)])
    (tmp_path / "wrong.task").write_text("nothing")
    done = run(video, "--out", tmp_path / "o.npz", "--landmarker", tmp_path / "wrong.task")
    assert (done.exit_code, "is not a hand landmarker" in done.stderr) == (1, True)
    done = run(video, "--out", tmp_path / "gone" / "o.npz")
    assert (done.exit_code, "There is no folder" in done.stderr) == (1, True)


def test_calling_it_wrongly_is_exit_code_2(tmp_path: Path) -> None:
    assert run(tmp_path / "gone.mp4", "--out", "o.npz").exit_code == 2
    assert run().exit_code == 2


@pytest.mark.shared
def test_the_open_palm_is_seen_in_nearly_every_frame(
    tmp_path: Path, landmarker: Path, shared_data: Path
) -> None:
    video = shared_data / "video" / "open_palm.mp4"
    done = run(video, "--out", tmp_path / "palm.npz", "--landmarker", landmarker, "--json")
    told = json.loads(done.stdout)
    assert told["frames"] == 202
    assert told["share_with_hand"] >= 0.98
