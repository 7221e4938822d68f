"""Other people's ways: still the gesture they mean, possible for a hand, and the reference first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.manner import random_manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.signs import catalogue
from gesture_app.virtual_hand.signs.catalogue import gesture, gestures, ways_of
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.handshapes import handshapes
from gesture_app.virtual_hand.signs.made_up import made_up_gesture
from gesture_app.virtual_hand.signs.names import UnknownName
from gesture_app.virtual_hand.signs.varied import habits, varied

LEARNED = [name for own in ("letters", "digits", "everyday") for name in gestures(own)]


def numbers(made: Gesture) -> Iterator[np.ndarray]:
    for key in made.keys:
        yield from (key.place, key.turn_deg, key.base)
        yield np.zeros(21) if key.otherwise_deg is None else key.otherwise_deg


def same(one: Gesture, other: Gesture) -> bool:
    if len(one.keys) != len(other.keys):
        return False
    pairs = zip(numbers(one), numbers(other), strict=True)
    return handshapes_of(one) == handshapes_of(other) and all(np.array_equal(a, b) for a, b in pairs)


def test_every_variant_is_another_way_of_a_gesture_that_exists() -> None:
    variants = catalogue._variants()
    assert len(variants) > 20
    assert {each.variant_of for each in variants.values()} <= set(gestures())
    assert not set(variants) & set(gestures())
    for name, each in variants.items():
        assert each.shapes <= set(handshapes()), name


def test_every_variant_is_one_of_the_ways_of_its_gesture_and_the_reference_stays_first() -> None:
    found = 0
    for name, reference in gestures().items():
        first, *others = ways_of(name)
        assert first is reference
        assert {each.name for each in others} <= {name}
        assert {each.set for each in others} <= {reference.set}
        found += len(others)
    assert found == len(catalogue._variants())


def test_no_way_of_a_gesture_stands_in_the_catalogue_that_people_are_shown() -> None:
    assert all(each.variant_of == "" for each in gestures().values())


@pytest.mark.parametrize("name", LEARNED)
def test_somebodys_way_keeps_the_name_and_is_the_same_for_the_same_seed(name: str) -> None:
    one, again, other = (varied(name, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert (one.name, one.set) == (name, gesture(name).set)
    assert same(one, again)
    assert not same(one, other)


def test_half_of_the_people_make_a_gesture_with_variants_as_it_is_shown() -> None:
    rng = np.random.default_rng(0)
    made = [varied("G", rng) for _ in range(200)]
    notes = [each.variant_of == "" for each in made]
    assert 0.4 < np.mean(notes) < 0.6


def test_to_turn_a_gesture_leaves_it_a_rotation() -> None:
    rng = np.random.default_rng(1)
    for name in LEARNED:
        for key in varied(name, rng).keys:
            np.testing.assert_allclose(key.base @ key.base.T, np.eye(3), atol=1e-9)
            assert np.linalg.det(key.base) == pytest.approx(1)


@pytest.mark.parametrize("set_name", ["letters", "digits", "everyday"])
def test_everybodys_way_can_be_made_by_a_hand(set_name: str) -> None:
    rng = np.random.default_rng(2)
    items = [varied(name, rng) for name in gestures(set_name)]
    done = perform(items, random_manner(rng), rng)
    for poses in done.at(np.arange(0, done.duration_s, 0.05)).poses.values():
        check(poses)
    assert [span.gesture for span in done.spans] == list(gestures(set_name))


def test_habits_bend_every_joint_a_little_and_nobody_much() -> None:
    rng = np.random.default_rng(0)
    many = np.stack([habits(rng) for _ in range(500)])
    assert many.shape == (500, 21)
    spread = many.std(axis=0)
    assert (spread > 1).all()
    assert (spread < 15).all()
    assert np.abs(many.mean(axis=0)).max() < 2


def test_another_gesture_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="wavee"):
        varied("wavee", np.random.default_rng(0))


@pytest.mark.parametrize("seed", range(60))
def test_a_neighbour_of_a_made_up_sign_differs_in_one_part_only(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = made_up_gesture(rng, "one")
    second = made_up_gesture(rng, "two", like=first)
    assert second.name == "two"
    assert not same(first, second)
    assert (first.hands, first.mirrors_movement) == (second.hands, second.mirrors_movement)
    np.testing.assert_array_equal(first.place, second.place)
    turned = not np.array_equal(first.keys[0].base, second.keys[0].base)
    if handshapes_of(first)[0] != handshapes_of(second)[0]:
        assert not turned
        assert path_of(first) == path_of(second)
    elif turned:
        assert handshapes_of(first) == handshapes_of(second)
        assert path_of(first) == path_of(second)
    else:
        assert (path_of(first), handshapes_of(first)) != (path_of(second), handshapes_of(second))


def handshapes_of(made: Gesture) -> list[tuple[str, list[float]]]:
    """Of each key."""
    return [(key.shape, [] if key.otherwise_deg is None else key.otherwise_deg.tolist()) for key in made.keys]


def path_of(made: Gesture) -> list[list[float]]:
    """Where each key is, and how it is turned on the way."""
    return [[*key.place, *key.turn_deg] for key in made.keys]
