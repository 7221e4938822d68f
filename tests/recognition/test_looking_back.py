"""Looking back gives what the live path gives, frame by frame."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.folders import built_in_folder
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint
from gesture_app.learning.ready_made import EVERYDAY
from gesture_app.recognition.looking_back import LookingBack
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.virtual_hand.tracked.life import Day, live
from gesture_app.virtual_hand.tracked.person import somebody


@pytest.fixture(scope="module")
def everyday() -> Checkpoint:
    return load_checkpoint(built_in_folder() / EVERYDAY.file_name)


def test_every_prediction_is_the_one_that_was_told_live(everyday: Checkpoint) -> None:
    rng = np.random.default_rng(3)
    person = somebody("somebody", ("wave", "thumbs up"), rng)
    stretches = [visit.sequence for visit in live(person, Day(hours=0.02, meant=100), rng)]
    recogniser = Recogniser(everyday)
    compared = completed = 0
    for stretch, found in zip(stretches, LookingBack(everyday).at(stretches), strict=True):
        recogniser.reset()
        for frame, told in zip(stretch.frames(), found.predictions, strict=True):
            live_told = recogniser.update(frame)
            _assert_same(told, live_told)
            compared += bool(live_told.ranked)
            completed += live_told.complete
        assert found.last is None
        assert recogniser.finish() is None
    assert compared > 200
    assert completed >= len(stretches)


def test_hands_still_in_sight_at_the_end_are_answered_as_live(everyday: Checkpoint) -> None:
    rng = np.random.default_rng(4)
    person = somebody("somebody", ("wave",), rng)
    visit = next(live(person, Day(hours=0.01, meant=100), rng))
    shown = np.flatnonzero(visit.sequence.seen)
    cut = visit.sequence.slice(0, int(shown[len(shown) // 2]) + 1)
    recogniser = Recogniser(everyday)
    for frame in cut.frames():
        recogniser.update(frame)
    last, live_last = LookingBack(everyday).at([cut])[0].last, recogniser.finish()
    assert last is not None
    assert live_last is not None
    _assert_same(last, live_last)


def _assert_same(told: Prediction, live_told: Prediction) -> None:
    assert (told.label, told.time_s, told.hands_seen, told.seen_s, told.complete) == (
        live_told.label, live_told.time_s, live_told.hands_seen, live_told.seen_s, live_told.complete
    )  # fmt: skip
    beliefs = dict(told.ranked)
    assert beliefs.keys() == dict(live_told.ranked).keys()
    for label, belief in live_told.ranked:
        assert beliefs[label] == pytest.approx(belief, abs=1e-4)
    for label, embedding in live_told.lies.items():
        np.testing.assert_allclose(told.lies[label], embedding, atol=1e-4)
