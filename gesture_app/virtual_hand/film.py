"""Performances as a camera sees them: one picture after another, with what they show."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.acting.manner import Manner, plain_manner
from gesture_app.virtual_hand.acting.performance import Performance, Underway
from gesture_app.virtual_hand.acting.programme import Programme
from gesture_app.virtual_hand.acting.pupil import Pupil
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK, Look
from gesture_app.virtual_hand.painting.picture import Painter
from gesture_app.virtual_hand.painting.webcam import Webcam
from gesture_app.virtual_hand.signs.gesture import Gesture

_INSTANTS = 5
"""Of an exposure, for the blur of what moves."""


class Shot(NamedTuple):
    """One picture.

    Attributes:
        picture: (height, width, 3) uint8, BGR, un-mirrored.
        showing: the gesture under way, empty between gestures.
        hands: the true poses, in the middle of the exposure.
    """

    picture: NDArray[np.uint8]
    showing: str
    hands: Mapping[Side, HandPose]


class Film:
    """What one camera sees of performances that follow each other without a pause."""

    def __init__(
        self,
        programme: Programme,
        rng: np.random.Generator,
        *,
        manner: Manner | None = None,
        build: Build | None = None,
        side: Side = "right",
        look: Look = DEFAULT_LOOK,
        stage: Stage | None = None,
        frame_s: float = 0.04,
        flawless: bool = False,
    ) -> None:
        """Nothing is drawn yet; the first film of a look may take some seconds to get ready.

        Args:
            manner, build: who performs; None = the average person.
            stage: where, and before which camera; None = the usual ones.
            frame_s: from one picture to the next; in a share of it the shutter is open.
            flawless: sharp and without noise, as no webcam is.
        """
        build = average_build() if build is None else build
        movement_rng, self._picture_rng = rng.spawn(2)  # skipped pictures do not change the performance
        stage = Stage(palm_mm=float(build.palm_mm)) if stage is None else stage
        manner = plain_manner() if manner is None else manner
        self._programme = programme.performances(manner, movement_rng, side=side, stage=stage)
        self._pupil = Pupil(manner, movement_rng, side, stage)
        self.camera = stage.camera
        self._painter = Painter(stage.camera, look, build)
        self._webcam = None if flawless else Webcam(self._painter)
        self._exposure_s = np.linspace(-0.5, 0.5, _INSTANTS) * look.webcam.shutter * frame_s
        self._performances = self._programme
        self._performance = next(self._performances, None)
        self._begun_s = 0.0  # when the performance under way began

    def shot(self, time_s: float) -> Shot | None:
        """The picture of a moment, not earlier than that of the last one; None: it is all over."""
        while self._performance is not None and time_s - self._begun_s > self._performance.duration_s:
            self._begun_s += self._performance.duration_s
            self._performance = next(self._performances, None)
        if self._performance is None:
            return None
        within_s = time_s - self._begun_s
        exposed = self._performance.at(within_s + self._exposure_s)
        instants = [exposed.showing(index) for index in range(_INSTANTS)]
        hands = instants[_INSTANTS // 2]
        if self._webcam is None:
            picture = self._painter.picture(hands)
        else:
            picture = self._webcam.frame(instants, self._picture_rng)
        return Shot(picture, _showing(self._performance, within_s), hands)

    def perform(self, signs: Sequence[Gesture], hold_s: float, time_s: float) -> None:
        """From a moment on the hands make these signs instead, and then nothing; see `Pupil.make`."""
        self._go_over(self._pupil.performances(signs, hold_s, self._underway(time_s)), time_s)

    def go_on(self, time_s: float) -> None:
        """From a moment on the hands leave the picture and do what the programme has next."""
        leaving = self._pupil.make((), 0.0, self._underway(time_s))
        self._go_over(itertools.chain([leaving], self._programme), time_s)

    def _underway(self, time_s: float) -> Mapping[Side, Underway]:
        return {} if self._performance is None else self._performance.underway(time_s - self._begun_s)

    def _go_over(self, performances: Iterator[Performance], time_s: float) -> None:
        self._performances, self._begun_s = performances, time_s
        self._performance = next(performances, None)


def _showing(performance: Performance, time_s: float) -> str:
    """The gesture under way at one moment: of a word, the letter. Empty between gestures."""
    under_way = [span for span in performance.spans if span.start_s <= time_s < span.end_s]
    return min(under_way, key=lambda span: span.end_s - span.start_s).gesture if under_way else ""
