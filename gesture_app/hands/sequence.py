"""Hands over time: what a take holds and what features are computed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.frame import HandFrame


@dataclass(frozen=True, slots=True)
class HandSequence:
    """T hand frames with their real times. Arrays are `HandFrame`'s with time as first axis.

    Attributes:
        image: float32 (T, 2, 21, 3).
        world: float32 (T, 2, 21, 3).
        present: bool (T, 2).
        score: float32 (T, 2).
        time_s: float64 (T,), strictly increasing seconds; only differences matter.
        aspect: width ÷ height of the picture.
    """

    image: NDArray[np.float32]
    world: NDArray[np.float32]
    present: NDArray[np.bool_]
    score: NDArray[np.float32]
    time_s: NDArray[np.float64]
    aspect: float

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together.

        Raises:
            ValueError: shapes disagree, times do not increase, or the aspect is no positive number.
        """
        frames = len(self.time_s)
        for name, array, shape in (
            ("image", self.image, (frames, 2, 21, 3)),
            ("world", self.world, (frames, 2, 21, 3)),
            ("present", self.present, (frames, 2)),
            ("score", self.score, (frames, 2)),
            ("time_s", self.time_s, (frames,)),
        ):
            if array.shape != shape:
                raise ValueError(f"{name} has shape {array.shape}, expected {shape}")
        if not (np.isfinite(self.time_s).all() and (np.diff(self.time_s) > 0).all()):
            raise ValueError("times must be finite and increase from frame to frame")
        if not (np.isfinite(self.aspect) and self.aspect > 0):
            raise ValueError(f"aspect must be a positive number, not {self.aspect}")

    @classmethod
    def from_frames(cls, frames: Sequence[HandFrame]) -> HandSequence:
        """Put frames of one source together.

        Raises:
            ValueError: no frames, or times that do not increase.
        """
        if not frames:
            raise ValueError("a sequence needs at least one frame")
        return cls(
            np.stack([frame.image for frame in frames]),
            np.stack([frame.world for frame in frames]),
            np.stack([frame.present for frame in frames]),
            np.stack([frame.score for frame in frames]),
            np.array([frame.time_s for frame in frames], np.float64),
            frames[0].aspect,
        )

    @classmethod
    def from_image(
        cls, image: NDArray[np.float32], time_s: NDArray[np.float64], aspect: float
    ) -> HandSequence:
        """A sequence of which only picture landmarks (T, 2, 21, 3) are known; absent hands are NaN."""
        present: NDArray[np.bool_] = np.asarray(np.isfinite(image).all(axis=(2, 3)))
        image = np.where(present[:, :, None, None], image, np.nan).astype(np.float32)
        return cls(image, np.full_like(image, np.nan), present, present.astype(np.float32), time_s, aspect)

    def __len__(self) -> int:
        return len(self.time_s)

    def frame(self, index: int) -> HandFrame:
        return HandFrame(
            self.image[index], self.world[index], self.present[index], self.score[index],
            float(self.time_s[index]), self.aspect,
        )  # fmt: skip

    def frames(self) -> Iterator[HandFrame]:
        return (self.frame(index) for index in range(len(self)))

    def slice(self, start: int, stop: int) -> HandSequence:
        """Frames `start` up to, not including, `stop`; times are kept."""
        return replace(
            self, image=self.image[start:stop], world=self.world[start:stop],
            present=self.present[start:stop], score=self.score[start:stop], time_s=self.time_s[start:stop],
        )  # fmt: skip

    @property
    def duration_s(self) -> float:
        """From the first frame to the last, in seconds."""
        return float(self.time_s[-1] - self.time_s[0]) if len(self) else 0.0

    @property
    def seen(self) -> NDArray[np.bool_]:
        """(T,) frames in which at least one hand was seen."""
        return np.asarray(self.present.any(axis=1))
