"""Training examples from takes: parts, speeds, what came before; and hands that nobody made."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.hands import RIGHT
from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.geometry import bones_of
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.augmentation import augment, other_hands, rotations
from gesture_app.learning.bank import fill_bank
from gesture_app.learning.bone_chain import hand_of
from gesture_app.learning.impostors import RESEMBLANCE, with_impostors
from gesture_app.learning.timeline import MAX_STEPS, random_moments, whole_takes
from made_gestures import performed, takes_of

LABELS = ["fist", "open", "swipe"]


@pytest.fixture(scope="module")
def bank():
    return fill_bank(takes_of(*LABELS, count=6), LABELS, FeatureSpec())


def many(bank, times=40):
    return np.tile(np.arange(len(bank)), times)


def test_hands_held_still_are_told_from_movements(bank):
    still = {LABELS[label]: bool(bank.still[bank.labels == label].all()) for label in range(3)}

    assert still["open"]
    assert still["fist"]
    assert not bank.still[bank.labels == LABELS.index("swipe")].any()


def test_whole_takes_are_the_takes(bank):
    moments = whole_takes(bank, np.arange(len(bank)))

    begin, length = bank.start[7], bank.length[7]
    np.testing.assert_array_equal(moments.points[7, :length], bank.points[begin : begin + length])
    assert (moments.completeness == 1).all()


def test_a_small_part_of_a_movement_is_no_gesture_and_of_a_held_hand_it_is(bank):
    moments = random_moments(bank, many(bank), np.random.default_rng(0))
    still = bank.still[many(bank)]

    assert moments.completeness[~still].min() == 0
    assert moments.completeness[~still].max() == 1
    assert moments.completeness[still].min() > 0
    assert (moments.length <= MAX_STEPS + 20).all()


def test_every_step_that_counts_shows_a_hand_that_is_known(bank):
    moments = random_moments(bank, many(bank), np.random.default_rng(0))

    counts = np.arange(moments.seen.shape[1]) < moments.length[:, None]
    assert (moments.seen.any(axis=2) == counts).all()
    assert np.isfinite(moments.points[moments.seen]).all()


def test_impostors_are_less_of_a_gesture(bank):
    moments = whole_takes(bank, many(bank))
    mixed = with_impostors(moments, bank.labels[many(bank)], np.random.default_rng(0))

    changed = mixed.completeness < 1
    assert 0.05 < changed.mean() < 0.25
    np.testing.assert_allclose(mixed.completeness[changed], RESEMBLANCE)
    np.testing.assert_array_equal(mixed.points[~changed], moments.points[~changed])
    assert (moments.completeness == 1).all()  # the takes themselves are left alone


def test_augmented_hands_keep_their_length_in_time_and_stay_hands(bank):
    moments = whole_takes(bank, many(bank))
    points, seen = augment(moments.points, moments.seen, moments.length, np.random.default_rng(0))

    assert points.shape == moments.points.shape
    assert np.isfinite(points[seen]).all()
    assert np.isnan(points[~seen]).all()
    assert seen.any(axis=(1, 2)).all()


def test_another_persons_hand_has_other_bones_that_do_not_change_over_time(bank):
    moments = whole_takes(bank, np.array([8]))
    still = moments.points.repeat(2, axis=1)[:, :2]  # the same hand twice
    length = np.linalg.norm(bones_of(other_hands(still, np.random.default_rng(0))), axis=-1)[0, :, RIGHT]

    before = np.linalg.norm(bones_of(still), axis=-1)[0, :, RIGHT]
    np.testing.assert_allclose(length[0], length[1], rtol=1e-4)
    assert np.abs(length / before - 1).max() > 0.02


def test_a_hand_is_its_wrist_and_its_bones(bank):
    points = bank.points[:5, RIGHT]

    np.testing.assert_allclose(hand_of(points[:, :1], bones_of(points)), points, atol=1e-5)


def test_rotations_turn_by_the_angle_they_say():
    turn = rotations(np.array([0, 0, np.pi / 2]))

    np.testing.assert_allclose(turn @ np.array([1.0, 0, 0]), [0, 1, 0], atol=1e-12)
    np.testing.assert_allclose(rotations(np.zeros(3)), np.eye(3), atol=1e-12)


def test_very_long_takes_are_shown_in_parts():
    take = performed("open", np.random.default_rng(0), seconds=30.0)
    long = fill_bank([LabelledSequence(take, "open")], ["open"], FeatureSpec())
    moments = random_moments(long, np.zeros(50, np.intp), np.random.default_rng(0))

    assert moments.length.max() <= MAX_STEPS + 20
    assert whole_takes(long, np.array([0])).length[0] == MAX_STEPS
