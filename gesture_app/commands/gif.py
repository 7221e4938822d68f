"""Moving pictures as GIF, by Pillow: colours chosen from the pictures themselves, and only what changes is stored.

OpenCV's own GIFs have a fixed set of colours and a pattern of dots instead of the others.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

_COLOURS = 255  # Pillow keeps one more for what does not change
_INVISIBLE = 5
"""A change of so many of 255 levels is not stored: noise would cost more than all movement."""

_SAMPLE_ROWS = 256
_SAMPLE_COLUMNS = 256


def encode_gif(pictures: Sequence[Pixels], fps: float) -> bytes:
    """A GIF that repeats for ever.

    Args:
        pictures: (height, width, 3) BGR, all of one size, at least one.
        fps: kept on average; a GIF counts in hundredths of a second.
    """
    palette = _sample(pictures).quantize(_COLOURS, Image.Quantize.MEDIANCUT, kmeans=1)
    frames = [
        Image.fromarray(picture[..., ::-1].copy()).quantize(palette=palette, dither=Image.Dither.NONE)
        for picture in _calmed(pictures)
    ]
    ends_ms = [10 * round(100 * number / fps) for number in range(len(frames) + 1)]
    encoded = io.BytesIO()
    frames[0].save(
        encoded, "GIF", save_all=True, append_images=frames[1:], duration=np.diff(ends_ms).tolist(), loop=0,
        optimize=False,
    )  # fmt: skip
    return encoded.getvalue()


def _calmed(pictures: Sequence[Pixels]) -> Sequence[Pixels]:
    """The pictures without changes nobody sees."""
    calmed = [pictures[0]]
    for picture in pictures[1:]:
        before = calmed[-1]
        apart = np.abs(picture.astype(np.int16) - before).max(axis=2, keepdims=True)
        calmed.append(np.where(apart > _INVISIBLE, picture, before))
    return calmed


def _sample(pictures: Sequence[Pixels]) -> Image.Image:
    """Some pixels of all pictures, as a picture to choose colours from."""
    rng = np.random.default_rng(0)
    count = _SAMPLE_ROWS * _SAMPLE_COLUMNS
    height, width = pictures[0].shape[:2]
    numbers = np.sort(rng.integers(len(pictures), size=count))
    rows, columns = rng.integers(height, size=count), rng.integers(width, size=count)
    chosen = np.array([pictures[n][y, x] for n, y, x in zip(numbers, rows, columns, strict=True)], np.uint8)
    return Image.fromarray(chosen[:, ::-1].reshape(_SAMPLE_ROWS, _SAMPLE_COLUMNS, 3).copy())
