"""The arrays of a landmark dataset file, each checked before anything relies on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from gesture_app.takes.coordinates import Kind
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.names import gesture_name
from gesture_app.takes.npz import NpzReader
from gesture_app.takes.take_file import LATEST_S

EXTRA_WORLD = "gesture_app_world"
EXTRA_TIME = "gesture_app_time_s"
EXTRA_SCORE = "gesture_app_score"
"""Keys beyond the format that this program adds, so that its own takes come back as they were."""

MOST_FILE_BYTES = 1 << 30
MOST_BYTES = 2 << 30
_MOST_LABELS = 10_000
_MOST_TEXT = 100_000
_NEEDED = ("x", "y", "labels", "length", "slots", "coordinates", "mirrored", "aspect", "source", "licence")
_SLOTS = (("left", "right"), ("left",), ("right",), ("any",))
_SPLITS = frozenset({"train", "validation", "test", ""})
_SHAPES = (0.3, 4.0)  # narrowest and widest picture
_PLAUSIBLE_FPS = (0.01, 1000.0)
_BESIDE_PICTURE = (-0.5, 1.5)
_LARGEST_NUMBER = 1e9


@dataclass(frozen=True, slots=True)
class DatasetArrays:
    """A file's arrays under its own keys; what it does not say is empty, −1 or None."""

    file_name: str
    x: NDArray[np.float32]  # (N, T, H, 21, 3)
    y: NDArray[np.int64]
    labels: tuple[str, ...]
    length: NDArray[np.int64]
    slots: tuple[str, ...]
    slots_from: str
    coordinates: Kind
    mirrored: bool
    aspect: NDArray[np.float32]  # () or (N,)
    source: str
    licence: str
    notes: str
    unit: str
    y_up: bool
    fps: float | None
    signer: NDArray[np.int64]
    session: NDArray[np.int64]
    signer_names: Sequence[str]
    session_names: Sequence[str]
    split: Sequence[str]
    handedness: Sequence[str]
    name: Sequence[str]
    events: NDArray[np.int64]  # (M, 4)
    world: NDArray[np.float32] | None  # (N, T, 2, 21, 3)
    time_s: NDArray[np.float64] | None  # (N, T)
    score: NDArray[np.float32] | None  # (N, T, 2)


def read_arrays(file: Path) -> DatasetArrays:
    """Read and check a dataset file.

    Raises:
        ImportRefused: with one sentence saying what is wrong.
    """
    try:
        stream = file.open("rb")
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be opened ({error.strerror}).") from error
    with stream, NpzReader(stream, file.name, file_bytes=MOST_FILE_BYTES, unpacked_bytes=MOST_BYTES) as npz:
        return _Checks(npz, file).arrays()


