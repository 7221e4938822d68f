"""Distances told afterwards are those by which the live view accepted or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from gesture_app.hands import HandFrame
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.radius import distances
from gesture_app.learning.subset import PROTOTYPES
from gesture_app.recognition.explaining import NEAREST, Explainer
from gesture_app.recognition.recogniser import Recogniser
from made_gestures import handless, performed, stream_of, takes_of
from trained import learned_at_once


@cache
def model() -> Checkpoint:
    """Two windows, as `swipe` takes longer than the others."""
    rng = np.random.default_rng(3)
    slow = [
        replace(sample, sequence=performed("swipe", rng, seconds=3.0))
        for sample in takes_of("swipe", count=2)
    ]
    return learned_at_once([*takes_of("open", "fist", count=2), *slow])


@pytest.fixture(scope="module")
def frames() -> list[HandFrame]:
    return stream_of([sample.sequence for sample in takes_of("fist", "swipe", "open", count=1, seed=9)])


def followed(checkpoint: Checkpoint, frames: list[HandFrame]) -> Iterator[dict[str, tuple[float, float]]]:
    for nearest in Explainer(checkpoint).follow(frames):
        yield {label: (away, allowed) for label, away, allowed in nearest}


def test_what_was_accepted_lay_near_enough(frames: list[HandFrame]) -> None:
    recogniser = Recogniser(model())
    accepted = set()
    for hands, nearest in zip(frames, followed(model(), frames), strict=True):
        prediction = recogniser.update(hands)
        if hands.any_hand and prediction.label is not None:
            away, allowed = nearest[prediction.label]
            assert away <= allowed
            accepted.add(prediction.label)
    assert {"fist", "open"} <= accepted


def test_a_whole_take_lies_where_the_classifier_finds_it() -> None:
    take = takes_of("fist", count=1, seed=4)[0].sequence
    frames = stream_of([take], gap_s=1.0)
    embedding = Classifier(model()).embed(take)
    assert embedding is not None
    prototypes = model().weights[PROTOTYPES]
    expected = dict(zip(model().card.labels, distances(embedding[None], prototypes)[0], strict=True))
    recogniser = Recogniser(model())
    (told,) = (
        nearest
        for hands, nearest in zip(frames, followed(model(), frames), strict=True)
        if recogniser.update(hands).complete
    )
    assert {label: away for label, (away, _) in told.items()} == pytest.approx(expected, abs=1e-5)
    assert {label: allowed for label, (_, allowed) in told.items()} == model().card.radius


def test_the_nearest_come_first_and_not_all_are_told(frames: list[HandFrame]) -> None:
    for nearest in Explainer(model()).follow(frames):
        away = [each for _, each, _ in nearest]
        assert away == sorted(away)
        assert len(nearest) <= NEAREST


def test_without_hands_nothing_is_near() -> None:
    assert not any(Explainer(model()).follow(handless().frames()))


def test_it_begins_anew_with_every_stream(frames: list[HandFrame]) -> None:
    explainer = Explainer(model())
    assert list(explainer.follow(frames)) == list(explainer.follow(frames))
