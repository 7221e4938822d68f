"""Parts of a whole that are made when they are first needed, once, whichever thread needs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Part = TypeVar("Part")


class MadeOnce(Generic[Part]):
    """A property. Unlike `functools.cached_property` it never makes a part twice.

    The whole has a `making`, an RLock that is held while a part is made, which may need others.
    """

    def __init__(self, make: Callable[[Any], Part]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, whole: None, kind: type) -> MadeOnce[Part]: ...
    @overload
    def __get__(self, whole: Any, kind: type) -> Part: ...
    def __get__(self, whole: Any, kind: type) -> Part | MadeOnce[Part]:
        if whole is None:
            return self
        parts: dict[str, Part] = whole.__dict__  # from then on Python finds it there and does not ask here
        with whole.making:
            if self._name not in parts:
                parts[self._name] = self._make(whole)
            return parts[self._name]
