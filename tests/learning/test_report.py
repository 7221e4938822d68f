"""The report's figures, and how sure the network may be."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.hands.labelled import NONE
from gesture_app.learning.calibration import DEFAULT_TEMPERATURE, beliefs, choose_threshold, fit_temperature
from gesture_app.learning.report import held_out_report

LABELS = ["none", "stop", "wave"]


def test_the_report_counts_what_was_recognised():
    actual = np.array([1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0])
    recognised = np.array([1, 1, 1, 1, 1, 1, 2, 2, 0, 0, 0, 0])
    report = held_out_report(LABELS, actual, recognised, "session")

    assert report.confusion == [[4, 0, 0], [0, 4, 0], [0, 2, 2]]
    assert report.accuracy == 10 / 12
    assert report.recall == {"none": 1.0, "stop": 1.0, "wave": 0.5}
    assert report.takes == 12


def test_a_gesture_without_held_out_takes_has_no_recall():
    report = held_out_report(["stop", "wave"], np.array([0] * 9), np.array([0] * 9), "session")

    assert report.recall == {"stop": 1.0}


def test_too_little_of_anything_makes_gestures_less_sure():
    logits = np.log(np.array([0.5, 0.2, 0.3], np.float32))

    np.testing.assert_allclose(beliefs(logits, 1.0, ["wave", "stop"]), [0.5, 0.2], atol=1e-6)


def test_part_of_too_little_of_anything_speaks_for_no_gesture_where_that_is_known():
    logits = np.log(np.array([0.5, 0.2, 0.3], np.float32))
    wave, none = beliefs(logits, 1.0, ["wave", NONE])

    assert wave == pytest.approx(0.5)
    assert 0.2 < none < 0.5


def test_doubtful_right_answers_are_made_surer_and_sure_mistakes_less_sure():
    rng = np.random.default_rng(0)
    actual = rng.integers(0, 3, 300)
    timid = np.eye(4, dtype=np.float32)[actual] * 1.5
    rash = np.eye(4, dtype=np.float32)[np.where(rng.random(300) < 0.3, (actual + 1) % 3, actual)] * 6

    assert fit_temperature(timid, actual) < 1
    assert fit_temperature(rash, actual) > 1.5
    assert fit_temperature(rash[:5], actual[:5]) == DEFAULT_TEMPERATURE  # five takes say nothing


def test_the_threshold_lies_between_right_answers_and_wrong_ones():
    bar = choose_threshold(np.full(50, 0.78), np.full(50, 0.62))

    assert 0.62 < bar < 0.78
