"""Generated sequences: labelled truly, as a tracker tells them, varied, and the same for the same seed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from gesture_app.hands.features import FeatureSpec, compute
from gesture_app.hands.geometry import in_picture_heights, palm_size
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.virtual_hand.signs.catalogue import gesture, gestures
from gesture_app.virtual_hand.signs.made_up import made_up_gesture
from gesture_app.virtual_hand.signs.script import word
from gesture_app.virtual_hand.tracked.sequences import Variety, generate

SOME = [gesture(name) for name in ("fist", "open hand", "swipe left", "wave", "clap")]


def made(count: int, seed: int = 0, variety: Variety | None = None) -> list[LabelledSequence]:
    return list(generate(SOME, count, np.random.default_rng(seed), variety))


@pytest.fixture(scope="module")
def many() -> list[LabelledSequence]:
    return made(320)


def test_as_many_as_wanted_are_made(many: list[LabelledSequence]) -> None:
    assert len(many) == 320
    assert [len(made(count)) for count in (0, 1, 33)] == [0, 1, 33]


def test_the_same_seed_gives_the_same_sequences() -> None:
    for one, same in zip(made(40, 3), made(40, 3), strict=True):
        assert (one.label, one.person, one.name) == (same.label, same.person, same.name)
        np.testing.assert_array_equal(one.sequence.image, same.sequence.image)
        np.testing.assert_array_equal(one.sequence.time_s, same.sequence.time_s)


def test_another_seed_gives_others() -> None:
    one, other = made(5, 1)[0].sequence, made(5, 2)[0].sequence
    assert len(one) != len(other) or not np.array_equal(one.image, other.image, equal_nan=True)


def test_gestures_are_as_frequent_as_each_other_and_none_as_asked(many: list[LabelledSequence]) -> None:
    counts = Counter(each.label for each in many)
    assert set(counts) == {NONE, *(each.name for each in SOME)}
    assert counts[NONE] / len(many) == pytest.approx(0.2, abs=0.07)
    frequent = [count for label, count in counts.items() if label != NONE]
    assert max(frequent) - min(frequent) <= 1


def test_none_can_be_left_out_or_be_all_there_is() -> None:
    assert NONE not in {each.label for each in made(64, variety=Variety(none_share=0))}
    assert {each.label for each in made(64, variety=Variety(none_share=1))} == {NONE}


def test_people_can_be_told_apart_and_each_makes_several_gestures(many: list[LabelledSequence]) -> None:
    people = {each.person for each in many}
    assert len(people) == 10
    for person in people:
        assert len({each.label for each in many if each.person == person}) > 2
    assert len({each.name for each in many}) == len(many)


def test_what_is_not_seen_is_nan_and_most_gestures_are_seen(many: list[LabelledSequence]) -> None:
    for each in many:
        seen = each.sequence.present
        np.testing.assert_array_equal(np.isfinite(each.sequence.image).all(axis=(2, 3)), seen)
        np.testing.assert_array_equal(np.isnan(each.sequence.image).all(axis=(2, 3)), ~seen)
    shown = [each.sequence.seen.mean() for each in many if each.label != NONE]
    assert np.mean(shown) > 0.8


def test_rates_pictures_and_sizes_of_hands_differ() -> None:
    sequences = [
        each.sequence for each in made(300, variety=Variety(per_person=6)) if each.sequence.seen.sum() > 3
    ]
    rates = np.array([1 / np.median(np.diff(each.time_s)) for each in sequences if len(each) > 3])
    assert rates.min() < 15 < 40 < rates.max()
    assert {round(each.aspect, 2) for each in sequences} == {1.33, 1.78}
    sizes = [
        np.nanmedian(palm_size(in_picture_heights(each.image, each.aspect))[each.present])
        for each in sequences
    ]
    assert max(sizes) > 2 * min(sizes)


def test_left_handers_use_the_left_hand() -> None:
    for share, slot in ((0.0, 1), (1.0, 0)):
        sequences = generate(
            [gesture("fist")],
            60,
            np.random.default_rng(4),
            Variety(left_handed=share, none_share=0, per_person=3),
        )
        counts = sum(each.sequence.present.sum(axis=0) for each in sequences)
        assert counts[slot] > 2 * counts[1 - slot]


def test_a_swipe_to_the_left_goes_to_the_person_s_left_with_either_hand() -> None:
    for left_handed in (0.0, 1.0):
        variety = Variety(
            left_handed=left_handed, none_share=0, margin_s=(0.0, 0.0), tilt_deg=(0.0, 0.0, 0.0)
        )
        went = []
        for each in generate([gesture("swipe left")], 40, np.random.default_rng(5), variety):
            x = each.sequence.image[:, 0 if left_handed else 1, 9, 0]
            x = x[np.isfinite(x)]
            went.append(x[-1] - x[0] if len(x) > 3 else 0.0)
        assert np.median(went) > 0.1  # the person's left is the un-mirrored picture's right


def test_fists_are_smaller_than_open_hands(many: list[LabelledSequence]) -> None:
    def reach(label: str) -> float:
        found = []
        for each in many:
            if each.label == label:
                points = in_picture_heights(each.sequence.image, each.sequence.aspect)[each.sequence.present]
                found += (np.linalg.norm(points[:, 12] - points[:, 9], axis=-1) / palm_size(points)).tolist()
        return float(np.median(found))

    assert reach("fist") < 0.6 * reach("open hand")


def test_words_are_one_sequence_each() -> None:
    hello = word("HI")
    made = list(generate([hello, gesture("A")], 40, np.random.default_rng(6), Variety(none_share=0.1)))
    assert {each.label for each in made} == {"HI", "A", NONE}


def test_features_can_be_computed_from_every_sequence(many: list[LabelledSequence]) -> None:
    spec = FeatureSpec()
    for each in many[:60]:
        features = compute(each.sequence, spec)
        assert features.shape[1] == spec.size
        assert not np.isinf(features).any()


def test_made_up_gestures_differ_from_each_other_and_can_be_performed() -> None:
    rng = np.random.default_rng(7)
    signs = [made_up_gesture(rng, f"sign {number}") for number in range(30)]
    assert (
        len({(each.keys[0].shape, each.keys[-1].shape, each.keys[0].base.tobytes()) for each in signs}) == 30
    )
    assert {each.kind for each in signs} == {"held", "moving"}
    assert {each.hands for each in signs} == {1, 2}
    sequences = list(generate(signs, 60, rng))
    assert len(sequences) == 60
    assert {each.label for each in sequences} - {NONE} <= {each.name for each in signs}


def test_made_up_gestures_bear_no_name_of_a_real_one() -> None:
    assert made_up_gesture(np.random.default_rng(8), "sign 1").name not in gestures()
