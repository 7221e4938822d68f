"""Takes in doubt are learned from only where others, held out, are recognised no worse with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.no_worse import Comparison, accepted, compare, parts_of
from gesture_app.learning.refusal import TrainingRefused
from made_gestures import handless, takes_of
from trained import learned_at_once


def make(samples: Sequence[LabelledSequence]) -> Checkpoint:
    if not samples:
        raise TrainingRefused("There is nothing.")
    return learned_at_once(samples)


@pytest.fixture(scope="module")
def takes() -> list[LabelledSequence]:
    return takes_of("open", "fist", "swipe", count=3)


def tried(takes: list[LabelledSequence], doubted: list[LabelledSequence]) -> Comparison:
    samples = [*takes, *doubted]
    rows = range(len(takes), len(samples))
    return compare(samples, rows, make, parts_of(samples, rows, 3))


def test_one_more_good_take_does_no_harm(takes: list[LabelledSequence]) -> None:
    comparison = tried(takes, takes_of("fist", count=1, seed=5))
    assert comparison.asked == len(takes)
    assert comparison.before == comparison.after == len(takes)
    assert comparison.no_worse


def test_takes_under_a_wrong_name_are_found_out(takes: list[LabelledSequence]) -> None:
    wrong = [
        replace(take, label="open", name=f"wrong {take.name}") for take in takes_of("fist", count=8, seed=5)
    ]
    comparison = tried(takes, wrong)
    assert comparison.before == len(takes)
    assert comparison.after < comparison.before
    assert not comparison.no_worse


def test_a_gesture_called_nothing_is_found_out(takes: list[LabelledSequence]) -> None:
    wrong = [
        replace(take, label=NONE, name=f"wrong {take.name}") for take in takes_of("fist", count=3, seed=5)
    ]
    comparison = tried(takes, wrong)
    assert comparison.worse == ("fist",)
    assert not comparison.no_worse


def test_who_is_asked_has_not_been_learned_from(takes: list[LabelledSequence]) -> None:
    learned: list[set[str]] = []

    def watched(samples: Sequence[LabelledSequence]) -> Checkpoint:
        learned.append({sample.name for sample in samples})
        return make(samples)

    doubt = replace(takes_of("fist", count=1, seed=5)[0], name="doubt")
    samples = [*takes, doubt]
    parts = parts_of(samples, {len(takes)}, 3)
    compare(samples, {len(takes)}, watched, parts)
    assert sorted(row for part in parts for row in part) == list(range(len(takes)))
    for part, without, with_it in zip(parts, learned[::2], learned[1::2], strict=True):
        asked = {samples[row].name for row in part}
        assert not asked & with_it
        assert with_it - without == {"doubt"}


def test_copies_are_held_out_together_and_the_only_take_of_a_label_never_is(
    takes: list[LabelledSequence],
) -> None:
    copy = replace(takes[0], name="copy")
    alone = takes_of("lift", count=1)
    nobody = replace(takes[0], sequence=handless(), label="swipe")
    samples = [*takes, copy, *alone, nobody]
    parts = parts_of(samples, (), 3)
    (part,) = (part for part in parts if 0 in part)
    assert len(takes) in part
    assert not any({len(takes) + 1, len(takes) + 2} & set(part) for part in parts)


def test_takes_that_nobody_learned_from_can_be_asked_about_too(takes: list[LabelledSequence]) -> None:
    others = takes_of("open", "fist", count=2, seed=7)
    comparison = compare([*takes, *takes_of("fist", count=1, seed=5)], {len(takes)}, make, [], others)
    assert (comparison.asked, comparison.before, comparison.after) == (4, 4, 4)


def test_where_there_is_nothing_to_compare_with_nothing_gets_worse() -> None:
    first = takes_of("fist", count=1)
    comparison = compare(first, {0}, make, [], takes_of("fist", count=1, seed=2))
    assert (comparison.asked, comparison.no_worse) == (0, True)


@pytest.mark.parametrize(
    ("before", "after", "worse", "adopted"),
    [
        (50, 50, (), True),
        (50, 51, (), True),
        (50, 49, (), False),
        (50, 52, ("fist",), False),
    ],
)
def test_neither_all_together_nor_any_gesture_may_get_worse(
    before: int, after: int, worse: tuple[str, ...], adopted: bool
) -> None:
    assert Comparison(60, before, after, worse).no_worse is adopted


def test_an_answer_counts_as_it_would_in_use(takes: list[LabelledSequence]) -> None:
    classifier = Classifier(make(takes))
    assert accepted(classifier, takes[0]) == "open"
    assert accepted(classifier, replace(takes[0], sequence=handless())) == NONE
    stranger = takes_of("fist", count=1)[0]
    assert accepted(Classifier(make(takes_of("swipe", count=2))), stranger) == NONE
