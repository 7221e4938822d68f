"""Distances between the fingers' flesh."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesture_app.virtual_hand.body.build import average_build, random_builds
from gesture_app.virtual_hand.body.contacts import (
    INDEX,
    MIDDLE,
    PARTS,
    RING,
    THUMB,
    bone,
    capsules_of,
    deepest_overlap,
    gap_mm,
    gaps_mm,
    palm,
    segment_distances,
    separate_pairs,
)
from gesture_app.virtual_hand.body.pose import HandPose

coordinates = st.tuples(*[st.integers(-6, 6)] * 3)


def straight_hand(middle_spread_deg: float = 0.0) -> HandPose:
    fingers = np.zeros((4, 4))
    fingers[1, 0] = middle_spread_deg
    return HandPose(np.zeros(3), np.eye(3), fingers, np.array([45.0, 0, 0, 0, 0]), np.zeros(2))


@pytest.mark.parametrize(
    ("other", "mm"),
    [
        pytest.param([(0, 3, 0), (10, 3, 0)], 3, id="side by side"),
        pytest.param([(5, -4, 2), (5, 4, 2)], 2, id="crossing"),
        pytest.param([(13, 4, 0), (20, 9, 0)], 5, id="ends nearest"),
        pytest.param([(4, 7, 0), (4, 7, 0)], 7, id="a point"),
    ],
)
def test_segments_are_as_far_apart_as_a_ruler_says(other: list[tuple[int, int, int]], mm: float) -> None:
    a, b, c, d = np.array([(0, 0, 0), (10, 0, 0), *other], dtype=float)
    assert segment_distances(a, b, c, d) == pytest.approx(mm)


@given(st.tuples(coordinates, coordinates, coordinates, coordinates))
def test_no_two_points_of_two_segments_are_nearer_than_their_distance(
    ends: tuple[tuple[int, ...], ...],
) -> None:
    a, b, c, d = np.array(ends, dtype=float)
    share = np.linspace(0, 1, 41)[:, None]
    one, other = a + share * (b - a), c + share * (d - c)
    sampled = np.linalg.norm(one[:, None] - other[None], axis=-1).min()
    distance = segment_distances(a, b, c, d)
    longest = max(np.linalg.norm(b - a), np.linalg.norm(d - c))
    assert sampled - longest / 40 <= distance + 1e-9
    assert distance <= sampled + 1e-9


def test_a_finger_leaning_into_its_neighbour_overlaps_it_and_names_both() -> None:
    assert deepest_overlap(straight_hand(), average_build())[0] < 3
    depth_mm, parts = deepest_overlap(straight_hand(middle_spread_deg=15), average_build())
    assert depth_mm > 5
    assert "index" in parts
    assert "middle" in parts


def test_spreading_a_finger_closes_the_gap_on_one_side_and_opens_it_on_the_other() -> None:
    build = average_build()
    before, after = straight_hand(), straight_hand(middle_spread_deg=8)
    to_index, to_ring = (bone(INDEX, 2), bone(MIDDLE, 2)), (bone(MIDDLE, 2), bone(RING, 2))
    assert gap_mm(after, build, *to_index) < gap_mm(before, build, *to_index)
    assert gap_mm(after, build, *to_ring) > gap_mm(before, build, *to_ring)


def test_many_people_at_once_get_what_each_gets_alone() -> None:
    builds = random_builds(np.random.default_rng(3), 4)
    pairs = separate_pairs()
    together = gaps_mm(capsules_of(straight_hand(), builds), pairs)
    assert together.shape == (4, len(pairs))
    alone = random_builds(np.random.default_rng(3), 4)
    for person in range(4):
        build = type(alone)(*(getattr(alone, part)[person] for part in alone.__slots__))
        assert gaps_mm(capsules_of(straight_hand(), build), pairs) == pytest.approx(together[person])


def test_the_parts_are_named_in_the_order_of_the_capsules() -> None:
    assert PARTS[bone(THUMB, 2)] == "thumb 2"
    assert PARTS[bone(RING, 0)] == "ring 0"
    assert PARTS[palm(MIDDLE)] == "palm below middle"
    assert len(PARTS) == capsules_of(straight_hand(), average_build()).radii_mm.shape[-1]


def test_no_pair_is_of_one_digit_or_of_the_palm_alone() -> None:
    for one, other in separate_pairs():
        assert PARTS[one].split()[0] != PARTS[other].split()[0]
