"""Looks: what there is to choose from."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.virtual_hand.painting.background import background
from gesture_app.virtual_hand.painting.look import (
    BACKGROUNDS,
    LOOKS,
    SKINS,
    Background,
    Light,
    Look,
    random_look,
)


def test_there_are_skins_from_light_to_dark_with_lighter_palms() -> None:
    assert len(SKINS) >= 6
    backs = [sum(skin.back) for skin in SKINS.values()]
    assert backs == sorted(backs, reverse=True)
    assert all(sum(skin.palm) >= sum(skin.back) for skin in SKINS.values())


def test_the_same_seed_gives_the_same_look_and_others_give_others() -> None:
    assert random_look(np.random.default_rng(1)) == random_look(np.random.default_rng(1))
    looks = {random_look(np.random.default_rng(seed)) for seed in range(80)}
    assert len(looks) == 80
    assert len({look.skin for look in looks}) >= 6
    assert {look.background.kind for look in looks} == set(BACKGROUNDS)
    assert any(look.sleeve is None for look in looks)


def test_named_looks_differ_in_skin_and_background() -> None:
    assert len({look.skin for look in LOOKS.values()}) == len(LOOKS)
    assert {look.background.kind for look in LOOKS.values()} == set(BACKGROUNDS)


@pytest.mark.parametrize("kind", BACKGROUNDS)
def test_a_background_fills_the_picture_and_is_the_same_each_time(kind: str) -> None:
    picture = background(Background(kind, seed=4), Light(), 160, 120)
    assert picture.shape == (120, 160, 3)
    background.cache_clear()
    np.testing.assert_array_equal(picture, background(Background(kind, seed=4), Light(), 160, 120))
    assert 20 < picture.mean() < 235


def test_a_shared_background_cannot_be_painted_over() -> None:
    with pytest.raises(ValueError, match="read-only"):
        background(Background(), Light(), 64, 48)[:] = 0


def test_a_look_can_be_kept_in_a_set() -> None:
    assert len({Look(), Look()}) == 1
