"""What of a recording is the sign."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.practice.references.phases import phases

STEP_S = 1 / 60


def hand(*places: float, still_s: float = 0.5, way_s: float = 0.4) -> np.ndarray:
    """A hand (G, 1, 21, 3) that rests at each place (palm lengths) and goes smoothly from one to the next."""
    share = np.linspace(0, 1, round(way_s / STEP_S))
    way = 10 * share**3 - 15 * share**4 + 6 * share**5
    path: list[float] = []
    for index, place in enumerate(places):
        path += [place] * round(still_s / STEP_S)
        if index + 1 < len(places):
            path += (place + way * (places[index + 1] - place)).tolist()
    points = np.zeros((len(path), 1, 21, 3))
    points[..., 0] = np.array(path)[:, None, None]
    return points


def test_a_hand_that_keeps_still_holds_a_sign() -> None:
    found = phases(hand(1.0), STEP_S, comes=False, goes=False)
    assert found.held
    assert (found.start, found.stop) == (0, 30)


def test_a_hand_that_comes_holds_and_goes_has_held_a_sign() -> None:
    points = hand(-3.0, 0.0, -3.0)
    found = phases(points[40:-40], STEP_S, comes=True, goes=True)  # it crosses the edge while it moves
    assert found.held
    assert abs(found.start - 14) <= 4
    assert abs(found.stop - 44) <= 4


def test_what_comes_and_goes_is_movement_where_nothing_tells_that_the_hand_comes_and_goes() -> None:
    found = phases(hand(-3.0, 0.0, -3.0), STEP_S, comes=False, goes=False)
    assert not found.held


@pytest.mark.parametrize("waits_s", [0.3, 2.0])
def test_waiting_before_and_after_a_movement_is_left_out_but_for_a_moment(waits_s: float) -> None:
    points = hand(0.0, 1.5, still_s=waits_s)
    found = phases(points, STEP_S, comes=False, goes=False)
    assert not found.held
    assert (found.stop - found.start) * STEP_S < 0.4 + 2 * 0.21


def test_a_movement_is_stepped_through_from_rest_to_rest() -> None:
    points = hand(0.0, 1.5, 0.0, 1.5, still_s=0.2)
    found = phases(points, STEP_S, comes=False, goes=False)
    places = points[list(found.rests), 0, 0, 0]
    np.testing.assert_allclose(places, [0, 1.5, 0, 1.5], atol=0.05)


def test_a_single_moment_is_held() -> None:
    found = phases(np.zeros((1, 1, 21, 3)), STEP_S, comes=True, goes=True)
    assert (found.start, found.stop, found.held) == (0, 1, True)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("comes", "goes"), [(False, False), (True, True)])
def test_of_any_movement_something_is_left_and_its_steps_lie_within(
    seed: int, comes: bool, goes: bool
) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(0, 0.2, (int(rng.integers(2, 200)), 2, 21, 3)).cumsum(axis=0)
    found = phases(points, STEP_S, comes=comes, goes=goes)
    assert 0 <= found.start < found.stop <= len(points)
    assert all(found.start <= rest < found.stop for rest in found.rests)
    assert list(found.rests) == sorted(set(found.rests))
