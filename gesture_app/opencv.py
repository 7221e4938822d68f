"""OpenCV as this program wants it: quiet, one thread, and without its own Qt in the way.

Everything here imports `cv2` from this module, so that the settings below come first.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

_SETTINGS = {
    # Windows: with hardware transforms a camera can take 4–20 s to open.
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    # Troubles reach people as our own sentences, not as the library's messages on stderr.
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
}
for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)

import cv2  # noqa: E402 - the settings are read while it is imported
import numpy as np  # noqa: E402

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

__all__ = ["as_bgr", "cv2", "forget_bundled_qt"]


def forget_bundled_qt(environment: MutableMapping[str, str] | None = None) -> None:
    """Remove Qt's variables where they point into cv2.

    On Linux `import cv2` points them to its own Qt 5, with which no Qt 6 window can start.
    """
    variables = os.environ if environment is None else environment
    inside = str(Path(cv2.__file__).parent)
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        if variables.get(name, "").startswith(inside):
            del variables[name]


forget_bundled_qt()
# More threads gain nothing at webcam sizes and take the time of training and tracking.
cv2.setNumThreads(1)


def as_bgr(picture: MatLike) -> NDArray[np.uint8]:
    """A picture as (height, width, 3) whatever it came as: grey, with transparency, or of 16 bits."""
    if picture.dtype == np.uint16:
        picture = picture // 256
    pixels = picture.astype(np.uint8, copy=False)
    if pixels.ndim == 3 and pixels.shape[2] == 3:
        return pixels
    grey = pixels.ndim == 2 or pixels.shape[2] == 1
    return cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR if grey else cv2.COLOR_BGRA2BGR).astype(
        np.uint8, copy=False
    )
