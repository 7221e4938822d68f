"""Going on by itself after something that was right: the learner's hands are not at the keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_AFTER_S = 5
_SECOND_MS = 1000


class GoingOn(QObject):
    """Counts down and then goes on, unless somebody wants to stay."""

    left = Signal(int)
    """So many seconds are left; 0: it does not go on by itself."""
    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left_s = 0
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._count_down)

    def start(self) -> None:
        self._left_s = _AFTER_S
        self._second.start()
        self.left.emit(self._left_s)

    @Slot()
    def stay(self) -> None:
        """Somebody looks at what it came to: it does not go away by itself."""
        self._second.stop()
        self._left_s = 0
        self.left.emit(0)

    @property
    def counting(self) -> bool:
        return self._second.isActive()

    @Slot()
    def _count_down(self) -> None:
        self._left_s -= 1
        self.left.emit(self._left_s)
        if self._left_s <= 0:
            self._second.stop()
            self.due.emit()
