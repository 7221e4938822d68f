"""A step at a time says what the whole says, of every window."""

import numpy as np
import pytest

from gesture_app.hands.feature_steps import FeatureSteps
from gesture_app.hands.features import FeatureSpec, compute_on_grid
from gesture_app.hands.frame import HandFrame
from gesture_app.hands.grid import GridSteps, to_grid
from gesture_app.hands.sequence import HandSequence

SPEC = FeatureSpec()


def wandering(rng: np.random.Generator, steps: int, absent: float) -> tuple[np.ndarray, np.ndarray]:
    """Two hands on a grid that come and go: points (T, 2, 21, 3), seen (T, 2)."""
    points = rng.normal(0, 0.1, (1, 2, 21, 3)) + np.cumsum(rng.normal(0, 0.01, (steps, 2, 21, 3)), axis=0)
    seen = rng.random((steps, 2)) >= absent
    seen[steps // 3 : steps // 2, 0] = False  # longer than is bridged
    seen[2 * steps // 3 : 2 * steps // 3 + 8] = False
    points[~seen] = np.nan
    return points.astype(np.float32), seen


@pytest.mark.parametrize("absent", [0.0, 0.3, 0.7])
def test_every_window_is_described_as_if_the_stream_had_begun_with_it(absent: float) -> None:
    points, seen = wandering(np.random.default_rng(1), 60, absent)
    steps, told = FeatureSteps(SPEC), {}
    for step in range(60):
        if step % 3 == 0 and seen[step].any():
            steps.begin()
        described = steps.step(points[step], seen[step])
        for began, features in zip(steps.begun.tolist(), described, strict=True):
            told.setdefault(began, []).append(features)
        steps.keep(step - steps.begun < 40)
    assert len(told) > 5
    for began, features in told.items():
        end = began + len(features)
        whole = compute_on_grid(points[None, began:end], seen[None, began:end], SPEC)[0]
        np.testing.assert_allclose(np.array(features), whole, atol=1e-5)


def frame(rng: np.random.Generator, time_s: float) -> HandFrame:
    hands = HandFrame.empty(time_s, 4 / 3)
    for side in np.flatnonzero(rng.random(2) < 0.7):
        hands.image[side] = rng.random((21, 3))
        hands.present[side] = True
    return hands


@pytest.mark.parametrize("fps", [7.0, 20.0, 25.0, 30.0, 60.0])
def test_the_grid_of_a_running_stream_is_the_grid_of_its_recording(fps: float) -> None:
    rng = np.random.default_rng(2)
    times_s = 5 + np.cumsum(rng.uniform(0.6, 1.4, 80) / fps if fps != 20.0 else np.full(80, 0.05))
    frames = [frame(rng, float(time_s)) for time_s in times_s]
    first = next(at for at, each in enumerate(frames) if each.any_hand)
    last = max(at for at, each in enumerate(frames) if each.any_hand)
    stream = GridSteps(20.0)
    told = [stream.see(each) for each in frames[first : last + 1]]
    whole = to_grid(HandSequence.from_frames(frames), 20.0)
    np.testing.assert_array_equal(np.concatenate([each.seen for each in told]), whole.seen)
    np.testing.assert_allclose(np.concatenate([each.points for each in told]), whole.points, atol=1e-6)
