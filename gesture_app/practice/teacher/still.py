"""One way of holding a hand, and how near hands are to it, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import FINGERS
from gesture_app.practice.teacher.measuring import Hands, mean_turn, moving_points, turned_by, typical
from gesture_app.practice.teacher.people import still_hands
from gesture_app.practice.teacher.tolerance import Tolerance, covariance_of, tolerance, tolerance_of
from gesture_app.virtual_hand.body.inverse import fit_hands
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.likeness import pose_of, rotation_of

Numbers = NDArray[np.float64]

PARTS = (*FINGERS, "palm")
"""What is looked at by itself: thumb, index to little finger, and how the palm is turned."""
THUMB, INDEX = 0, 1
SLACK = 1.25
"""People vary more than virtual ones do."""
THUMB_SLACK = 1.0
"""But for the thumb of a held sign: virtual people's thumbs are at odds enough as it is, and with more a thumb that
stands out from A's fist passes."""

_TIPS = [joints[-1] for joints in FINGERS.values()]
_SEED, _PEOPLE = 5, 80
_USUAL_OF = ("A", "B", "C", "F", "L", "V", "Y", "5")
_USUAL_SHARE = 0.6
_SHAPE_FLOOR_PALMS, _TURN_FLOOR_RAD = 0.055, 0.06
_WORST_COUNTED = 2.0
_GENERAL_TURN_DEG = 17.0
"""σ of a recorded sign's turn about each axis: as people turn letters, and as cameras stand."""


@dataclass(frozen=True, slots=True, eq=False)
class StillWay:
    """How a hand is held, and how that varies among people.

    Attributes:
        hand: (21, 3), the typical shape in the palm's frame.
        turn: (3, 3), the typical turn.
        shape: of all moving points (45).
        tips: of each fingertip's place (3), thumb first.
        touch: from the index finger's tip to the thumb's (3): trackers know it better than either.
        turning: of the rotation vector from `turn`, (3,) radians.
        pose: the reference's own: angles, and its turn.
    """

    hand: Numbers
    turn: Numbers
    shape: Tolerance
    tips: Mapping[str, Tolerance]
    touch: Tolerance
    turning: Tolerance
    pose: HandPose

    def severities(self, hands: Hands) -> Numbers:
        """How far hands (…) are off in each of `PARTS`, (…, 6)."""
        tips = hands.shape[..., _TIPS, :]
        parts = [each.severity(tips[..., number, :]) for number, each in enumerate(self.tips.values())]
        touch = self.touch.severity(tips[..., THUMB, :] - tips[..., INDEX, :])
        # Which of the two is to blame for a touch that is off: whichever is farther off by itself.
        by_thumb = parts[THUMB] >= parts[INDEX]
        parts[THUMB] = np.where(by_thumb, np.maximum(parts[THUMB], touch), parts[THUMB])
        parts[INDEX] = np.where(by_thumb, parts[INDEX], np.maximum(parts[INDEX], touch))
        return np.stack([*parts, self.turning.severity(turned_by(hands.turn, self.turn))], axis=-1)

    def log_likelihood(self, hands: Hands) -> Numbers:
        """How likely hands (…) are, made so; up to the same constant for all ways."""
        turning = self.turning.log_likelihood(turned_by(hands.turn, self.turn))
        return self.shape.log_likelihood(moving_points(hands.shape)) + turning


def still_way(way: Gesture) -> StillWay:
    """Of a held gesture, or a way of making it, from virtual people."""
    hands = still_hands(way, _PEOPLE, np.random.default_rng(_SEED))
    key = way.keys[0]
    return way_of_people(hands, replace(pose_of(key), rotation=rotation_of(key)), THUMB_SLACK)


def way_of_people(hands: Hands, pose: HandPose, thumb_slack: float = SLACK) -> StillWay:
    """From how many people held it, (N)."""
    turn = mean_turn(hands.turn)
    points = moving_points(hands.shape)
    tips = hands.shape[:, _TIPS]
    shape = covariance_of(points, _SHAPE_FLOOR_PALMS, usual_covariance(), _USUAL_SHARE)
    return StillWay(
        hands.shape.mean(axis=0),
        turn,
        tolerance(points.mean(axis=0), shape),
        MappingProxyType(
            {
                name: tolerance_of(
                    tips[:, number], _SHAPE_FLOOR_PALMS, thumb_slack if number == THUMB else SLACK
                )
                for number, name in enumerate(FINGERS)
            }
        ),
        tolerance_of(tips[:, THUMB] - tips[:, INDEX], _SHAPE_FLOOR_PALMS, SLACK),
        tolerance(np.zeros(3), covariance_of(turned_by(hands.turn, turn), _TURN_FLOOR_RAD), SLACK),
        pose,
    )


def way_of_takes(hands: Sequence[Hands]) -> StillWay:
    """From a take or several (each T), with tolerances as handshapes have in general."""
    middles = [typical(each) for each in hands]
    middle = np.mean([each.shape for each in middles], axis=0)
    turn = mean_turn(np.stack([each.turn for each in middles]))
    usual = usual_covariance() + _SHAPE_FLOOR_PALMS**2 * np.eye(45)
    pick = np.zeros((45, 5, 3))
    for number in range(5):
        pick[9 * number + 6 : 9 * number + 9, number] = np.eye(3)
    between = pick[:, THUMB] - pick[:, INDEX]
    points = moving_points(middle)
    return StillWay(
        middle,
        turn,
        tolerance(points, usual),
        MappingProxyType(
            {
                name: tolerance(points @ pick[:, number], pick[:, number].T @ usual @ pick[:, number], SLACK)
                for number, name in enumerate(FINGERS)
            }
        ),
        tolerance(points @ between, between.T @ usual @ between, SLACK),
        tolerance(np.zeros(3), np.radians(_GENERAL_TURN_DEG) ** 2 * np.eye(3), SLACK),
        fit_hands(middle @ turn.T).pose,
    )


@cache
def usual_covariance() -> Numbers:
    """How the moving points (45) vary in general, (45, 45): the mean over some handshapes."""
    rng = np.random.default_rng(_SEED)
    shapes = [still_hands(gesture(name), _PEOPLE, rng).shape for name in _USUAL_OF]
    return np.asarray(np.mean([np.cov(moving_points(each).T) for each in shapes], axis=0))


def overall(severities: Numbers) -> Numbers:
    """One number for severities (…, P): a single part that is far off counts less than several."""
    return np.asarray((np.minimum(severities, _WORST_COUNTED) ** 2).sum(axis=-1))
