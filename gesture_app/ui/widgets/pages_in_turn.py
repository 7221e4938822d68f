"""Several widgets in one place, of which one is shown and alone says how much room it needs."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget


class PagesInTurn(QStackedWidget):
    """Those that are not shown make nothing larger than it needs to be."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        for number, page in enumerate(self._pages):
            policy = page.sizePolicy()
            shown = number == self.currentIndex()
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored)
            page.setSizePolicy(policy)
