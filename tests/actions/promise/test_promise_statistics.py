"""Bounds of rare events, against published tables."""

from __future__ import annotations

import math

import pytest

from gesture_app.actions.promise.statistics import poisson_bounds, poisson_rate

# Exact 95 % limits of a Poisson mean (both together): Garwood 1936, as in Pearson & Hartley, Biometrika
# Tables for Statisticians, table 40.
GARWOOD_95 = [
    (0, 0.0, 3.689),
    (1, 0.0253, 5.572),
    (2, 0.242, 7.225),
    (3, 0.619, 8.767),
    (5, 1.623, 11.668),
    (10, 4.795, 18.390),
    (20, 12.217, 30.888),
    (50, 37.111, 65.919),
]


@pytest.mark.parametrize(("events", "low", "high"), GARWOOD_95)
def test_bounds_are_those_of_the_published_tables(events, low, high):
    assert poisson_bounds(events, sure=0.975) == pytest.approx((low, high), abs=6e-4)


def test_nothing_in_six_hours_proves_fewer_than_one_in_two_hours():
    rate = poisson_rate(0, 6 * 3600)

    assert (rate.per_hour, rate.low) == (0, 0)
    assert rate.high == pytest.approx(-math.log(0.05) / 6)
    assert rate.high < 0.5


def test_two_quiet_minutes_allow_up_to_ninety_an_hour():
    assert poisson_rate(0, 120).high == pytest.approx(90, abs=0.2)


def test_a_rate_is_between_its_bounds_and_they_close_in_with_time():
    short, long = poisson_rate(3, 1800), poisson_rate(60, 36_000)

    assert short.per_hour == long.per_hour == 6
    assert short.low < long.low < 6 < long.high < short.high


def test_many_events_have_bounds_too():
    low, high = poisson_bounds(5000)

    assert 5000 - 2 * 1.7 * math.sqrt(5000) < low < 5000 < high < 5000 + 2 * 1.7 * math.sqrt(5000)


def test_no_time_is_no_rate():
    assert poisson_rate(0, 0.0) is None
