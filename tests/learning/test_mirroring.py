"""Mirror images: the other hand, the other side of the picture, and nothing else."""

from __future__ import annotations

import numpy as np

from gesture_app.hands import LEFT, RIGHT
from gesture_app.hands.features import HAND_SIZE, FeatureSpec, compute
from gesture_app.learning.mirroring import mirrored, with_mirrored
from made_gestures import performed, takes_of

SPEC = FeatureSpec()


def test_what_one_hand_does_the_other_one_does_on_the_other_side() -> None:
    take = performed("swipe", np.random.default_rng(0))
    image = mirrored(take)
    assert image.present[:, LEFT].all()
    assert not image.present[:, RIGHT].any()
    np.testing.assert_allclose(image.image[:, LEFT, :, 0], 1 - take.image[:, RIGHT, :, 0], atol=1e-6)
    np.testing.assert_array_equal(image.image[:, LEFT, :, 1:], take.image[:, RIGHT, :, 1:])
    np.testing.assert_allclose(image.world[:, LEFT, :, 0], -take.world[:, RIGHT, :, 0])
    np.testing.assert_array_equal(image.score[:, LEFT], take.score[:, RIGHT])
    np.testing.assert_array_equal(image.time_s, take.time_s)


def test_twice_mirrored_is_as_it_was() -> None:
    take = performed("lift", np.random.default_rng(0))
    again = mirrored(mirrored(take))
    np.testing.assert_allclose(again.image, take.image, atol=1e-6)
    np.testing.assert_array_equal(again.world, take.world)
    np.testing.assert_array_equal(again.present, take.present)


def test_the_take_itself_is_left_alone() -> None:
    take = performed("swipe", np.random.default_rng(0))
    before = take.image.copy()
    mirrored(take).present[:] = False
    np.testing.assert_array_equal(take.image, before)
    assert take.present[:, RIGHT].all()


def test_a_mirror_image_has_the_features_of_the_other_hand() -> None:
    take = performed("swipe", np.random.default_rng(0))
    own, image = compute(take, SPEC), compute(mirrored(take), SPEC)
    np.testing.assert_allclose(image[:, :HAND_SIZE], own[:, HAND_SIZE : 2 * HAND_SIZE], atol=1e-3)


def test_only_the_gestures_that_are_meant_are_mirrored_and_their_takes_known() -> None:
    takes = takes_of("open", "swipe", "lift", count=2)
    both, of = with_mirrored(takes, {"swipe", "lift"})
    assert both[:6] == takes
    assert of == [2, 3, 4, 5]
    assert [take.label for take in both[6:]] == ["swipe", "swipe", "lift", "lift"]
    assert all(take.sequence.present[:, LEFT].all() for take in both[6:])
    assert with_mirrored(takes, ()) == (takes, [])
