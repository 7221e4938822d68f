"""Features: causal, independent of frame rate and picture shape, honest about what is not known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesture_app.hands import LEFT, RIGHT, HandFrame, HandSequence
from gesture_app.hands.features import FeatureSpec, compute
from gesture_app.hands.grid import bridge, to_grid
from made_gestures import handless, performed
from made_hands import hand_frame

SPEC = FeatureSpec()
PER_HAND = (SPEC.size - 9) // 2


def swipe(fps: float, aspect: float = 4 / 3, slot: int = RIGHT) -> HandSequence:
    """The same movement, seen at any frame rate."""
    times = np.arange(round(fps) + 1) / fps
    return HandSequence.from_frames(
        [hand_frame(float(t), 0.3 + 0.3 * float(t), 0.6, slot, aspect) for t in times]
    )


def without(sequence: HandSequence, frames: slice) -> HandSequence:
    """The sequence with its hands lost in some frames."""
    image, present = sequence.image.copy(), sequence.present.copy()
    image[frames], present[frames] = np.nan, False
    return replace(sequence, image=image, present=present)


@pytest.mark.parametrize("fps", [10, 15, 25, 30, 60])
def test_features_do_not_depend_on_the_frame_rate(fps):
    expected, found = compute(swipe(20), SPEC), compute(swipe(fps), SPEC)

    np.testing.assert_allclose(found, expected, atol=1e-3)


def test_features_do_not_depend_on_jitter_of_the_clock():
    steady = swipe(30)
    rng = np.random.default_rng(0)
    times = np.sort(np.append(rng.uniform(0, 1, 29), [0.0, 1.0]))
    uneven = HandSequence.from_frames([hand_frame(float(t), 0.3 + 0.3 * float(t), 0.6) for t in times])

    np.testing.assert_allclose(compute(uneven, SPEC), compute(steady, SPEC), atol=1e-3)


@pytest.mark.parametrize("frames", [1, 2, 7, 20, 29])
def test_features_of_a_beginning_are_the_beginning_of_the_features(frames):
    take = without(performed("swipe", np.random.default_rng(1)), slice(5, 8))
    whole = compute(take, SPEC)
    beginning = compute(take.slice(0, frames), SPEC)

    np.testing.assert_array_equal(beginning, whole[: len(beginning)])
    assert len(beginning) >= 1


def test_a_single_picture_has_features_but_no_motion():
    features = compute(HandSequence.from_frames([hand_frame(0.0)]), SPEC)

    assert features.shape == (1, SPEC.size)
    right = features[0, PER_HAND : 2 * PER_HAND]
    assert np.isfinite(right).any()
    assert np.isnan(right).sum() == 2 * 33  # both speeds, and nothing else


def test_a_hand_that_is_not_seen_is_unknown_and_not_at_a_place():
    features = compute(swipe(20, slot=RIGHT), SPEC)

    left = features[:, :PER_HAND]
    assert np.isnan(left[:, :-1]).all()
    assert (left[:, -1] == 0).all()


def test_the_two_hands_are_told_apart():
    right, left = compute(swipe(20, slot=RIGHT), SPEC), compute(swipe(20, slot=LEFT), SPEC)

    assert right[0, 2 * PER_HAND - 1] == 1
    assert right[0, PER_HAND - 1] == 0
    assert left[0, PER_HAND - 1] == 1
    assert left[0, 2 * PER_HAND - 1] == 0


def test_the_shape_of_the_picture_does_not_change_the_hand():
    wide, narrow = compute(swipe(20, aspect=16 / 9), SPEC), compute(swipe(20, aspect=4 / 3), SPEC)

    shape = slice(PER_HAND, PER_HAND + 60)
    # Made hands are seen from afar, but not from infinitely far.
    np.testing.assert_allclose(wide[:, shape], narrow[:, shape], atol=1e-4)


def test_movement_of_the_whole_hand_is_not_normalised_away():
    still = HandSequence.from_frames([hand_frame(index / 20, 0.5, 0.6) for index in range(21)])

    difference = np.nan_to_num(compute(swipe(20), SPEC)[-1] - compute(still, SPEC)[-1])
    assert np.abs(difference).max() > 1  # palms travelled


def test_a_hand_lost_for_a_frame_is_kept_in_place():
    take = without(swipe(20), slice(6, 7))
    seen = compute(take, SPEC)[:, 2 * PER_HAND - 1]

    assert (seen == 1).all()


def test_a_hand_lost_for_long_is_absent():
    take = without(swipe(20), slice(6, 16))
    seen = compute(take, SPEC)[:, 2 * PER_HAND - 1]

    assert seen[8] == 1
    assert seen[14] == 0
    assert seen[-1] == 1


def test_frames_before_and_after_the_hand_do_not_count():
    take = swipe(20)
    late = [replace(frame, time_s=frame.time_s + 1) for frame in take.frames()]
    waiting = [HandFrame.empty(index / 20, take.aspect) for index in range(20)]
    after = [HandFrame.empty(2.05 + index / 20, take.aspect) for index in range(9)]

    features = compute(HandSequence.from_frames([*waiting, *late, *after]), SPEC)
    np.testing.assert_allclose(features, compute(take, SPEC), atol=1e-4)


def test_a_take_without_a_hand_has_no_features():
    assert compute(handless(), SPEC).shape == (0, SPEC.size)


def test_a_hand_squeezed_into_one_point_gives_no_warning_and_no_infinity():
    frame = hand_frame(0.0)
    point = replace(frame, image=frame.image * 0 + np.float32(0.5))

    features = compute(HandSequence.from_frames([point, replace(point, time_s=0.05)]), SPEC)
    assert not np.isinf(features).any()


def test_the_grid_lies_between_frames_in_which_the_hand_was_seen():
    grid = to_grid(swipe(10), 20.0)

    middle = (grid.points[0, RIGHT] + grid.points[2, RIGHT]) / 2
    np.testing.assert_allclose(grid.points[1, RIGHT], middle, atol=1e-5)


def test_bridging_holds_the_last_place_and_never_looks_ahead():
    points = np.arange(6, dtype=np.float32)[None, :, None, None, None] * np.ones((1, 6, 2, 21, 3), np.float32)
    seen = np.ones((1, 6, 2), bool)
    seen[0, 0] = seen[0, 3] = False

    held, known = bridge(points, seen, 2)
    assert held[0, 3, 0, 0, 0] == 2
    assert not known[0, 0].any()
    assert known[0, 3].all()
