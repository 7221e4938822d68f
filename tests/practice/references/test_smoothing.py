"""Jitter goes, movement stays."""

from __future__ import annotations

import numpy as np

from gesture_app.practice.references.smoothing import at_even_times, smoothed, steady_quaternions
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.body.rotations import matrices

STEP_S, WIDTH_S = 1 / 60, 0.06
TIMES_S = np.arange(120) * STEP_S


def test_a_parabola_stays_as_it_is_also_at_its_ends() -> None:
    values = np.stack([3 * TIMES_S**2 - TIMES_S, 5 - TIMES_S], axis=1)
    np.testing.assert_allclose(smoothed(values, STEP_S, WIDTH_S), values, atol=1e-9)


def test_two_waves_a_second_keep_their_size() -> None:
    wave = np.sin(2 * np.pi * 2 * TIMES_S)[:, None]
    inner = smoothed(wave, STEP_S, WIDTH_S)[20:-20]
    assert np.abs(inner - wave[20:-20]).max() < 0.06


def test_trembling_is_mostly_taken_out() -> None:
    noise = np.random.default_rng(1).normal(size=(600, 3))
    assert smoothed(noise, STEP_S, WIDTH_S).std() < 0.45 * noise.std()


def test_one_or_two_moments_are_left_as_they_are() -> None:
    for count in (1, 2):
        values = np.arange(count, dtype=float)[:, None]
        np.testing.assert_array_equal(smoothed(values, STEP_S, WIDTH_S), values)


def test_gaps_are_bridged_on_a_straight_line_and_ends_are_kept() -> None:
    seen = at_even_times(
        np.array([1.0, 3.0]), np.array([[0.0, 10.0], [4.0, 30.0]]), np.array([0.0, 1.5, 2.0, 9.0])
    )
    np.testing.assert_allclose(seen, [[0, 10], [1, 15], [2, 20], [4, 30]])


def test_a_hand_that_turns_all_the_way_round_never_jumps() -> None:
    rotations = np.stack([turned(yaw, 10, 20) for yaw in np.arange(0, 1080, 7.0)])
    found = steady_quaternions(rotations)
    assert np.linalg.norm(np.diff(found, axis=0), axis=1).max() < 0.1
    np.testing.assert_allclose(matrices(found), rotations, atol=1e-9)
