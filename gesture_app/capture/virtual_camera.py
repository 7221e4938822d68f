"""The virtual hand as a source: pictures of it, as a webcam would deliver them."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from gesture_app.capture.pace import Pace
from gesture_app.capture.source import Frame, SourceError
from gesture_app.takes.take import VIRTUAL_PERSON
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.programme import Programme, parse_programme
from gesture_app.virtual_hand.acting.pupil import signs_of
from gesture_app.virtual_hand.body.build import Build, Side
from gesture_app.virtual_hand.film import Film
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK, Look
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.names import UnknownName

FPS = 25.0

HOLD_S = 3.0
"""How long a pupil keeps a held sign: a teacher watches most of a second of it, and then one reads what is said."""

_SHOWN = 40  # letters of a programme in the name; windows and takes show it


class VirtualCamera:
    """Performs a programme in front of a camera that does not exist.

    A picture that could not be drawn in time is skipped, as a slow camera would: times stay true. Frames
    tell in their caption which gesture is under way, but not where the hands are: the tracker finds out.
    """

    live = False  # it cannot be lost, so there is nothing to wait for
    person = VIRTUAL_PERSON  # who is in its pictures

    def __init__(
        self,
        script: str = "",
        *,
        seed: int | None = None,
        side: Side = "right",
        manner: Manner | None = None,
        build: Build | None = None,
        look: Look = DEFAULT_LOOK,
        fps: float = FPS,
        fast: bool = False,
        loop: bool = False,
        once: bool = False,
    ) -> None:
        """Nothing is drawn before `open`.

        Args:
            script: see `parse_programme`.
            seed: the same gives the same pictures again; None = something new at every opening.
            manner, build: who performs; None = the average person.
            fast: as quickly as possible, and no picture is skipped.
            loop: start again at the end of a programme that has one.
            once: end a programme that has no end after its first round.

        Raises:
            SourceError: a gesture or letter of the script does not exist; tells the nearest.
        """
        programme = _read(script)
        if loop:
            programme = replace(programme, rounds=None)
        elif once and programme.rounds is None:
            programme = replace(programme, rounds=1)

        def begin() -> Film:
            rng = np.random.default_rng(seed)
            return Film(programme, rng, manner=manner, build=build, side=side, look=look, frame_s=1 / fps)

        self._begin = begin
        self.name = _name(script)
        self._fps = fps
        self._pace = Pace(fast)
        self._wishes: deque[_Wish] = deque(maxlen=1)  # of `perform`; the newest counts
        self._film: Film | None = None
        self._number = 0  # of the next picture of this opening, skipped ones counted
        self._index = 0
        self._start_s = 0.0  # of this opening, on the source's own clock
        self._last_s: float | None = None

    def perform(self, script: str, *, hold_s: float = HOLD_S) -> None:
        """Do this instead from the next picture on, from wherever the hands are; from any thread.

        It is done once, and then the hands `rest`. Held signs are kept for `hold_s` seconds at least. An empty script:
        back to the programme.

        Raises:
            SourceError: see the constructor.
        """
        self._wishes.append(_Wish(signs_of(_read(script)) or None, hold_s))

    def rest(self) -> None:
        """Hands leave the picture and wait for the next `perform`; from any thread."""
        self._wishes.append(_Wish(()))

    def open(self) -> None:
        """Begin the programme."""
        self.close()
        self._number = 0
        self._start_s = 0.0 if self._last_s is None else self._last_s + 1 / self._fps
        self._pace.start()
        self._film = self._begin()

    def read(self) -> Frame | None:
        """The next picture when it is due; None at the end and after `close`."""
        film = self._film
        if film is None:
            return None
        if self._wishes:
            self._fulfil(self._wishes.pop(), film)
        self._number += math.floor(self._pace.overdue_s(self._number / self._fps) * self._fps)
        due_s = self._number / self._fps
        shot = film.shot(due_s)
        if shot is None or not self._pace.wait_until(due_s):
            return None
        height, width = shot.picture.shape[:2]
        frame = Frame(self._index, self._start_s + due_s, shot.picture, None, width / height, shot.showing)
        self._number += 1
        self._index += 1
        self._last_s = frame.time_s
        return frame

    def close(self) -> None:
        self._pace.stop()
        self._film = None

    def _fulfil(self, wish: _Wish, film: Film) -> None:
        begun_s = max(0.0, (self._number - 1) / self._fps)
        if wish.signs is None:
            film.go_on(begun_s)
        else:
            film.perform(wish.signs, wish.hold_s, begun_s)


class _Wish(NamedTuple):
    """Signs to be made; None: back to the programme."""

    signs: tuple[Gesture, ...] | None
    hold_s: float = HOLD_S


def _name(script: str) -> str:
    line = " ".join(script.split())
    shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
    return f"Virtual hand: {shown}" if shown else "Virtual hand"


def _read(script: str) -> Programme:
    try:
        return parse_programme(script)
    except UnknownName as error:
        remedy = "Name gestures as in virtual:wave,point, a word as in virtual:HELLO, or virtual:alphabet."
        raise SourceError("absent", str(error), remedy) from error
