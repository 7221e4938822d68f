"""Paints pictures of a sign beside the window, the most wanted first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gesture_app.ui.signs.film import Film, Picture, Shelf
from gesture_app.ui.signs.outlook import SignScene
from gesture_app.virtual_hand.body.build import Build

if TYPE_CHECKING:  # it brings cv2 along, which has no place before the window stands
    from gesture_app.virtual_hand.painting.picture import Painter

_USUAL_S, _LATEST_SHARE = 0.05, 0.25
_REST_SHARE = 1.8
"""After a picture that can wait: so much of the time it took, for the tracker and the window."""


class _Wish(NamedTuple):
    film: Film
    numbers: Sequence[int]
    at_once: int


class SignStudio:
    """Paints what is wanted, one picture after the other. There is a thread only while something is missing."""

    def __init__(self, painted: Callable[[], None]) -> None:
        """Nothing is wanted yet.

        Args:
            painted: called on the studio's thread whenever there is a new picture.
        """
        self._painted = painted
        self._changed = threading.Condition()
        self._shelf = Shelf()
        self._wanted: _Wish | None = None
        self._newest: tuple[SignScene, Picture] | None = None
        self._thread: threading.Thread | None = None
        self.picture_s = _USUAL_S
        """How long a picture takes, lately."""
        self._painter: tuple[Build, Painter] | None = None  # only the thread looks at it

    def want(self, film: Film, numbers: Sequence[int], *, at_once: int) -> None:
        """Paint these pictures of a film in this order; earlier wishes are forgotten.

        Args:
            at_once: until there are so many somebody waits; after that the studio takes its time.
        """
        with self._changed:
            self._shelf.look_at(film)
            self._wanted = _Wish(film, numbers, at_once)
            if self._thread is None and self._next() is not None:
                self._thread = threading.Thread(target=self._work, name="sign-studio")
                self._thread.start()
            self._changed.notify()

    def rest(self) -> None:
        """Nothing is wanted any more: the thread ends after the picture it is at."""
        with self._changed:
            self._wanted = None
            self._changed.notify()

    def close(self) -> None:
        """Rest, and wait for the thread."""
        self.rest()
        thread = self._thread
        if thread is not None:
            thread.join()

    def picture(self, film: Film, number: int) -> Picture | None:
        """A film's picture, or the nearest one that is there; None: there is none yet."""
        with self._changed:
            there = self._shelf.pictures(film)
            return there[min(there, key=lambda each: abs(each - number))] if there else None

    def count(self, film: Film) -> int:
        """How many pictures of a film there are."""
        with self._changed:
            return len(self._shelf.pictures(film))

    def newest(self, scene: SignScene) -> Picture | None:
        """What was painted last, if it shows this scene: while it is being turned, pictures come a little late."""
        with self._changed:
            return self._newest[1] if self._newest is not None and self._newest[0] is scene else None

    def _next(self) -> tuple[Film, int] | None:
        """What to paint now; None: nothing."""
        if self._wanted is None:
            return None
        there = self._shelf.pictures(self._wanted.film)
        number = next((each for each in self._wanted.numbers if each not in there), None)
        return None if number is None else (self._wanted.film, number)

    def _work(self) -> None:
        try:
            while (job := self._next_or_end()) is not None:
                begun_s = time.monotonic()
                picture = self._paint(*job)
                self.picture_s += _LATEST_SHARE * (time.monotonic() - begun_s - self.picture_s)
                with self._changed:
                    self._shelf.keep(*job, picture)
                    self._newest = job[0].scene, picture
                self._painted()
                with self._changed:
                    self._changed.wait_for(self._urgent, (time.monotonic() - begun_s) * _REST_SHARE)
        except BaseException:
            with self._changed:
                self._thread = None  # so that the next wish is heard
            raise

    def _next_or_end(self) -> tuple[Film, int] | None:
        """The next picture; None: the thread ends, and a later wish starts another one."""
        with self._changed:
            job = self._next()
            if job is None:
                self._thread = None
            return job

    def _urgent(self) -> bool:
        """Whether somebody waits for the next picture, or for nothing more."""
        if self._wanted is None or self._next() is None:
            return True
        return len(self._shelf.pictures(self._wanted.film)) < self._wanted.at_once

    def _paint(self, film: Film, number: int) -> Picture:
        moment = film.reel.moments[number]
        painter = self._painter_of(film)
        painter.camera = film.scene.camera(film.width, film.height, film.outlook)
        hands = film.scene.hands(moment.time_s, film.outlook.turned(moment.sway_deg, 0.0))
        return Picture.cut_out(painter.cutout(hands, quick=film.draft))

    def _painter_of(self, film: Film) -> Painter:
        """One painter for all pictures of a build: only its camera changes."""
        from gesture_app.virtual_hand.painting.picture import Painter

        build = film.scene.motion.build
        if self._painter is None or self._painter[0] is not build:
            self._painter = (build, Painter(film.scene.camera(64, 64, film.outlook), builds=build))
        return self._painter[1]
