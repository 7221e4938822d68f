"""The window: a frame with the rail, which stands at once, and what is put into it as soon as it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gesture_app.ui.bridge import Bridge
from gesture_app.ui.first_look import FirstLook
from gesture_app.ui.places import ON_RAIL
from gesture_app.ui.rail import Rail
from gesture_app.ui.theme import ThemeController

if TYPE_CHECKING:  # all of it is imported once the frame is on the screen
    from gesture_app.pipeline.engine import Engine
    from gesture_app.ui.actions.page import ActionsPage
    from gesture_app.ui.notice import NoticeBar
    from gesture_app.ui.page import Page
    from gesture_app.ui.pages.inside import InsidePage
    from gesture_app.ui.pages.live import LivePage
    from gesture_app.ui.pages.record import RecordPage
    from gesture_app.ui.pages.settings import SettingsPage
    from gesture_app.ui.pages.train import TrainPage
    from gesture_app.ui.practice.page import PracticePage
    from gesture_app.ui.wiring.contents import Contents

TITLE = "Gesture App"
"""While a gesture is recognised its name stands before it, so that it is seen with the window behind others."""


class Window(QMainWindow):
    """Its pages are made when they are asked for."""

    painted = Signal()
    """The frame is on the screen for the first time."""

    def __init__(self, engine: Engine | None, bridge: Bridge, theme: ThemeController) -> None:
        """`engine`: what is behind the window; None where it is still to come, see `furnish`."""
        super().__init__()
        self.setWindowTitle(TITLE)
        self._fit_screen()
        self._bridge, self._theme = bridge, theme
        self._engine: Engine | None = None
        self._contents: Contents | None = None
        self.rail = Rail(ON_RAIL)
        self.rail.choose(0)
        self._stack = QStackedWidget()
        self._first_look = FirstLook()
        self._first_look.painted.connect(self.painted)
        self._stack.addWidget(self._first_look)
        self._lay_out()
        if engine is not None:
            self.furnish(engine)

    def _fit_screen(self) -> None:
        """Large enough to be comfortable, never larger than the screen with room for the title bar."""
        room = self.screen().availableGeometry().size()
        self.setMinimumSize(min(1100, room.width()), min(600, room.height()))
        self.resize(min(1360, room.width() - 16), min(860, room.height() - 48))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(20, 0, 20, 14)
        right.addLayout(self._foot)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._quit_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self)
        self._quit_key.activated.connect(self.quit)

    def furnish(self, engine: Engine) -> Contents:
        """Put in what is seen and heard in it, with an engine behind it; the Live page, or the one chosen since."""
        from gesture_app.ui.wiring.contents import Contents

        self._engine = engine
        chosen = self.rail.chosen_number
        contents = Contents(self, engine, self._bridge, self._theme, self.rail, self._stack, self._foot)
        self._contents = contents
        self._undo_key.activated.connect(contents.notice.undo)
        contents.pages.go_to(ON_RAIL[chosen])
        self._stack.removeWidget(self._first_look)
        self._first_look.deleteLater()
        return contents

    @property
    def contents(self) -> Contents:
        """What is in the window.

        Raises:
            RuntimeError: it is not furnished yet.
        """
        if self._contents is None:
            raise RuntimeError("nothing is in the window yet")
        return self._contents

    @Slot()
    def begin(self) -> None:
        """The window stands; now the work behind it may start."""
        if self._engine is not None:
            self._engine.start()
            self.contents.begin()

    # --- its end, and beyond --------------------------------------------------------------------------

    @Slot()
    def quit(self) -> None:
        """End the program, whatever closing the window would mean."""
        if self._contents is None:
            self.close()
        else:
            self._contents.there.view.quit()

    @Slot()
    def come_to_front(self) -> None:
        if self._contents is None:
            self.activateWindow()
        else:
            self._contents.there.view.come_to_front()

    def begin_in_background(self) -> None:
        """Be there without being seen, as after a login."""
        self.contents.there.view.go_to_background()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything ends in order before the program does; while gestures act it may go on without its window."""
        if self._contents is not None and (there := self._contents.there.built) is not None:
            if not there.lets_close():
                event.ignore()
                return
            there.close()
        self.hide()
        if self._engine is not None:
            self._engine.close()
        super().closeEvent(event)

    # --- what is in it --------------------------------------------------------------------------------

    @property
    def notice(self) -> NoticeBar:
        return self.contents.notice

    @property
    def pages(self) -> tuple[Page, ...]:
        """In the rail's order."""
        return self.contents.pages.on_rail

    @property
    def live(self) -> LivePage:
        return self.contents.pages.live.view

    @property
    def record(self) -> RecordPage:
        return self.contents.pages.record.view

    @property
    def train(self) -> TrainPage:
        return self.contents.pages.train.view

    @property
    def practice(self) -> PracticePage:
        return self.contents.pages.practice.view

    @property
    def acting(self) -> ActionsPage:
        return self.contents.pages.acting.view

    @property
    def settings_page(self) -> SettingsPage:
        return self.contents.pages.settings.view

    @property
    def inside(self) -> InsidePage:
        """Opened from the Train page, not from the rail."""
        return self.contents.pages.inside.view
