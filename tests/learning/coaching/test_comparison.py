"""Two sets of takes that differ in one planted thing: that part is named, at the right time, and no other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.coaching.comparison import Difference, differences
from gesture_app.learning.coaching.parts import COLUMNS, measure
from gesture_app.learning.coaching.telling import amounts, part_and_time
from made_gestures import handless
from planted_takes import Sign, planted

ALWAYS = (0, 1, 2)


def found(one: list[LabelledSequence], other: list[LabelledSequence]) -> list[Difference]:
    return differences([measure(take.sequence) for take in one], [measure(take.sequence) for take in other])


def between(one: Sign, other: Sign, count: int = 8, seed: int = 0) -> list[Difference]:
    rng = np.random.default_rng(seed)
    return found(planted("one", one, count, rng), planted("other", other, count, rng))


@pytest.mark.parametrize(
    ("sign", "part", "thirds"),
    [
        (Sign(bent=lambda done: (0, 0, 1, 0)), "bend ring", ALWAYS),
        (Sign(bent=lambda done: (0, 0, float(done > 0.64), 0)), "bend ring", (2,)),
        (Sign(bent=lambda done: (0, 0, 0, float(done < 0.36))), "bend little", (0,)),
        (Sign(bent=lambda done: (float(0.34 < done < 0.66), 0, 0, 0)), "bend index", (1,)),
        (Sign(turn_deg=(0, 0, 60)), "pointing", ALWAYS),
        (Sign(turn_deg=(60, 0, 0)), "facing", ALWAYS),
        (Sign(place=lambda done: (0, 0.9)), "place", ALWAYS),
    ],
)  # fmt: skip
def test_the_planted_part_is_named_first(sign: Sign, part: str, thirds: tuple[int, ...]) -> None:
    first = between(Sign(), sign)[0]
    assert (first.part.key, first.thirds) == (part, thirds)
    assert first.hand == 1, "the right hand is the one that is seen"


def test_a_way_up_is_told_as_movement() -> None:
    keys = [each.part.key for each in between(Sign(), Sign(place=lambda done: (0, 1.5 * done)))]
    assert keys[0] in ("travel", "path")
    assert not [key for key in keys if key.startswith(("bend", "facing", "pointing"))]


@pytest.mark.parametrize("count", [2, 3, 8])
def test_takes_of_the_same_sign_do_not_differ(count: int) -> None:
    assert not [each for seed in range(5) for each in between(Sign(), Sign(), count, seed)]


def test_one_take_against_several_can_be_told_but_not_one_against_one() -> None:
    rng, bent = np.random.default_rng(0), Sign(bent=lambda done: (0, 0, 1, 0))
    others = planted("other", Sign(), 6, rng)
    assert found(planted("one", bent, 1, rng), others)[0].part.key == "bend ring"
    assert found(planted("one", bent, 1, rng), others[:1]) == []
    assert found([], others) == []


def test_a_take_lies_between_the_two_as_far_as_it_is_made_so() -> None:
    difference = between(Sign(), Sign(bent=lambda done: (0, 0, 1, 0)))[0]
    rng = np.random.default_rng(5)
    straight, half, bent = (
        measure(planted("take", Sign(bent=lambda done, far=far: (0, 0, far, 0)), 1, rng)[0].sequence)
        for far in (0, 0.5, 1)
    )
    assert difference.share(straight) == pytest.approx(0, abs=0.15)
    assert 0.2 < difference.share(half) < 0.9
    assert difference.share(bent) == pytest.approx(1, abs=0.15)


def test_a_difference_is_told_with_its_time_and_its_amount() -> None:
    first = between(Sign(), Sign(bent=lambda done: (0, 0, float(done > 0.64), 0)))[0]
    assert part_and_time(first, 1.2, two_hands=False) == "the bend of the ring finger in the last 0.4 s"
    assert part_and_time(first, 1.2, two_hands=True) == "the bend of the right ring finger in the last 0.4 s"
    assert amounts(first, "“get”", "“tea”").endswith("° more bent in “tea”")


def test_a_place_is_told_as_the_person_has_left_and_right() -> None:
    rng = np.random.default_rng(0)
    right_in_picture = Sign(place=lambda done: (0.9, 0))
    first = found(planted("tea", right_in_picture, 6, rng), planted("get", Sign(), 6, rng))[0]
    assert amounts(first, "“tea”", "“get”") == "“tea” is about 0.8 palm lengths further to the person’s left"


def test_a_take_without_a_hand_has_no_parts_and_harms_none() -> None:
    empty = measure(handless())
    assert np.isnan(empty).all()
    rng = np.random.default_rng(0)
    one = [measure(take.sequence) for take in planted("one", Sign(), 4, rng)]
    other = [measure(take.sequence) for take in planted("other", Sign(turn_deg=(0, 0, 60)), 4, rng)]
    assert differences([*one, empty], other)[0].part.key == "pointing"


def test_a_single_picture_has_shape_and_place_but_no_speed() -> None:
    sequence = planted("one", Sign(), 1, np.random.default_rng(0))[0].sequence
    picture = measure(first_frame(sequence))
    assert np.isfinite(picture[:, 1, COLUMNS["bend ring"]]).all()
    assert np.isnan(picture[:, 1, COLUMNS["travel"]]).all()


def first_frame(sequence: HandSequence) -> HandSequence:
    return sequence.slice(int(np.flatnonzero(sequence.seen)[0]), int(np.flatnonzero(sequence.seen)[0]) + 1)


def test_the_other_hand_in_the_picture_is_a_difference() -> None:
    rng = np.random.default_rng(0)
    one, other = planted("one", Sign(), 5, rng), planted("other", Sign(), 5, rng)
    first = found(one, [with_both_hands(take) for take in other])[0]
    assert (first.part.key, first.hand) == ("seen", 0)
    assert "whether the left hand is in the picture" in part_and_time(first, 1.2, two_hands=False)


def with_both_hands(take: LabelledSequence) -> LabelledSequence:
    sequence = take.sequence
    image, present = sequence.image.copy(), sequence.present.copy()
    image[:, 0], present[:, 0] = image[:, 1], present[:, 1]
    return replace(take, sequence=replace(sequence, image=image, present=present))
