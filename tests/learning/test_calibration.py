"""Probabilities: they sum to one, are fitted to what was right, and how far they can be trusted is measured."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.hands.labelled import NONE
from gesture_app.learning.calibration import (
    DEFAULT_TEMPERATURE,
    DEFAULT_THRESHOLD,
    ENOUGH_TAKES,
    HIGHEST_THRESHOLD,
    LOWEST_THRESHOLD,
    beliefs,
    choose_threshold,
    fit_temperature,
    probabilities,
    reliability,
)


def test_probabilities_sum_to_one_whatever_the_logits() -> None:
    logits = np.array([[0, 1, 2], [1000, -1000, 0], [-1e4, -1e4, -1e4]], np.float32)
    for temperature in (0.25, 1.0, 3.0):
        np.testing.assert_allclose(probabilities(logits, temperature).sum(axis=1), 1)


def test_too_little_of_anything_speaks_for_none_where_none_was_learned() -> None:
    logits = np.log(np.array([[0.5, 0.2, 0.3]], np.float32))
    np.testing.assert_allclose(beliefs(logits, 1.0, ["a", NONE]), [[0.5, 0.5]], rtol=1e-5)
    np.testing.assert_allclose(beliefs(logits, 1.0, ["a", "b"]), [[0.5, 0.2]], rtol=1e-5)


def test_a_network_that_is_too_sure_gets_a_higher_temperature_than_one_that_is_too_modest() -> None:
    rng = np.random.default_rng(0)
    actual = rng.integers(0, 3, 300)
    told = np.where(rng.random(300) < 0.7, actual, (actual + 1) % 3)
    logits = np.zeros((300, 4), np.float32)
    logits[np.arange(300), told] = 1.0
    logits[:, 3] = -20
    modest, sure = fit_temperature(logits, actual), fit_temperature(logits * 5, actual)
    assert sure > modest
    assert sure == pytest.approx(min(5 * modest, 3.0), rel=0.15)
    # 70 % right: that is what it then says.
    assert probabilities(logits * 5, sure).max(axis=1).mean() == pytest.approx(0.7, abs=0.07)


def test_few_takes_say_nothing_about_probabilities() -> None:
    few = np.zeros((ENOUGH_TAKES - 1, 3), np.float32)
    assert fit_temperature(few, np.zeros(len(few), np.intp)) == DEFAULT_TEMPERATURE
    assert choose_threshold(np.full(len(few), 0.9), np.array([])) == DEFAULT_THRESHOLD
    assert reliability(np.full(len(few), 0.9), np.ones(len(few), bool)) is None


def test_the_bar_lies_between_right_and_wrong_answers() -> None:
    bar = choose_threshold(np.full(20, 0.75), np.full(20, 0.55))
    assert 0.55 < bar <= 0.75
    assert LOWEST_THRESHOLD <= choose_threshold(np.full(20, 0.99), np.full(20, 0.98)) <= HIGHEST_THRESHOLD


def test_who_is_as_often_right_as_they_say_errs_by_nothing() -> None:
    belief = np.repeat([0.25, 0.75], 20)
    right = np.concatenate([np.arange(20) < 5, np.arange(20) < 15])
    assert reliability(belief, right) == pytest.approx(0)


def test_who_is_always_sure_and_right_half_the_time_errs_by_half() -> None:
    right = np.arange(20) % 2 == 0
    assert reliability(np.ones(20), right) == pytest.approx(0.5)


def test_errors_of_some_beliefs_are_not_made_up_for_by_those_of_others() -> None:
    belief = np.repeat([0.55, 0.95], 10)
    right = np.concatenate([np.ones(10, bool), np.arange(10) < 5])  # too modest by 0.45, too sure by 0.45
    assert reliability(belief, right) == pytest.approx(0.45)


def test_each_belief_counts_as_often_as_it_has_answers() -> None:
    belief = np.repeat([0.55, 0.95], [10, 30])
    right = np.ones(40, bool)
    assert reliability(belief, right) == pytest.approx((10 * 0.45 + 30 * 0.05) / 40)