class _Checks:
    """Reads one key after the other and refuses the file at the first that is wrong."""

    def __init__(self, npz: NpzReader, file: Path) -> None:
        self._npz = npz
        self._file = file

    def arrays(self) -> DatasetArrays:
        missing = [key for key in _NEEDED if key not in self._npz]
        if missing:
            raise self._refusal(
                f"it is no landmark dataset, {', '.join(f'“{key}”' for key in missing)} is missing"
            )
        recordings, frames, hands = self._shape()
        labels = self._labels()
        length = self._lengths(recordings, frames)
        coordinates, unit = self._coordinates()
        x = self._landmarks("x", (recordings, frames, hands, 21, 3), length)
        if np.isnan(x).all():
            raise self._refusal("there is no hand in any recording")
        if coordinates == "image":
            self._check_in_picture(x)
        world, time_s, score = self._extras(x, length)
        return DatasetArrays(
            file_name=self._file.stem,
            x=x,
            y=self._classes(recordings, len(labels)),
            labels=labels,
            length=length,
            slots=self._slots(hands),
            slots_from=self._text("slots_from", default=""),
            coordinates=coordinates,
            mirrored=self._flag("mirrored"),
            aspect=self._aspect(recordings),
            source=self._text("source"),
            licence=self._text("licence"),
            notes=self._text("notes", default=""),
            unit=unit,
            y_up=self._flag("y_up", default=False),
            fps=self._fps(),
            signer=self._numbers("signer", recordings),
            session=self._numbers("session", recordings),
            signer_names=self._texts("signer_names", default=[]),
            session_names=self._texts("session_names", default=[]),
            split=self._words("split", recordings, _SPLITS),
            handedness=self._words("handedness", recordings, frozenset({"left", "right", ""})),
            name=self._texts("name", recordings, default=[""] * recordings),
            events=self._events(length, len(labels)),
            world=world,
            time_s=time_s,
            score=score,
        )

    def _refusal(self, reason: str) -> ImportRefused:
        return ImportRefused(f"{self._file.name} cannot be imported: {reason}.")

    def _shape(self) -> tuple[int, int, int]:
        header = self._npz.header("x")
        shape = header.shape
        if header.dtype.kind != "f" or len(shape) != 5 or shape[3:] != (21, 3) or 0 in shape:
            found = " × ".join(map(str, shape))
            raise self._refusal(
                f"“x” must hold numbers in the shape recordings × frames × hands × 21 × 3, not {found}"
            )
        return shape[0], shape[1], shape[2]

    # ---- one array

    def _integers(self, key: str, count: int) -> NDArray[np.int64]:
        header = self._npz.header(key)
        if header.dtype.kind not in "iu" or header.shape != (count,):
            raise self._refusal(f"“{key}” must be {count} whole numbers")
        return self._npz.array(key).astype(np.int64)

    def _numbers(self, key: str, count: int) -> NDArray[np.int64]:
        """Numbers of people or sessions; all −1 where the file does not say."""
        if key not in self._npz:
            return np.full(count, -1)
        numbers = self._integers(key, count)
        if numbers.min() < -1:
            raise self._refusal(f"“{key}” must not be below −1")
        return numbers

    def _texts(self, key: str, count: int | None = None, default: list[str] | None = None) -> list[str]:
        if default is not None and key not in self._npz:
            return default
        header = self._npz.header(key)
        if header.dtype.kind != "U" or len(header.shape) != 1 or count not in (None, header.shape[0]):
            raise self._refusal(f"“{key}” must be a list of {'texts' if count is None else f'{count} texts'}")
        return [str(text) for text in self._npz.array(key).tolist()]

    def _words(self, key: str, count: int, allowed: frozenset[str]) -> list[str]:
        words = self._texts(key, count, default=[""] * count)
        if not allowed.issuperset(words):
            raise self._refusal(f"“{key}” must be one of {', '.join(sorted(allowed - {''}))} or empty")
        return words

    def _scalar(self, key: str, kinds: str, what: str) -> Any:
        header = self._npz.header(key)
        if header.dtype.kind not in kinds or header.shape != ():
            raise self._refusal(f"“{key}” must be {what}")
        return self._npz.array(key).item()

    def _text(self, key: str, default: str | None = None) -> str:
        if default is not None and key not in self._npz:
            return default
        return str(self._scalar(key, "U", "one text"))[:_MOST_TEXT]

    def _choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        text = self._text(key, default)
        if text not in allowed:
            raise self._refusal(f"“{key}” must be one of {', '.join(word for word in allowed if word)}")
        return text

    def _flag(self, key: str, default: bool | None = None) -> bool:
        if default is not None and key not in self._npz:
            return default
        return bool(self._scalar(key, "b", "true or false"))

    # ---- what has rules of its own

    def _slots(self, hands: int) -> tuple[str, ...]:
        slots = tuple(self._texts("slots", hands))
        if slots not in _SLOTS:
            raise self._refusal("“slots” must be left and right, or one of left, right, any")
        return slots

    def _lengths(self, recordings: int, frames: int) -> NDArray[np.int64]:
        length = self._integers("length", recordings)
        if length.min() < 1 or length.max() > frames:
            raise self._refusal(f"“length” must lie between 1 and {frames}")
        return length

    def _classes(self, recordings: int, labels: int) -> NDArray[np.int64]:
        y = self._integers("y", recordings)
        if y.min() < (-1 if "events" in self._npz else 0) or y.max() >= labels:
            raise self._refusal("“y” must name one of the labels (or be −1 in a file with events)")
        return y

    def _coordinates(self) -> tuple[Kind, str]:
        """How the landmarks are meant, and in which unit: only metric ones have one."""
        kind = self._choice("coordinates", ("image", "metric", "relative"))
        unit = self._choice("unit", ("mm", "m", ""), default="")
        if (kind == "metric") != bool(unit):
            raise self._refusal("metric coordinates, and only they, need a “unit”")
        return cast(Kind, kind), unit

    def _labels(self) -> tuple[str, ...]:
        texts = self._texts("labels")
        if not 1 <= len(texts) <= _MOST_LABELS or len(set(texts)) != len(texts):
            raise self._refusal("“labels” must be different names")
        try:
            return tuple(gesture_name(text) for text in texts)
        except ValueError as error:
            raise self._refusal(f"a label is no name for a gesture ({str(error).rstrip('.')})") from error

    def _events(self, length: NDArray[np.int64], labels: int) -> NDArray[np.int64]:
        if "events" not in self._npz:
            return np.zeros((0, 4), np.int64)
        header = self._npz.header("events")
        if header.dtype.kind not in "iu" or len(header.shape) != 2 or header.shape[1] != 4:
            raise self._refusal("“events” must be rows of four whole numbers")
        events = self._npz.array("events").astype(np.int64)
        row, label, first, last = events.T
        wrong = (events < 0).any(axis=1) | (row >= len(length)) | (label >= labels) | (first > last)
        if wrong.any() or (last >= length[row]).any():
            raise self._refusal("“events” must name a recording, a label and frames inside the recording")
        return events

    def _aspect(self, count: int) -> NDArray[np.float32]:
        header = self._npz.header("aspect")
        if header.dtype.kind not in "fiu" or header.shape not in ((), (count,)):
            raise self._refusal("“aspect” must be one number, or one for each recording")
        aspect = self._npz.array("aspect").astype(np.float32)
        if ((aspect < _SHAPES[0]) | (aspect > _SHAPES[1])).any():
            raise self._refusal("“aspect” must lie between 0.3 and 4, or be not a number where it is unknown")
        return aspect

    def _fps(self) -> float | None:
        """None where the file does not say or says what cannot be."""
        if "fps" not in self._npz:
            return None
        fps = float(self._scalar("fps", "fiu", "one number"))
        return fps if _PLAUSIBLE_FPS[0] <= fps <= _PLAUSIBLE_FPS[1] else None

    def _landmarks(self, key: str, shape: tuple[int, ...], length: NDArray[np.int64]) -> NDArray[np.float32]:
        header = self._npz.header(key)
        if header.dtype.kind != "f" or header.shape != shape:
            raise self._refusal(f"“{key}” must hold numbers in the shape {' × '.join(map(str, shape))}")
        points = self._npz.array(key)
        nothing = np.isnan(points)
        if (nothing.any(axis=(3, 4)) != nothing.all(axis=(3, 4))).any():
            raise self._refusal(f"in “{key}” a hand is there in part only; it must be there or not")
        if (np.abs(points) > _LARGEST_NUMBER).any():
            raise self._refusal(f"“{key}” holds infinite or enormous numbers")
        after = np.arange(shape[1]) >= length[:, None]
        if not nothing[after].all():
            raise self._refusal(f"“{key}” holds landmarks after the end of a recording")
        return points.astype(np.float32, copy=False)

    def _check_in_picture(self, x: NDArray[np.float32]) -> None:
        xy = x[..., :2]
        outside = (xy < _BESIDE_PICTURE[0]) | (xy > _BESIDE_PICTURE[1])
        if outside.sum() > 0.01 * np.isfinite(xy).sum():
            raise self._refusal(
                "image coordinates must be fractions of the picture, from 0 to 1; are these pixels?"
            )

    def _extras(
        self, x: NDArray[np.float32], length: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32] | None, NDArray[np.float64] | None, NDArray[np.float32] | None]:
        """What only files of this program hold."""
        recordings, frames, hands = x.shape[:3]
        world = time_s = score = None
        if EXTRA_WORLD in self._npz and hands == 2:
            world = self._landmarks(EXTRA_WORLD, (recordings, frames, 2, 21, 3), length)
            world[np.isnan(x[..., 0, 0])] = np.nan
        if EXTRA_TIME in self._npz:
            time_s = self._table(EXTRA_TIME, (recordings, frames)).astype(np.float64)
            if (np.abs(time_s) > LATEST_S).any():
                raise self._refusal(f"“{EXTRA_TIME}” holds what is no time")
            inside = np.arange(frames) < length[:, None]
            late = np.diff(time_s, axis=1)[inside[:, 1:]] > 0
            if not np.isfinite(time_s[inside]).all() or not late.all():
                raise self._refusal(f"“{EXTRA_TIME}” must grow from frame to frame")
        if EXTRA_SCORE in self._npz and hands == 2:
            score = self._table(EXTRA_SCORE, (recordings, frames, 2)).astype(np.float32)
            if not ((score >= 0) & (score <= 1)).all():
                raise self._refusal(f"“{EXTRA_SCORE}” must lie between 0 and 1")
        return world, time_s, score

    def _table(self, key: str, shape: tuple[int, ...]) -> NDArray[Any]:
        header = self._npz.header(key)
        if header.dtype.kind != "f" or header.shape != shape:
            raise self._refusal(f"“{key}” must hold numbers in the shape {' × '.join(map(str, shape))}")
        return self._npz.array(key)
