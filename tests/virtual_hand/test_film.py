"""A film shows the hands where they are, and says what they show."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.programme import parse_programme
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import average_build, random_builds
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.film import Film

SMALL = Stage(camera=Camera(160, 120))
FPS = 10


def film_of(text: str, seed: int = 1, flawless: bool = True) -> Film:
    return Film(parse_programme(text), np.random.default_rng(seed), stage=SMALL, flawless=flawless)


def test_landmarks_lie_on_the_painted_hand() -> None:
    film = film_of("fist,spread*1")
    empty = film.shot(0.0)
    assert empty is not None
    looked_at: set[str] = set()
    number = 1
    while (shot := film.shot(number / FPS)) is not None:
        number += 1
        hand = np.abs(shot.picture.astype(int) - empty.picture).max(axis=2) > 25
        for side, pose in shot.hands.items():
            points = np.floor(film.camera.project(landmarks_of(pose, average_build(), side))).astype(int)
            inside = points[((points >= 2) & (points < np.array([158, 118]))).all(axis=1)]
            if shot.showing and len(inside) == 21:
                looked_at.add(f"{shot.showing} {side}")
                assert hand[inside[:, 1], inside[:, 0]].mean() > 0.9
    assert looked_at >= {"fist right", "spread right", "spread left"}


def test_it_ends_with_the_last_round_and_stays_at_its_end() -> None:
    film = film_of("fist*1")
    assert film.shot(0.5) is not None
    assert film.shot(1000.0) is None
    assert film.shot(1000.1) is None


def test_skipped_pictures_do_not_change_what_is_performed() -> None:
    every, some = film_of("wave"), film_of("wave")
    for number in range(20):
        all_seen = every.shot(number / FPS)
        if number % 5 == 0:
            seen = some.shot(number / FPS)
            assert all_seen is not None
            assert seen is not None
            assert np.array_equal(all_seen.picture, seen.picture)


def test_a_webcam_adds_noise_to_what_is_flawless() -> None:
    clean, noisy = (film_of("fist", flawless=flawless) for flawless in (True, False))
    pictures = [[film.shot(at) for at in (0.0, 0.04)] for film in (clean, noisy)]
    changes = []
    for first, second in pictures:
        assert first is not None
        assert second is not None
        changes.append(np.abs(first.picture.astype(int) - second.picture).mean())
    assert changes[0] == 0.0, "nothing has come into the picture yet"
    assert changes[1] > 0.5


def test_a_persons_places_are_measured_by_their_own_palm() -> None:
    large = random_builds(np.random.default_rng(5), 1)[0]
    film = Film(parse_programme("fist*1"), np.random.default_rng(1), build=large, flawless=True)
    shot = film.shot(1.2)
    assert shot is not None
    assert shot.showing == "fist"
    knuckles = landmarks_of(shot.hands["right"], large)[9]
    place = Stage(palm_mm=float(large.palm_mm)).place_mm(np.zeros(3), from_middle=False)
    assert knuckles[0] == pytest.approx(place[0], abs=15)
