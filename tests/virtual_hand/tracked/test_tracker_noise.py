"""A tracker's noise: what is put in is found again by fitting, and lapses are what they are said to be."""

from __future__ import annotations

import math
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from gesture_app.hands import HandSequence
from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.camera import Camera, world_landmarks
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose, turned
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.circumstances import Influence
from gesture_app.virtual_hand.tracked.noise_fitting import TooLittle, fit_noise
from gesture_app.virtual_hand.tracked.noise_model import Error, Gross, NoiseModel, as_toml, tracker_noise
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked

RATE_HZ = 25.0
NEVER, ALWAYS = Influence(always=-12.0), Influence(always=12.0)


def model() -> NoiseModel:
    """Made up, so that nothing is found by luck."""
    bias = [[0.02 * math.sin(landmark), 0.015 * math.cos(landmark), 0.0] for landmark in range(21)]
    return NoiseModel(
        source="made up",
        bias=bias,
        error=Error(
            [0.01 + 0.001 * each for each in range(21)],
            [0.06] * 21,
            0.25,
            0.35,
            0.15,
            0.5,
            0.4,
            Influence(edge_on=0.6),
        ),
        depth=-0.3,
        depth_spread=0.1,
        world_size=0.1,
        world_spread=0.05,
        lost=Influence(always=-2.0, speed=0.4, outside=2.0),
        found=Influence(always=1.5),
        wrong_at_first=0.0,
        to_wrong=0.2,
        to_right=3.0,
        sure=3.0,
        sure_spread=1.0,
    )


def faultless() -> NoiseModel:
    """Errors of nothing: a hand in the picture is always seen, exactly."""
    return msgspec.structs.replace(
        model(),
        bias=[[0.0] * 3] * 21,
        error=Error([0.0] * 21, [0.0] * 21, 0.0, 0.0, 0.5, 0.5, 0.5),
        depth=0.0,
        depth_spread=0.0,
        world_size=0.0,
        world_spread=0.0,
        lost=NEVER,
        found=ALWAYS,
        to_wrong=0.0,
    )


def turning_hands(count: int, frames: int, side: Side = "right", speed_mm_s: float = 150.0) -> Batch:
    """Hands that turn to and fro and go aside, one in each sequence."""
    rng = np.random.default_rng(9)
    times_s = np.arange(frames) / RATE_HZ
    slot = 0 if side == "left" else 1
    image, world = np.full((2, count, frames, 2, 21, 3), np.nan, np.float32)
    present = np.zeros((count, frames, 2), bool)
    for row in range(count):
        angles = 40 * np.sin(times_s[:, None] * rng.uniform(0.5, 2, 3) + rng.uniform(0, 6, 3))
        pace = np.sin(times_s * 2 + rng.uniform(0, 6)) * speed_mm_s * rng.uniform(0, 1) / 2
        bend = rng.uniform(0, 60, (4, 1)) * [0.0, 1.0, 1.0, 0.6]
        pose = HandPose(
            np.stack([pace, np.full(frames, -70.0), np.full(frames, -500.0)], axis=-1),
            np.stack([turned(*each) for each in angles]),
            np.broadcast_to(bend, (frames, 4, 4)),
            np.broadcast_to([45.0, 20.0, 40.0, 10.0, 10.0], (frames, 5)),
            np.zeros((frames, 2)),
        )
        points = landmarks_of(pose, average_build(), side)
        image[row, :, slot], world[row, :, slot] = Camera().image_landmarks(points), world_landmarks(points)
        present[row, :, slot] = True
    moments = np.broadcast_to(times_s, (count, frames))
    lengths = np.full(count, frames)
    return Batch(image, world, present, present.astype(np.float32), moments, lengths, Camera().aspect)


@pytest.fixture(scope="module")
def fitted() -> NoiseModel:
    true = turning_hands(50, 120)
    seen = as_tracked(true, model(), np.random.default_rng(1))
    return fit_noise(true.sequences(), seen.sequences(), "made up")


def test_fitting_finds_the_bias_and_the_errors_that_were_put_in(fitted: NoiseModel) -> None:
    np.testing.assert_allclose(fitted.bias, model().bias, atol=0.006)
    np.testing.assert_allclose(fitted.error.flat, model().error.flat, rtol=0.15, atol=0.002)
    np.testing.assert_allclose(fitted.error.deep, model().error.deep, rtol=0.15)
    assert fitted.error.along == pytest.approx(model().error.along, abs=0.08)
    assert fitted.error.across == pytest.approx(model().error.across, abs=0.08)
    assert fitted.error.new == pytest.approx(model().error.new, abs=0.04)
    assert fitted.error.still == pytest.approx(model().error.still, rel=0.3)
    assert fitted.error.moving == pytest.approx(model().error.moving, rel=0.3)


