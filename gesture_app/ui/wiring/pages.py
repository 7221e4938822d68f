"""Every page of the window: made when it is first needed, brought into view, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from gesture_app.pipeline.engine import Engine
from gesture_app.ui import places
from gesture_app.ui.actions.connection import ActionsConnection
from gesture_app.ui.late import Late
from gesture_app.ui.page import Page
from gesture_app.ui.places import Place
from gesture_app.ui.practice.connection import PracticeConnection
from gesture_app.ui.rail import Rail
from gesture_app.ui.wiring import making
from gesture_app.ui.wiring.choices import Choices
from gesture_app.ui.wording import shown_name

APage = TypeVar("APage", bound=Page)


class Pages(QObject):
    """`live.view` and its like make a page that is not there yet; `live.tell` has it know what it must know then.

    Attributes:
        in_view: the page that is seen; None before the first one is.
    """

    said = Signal(str)
    """A sentence for the user."""
    bin_wanted = Signal()
    training_choice_changed = Signal(list)
    """Names of the gestures that are checked for training."""

    def __init__(
        self, engine: Engine, choices: Choices, rail: Rail, stack: QStackedWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rail, self._stack = rail, stack
        self.in_view: Page | None = None
        self.live = self._late(lambda: making.live(engine, choices, self))
        self.record = self._late(lambda: making.record(engine, choices, self))
        self.train = self._late(lambda: making.train(engine, choices, self))
        self.practice = self._late(lambda: making.practice(engine, self.practising, self))
        self.acting = self._late(lambda: making.acting(engine, self.actions, self))
        self.settings = self._late(lambda: making.settings(engine, choices))
        self.inside = self._late(lambda: making.inside(engine, self))
        self.practising = PracticeConnection(self.practice, engine, self)
        self.actions = ActionsConnection(self.acting, engine, self)
        rail.chosen.connect(self._go_to)

    @property
    def on_rail(self) -> tuple[Page, ...]:
        """In the rail's order; all are made."""
        return tuple(self._at(place) for place in places.ON_RAIL)

    def make_next(self) -> bool:
        """Make one page that is not there yet; False where all are."""
        lates = (self.live, self.record, self.train, self.acting, self.practice, self.settings, self.inside)
        for late in lates:
            if late.built is None:
                _ = late.view
                return True
        return False

    # --- into view ------------------------------------------------------------------------------------

    @Slot(int)
    def _go_to(self, number: int) -> None:
        self._bring(self._at(places.ON_RAIL[number]))

    def go_to(self, place: Place) -> None:
        """Have a page of the rail in view."""
        self._rail.choose(places.ON_RAIL.index(place))
        self._bring(self._at(place))  # its button on the rail may have been chosen already

    def _bring(self, page: Page) -> None:
        before = self.in_view
        if before is page:
            return
        if before is not None:
            before.left()
        self.in_view = page
        self._stack.setCurrentWidget(page)
        page.entered()

    @Slot()
    def go_to_record(self) -> None:
        self.go_to(places.RECORD)

    @Slot()
    def go_to_train(self) -> None:
        self.go_to(places.TRAIN)

    @Slot()
    def go_to_settings(self) -> None:
        self.go_to(places.SETTINGS)

    @Slot()
    def go_inside(self) -> None:
        """From the Train page into a model."""
        self._bring(self.inside.view)

    @Slot(str)
    def record_takes_of(self, gesture: str) -> None:
        self.record.view.gestures.choose(gesture)
        self.go_to_record()

    @Slot(str, str)
    def look_at_mistake(self, shown: str, recognised: str) -> None:
        """From a cell of the confusion matrix to the takes it is about."""
        self.record_takes_of(shown)
        if shown != recognised:
            self.said.emit(
                f"Some takes of “{shown_name(shown)}” were taken for “{shown_name(recognised)}”. Look through them."
            )

    @Slot(list)
    def look_at_takes(self, take_ids: list[str]) -> None:
        """From what the coach says to the takes it is about."""
        self.go_to_record()
        self.record.view.show_takes(take_ids)

    # --- making ---------------------------------------------------------------------------------------

    def _late(self, make: Callable[[], APage]) -> Late[APage]:
        def made() -> APage:
            page = make()
            self._stack.addWidget(page)
            page.notice.connect(self.said)
            return page

        return Late(made)

    def _at(self, place: Place) -> Page:
        lates: dict[Place, Callable[[], Page]] = {
            places.LIVE: lambda: self.live.view,
            places.RECORD: lambda: self.record.view,
            places.TRAIN: lambda: self.train.view,
            places.PRACTICE: lambda: self.practice.view,
            places.ACTIONS: lambda: self.acting.view,
            places.SETTINGS: lambda: self.settings.view,
        }
        return lates[place]()
