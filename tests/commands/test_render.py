"""`gesture-app render`: clips of the virtual hand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from gesture_app.cli import main
from gesture_app.opencv import cv2


def render(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["render", *map(str, arguments)])


def pictures(file: Path) -> tuple[list[NDArray[np.int64]], float]:
    capture = cv2.VideoCapture(str(file))
    fps = capture.get(cv2.CAP_PROP_FPS)
    shown = []
    while (read := capture.read())[0]:
        shown.append(read[1].astype(int))
    capture.release()
    return shown, fps


def changed(shown: list[NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Where the hand ever was: far from the empty picture at the beginning."""
    return np.asarray(np.max([np.abs(each - shown[0]) for each in shown], axis=0).max(axis=2) > 45)


def test_a_gesture_becomes_a_video_that_plays(tmp_path: Path) -> None:
    file = tmp_path / "fist.mp4"
    done = render("fist", "--out", file, "--size", "320x240", "--fps", 10)
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    shown, fps = pictures(file)
    assert fps == pytest.approx(10)
    assert shown[0].shape == (240, 320, 3)
    assert 10 < len(shown) < 60
    assert f"{len(shown)} pictures" in done.stderr
    assert 0.03 < changed(shown).mean() < 0.6
    assert [each.name for each in tmp_path.iterdir()] == ["fist.mp4"]


def test_a_gif_of_a_word_is_small_enough_for_a_page(tmp_path: Path) -> None:
    file = tmp_path / "hi.gif"
    done = render("HELLO", "--out", file, "--size", "320x240")
    assert done.exit_code == 0, done.stderr
    assert file.read_bytes()[:6] == b"GIF89a"
    assert file.stat().st_size < 3e6
    read, animation = cv2.imreadanimation(str(file))
    assert read
    assert 2.0 < sum(int(each) for each in animation.durations) / 1000 < 8.0


def test_side_speed_and_seed_change_what_is_seen(tmp_path: Path) -> None:
    def made(name: str, *options: object) -> list[NDArray[np.int64]]:
        file = tmp_path / f"{name}.avi"
        done = render("thumbs up", "--out", file, "--size", "160x120", "--fps", 8, *options)
        assert done.exit_code == 0, done.stderr
        return pictures(file)[0]

    plain, left = made("plain"), made("left", "--side", "left")
    one, again, other = made("one", "--seed", 1), made("again", "--seed", 1), made("other", "--seed", 2)
    right_arm, left_arm = (changed(each)[-30:].any(axis=0) for each in (plain, left))
    assert right_arm[:40].any()
    assert not right_arm[-10:].any()
    assert (right_arm ^ left_arm[::-1]).mean() < 0.15, "as in a mirror"
    assert len(made("slow", "--speed", 0.5)) > 1.3 * len(plain)
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert len(one) != len(other) or any(not np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_what_does_not_exist_is_told_with_what_does(tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    for script, told in (("thumps up", "thumbs up"), ("swipe lefd,fist", "swipe left"), ("Ä", "A–Z")):
        done = render(script, "--out", file)
        assert done.exit_code == 1
        assert told in done.stderr
        assert "Traceback" not in done.stderr
    assert not file.exists()


def test_an_ending_or_a_folder_that_does_not_work_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = render("fist", "--out", tmp_path / "fist.webm")
    assert (done.exit_code, ".mp4, .avi or .gif" in done.stderr) == (1, True)
    done = render("fist", "--out", tmp_path / "gone" / "fist.mp4")
    assert (done.exit_code, "There is no folder" in done.stderr) == (1, True)


@pytest.mark.parametrize("option", [("--size", "large"), ("--size", "9x9"), ("--size", "321x241"),
                                    ("--fps", "0"), ("--side", "top"), ("--seed", "-1"),
                                    ("--speed", "nan"), ("--distance", "nan"), ("--fps", "nan")])  # fmt: skip
def test_calling_it_wrongly_is_exit_code_2(tmp_path: Path, option: tuple[str, str]) -> None:
    assert render("fist", "--out", tmp_path / "fist.mp4", *option).exit_code == 2


@pytest.mark.parametrize("script", ["", " ", ",,,", "*3"])
def test_nothing_to_perform_is_told(tmp_path: Path, script: str) -> None:
    done = render(script, "--out", tmp_path / "clip.mp4")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without asking them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_half_way_it_leaves_nothing_half_written(tmp_path: Path, number: int, code: int) -> None:
    command = [sys.executable, "-m", "gesture_app", "render", "alphabet", "--out", str(tmp_path / "clip.mp4")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        try:
            waited_until_s = time.monotonic() + 60
            while not list(tmp_path.iterdir()) and time.monotonic() < waited_until_s:
                time.sleep(0.05)
            assert list(tmp_path.iterdir()), "it is writing"
            program.send_signal(number)
            _, complaints = program.communicate(timeout=30)
        finally:
            program.kill()
    assert program.returncode == code
    assert "Traceback" not in complaints
    assert list(tmp_path.iterdir()) == []
