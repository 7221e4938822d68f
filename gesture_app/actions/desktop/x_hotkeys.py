"""Keys heard from everywhere on X11: passive grabs, so that the server tells of these keys and of no others."""

from __future__ import annotations

import logging
import os
import queue
import select
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gesture_app.actions.desktop.x_display import connect, disconnect
from gesture_app.actions.desktop.x_grabs import Grabs
from gesture_app.actions.firing import ActionFailed

if TYPE_CHECKING:
    from Xlib.display import Display

    from gesture_app.actions.desktop.hotkeys import Pressed

log = logging.getLogger(__name__)

_ANSWER_S = 3.0
_GONE = "The screen does not answer, so that no keys can be heard. Log in to the desktop again."


@dataclass(slots=True)
class _Wish:
    """Other keys are wanted; `answer` holds the problems once they are known."""

    keys: Collection[str]
    answer: dict[str, str] = field(default_factory=dict)
    answered: threading.Event = field(default_factory=threading.Event)


class XHotkeys:
    """A connection of its own and the only thread that uses it."""

    def __init__(self, pressed: Pressed, screen: str) -> None:
        self._pressed = pressed
        self._screen = screen
        self._wishes: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._wake_out, self._wake_in = os.pipe()
        self._thread = threading.Thread(target=self._listen, name="hotkeys", daemon=True)
        self._thread.start()

    def set(self, keys: Collection[str]) -> dict[str, str]:
        """Hear these and no others; the problems by key."""
        wish = _Wish(tuple(keys))
        if not self._thread.is_alive():
            return dict.fromkeys(keys, _GONE)
        self._ask(wish)
        return wish.answer if wish.answered.wait(_ANSWER_S) else dict.fromkeys(keys, _GONE)

    def close(self) -> None:
        """Hear nothing more."""
        if self._wake_in < 0:
            return
        self._ask(None)
        self._thread.join(_ANSWER_S)
        for end in (self._wake_in, self._wake_out):
            os.close(end)
        self._wake_in = -1

    def _ask(self, wish: _Wish | None) -> None:
        self._wishes.put(wish)
        os.write(self._wake_in, b".")

    def _listen(self) -> None:
        from Xlib import error

        try:
            display = connect(self._screen)
            try:
                self._hear(display)
            finally:
                disconnect(display)
        except (ActionFailed, error.ConnectionClosedError, OSError) as reason:
            log.warning("no hotkeys are heard any more: %s", reason)
            self._refuse_all()

    def _hear(self, display: Display) -> None:
        grabs = Grabs(display)
        while True:
            while display.pending_events():
                if key := grabs.key_of(display.next_event()):
                    self._tell(key)
            while not self._wishes.empty():
                os.read(self._wake_out, 1)
                wish = self._wishes.get()
                if wish is None:
                    return
                wish.answer = grabs.set(wish.keys)
                wish.answered.set()
            if not display.pending_events():
                select.select([display.fileno(), self._wake_out], [], [])

    def _tell(self, key: str) -> None:
        try:
            self._pressed(key)
        except Exception:
            log.exception("what a hotkey does went wrong")

    def _refuse_all(self) -> None:
        """Answer until `close`, since there is no screen to listen to."""
        while (wish := self._wishes.get()) is not None:
            wish.answer = dict.fromkeys(wish.keys, _GONE)
            wish.answered.set()
