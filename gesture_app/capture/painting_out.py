"""A picture without a hand whose place is known, in which another one can be looked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.capture.source import Pixels
from gesture_app.opencv import cv2

_WIDER = 1.3
"""Landmarks lie inside the fingers, and the hand has moved on since they were found."""

_EVERY = 16


def without_hand(picture: Pixels, image: NDArray[np.float32]) -> Pixels:
    """A copy of a picture (height, width, 3) with a hand painted over in the picture's own mean colour.

    Args:
        image: landmarks (21, 3) of the hand, x and y in 0…1 of the picture.
    """
    height, width = picture.shape[:2]
    points = image[:, :2] * np.array([width, height], np.float32)
    middle = points.mean(axis=0)
    outline = cv2.convexHull((middle + _WIDER * (points - middle)).astype(np.int32))
    colour = picture[::_EVERY, ::_EVERY].mean(axis=(0, 1))
    copy = picture.copy()
    cv2.fillConvexPoly(copy, outline, colour.tolist())
    return copy
