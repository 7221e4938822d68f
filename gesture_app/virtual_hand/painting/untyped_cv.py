"""OpenCV for arithmetic on pictures.

Its type stubs know neither plain numbers as operands nor of what kind a result is: here it is untyped, and
whoever calls it says what comes back.
"""

from __future__ import annotations

from typing import Any

from gesture_app.opencv import cv2

cv: Any = cv2