def test_fitting_finds_what_makes_errors_worse(fitted: NoiseModel) -> None:
    assert fitted.error.worse.edge_on == pytest.approx(model().error.worse.edge_on, abs=0.25)
    assert abs(fitted.error.worse.bent) < 0.3


def test_without_gross_errors_none_are_found(fitted: NoiseModel) -> None:
    assert fitted.error.gross.begins < 0.02


def test_fitting_finds_gross_errors_and_is_not_misled_by_them() -> None:
    gross = Gross(begins=0.4, ends=12.0, times=6.0)
    true = turning_hands(50, 120)
    noise = msgspec.structs.replace(model(), error=msgspec.structs.replace(model().error, gross=gross))
    found = fit_noise(true.sequences(), as_tracked(true, noise, np.random.default_rng(1)).sequences()).error
    assert found.gross.begins == pytest.approx(gross.begins, rel=0.4)
    assert found.gross.ends == pytest.approx(gross.ends, rel=0.4)
    assert found.gross.times == pytest.approx(gross.times, rel=0.25)
    np.testing.assert_allclose(found.flat, model().error.flat, rtol=0.2, atol=0.002)
    np.testing.assert_allclose(found.deep, model().error.deep, rtol=0.2)


def test_fitting_finds_depth_and_size(fitted: NoiseModel) -> None:
    assert fitted.depth == pytest.approx(model().depth, abs=0.05)
    assert fitted.depth_spread == pytest.approx(model().depth_spread, abs=0.05)
    assert fitted.world_size == pytest.approx(model().world_size, abs=0.03)
    assert fitted.world_spread == pytest.approx(model().world_spread, abs=0.03)


def test_fitting_finds_how_often_hands_are_lost_and_mistaken(fitted: NoiseModel) -> None:
    assert fitted.lost.always == pytest.approx(model().lost.always, abs=0.5)
    assert fitted.lost.speed == pytest.approx(model().lost.speed, abs=0.3)
    assert fitted.found.always == pytest.approx(model().found.always, abs=0.5)
    assert fitted.to_wrong == pytest.approx(model().to_wrong, rel=0.5)
    assert fitted.to_right == pytest.approx(model().to_right, rel=0.5)
    assert fitted.sure == pytest.approx(model().sure, abs=0.1)
    assert fitted.sure_spread == pytest.approx(model().sure_spread, abs=0.1)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_faultless_tracker_tells_the_truth(side: Side) -> None:
    true = turning_hands(3, 10, side)
    seen = as_tracked(true, faultless(), np.random.default_rng(2))
    np.testing.assert_array_equal(seen.present, true.present)
    np.testing.assert_allclose(seen.image, true.image, atol=1e-5)
    np.testing.assert_allclose(seen.world, true.world, atol=1e-5)


def test_the_truth_itself_is_left_alone() -> None:
    true = turning_hands(3, 10)
    before = true.image.copy()
    as_tracked(true, model(), np.random.default_rng(2))
    np.testing.assert_array_equal(true.image, before)


def test_hands_that_are_not_seen_are_nan_and_score_nothing() -> None:
    true = turning_hands(20, 60)
    seen = as_tracked(true, model(), np.random.default_rng(3))
    assert 0.5 < seen.present.sum() / true.present.sum() < 0.99
    np.testing.assert_array_equal(np.isfinite(seen.image).all(axis=(3, 4)), seen.present)
    np.testing.assert_array_equal(np.isnan(seen.world).all(axis=(3, 4)), ~seen.present)
    np.testing.assert_array_equal(seen.score > 0, seen.present)
    assert seen.score.max() <= 1


def test_fast_hands_are_lost_more_often() -> None:
    rates = Influence(always=-3.0, speed=0.5)
    noise = msgspec.structs.replace(faultless(), lost=rates, found=Influence(always=1.0))
    slow, fast = (
        as_tracked(turning_hands(40, 60, speed_mm_s=speed), noise, np.random.default_rng(4)).present.mean()
        for speed in (0.0, 4000.0)
    )
    assert fast < slow - 0.05


