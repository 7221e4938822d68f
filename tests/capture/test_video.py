"""Video files: times, pace, end, loop, rotation, and files that are none."""

import re
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from footage import Scene, write_video
from gesture_app.capture.source import SourceError
from gesture_app.capture.video import VideoFile
from gesture_app.opencv import cv2


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return write_video(tmp_path / "nothing.avi", [Scene("nothing", 0.4)], size=(96, 64))


def _numbered_frames(file: Path, codec: str, fps: float = 25.0, frames: int = 6) -> Path:
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*codec), fps, (96, 64))
    for number in range(frames):
        picture = np.full((64, 96, 3), 20 * number, np.uint8)
        picture[:16, :16] = 255
        writer.write(picture)
    writer.release()
    return file


def _read_all(source: VideoFile, at_most: int = 1000) -> list:
    source.open()
    frames = []
    while len(frames) < at_most and (frame := source.read()) is not None:
        frames.append(frame)
    source.close()
    return frames


def test_every_frame_comes_with_its_own_time(video: Path) -> None:
    frames = _read_all(VideoFile(video, fast=True))
    assert [frame.index for frame in frames] == list(range(10))
    np.testing.assert_allclose([frame.time_s for frame in frames], np.arange(10) / 25, atol=1e-3)
    assert frames[0].pixels.shape == (64, 96, 3)
    assert frames[0].aspect == 1.5


def test_times_of_a_variable_frame_rate_are_kept(tmp_path: Path) -> None:
    file = _numbered_frames(tmp_path / "even.mkv", "MJPG", fps=1000.0)
    data = bytearray(file.read_bytes())
    wanted_ms = [0, 40, 80, 300, 310, 700]
    # Matroska writes a block's time as two bytes after its track number.
    blocks = list(re.finditer(rb"\xa3.{1,4}?\x81(..)\x80\xff\xd8", bytes(data), re.DOTALL))
    assert len(blocks) == len(wanted_ms)
    for block, milliseconds in zip(blocks, wanted_ms, strict=True):
        data[block.start(1) : block.end(1)] = milliseconds.to_bytes(2, "big")
    file.write_bytes(data)
    times_s = [frame.time_s for frame in _read_all(VideoFile(file, fast=True))]
    np.testing.assert_allclose(times_s, np.array(wanted_ms) / 1000, atol=1e-6)


def test_a_video_shot_upright_stands_upright(tmp_path: Path) -> None:
    file = _numbered_frames(tmp_path / "upright.mp4", "mp4v")
    data = bytearray(file.read_bytes())
    matrix = data.find(b"tkhd") + 44  # the track header's rotation: 90° clockwise
    data[matrix : matrix + 36] = b"".join(
        number.to_bytes(4, "big", signed=True)
        for number in (0, 1 << 16, 0, -(1 << 16), 0, 0, 64 << 16, 0, 1 << 30)
    )
    file.write_bytes(data)
    frame = _read_all(VideoFile(file, fast=True))[0]
    assert frame.pixels.shape == (96, 64, 3)
    assert frame.pixels[:12, -12:].mean() > 200  # the bright corner went from left to right
    assert frame.pixels[:12, :12].mean() < 50


def test_times_keep_increasing_when_a_video_loops(video: Path) -> None:
    frames = _read_all(VideoFile(video, fast=True, loop=True), at_most=25)
    np.testing.assert_allclose(np.diff([frame.time_s for frame in frames]), 1 / 25, atol=1e-3)
    assert [frame.index for frame in frames] == list(range(25))


def test_a_video_opened_again_starts_again_with_later_times(video: Path) -> None:
    source = VideoFile(video, fast=True)
    first, second = _read_all(source), _read_all(source)
    assert len(first) == len(second) == 10
    assert second[0].time_s > first[-1].time_s


def test_a_paced_video_takes_its_own_time(video: Path) -> None:
    source = VideoFile(video)
    started_s = time.perf_counter()
    assert len(_read_all(source)) == 10
    assert time.perf_counter() - started_s >= 9 / 25


def test_closing_ends_a_wait_for_a_frame(tmp_path: Path) -> None:
    slow = write_video(tmp_path / "slow.avi", [Scene("nothing", 3.0)], fps=1, size=(96, 64))
    source = VideoFile(slow)
    source.open()
    assert source.read() is not None
    closer = threading.Timer(0.05, source.close)
    closer.start()
    assert source.read() is None  # a frame was due a second later
    closer.join()
    source.close()
    assert source.read() is None


@pytest.mark.parametrize("content", [b"", b"# a text, not a video\n" * 50, b"\x00\x00\x00\x20ftypisom" * 9])
def test_a_file_that_is_no_video_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "holiday.mp4"
    file.write_bytes(content)
    with pytest.raises(
        SourceError, match=r"holiday.mp4 cannot be read as a video.*Choose another file"
    ) as caught:
        _read_all(VideoFile(file))
    assert caught.value.problem == "unreadable"


def test_a_video_cut_short_gets_a_sentence(tmp_path: Path) -> None:
    file = _numbered_frames(tmp_path / "whole.mp4", "mp4v")
    file.write_bytes(file.read_bytes()[:300])
    with pytest.raises(SourceError, match="damaged"):
        _read_all(VideoFile(file))


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no file") as caught:
        VideoFile(tmp_path / "gone.mp4").open()
    assert caught.value.problem == "absent"
    with pytest.raises(SourceError, match="is not a file"):
        VideoFile(tmp_path).open()


def test_nothing_is_printed_about_a_damaged_video(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = _numbered_frames(tmp_path / "cut.mp4", "mp4v")
    file.write_bytes(file.read_bytes()[:300])
    with pytest.raises(SourceError):
        VideoFile(file).open()
    assert capfd.readouterr().err == ""
