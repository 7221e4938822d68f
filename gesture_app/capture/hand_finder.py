"""Find hands in a stream of pictures with as little work as their number allows.

A landmarker that is to follow two hands searches the whole picture for the second one in every frame, and
searching costs as much as following: one hand shown costs twice what it must. Landmarkers are cheap to have,
and each keeps its own state; so there are two of them, and the number of hands that is looked for follows what
is there:

- *all* follows as many as were asked for. It is used while no hand or several are there, and does all that MediaPipe
  does.
- *one* follows a single hand. It takes over when a hand has been alone for a while, and gives back in the very frame in
  which it loses it.

Meanwhile *all* is shown, a few times a second, the picture without the hand that *one* follows. It finds
nothing in it, which costs only a search, or another hand: then it is shown the whole picture again.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from gesture_app.capture.hand_slots import SAME_HAND, FoundHand, apart
from gesture_app.capture.idle_watch import IdleWatch
from gesture_app.capture.landmarker import Landmarker, as_rgb
from gesture_app.capture.painting_out import without_hand
from gesture_app.capture.source import Pixels

LOOK_BESIDE_EVERY_S = 0.2
"""A second hand must be seen within 0.3 s: this, one frame of a slow camera, and the search itself."""

ALONE_FOR_S = 0.5
"""How long a hand must have been alone before it is followed alone."""

MISSED_FOR_S = 1.0
"""The same after two were there: one of them is often only covered."""

LOST_FOR_S = 0.1
"""The same where it was alone before it was lost for a moment."""

_DOUBTS = 3
"""When something is found beside the hand, so many frames in a row are looked at whole before it is an error."""


class HandFinder:
    """Belongs to one thread; one source at a time, pictures in order."""

    def __init__(self, bundle: bytes, hands: int) -> None:
        """Load the model.

        Args:
            hands: how many to find, 1 or 2.

        Raises:
            TrackerModelError: MediaPipe does not accept the bundle.
        """
        self._all = Landmarker(bundle, hands)
        self._at_once = ThreadPoolExecutor(1, thread_name_prefix="second hand")
        # Not needed before a hand has been alone for a while.
        self._one = self._at_once.submit(Landmarker, bundle, 1) if hands > 1 else None
        self._idle = IdleWatch()
        self._alone: FoundHand | None = None  # followed by *one*, where it was last
        self._latest_s = 0.0
        self._begin_anew(0.0)

    def _begin_anew(self, now_s: float) -> None:
        """Another clock; who follows which hand stays as it is."""
        self._alone_since_s: float | None = None
        self._needed_s = ALONE_FOR_S
        self._looked_beside_s = now_s
        self._doubts = 0

    def find(self, pixels: Pixels, now_s: float) -> list[FoundHand]:
        """The hands in a picture (height, width, 3) in BGR, taken at `now_s` on the source's clock."""
        if now_s < self._latest_s:
            self._begin_anew(now_s)
        self._latest_s = now_s
        if self._idle.may_pass(pixels, now_s):
            return []
        rgb = as_rgb(pixels)
        found = self._follow_all(rgb, now_s) if self._alone is None else self._follow_one(rgb, now_s)
        self._idle.looked(pixels, now_s, found=bool(found))
        return found

    def close(self) -> None:
        """Release the models. May be called twice."""
        self._at_once.shutdown(wait=True)
        if self._one is not None and self._one.exception() is None:
            self._one.result().close()
        self._all.close()

    # --- as many as there are -------------------------------------------------------------------------

    def _follow_all(self, rgb: Pixels, now_s: float) -> list[FoundHand]:
        found = self._all.find(rgb)
        if _are_two(found, rgb):
            self._needed_s, self._alone_since_s = MISSED_FOR_S, None
        elif not found:
            self._needed_s, self._alone_since_s = ALONE_FOR_S, None
        elif self._alone_since_s is None:
            self._alone_since_s = now_s
        elif now_s - self._alone_since_s >= self._needed_s:
            self._hand_over(found[0], rgb, now_s)
        return found

    def _hand_over(self, hand: FoundHand, rgb: Pixels, now_s: float) -> None:
        """Have *one* follow this hand, if it finds it: some are followed long after they could be found anew."""
        self._alone_since_s, self._needed_s = now_s, ALONE_FOR_S  # not tried again at once
        if self._one is None:
            return
        taken = self._one.result().find(rgb)
        if taken and _same(taken[0], hand, rgb):
            self._alone, self._alone_since_s = taken[0], None
            self._looked_beside_s, self._doubts = now_s, 0

    # --- one ------------------------------------------------------------------------------------------

    def _follow_one(self, rgb: Pixels, now_s: float) -> list[FoundHand]:
        assert self._one is not None  # noqa: S101 - or nothing would have been handed over
        assert self._alone is not None  # noqa: S101
        look: Future[list[FoundHand]] | None = None
        if self._doubts or now_s - self._looked_beside_s >= LOOK_BESIDE_EVERY_S:
            # At once, not one after the other: it takes as long as following, and most machines have a second core.
            look = self._at_once.submit(self._all.find, without_hand(rgb, self._alone.image))
        found = self._one.result().find(rgb)
        others = [] if look is None else look.result()
        if not found:
            self._alone, self._needed_s = None, LOST_FOR_S
            return self._follow_all(rgb, now_s)  # it looks for what was lost in this very picture
        self._alone = found[0]
        if look is not None:
            self._looked_beside_s = now_s
            return self._weigh(found, others, rgb)
        return found

    def _weigh(self, found: list[FoundHand], others: list[FoundHand], rgb: Pixels) -> list[FoundHand]:
        """What was found beside the hand is believed where *all* finds two hands as well."""
        if all(_same(found[0], other, rgb) for other in others):
            self._doubts = 0
            return found
        both = self._all.find(rgb)
        if _are_two(both, rgb):
            self._alone, self._needed_s, self._doubts = None, MISSED_FOR_S, 0
            return both
        self._doubts = (self._doubts + 1) % _DOUBTS
        return found


def _are_two(found: list[FoundHand], rgb: Pixels) -> bool:
    """Two hands, and not one found twice."""
    return len(found) > 1 and not _same(found[0], found[1], rgb)


def _same(one: FoundHand, other: FoundHand, rgb: Pixels) -> bool:
    return apart(one, other, rgb.shape[1] / rgb.shape[0]) < SAME_HAND