def test_a_hand_taken_for_the_other_one_is_in_the_other_slot() -> None:
    noise = msgspec.structs.replace(faultless(), to_wrong=50.0, to_right=0.0)
    true = turning_hands(5, 80)
    seen = as_tracked(true, noise, np.random.default_rng(5))
    assert seen.present[:, 40:, 0].all()
    assert not seen.present[:, 40:, 1].any()
    np.testing.assert_allclose(seen.image[:, 40:, 0], true.image[:, 40:, 1], atol=1e-5)


def test_two_hands_that_are_both_seen_never_change_places_with_nothing() -> None:
    left, right = turning_hands(5, 40, "left"), turning_hands(5, 40, "right")
    present = left.present | right.present
    image = np.where(left.present[..., None, None], left.image, right.image)
    world = np.where(left.present[..., None, None], left.world, right.world)
    both = replace(left, image=image, world=world, present=present)
    seen = as_tracked(both, msgspec.structs.replace(faultless(), to_wrong=50.0), np.random.default_rng(6))
    assert seen.present.all()
    np.testing.assert_allclose(seen.image, image, atol=1e-5)


def test_flattened_depth_is_flatter_and_leaves_the_picture_alone() -> None:
    true = turning_hands(4, 10)
    seen = as_tracked(true, msgspec.structs.replace(faultless(), depth=-0.5), np.random.default_rng(7))
    np.testing.assert_allclose(seen.image[..., :2], true.image[..., :2], atol=1e-6)
    np.testing.assert_allclose(seen.image[..., 2], true.image[..., 2] * np.exp(-0.5), atol=1e-5)


def test_errors_wander_rather_than_jump() -> None:
    true = turning_hands(20, 60)
    noise = msgspec.structs.replace(
        faultless(), error=Error([0.03] * 21, [0.0] * 21, 0.3, 0.3, 0.0, 1.0, 0.0)
    )
    seen = as_tracked(true, noise, np.random.default_rng(8))
    size = palm_size(in_picture_heights(true.image, true.aspect))[:, :, 1, None]
    off = (seen.image - true.image)[:, :, 1, :, 1] / size
    assert off.std() == pytest.approx(0.03, rel=0.2)
    assert np.diff(off, axis=1).std() < 0.4 * off.std()


def test_gross_errors_are_rare_short_and_great() -> None:
    true = turning_hands(40, 100)
    gross = Gross(begins=0.5, ends=10.0, times=8.0)
    even = Error([0.01] * 21, [0.0] * 21, 0.3, 0.3, 0.0, 1.0, 0.0)
    seen = [
        as_tracked(true, msgspec.structs.replace(faultless(), error=error), np.random.default_rng(9))
        for error in (even, msgspec.structs.replace(even, gross=gross))
    ]
    usual, now_and_then = (np.abs((each.image - true.image)[:, :, 1, :, 1]).mean(axis=-1) for each in seen)
    great = now_and_then > 4 * np.median(usual)
    assert great.mean() == pytest.approx(0.5 / (0.5 + 10), abs=0.02)
    assert np.percentile(now_and_then, 99.5) > 3 * np.percentile(usual, 99.5)
    assert np.median(now_and_then) == pytest.approx(np.median(usual), rel=0.2)
    began = (great[:, 1:] & ~great[:, :-1]).sum()
    assert 1 < great.sum() / began < 5  # frames: a tenth of a second at 25 a second


def test_the_same_seed_gives_the_same_noise() -> None:
    true = turning_hands(3, 20)
    one, same, other = (as_tracked(true, model(), np.random.default_rng(seed)).image for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other, equal_nan=True)


def test_the_measured_noise_is_plausible() -> None:
    noise = tracker_noise()
    assert noise.source
    assert np.abs(noise.bias).max() < 0.3
    assert 0.002 < np.mean(noise.error.flat) < 0.12
    assert np.mean(noise.error.deep) > np.mean(noise.error.flat)
    assert noise.found.always > noise.lost.always


def test_a_model_survives_its_file() -> None:
    assert msgspec.toml.decode(as_toml(model()), type=NoiseModel) == model()


def test_too_few_sightings_are_refused() -> None:
    true = turning_hands(1, 20).sequences()
    with pytest.raises(TooLittle, match="hundred sightings"):
        fit_noise(true, true)


def test_sequences_of_other_frames_are_refused() -> None:
    sequence: HandSequence = turning_hands(1, 20).sequences()[0]
    with pytest.raises(ValueError, match="same frames"):
        fit_noise([sequence], [sequence.slice(0, 10)])
