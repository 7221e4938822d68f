"""The webcam's shortcomings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesture_app.virtual_hand.body.build import Side
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.look import Look, Shortcomings
from gesture_app.virtual_hand.painting.picture import Painter
from gesture_app.virtual_hand.painting.webcam import Webcam
from gesture_app.virtual_hand.signs.handshapes import handshape

CAMERA = Camera(320, 240)
FLAWLESS = Shortcomings(noise=0.0, softness_px=0.0, exposure=1.0, jpeg=None)


def _webcam(flaws: Shortcomings) -> Webcam:
    return Webcam(Painter(CAMERA, replace(Look(), webcam=flaws)))


def _hand(x_mm: float = 0.0) -> dict[Side, HandPose]:
    shape = handshape("open")
    pose = HandPose(
        np.array([x_mm, -70.0, -450.0]), np.eye(3), shape.fingers_deg, shape.thumb_deg, np.zeros(2)
    )
    return {"right": pose}


def test_a_flawless_webcam_shows_what_is_painted() -> None:
    frame = _webcam(FLAWLESS).frame([_hand()], np.random.default_rng(0))
    np.testing.assert_array_equal(frame, Painter(CAMERA).picture(_hand()))


def test_noise_is_as_strong_as_the_look_says_and_differs_from_frame_to_frame() -> None:
    webcam, rng = _webcam(replace(FLAWLESS, noise=4.0)), np.random.default_rng(0)
    one, other = (webcam.frame([{}], rng).astype(float) for _ in range(2))
    assert np.std(one - other) == pytest.approx(4.0 * np.sqrt(2), rel=0.15)


def test_a_resting_hand_is_sharp_and_a_moving_one_blurred_along_its_way() -> None:
    webcam, rng = _webcam(FLAWLESS), np.random.default_rng(0)
    resting = webcam.frame([_hand(), _hand(), _hand()], rng)
    moving = webcam.frame([_hand(x) for x in (-10.0, -3.0, 3.0, 10.0)], rng)

    def steepest(frame: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], axis: int) -> float:
        return float(np.percentile(np.abs(np.diff(frame.astype(float).mean(axis=2), axis=axis)), 99.5))

    np.testing.assert_array_equal(resting, Painter(CAMERA).picture(_hand()))
    assert steepest(moving, 1) < 0.6 * steepest(resting, 1)


def test_exposure_darkens_and_softness_softens() -> None:
    rng = np.random.default_rng(0)
    sharp = _webcam(FLAWLESS).frame([_hand()], rng).astype(float)
    dark = _webcam(replace(FLAWLESS, exposure=0.6)).frame([_hand()], rng)
    soft = _webcam(replace(FLAWLESS, softness_px=1.2)).frame([_hand()], rng).astype(float)
    assert dark.mean() == pytest.approx(0.6 * sharp.mean(), rel=0.03)
    assert np.abs(np.diff(soft, axis=1)).max() < np.abs(np.diff(sharp, axis=1)).max()


def test_a_compressed_frame_is_nearly_the_same_picture() -> None:
    rng = np.random.default_rng(0)
    sharp = _webcam(FLAWLESS).frame([_hand()], rng).astype(float)
    packed = _webcam(replace(FLAWLESS, jpeg=70)).frame([_hand()], rng).astype(float)
    assert 0 < np.abs(packed - sharp).mean() < 4


def test_a_frame_needs_an_instant() -> None:
    with pytest.raises(ValueError, match="at least one"):
        _webcam(FLAWLESS).frame([], np.random.default_rng(0))
