"""What is made when it is first needed, and then told what it has missed: the window stands sooner without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Late(Generic[Thing]):
    """A page, a view or whatever else takes long to make.

    Attributes:
        built: the thing, None before anybody needed it.
    """

    def __init__(self, build: Callable[[], Thing]) -> None:
        self._build = build
        self._missed: dict[str, Callable[[Thing], None]] = {}
        self.built: Thing | None = None

    @property
    def view(self) -> Thing:
        """Built by the first who asks for it."""
        if self.built is None:
            self.built = self._build()
            while self._missed:  # what it is told may have it ask for more
                self._missed.pop(next(iter(self._missed)))(self.built)
        return self.built

    def tell(self, subject: str, tell: Callable[[Thing], None]) -> None:
        """Have it know, now or when it is there; of each subject only the newest is kept for it."""
        self._missed.pop(subject, None)
        if self.built is not None:
            tell(self.built)
        else:
            self._missed[subject] = tell
