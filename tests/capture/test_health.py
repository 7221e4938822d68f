"""Pictures in which nothing can be seen."""

import numpy as np

from gesture_app.capture.health import PictureHealth

RNG = np.random.default_rng(3)


def _noisy(brightness: float) -> np.ndarray:
    return np.clip(RNG.normal(brightness, 2, (120, 160, 3)), 0, 255).astype(np.uint8)


def test_black_pictures_are_reported_after_a_while_and_no_longer_once_light_returns() -> None:
    health = PictureHealth()
    assert health.update(_noisy(3), 0.0) is None
    assert health.update(_noisy(3), 1.9) is None
    assert health.update(_noisy(3), 2.1) == "black"
    assert health.update(_noisy(90), 2.2) is None
    assert health.update(_noisy(3), 2.3) is None


def test_a_dark_room_with_one_lamp_is_not_black() -> None:
    health = PictureHealth()
    for second in range(6):
        room = _noisy(5)
        room[:24, :24] = 200
        assert health.update(room, second) is None


def test_a_picture_that_never_changes_is_frozen() -> None:
    health, frozen = PictureHealth(), _noisy(90)
    said = [health.update(frozen, 0.5 * step) for step in range(10)]
    assert said[:5] == [None] * 5
    assert said[-1] == "no_frames"


def test_a_still_scene_with_sensor_noise_is_healthy() -> None:
    health = PictureHealth()
    assert {health.update(_noisy(90), second) for second in range(8)} == {None}


def test_a_reopened_camera_starts_afresh() -> None:
    health = PictureHealth()
    health.update(_noisy(3), 0.0)
    health.reset()
    assert health.update(_noisy(3), 5.0) is None
