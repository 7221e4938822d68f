"""Find hands in a stream of pictures with as little work as their number allows.

A landmarker that is to follow two hands searches the whole picture for the second one in every frame, and
searching costs as much as following: one hand shown costs twice what it must. And where two are shown, it follows
one after the other, while a core has nothing to do. Landmarkers are cheap to have, and each keeps its own state; so
there are several of them, and what is looked for follows what is there:

- *all* follows as many as were asked for. It is used while no hand is there, or two are close to each other, and does
  all that MediaPipe does.
- *single* ones follow one hand each: one that has been alone for a while, or two that are well apart, both at once.
  They give back in the very frame in which a hand is lost, or as soon as two come close.

While one hand is followed alone, *all* is shown, a few times a second, the picture without it. It finds
nothing in it, which costs only a search, or another hand: then it is shown the whole picture again.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from gesture_app.capture.hand_slots import FoundHand
from gesture_app.capture.idle_watch import IdleWatch
from gesture_app.capture.landmarker import Landmarker, as_rgb
from gesture_app.capture.painting_out import without_hand
from gesture_app.capture.single_hands import SingleHands, palms_apart, same
from gesture_app.capture.source import Pixels

LOOK_BESIDE_EVERY_S = 0.18
"""A second hand must be seen within 0.3 s: this, the look itself, and one frame of a slow camera."""

LOOK_TAKES_S = 0.03
"""A look beside the hand takes as long as following it two or three times; the pictures meanwhile need not wait."""

ALONE_FOR_S = 0.5
"""How long a hand must have been alone before it is followed alone."""

MISSED_FOR_S = 1.0
"""The same after two were there: one of them is often only covered. So long the second one is also looked for in every
frame after it was lost."""

LOST_FOR_S = 0.1
"""The same where it was alone before it was lost for a moment."""

APART_FOR_S = 0.3
"""How long two hands must have been well apart before each is followed by itself."""

WELL_APART, CLOSE = 2.2, 1.7
"""In palms, as mean distance of the landmarks. A landmarker looks at twice a hand's surroundings; what else is in them
may draw it away."""

_DOUBTS = 3
"""When something is found beside the hand, so many frames in a row are looked at whole before it is an error."""

_GIVE_BACK_WITHIN = 5
"""So many frames *all* has to find two hands that came close, before it is believed that they are not two."""


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
        self._single = SingleHands(bundle)
        self._hands = hands
        if hands > 1:  # not needed before a hand has been alone for a while
            self._single.prepare(1)
        self._idle = IdleWatch()
        self._look: Future[list[FoundHand]] | None = None  # what *all* sees beside the hand that is followed
        self._latest_s = 0.0
        self._begin_anew(0.0)

    def _begin_anew(self, now_s: float) -> None:
        """Another clock; who follows which hand stays as it is."""
        self._count, self._since_s = 0, now_s  # so many hands have been there, each by itself, since
        self._needed_s = ALONE_FOR_S
        self._looked_beside_s = now_s
        self._missed_s: float | None = None  # since when the second of two hands is missed
        self._doubts = 0
        self._close_for = 0

    def find(self, pixels: Pixels, now_s: float) -> list[FoundHand]:
        """The hands in a picture (height, width, 3) in BGR, taken at `now_s` on the source's clock."""
        if now_s < self._latest_s:
            self._begin_anew(now_s)
        self._latest_s = now_s
        if self._idle.may_pass(pixels, now_s):
            return []
        found = self._find(as_rgb(pixels), now_s)
        self._idle.looked(pixels, now_s, found=bool(found))
        return found

    def close(self) -> None:
        """Release the models. May be called twice."""
        self._single.close()
        self._all.close()

    def _find(self, rgb: Pixels, now_s: float) -> list[FoundHand]:
        followed = len(self._single.hands)
        if followed == 0:
            return self._follow_all(rgb, now_s)
        return self._follow_one(rgb, now_s) if followed == 1 else self._follow_both(rgb, now_s)

    # --- as many as there are -------------------------------------------------------------------------

    def _follow_all(self, rgb: Pixels, now_s: float) -> list[FoundHand]:
        found = self._all.find(rgb)
        count = _by_themselves(found, rgb)
        if _are_two(found, rgb):
            self._needed_s = MISSED_FOR_S
            self._single.prepare(2)
        elif not found:
            self._needed_s = ALONE_FOR_S
        if count != self._count:
            self._count, self._since_s = count, now_s
        elif count and now_s - self._since_s >= (APART_FOR_S if count == 2 else self._needed_s):
            self._hand_over(found[:count], rgb, now_s)
        return found

    def _hand_over(self, hands: list[FoundHand], rgb: Pixels, now_s: float) -> None:
        self._since_s = now_s  # not tried again at once
        if len(hands) == 1:
            self._needed_s = ALONE_FOR_S
        if self._hands > 1 and self._single.take_over(hands, rgb):
            self._count, self._looked_beside_s, self._missed_s = 0, now_s, None
            self._doubts = self._close_for = 0

    def _give_back(self, needed_s: float) -> None:
        """*All* goes on; so long a hand must then have been alone before it is followed alone again."""
        self._single.let_go()
        self._count, self._needed_s = 0, needed_s

    # --- one ------------------------------------------------------------------------------------------

    def _follow_one(self, rgb: Pixels, now_s: float) -> list[FoundHand]:
        urgent = self._doubts > 0 or self._is_missed(now_s)
        if self._look is None and (urgent or now_s - self._looked_beside_s >= LOOK_BESIDE_EVERY_S):
            without = without_hand(rgb, self._single.hands[0].image)
            self._look = self._single.at_once(partial(self._all.find, without))
            self._looked_beside_s = now_s
        found = self._single.find(rgb)
        others: list[FoundHand] = []
        if self._look is not None and (urgent or not found or now_s - self._looked_beside_s >= LOOK_TAKES_S):
            others, self._look = self._look.result(), None
        if not found:
            self._give_back(LOST_FOR_S)
            return self._follow_all(rgb, now_s)  # it looks for what was lost in this very picture
        return found if self._look is not None else self._weigh(found, others, rgb)

    def _is_missed(self, now_s: float) -> bool:
        """Whether there were two hands a moment ago."""
        if self._missed_s is not None and now_s - self._missed_s >= MISSED_FOR_S:
            self._missed_s = None
        return self._missed_s is not None

    def _weigh(self, found: list[FoundHand], others: list[FoundHand], rgb: Pixels) -> list[FoundHand]:
        """What was found beside the hand is believed where *all* finds two hands as well."""
        if all(same(found[0], other, rgb) for other in others):  # or there are none
            self._doubts = 0
            return found
        both = self._all.find(rgb)
        if _are_two(both, rgb):
            self._give_back(MISSED_FOR_S)
            return both
        self._doubts = (self._doubts + 1) % _DOUBTS
        return found

    # --- two, each by itself --------------------------------------------------------------------------

    def _follow_both(self, rgb: Pixels, now_s: float) -> list[FoundHand]:
        found = self._single.find(rgb)
        if not found:
            self._give_back(ALONE_FOR_S)
            return self._follow_all(rgb, now_s)
        if len(found) == 2 and same(found[0], found[1], rgb):  # one was drawn away to the other
            self._single.let_go(found[1])
            found = found[:1]
        if len(found) == 1:
            self._missed_s = now_s
            return found
        if palms_apart(found[0], found[1], rgb) >= CLOSE:
            self._close_for = 0
            return found
        return self._part_from(found, rgb)

    def _part_from(self, found: list[FoundHand], rgb: Pixels) -> list[FoundHand]:
        """Two hands came close: *all* goes on with them as soon as it has found them; it has not looked for long."""
        self._close_for += 1
        both = self._all.find(rgb)
        if not _are_two(both, rgb) and self._close_for < _GIVE_BACK_WITHIN:
            return found
        self._give_back(MISSED_FOR_S)
        return both


def _are_two(found: list[FoundHand], rgb: Pixels) -> bool:
    """Two hands, and not one found twice."""
    return len(found) > 1 and not same(found[0], found[1], rgb)


def _by_themselves(found: list[FoundHand], rgb: Pixels) -> int:
    """How many hands could be followed one by one; 0 where they are too close for that."""
    if len(found) < 2:
        return len(found)
    if same(found[0], found[1], rgb):
        return 1
    return 2 if palms_apart(found[0], found[1], rgb) >= WELL_APART else 0
