"""From nothing to everything: the window first, then the picture, then hands, then gestures, then all the rest.

All imports share one lock, so each step waits until the one before has shown what it is for, or a while has passed.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gesture_app.garbage import collect_again
from gesture_app.milestones import reached
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.window import Window

if TYPE_CHECKING:
    from gesture_app.pipeline.engine import Engine
    from gesture_app.pipeline.messages import LiveResult
    from gesture_app.ui.interrupt import Interrupt

log = logging.getLogger(__name__)

HANDS_MS = 1500
"""So long the rest waits for the first hands to be looked for: a camera may take its time, or not be there."""

GESTURES_MS = 4000
"""So long the other pages wait for the first gesture to be told; there may be no model."""

TURN_S = 0.001
"""So long a thread that computes keeps Python when the window wants it. Python's usual 5 ms are felt: a picture is
painted in some dozens of steps, and each of them may have to wait so long while a model is trained."""

BETWEEN_PAGES_MS = 40
"""Time for pictures and clicks between making one page and the next."""

AT_WORK_MS = 1500
"""The same while somebody is at another page already: what they do there comes first."""


class StartUp(QObject):
    """Each step is taken once, by whichever comes first: what it waits for, or its time."""

    def __init__(
        self,
        window: Window,
        bridge: Bridge,
        make_engine: Callable[[], tuple[Engine, str | None]],
        *,
        in_background: bool = False,
    ) -> None:
        """`make_engine`: gives also what was wrong with what was saved, a sentence."""
        super().__init__(window)
        self._window, self._bridge, self._make_engine = window, bridge, make_engine
        self._in_background = in_background
        self._engine: Engine | None = None
        self._tracks = self._is_known = self._is_whole = self._ended = False
        self._interrupt: Interrupt | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)

    def begin(self) -> None:
        """Show the window, or be there without being seen."""
        if self._in_background:
            self._furnish()
            self._window.begin_in_background()
        else:
            self._window.painted.connect(self._painted)
            self._window.show()

    def end(self) -> None:
        """The program ends; may be called twice."""
        self._ended = True
        self._waiting.stop()
        if self._engine is not None:
            self._engine.close()
        if self._interrupt is not None:
            self._interrupt.close()

    @Slot()
    def _painted(self) -> None:
        reached("window painted")
        self._furnish()
        QTimer.singleShot(0, self._in_place)

    def _furnish(self) -> None:
        if self._ended:
            return
        self._interrupt = self._interrupt or _interrupt(self._window)
        engine, complaint = self._make_engine()
        self._engine = engine
        sys.setswitchinterval(TURN_S)
        self._bridge.show_results_of(engine.results)
        engine.start_watching()
        contents = self._window.furnish(engine)
        _report_failures(self._bridge)
        if complaint:
            contents.warn(complaint)
        self._bridge.message.connect(self._hear)
        self._bridge.live.connect(self._see)
        self._waiting.timeout.connect(self._know)
        self._waiting.start(HANDS_MS)

    @Slot()
    def _in_place(self) -> None:
        reached("live page in place")

    @Slot(object)
    def _see(self, result: LiveResult) -> None:
        """The first results tell how far we are."""
        if result.hands.any_hand:
            reached("first landmarks shown")
        if result.hands.any_hand or self._tracks:
            self._know()
        if result.prediction is not None:
            reached("first prediction")
            self._bridge.live.disconnect(self._see)
            self._make_pages()

    @Slot(object)
    def _hear(self, message: object) -> None:
        if getattr(message, "state", None) == "ready":
            self._tracks = True

    @Slot()
    def _know(self) -> None:
        """Hands are looked for: now they may be recognised."""
        if self._is_known or self._engine is None or self._ended:
            return
        self._is_known = True
        self._waiting.stop()
        self._waiting.timeout.disconnect(self._know)
        self._engine.start_recognising()
        self._waiting.timeout.connect(self._make_pages)
        self._waiting.start(GESTURES_MS)

    @Slot()
    def _make_pages(self) -> None:
        """One at a time, so that none of them holds up the picture for long."""
        if self._ended:
            return
        if not self._is_whole and self._engine is not None:
            self._is_whole = True
            collect_again()
            self._engine.start_the_rest()
            self._window.contents.begin()
        pages = self._window.contents.pages
        self._waiting.setInterval(BETWEEN_PAGES_MS if pages.in_view is pages.live.built else AT_WORK_MS)
        if pages.make_next():
            self._waiting.start()
        else:
            reached("all pages there")


def _interrupt(window: Window) -> Interrupt:
    from gesture_app.ui.interrupt import Interrupt

    return Interrupt(window.quit, window)


def _report_failures(bridge: Bridge) -> None:
    """What nobody caught is logged and told. Excepthooks run on the thread that failed: no dialogs here."""
    from gesture_app.pipeline.messages import Trouble

    def failed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            log.error("not caught", exc_info=(kind, error, trace))
        bridge.post(
            Trouble(
                f"Something went wrong inside the program ({error}). It goes on; what is recorded is safe."
            )
        )

    sys.excepthook = failed
    threading.excepthook = lambda failure: failed(failure.exc_type, failure.exc_value, failure.exc_traceback)
