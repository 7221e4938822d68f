"""One end's own thread: its actions are done one after the other, and one that hangs is given up."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from gesture_app.actions.action import RunCommand
from gesture_app.actions.firing import ActionEnded, ActionFailed, End, Firing, Outcome
from gesture_app.actions.trigger import lasts_with_its_gesture

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 2.0
"""What could not leave by then is left out: an action long after its gesture is an accident."""

MOST_HUNG = 3
"""Threads that hang in one end cannot be ended from here; with more of them nothing is done there any more."""

Tell = Callable[[Firing, Outcome, str, float], None]
"""Firing, what came of it, a sentence where it was not done, and when it was begun on the lane's clock."""


@runtime_checkable
class Renewable(End, Protocol):
    """An end that another can take the place of after it hung."""

    def anew(self) -> End:
        """One like this, not yet opened. This one is closed and not used again."""


class EndInUse:
    """The end that lanes share, and its successor after it hung."""

    def __init__(self, end: End) -> None:
        self.end = end

    def renew(self, hung: End) -> None:
        """Put a new one in its place, where it offers that; closing may hang as well, so nobody waits for it."""
        if self.end is hung and isinstance(hung, Renewable):
            try:
                self.end = hung.anew()
            except Exception:
                log.exception("an end of actions could not be made anew")
                return
            threading.Thread(target=close_quietly, args=(hung,), name="closing", daemon=True).start()


def close_quietly(end: End) -> None:
    """Close it, whatever it says."""
    try:
        end.close()
    except Exception:
        log.exception("an end of actions could not be closed")


@dataclass(frozen=True, slots=True)
class _Call:
    firing: Firing
    end: End
    begun_s: float
    latest_s: float
    too_late: bool


class Lane:
    """A queue and a thread for one end. `tell` is called on the lane's or the watch's thread, never under its lock."""

    def __init__(self, end: EndInUse, tell: Tell, now_s: Callable[[], float], hang_s: float) -> None:
        self._end = end
        self._tell = tell
        self._now_s = now_s
        self._hang_s = hang_s
        self._changed = threading.Condition()
        self._waiting: deque[tuple[float, Firing]] = deque()
        self._call: _Call | None = None
        self._thread: threading.Thread | None = None
        self._hung: list[threading.Thread] = []
        self._closed = False

    def put(self, firing: Firing, most_waiting: int) -> str:
        """Do it as soon as what was put before is done; a sentence where it is refused."""
        with self._changed:
            if self._closed:
                return ""
            self._hung = [thread for thread in self._hung if thread.is_alive()]
            if len(self._hung) >= MOST_HUNG:
                return "This kind of action hung again and again. Restart the program to use it again."
            if len(self._waiting) >= most_waiting:
                return f"It was left out: {most_waiting} actions before it are still waiting."
            self._waiting.append((self._now_s(), firing))
            self._ensure_thread()
            self._changed.notify_all()
        return ""

    def _ensure_thread(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="action", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        me = threading.current_thread()
        while (call := self._take(me)) is not None:
            if call.too_late:
                sentence = "It was left out: what was done before it took too long."
                self._tell(call.firing, "limited", sentence, call.begun_s)
                continue
            outcome, sentence = _carry_out(call)
            with self._changed:
                if self._thread is not me:  # it was given up and told meanwhile
                    return
                self._call = None
            self._tell(call.firing, outcome, sentence, call.begun_s)

    def _take(self, me: threading.Thread) -> _Call | None:
        """The next one; from now on it counts as running, so that whoever looks finds it waiting or running."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed or self._thread is not me:
                return None
            since_s, firing = self._waiting.popleft()
            now_s = self._now_s()
            late = now_s - since_s > LONGEST_WAIT_S and not ends_something(firing)
            own_s = firing.action.longest_s if isinstance(firing.action, RunCommand) else 0.0
            call = _Call(firing, self._end.end, now_s, now_s + own_s + self._hang_s, late)
            self._call = None if late else call
            return call

    def give_up_if_hung(self, now_s: float) -> float | None:
        """Go on with another thread where the call takes too long.

        Returns:
            How long the call that runs may take from now on; None: nothing runs or waits.
        """
        with self._changed:
            call = self._call
            if call is None:
                return self._hang_s if self._waiting else None
            if now_s < call.latest_s:
                return call.latest_s - now_s
            self._give_up(call)
        sentence = "It did not come to an end and was given up. What it waits for may need your attention."
        self._tell(call.firing, "ended", sentence, call.begun_s)
        return self._hang_s

    def _give_up(self, call: _Call) -> None:
        if self._thread is not None:
            self._hung.append(self._thread)
        self._call, self._thread = None, None
        self._end.renew(call.end)
        if self._waiting and not self._closed:
            self._ensure_thread()

    def close(self) -> None:
        """Do nothing more; what runs may come to its end, see `join`."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()

    def join(self, timeout_s: float) -> None:
        """Wait for what runs."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(max(timeout_s, 0.0))


def ends_something(firing: Firing) -> bool:
    """Whether it ends what an earlier firing began: without it that would go on for ever."""
    return firing.phase == "end" and lasts_with_its_gesture(firing.action)


def _carry_out(call: _Call) -> tuple[Outcome, str]:
    try:
        call.end.do(call.firing)
    except ActionEnded as ended:
        return "ended", str(ended)
    except ActionFailed as failed:
        return "failed", str(failed)
    except (Exception, SystemExit) as error:
        log.exception("an action crashed")
        return (
            "failed",
            f"It went wrong inside the program ({type(error).__name__}). Try it again; others go on.",
        )
    return "done", ""
