"""Ways from one thing to another without a kink."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Float = TypeVar("Float", np.float32, np.float64)


def smooth_step(
    start: NDArray[Float] | float, end: NDArray[Float] | float, at: NDArray[Float]
) -> NDArray[Float]:
    """From 0 before `start` to 1 beyond `end`, level at both; `end` may be the smaller one."""
    share: NDArray[Any] = np.clip((at - start) / (end - start), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), at.dtype)
