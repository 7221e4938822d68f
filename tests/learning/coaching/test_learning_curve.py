"""Whether more takes would help, told with how sure it is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from gesture_app.learning.coaching.certainty import mean_interval, share_interval
from gesture_app.learning.coaching.learning_curve import FLAT, advise_on_more_takes, learning_curve
from gesture_app.learning.coaching.prototypes import unit


def cloud(
    gestures: int, takes: int, spread: float, seed: int = 0, size: int = 16
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Embeddings around a centre for each gesture, and labels."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(gestures), takes)
    centres = rng.normal(size=(gestures, size))
    return unit((centres[labels] + rng.normal(0, spread, (len(labels), size))).astype(np.float32)), labels


def told(embeddings: NDArray[np.float32], labels: NDArray[np.intp]) -> str:
    return advise_on_more_takes(embeddings, labels, np.random.default_rng(0))[0].sentence


def test_scattered_takes_are_recognised_better_the_more_there_are() -> None:
    embeddings, labels = cloud(6, 13, 1.6)
    curve = learning_curve(embeddings, labels, np.random.default_rng(0))
    assert curve is not None
    assert [point.takes for point in curve.points] == [1, 2, 3, 5, 8, 12]
    shares = [point.share for point in curve.points]
    assert shares == sorted(shares)
    assert curve.low > 0
    assert all(point.low < point.share < point.high for point in curve.points)
    assert "more takes should still help" in told(embeddings, labels)


def test_many_takes_that_are_all_recognised_need_no_more() -> None:
    embeddings, labels = cloud(8, 20, 0.1)
    assert "more takes like these will hardly help" in told(embeddings, labels)


def test_few_takes_that_are_all_recognised_prove_nothing() -> None:
    embeddings, labels = cloud(2, 4, 0.1)
    sentence = told(embeddings, labels)
    assert "too few takes to tell" in sentence
    assert "(somewhere between 68% and 100%)" in sentence


def test_takes_that_say_nothing_do_not_get_better() -> None:
    embeddings, labels = cloud(4, 30, 100.0)
    curve = learning_curve(embeddings, labels, np.random.default_rng(0))
    assert curve is not None
    assert curve.last.share == pytest.approx(0.25, abs=0.12)
    assert curve.low < FLAT


@pytest.mark.parametrize("takes", [1, 3])
def test_too_few_takes_give_no_curve(takes: int) -> None:
    embeddings, labels = cloud(3, takes, 0.1)
    assert learning_curve(embeddings, labels, np.random.default_rng(0)) is None
    assert advise_on_more_takes(embeddings, labels, np.random.default_rng(0)) == []


def test_a_gesture_with_few_takes_does_not_shorten_the_curve_of_the_others() -> None:
    embeddings, labels = cloud(4, 10, 0.5)
    kept = np.concatenate([np.arange(30), np.arange(30, 34)])
    curve = learning_curve(embeddings[kept], labels[kept], np.random.default_rng(0))
    assert curve is not None
    assert curve.last.takes == 9


def test_four_of_four_still_allows_every_second_to_fail() -> None:
    low, high = share_interval(4, 4)
    assert low == pytest.approx(0.51, abs=0.01)
    assert high == 1.0


def test_wilsons_interval_is_the_published_one() -> None:
    assert share_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, method 3


def test_equal_differences_are_no_proof() -> None:
    low, high = mean_interval(np.zeros(4))
    assert low < 0 < high
