"""`.pose` files in and out."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from made_takes import moving_hand
from pose_format import Pose
from pose_format.numpy import NumPyPoseBody
from pose_format.pose_header import PoseHeader, PoseHeaderComponent, PoseHeaderDimensions

from gesture_app.hands import LEFT, RIGHT
from gesture_app.takes.errors import ExportRefused, ImportRefused
from gesture_app.takes.pose_format_file import read_pose, write_pose


def _written(
    file: Path,
    components: list[tuple[str, int, str]],
    data: np.ndarray,
    confidence: np.ndarray,
    **how: object,
) -> Path:
    """A file as other programs write them."""
    parts = [
        PoseHeaderComponent(name, [f"P{i}" for i in range(points)], [(0, 0)], [(0, 0, 0)], axes)
        for name, points, axes in components
    ]
    size = PoseHeaderDimensions(*how.get("size", (640, 480, 0)))  # type: ignore[misc]
    body = NumPyPoseBody(how.get("fps", 25.0), data, confidence)  # type: ignore[arg-type]
    with file.open("wb") as stream:
        Pose(PoseHeader(0.2, size, parts), body).write(stream)
    return file


def test_a_sequence_comes_back_but_for_times_and_world(tmp_path: Path) -> None:
    sequence = moving_hand(20, lost=(4, 5))
    sequence.image[..., 2] = np.linspace(0, 0.1, 21)
    write_pose(sequence, tmp_path / "a.pose")
    read = read_pose(tmp_path / "a.pose")
    np.testing.assert_allclose(
        read.image, np.where(sequence.present[..., None, None], sequence.image, np.nan), atol=2e-6
    )
    np.testing.assert_array_equal(read.present, sequence.present)
    np.testing.assert_allclose(read.score, sequence.score)
    np.testing.assert_allclose(read.time_s, sequence.time_s, atol=1e-6)
    assert read.aspect == pytest.approx(sequence.aspect)
    assert np.isnan(read.world).all()


def test_a_written_file_names_points_and_parts_as_others_do(tmp_path: Path) -> None:
    write_pose(moving_hand(5), tmp_path / "a.pose")
    pose = Pose.read((tmp_path / "a.pose").read_bytes())
    assert [part.name for part in pose.header.components] == ["LEFT_HAND_LANDMARKS", "RIGHT_HAND_LANDMARKS"]
    assert pose.header.components[0].points[:2] == ["WRIST", "THUMB_CMC"]
    assert (pose.header.dimensions.width, pose.header.dimensions.height) == (1440, 1080)
    assert pose.body.confidence[:, 0, :21].max() == 0
    assert pose.body.fps == pytest.approx(30)


def _right_hand(frames: int, z_scale: float) -> tuple[np.ndarray, np.ndarray]:
    sequence = moving_hand(frames)
    sequence.image[..., 2] = np.linspace(0, -0.1, 21)
    pixels = sequence.image[:, None, RIGHT] * np.array([640, 480, z_scale], np.float32)
    return pixels, np.ones((frames, 1, 21), np.float32)


@pytest.mark.parametrize("z_scale", [1.0, 640.0])
def test_depth_is_understood_as_fraction_and_as_pixels(tmp_path: Path, z_scale: float) -> None:
    pixels, confidence = _right_hand(4, z_scale)
    file = _written(tmp_path / "a.pose", [("RIGHT_HAND_LANDMARKS", 21, "XYZC")], pixels, confidence)
    np.testing.assert_allclose(read_pose(file).image[0, RIGHT, :, 2], np.linspace(0, -0.1, 21), atol=1e-5)


def test_other_parts_of_the_body_and_other_people_are_left_alone(tmp_path: Path) -> None:
    hand, seen = _right_hand(4, 1.0)
    data = np.zeros((4, 2, 7 + 21 + 21, 3), np.float32)
    confidence = np.zeros(data.shape[:3], np.float32)
    data[:, :1, 7:28], confidence[:, :1, 7:28] = hand, seen
    data[:, 1], confidence[:, 1] = 5.0, 1.0
    parts = [
        ("POSE_LANDMARKS", 7, "XYZC"),
        ("LEFT_HAND_LANDMARKS", 21, "XYZC"),
        ("RIGHT_HAND_LANDMARKS", 21, "XYZC"),
    ]
    sequence = read_pose(_written(tmp_path / "a.pose", parts, data, confidence))
    assert sequence.present[:, LEFT].all()
    assert not sequence.present[:, RIGHT].any()
    assert sequence.image[0, LEFT, 0, 0] == pytest.approx(0.4, abs=1e-4)


def test_flat_files_and_a_hand_seen_in_part(tmp_path: Path) -> None:
    pixels, confidence = _right_hand(4, 1.0)
    confidence[2, 0, 5] = 0
    file = _written(tmp_path / "a.pose", [("RIGHT_HAND_LANDMARKS", 21, "XYC")], pixels[..., :2], confidence)
    sequence = read_pose(file)
    assert sequence.present[:, RIGHT].tolist() == [True, True, False, True]
    assert (sequence.image[0, RIGHT, :, 2] == 0).all()


@pytest.mark.parametrize("fps", [0.0, -3.0, float("nan"), float("inf"), 1e9])
def test_an_impossible_frame_rate_is_an_unknown_one(tmp_path: Path, fps: float) -> None:
    file = _written(
        tmp_path / "a.pose", [("RIGHT_HAND_LANDMARKS", 21, "XYZC")], *_right_hand(4, 1.0), fps=fps
    )
    assert read_pose(file).time_s[1] == pytest.approx(0.05)


def test_version_0_1_is_read(tmp_path: Path) -> None:
    write_pose(moving_hand(4), tmp_path / "a.pose")
    data = (tmp_path / "a.pose").read_bytes()
    body = 4 + 4 + 2 + 4 * 42 * 4 * 4  # fps, frames, people, numbers
    old = struct.pack("<f", 0.1) + data[4:-body] + struct.pack("<3H", 25, 4, 1) + data[-4 * 42 * 4 * 4 :]
    (tmp_path / "b.pose").write_bytes(old)
    sequence = read_pose(tmp_path / "b.pose")
    assert len(sequence) == 4
    assert sequence.time_s[1] == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("parts", "how", "word"),
    [
        ([("FACE_LANDMARKS", 21, "XYZC")], {}, "holds no hands"),
        ([("RIGHT_HAND_LANDMARKS", 20, "XYZC"), ("X", 1, "XYZC")], {}, "21 points"),
        ([("RIGHT_HAND_LANDMARKS", 21, "XYZC")], {"size": (0, 480, 0)}, "how large"),
        ([("RIGHT_HAND_LANDMARKS", 21, "XYZC")], {"size": (1, 480, 0)}, "picture"),
        ([("A", 21, "XYZC"), *[("B", 0, "XYZC")] * 99], {}, "parts of a body"),
    ],
)
def test_what_is_no_recording_of_hands_is_refused(tmp_path: Path, parts: list, how: dict, word: str) -> None:
    with pytest.raises(ImportRefused, match=word):
        read_pose(_written(tmp_path / "a.pose", parts, *_right_hand(4, 1.0), **how))


def test_numbers_no_picture_has_are_refused(tmp_path: Path) -> None:
    pixels, confidence = _right_hand(4, 1.0)
    pixels[1] = 1e30
    file = _written(tmp_path / "a.pose", [("RIGHT_HAND_LANDMARKS", 21, "XYZC")], pixels, confidence)
    with pytest.raises(ImportRefused, match="far outside"):
        read_pose(file)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\0" * 200, struct.pack("<f4H", 0.2, 640, 480, 0, 0), b"\xff" * 99]
)
def test_rubbish_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pose").write_bytes(data)
    with pytest.raises(ImportRefused):
        read_pose(tmp_path / "a.pose")


def test_a_file_that_declares_more_than_it_holds_is_refused(tmp_path: Path) -> None:
    write_pose(moving_hand(4), tmp_path / "a.pose")
    data = bytearray((tmp_path / "a.pose").read_bytes())
    frames_at = len(data) - 4 * 42 * 4 * 4 - 2 - 4
    data[frames_at : frames_at + 4] = struct.pack("<I", 0xFFFFFFFF)
    (tmp_path / "a.pose").write_bytes(data)
    with pytest.raises(ImportRefused, match="damaged"):
        read_pose(tmp_path / "a.pose")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="could not be written"):
        write_pose(moving_hand(4), tmp_path / "no folder" / "a.pose")
