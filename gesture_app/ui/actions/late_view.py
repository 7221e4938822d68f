"""A view that is built when it is first opened: the window stands sooner without what few visits need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

View = TypeVar("View", bound=QWidget)


class LateView(Generic[View]):
    """Once it is there, it is told what it has missed."""

    def __init__(self, build: Callable[[], View]) -> None:
        self._build = build
        self._built: View | None = None
        self._missed: dict[str, Callable[[View], None]] = {}

    @property
    def view(self) -> View:
        """Built by the first who asks for it."""
        if self._built is None:
            self._built = self._build()
            for tell in self._missed.values():
                tell(self._built)
            self._missed.clear()
        return self._built

    def tell(self, subject: str, tell: Callable[[View], None]) -> None:
        """Have the view know, now or when it is there; of each subject only the newest is kept for it."""
        if self._built is not None:
            tell(self._built)
        else:
            self._missed.pop(subject, None)
            self._missed[subject] = tell
