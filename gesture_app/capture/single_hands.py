"""Landmarkers that follow one hand each, at once where there are two."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from gesture_app.capture.hand_slots import SAME_HAND, FoundHand, apart
from gesture_app.capture.landmarker import Landmarker
from gesture_app.capture.painting_out import without_hand
from gesture_app.capture.source import Pixels

T = TypeVar("T")


class SingleHands:
    """Belongs to one thread, and has one more to do two things at once: most machines have a second core."""

    def __init__(self, bundle: bytes) -> None:
        self._bundle = bundle
        self._at_once = ThreadPoolExecutor(1, thread_name_prefix="second hand")
        self._landmarkers: list[Future[Landmarker]] = []
        self._follow: list[tuple[Landmarker, FoundHand]] = []

    @property
    def hands(self) -> list[FoundHand]:
        """Those that are followed, where they were last."""
        return [hand for _, hand in self._follow]

    def prepare(self, hands: int) -> None:
        """Load as many landmarkers in the background; they are needed later."""
        while len(self._landmarkers) < hands:
            self._landmarkers.append(self._at_once.submit(Landmarker, self._bundle, 1))

    def take_over(self, hands: list[FoundHand], rgb: Pixels) -> bool:
        """Follow these hands of a picture from now on, if each is found by its landmarker.

        Some hands are followed long after they could be found anew.
        """
        self._follow = []
        if any(not landmarker.done() for landmarker in self._landmarkers[: len(hands)]):
            return False
        taken = []
        for landmarker, hand in zip(self._landmarkers, hands, strict=False):
            others = [other for other in hands if other is not hand]
            picture = without_hand(rgb, others[0].image) if others else rgb
            found = landmarker.result().find(picture)
            if found and same(found[0], hand, rgb):
                taken.append((landmarker.result(), found[0]))
        if len(taken) < len(hands):
            return False
        self._follow = taken
        return True

    def find(self, rgb: Pixels) -> list[FoundHand]:
        """Those of the hands that are still there, in the next picture; the others are followed no longer."""
        second = [self.at_once(partial(each.find, rgb)) for each, _ in self._follow[1:]]
        found = [self._follow[0][0].find(rgb), *(each.result() for each in second)]
        self._follow = [
            (landmarker, hands[0])
            for (landmarker, _), hands in zip(self._follow, found, strict=True) if hands
        ]  # fmt: skip
        return self.hands

    def let_go(self, hand: FoundHand | None = None) -> None:
        """Follow this one no longer; None: none."""
        self._follow = [] if hand is None else [pair for pair in self._follow if pair[1] is not hand]

    def at_once(self, job: Callable[[], T]) -> Future[T]:
        """Do something while a hand is followed."""
        return self._at_once.submit(job)

    def close(self) -> None:
        """Release the models. May be called twice."""
        self._at_once.shutdown(wait=True)
        self._follow = []
        for landmarker in self._landmarkers:
            if landmarker.exception() is None:
                landmarker.result().close()


def same(one: FoundHand, other: FoundHand, rgb: Pixels) -> bool:
    """Whether this is one hand of a picture, found twice."""
    return palms_apart(one, other, rgb) < SAME_HAND


def palms_apart(one: FoundHand, other: FoundHand, rgb: Pixels) -> float:
    """Mean distance of the landmarks of two hands of a picture, in palm sizes."""
    return apart(one, other, rgb.shape[1] / rgb.shape[0])
