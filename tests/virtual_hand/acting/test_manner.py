"""People differ, and so do their takes, but hands still do what they are to do."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.manner import Manner, plain_manner, random_manner
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import clamped
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.signs.handshapes import handshape

THUMB_TIP, INDEX_TIP = 4, 8


def held(shape_name: str, manner: Manner) -> HandPose:
    shape = handshape(shape_name)
    return clamped(
        HandPose(
            np.zeros(3),
            np.eye(3),
            shape.fingers_deg + manner.fingers_deg,
            shape.thumb_deg + manner.thumb_deg,
            np.zeros(2),
        )
    )


def test_a_plain_manner_is_the_same_in_every_take() -> None:
    manner = plain_manner()
    assert manner.for_a_take(np.random.default_rng(0)) is manner
    assert (manner.tempo, manner.amplitude) == (1.0, 1.0)
    assert not manner.place.any()
    assert not manner.fingers_deg.any()


def test_the_same_seed_is_the_same_person() -> None:
    one, same, other = (random_manner(np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.fingers_deg, same.fingers_deg)
    assert one.tempo == same.tempo
    assert one.tempo != other.tempo


def test_people_differ_more_from_each_other_than_a_person_from_take_to_take() -> None:
    rng = np.random.default_rng(0)
    people = [random_manner(rng) for _ in range(300)]
    takes = [people[0].for_a_take(rng) for _ in range(300)]

    def spread(manners: list[Manner], what: str) -> float:
        return float(np.mean(np.std([getattr(each, what) for each in manners], axis=0)))

    for what in ("tempo", "amplitude", "place", "tilt_deg", "fingers_deg", "thumb_deg"):
        assert spread(people, what) > 1.3 * spread(takes, what) > 0, what


def test_people_are_on_average_as_the_gestures_are_written() -> None:
    rng = np.random.default_rng(3)
    people = [random_manner(rng) for _ in range(1000)]
    assert np.mean([each.tempo for each in people]) == pytest.approx(1.0, abs=0.05)
    assert np.abs(np.mean([each.fingers_deg for each in people], axis=0)).max() < 0.7
    assert 3.5 < np.std([each.fingers_deg[:, 1] for each in people]) < 5.5


@pytest.mark.parametrize("shape", ["O", "F", "pinch", "ok"])
def test_thumb_and_index_finger_that_are_to_touch_stay_together_whoever_does_it(shape: str) -> None:
    rng = np.random.default_rng(4)
    build = average_build()
    gaps = []
    for _ in range(200):
        tips = landmarks_of(held(shape, random_manner(rng)), build)[[THUMB_TIP, INDEX_TIP]]
        gaps.append(np.linalg.norm(tips[0] - tips[1]))
    plain = landmarks_of(held(shape, plain_manner()), build)[[THUMB_TIP, INDEX_TIP]]
    assert np.percentile(gaps, 90) < np.linalg.norm(plain[0] - plain[1]) + 14
