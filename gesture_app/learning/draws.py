"""The random numbers of a share of a batch: those that its examples would have got within the whole batch.

Processes that learn together draw the same numbers, all of them, and each uses those of its own examples. So what is
learned does not depend on how many processes there are; drawing costs next to nothing beside what is made of it.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Size = int | tuple[int, ...]
"""Of what is drawn; examples come first."""


class Draws(Protocol):
    """What changes examples at random needs of `numpy.random.Generator`."""

    def normal(self, loc: float, scale: float, size: Size, /) -> NDArray[np.float64]: ...
    def uniform(self, low: float, high: float, size: Size, /) -> NDArray[np.float64]: ...
    def random(self, size: Size, /) -> NDArray[np.float64]: ...
    def integers(self, low: int, high: int, size: Size, /) -> NDArray[np.int64]: ...
    def standard_normal(self, size: Size, dtype: Any, /) -> NDArray[np.float32]: ...


class DrawsOfShare:
    """Draws for a whole batch of so many examples, and gives those of `own`."""

    def __init__(self, rng: np.random.Generator, own: slice, whole: int) -> None:
        self._rng, self._own, self._whole = rng, own, whole

    def normal(self, loc: float, scale: float, size: Size, /) -> NDArray[np.float64]:
        return self._rng.normal(loc, scale, self._all(size))[self._own]

    def uniform(self, low: float, high: float, size: Size, /) -> NDArray[np.float64]:
        return self._rng.uniform(low, high, self._all(size))[self._own]

    def random(self, size: Size, /) -> NDArray[np.float64]:
        return self._rng.random(self._all(size))[self._own]

    def integers(self, low: int, high: int, size: Size, /) -> NDArray[np.int64]:
        return self._rng.integers(low, high, self._all(size))[self._own]

    def standard_normal(self, size: Size, dtype: Any, /) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self._rng.standard_normal(self._all(size), dtype)[self._own]
        return found

    def _all(self, size: Size) -> tuple[int, ...]:
        beyond = size[1:] if isinstance(size, tuple) else ()
        return (self._whole, *beyond)
