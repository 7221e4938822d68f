"""Small takes and files to try the store and its readers on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from gesture_app.hands import RIGHT, HandSequence
from gesture_app.takes.take import Take, new_take
from made_hands import hand_frame, no_hand


def moving_hand(
    frames: int = 20, *, drift: float = 0.2, slot: int = RIGHT, curl: float = 0.0, lost: tuple[int, ...] = ()
) -> HandSequence:
    """A hand that travels `drift` of the picture's width in 30 frames a second."""
    return HandSequence.from_frames(
        [
            no_hand(i / 30)
            if i in lost
            else hand_frame(i / 30, 0.4 + drift * i / frames, slot=slot, curl=curl)
            for i in range(frames)
        ]
    )


def made_take(gesture: str = "wave", frames: int = 20, **how: Any) -> Take:
    return new_take(moving_hand(frames, **how), gesture)


def assert_same(one: HandSequence, other: HandSequence) -> None:
    for key in ("image", "world", "present", "score", "time_s"):
        np.testing.assert_array_equal(getattr(one, key), getattr(other, key))
    assert one.aspect == other.aspect


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes, and every folder: to see that nothing has changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def dataset_arrays(recordings: int = 4, frames: int = 6, hands: int = 2) -> dict[str, Any]:
    """A small, correct landmark dataset with two labels, to be spoilt."""
    x = np.full((recordings, frames, hands, 21, 3), np.nan, np.float32)
    for row in range(recordings):
        sequence = moving_hand(frames, drift=0.1 * (row + 1))
        x[row, :, hands - 1] = sequence.image[:, RIGHT]
    return {
        "x": x,
        "y": np.arange(recordings) % 2,
        "labels": np.array(["wave", "-"]),
        "length": np.full(recordings, frames),
        "slots": np.array(["left", "right"] if hands == 2 else ["right"]),
        "slots_from": np.array("sensor"),
        "coordinates": np.array("image"),
        "mirrored": np.array(False),
        "aspect": np.array(4 / 3, np.float32),
        "source": np.array("made for a test"),
        "licence": np.array("none needed"),
    }


def write_npz(file: Path, arrays: dict[str, Any]) -> Path:
    np.savez_compressed(file, **arrays)
    return file


def zip_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()
