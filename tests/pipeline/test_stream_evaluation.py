"""Streams are watched as the live view watches hands, and counted."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.hands.labelled import NONE
from gesture_app.learning.protocols import ProtocolError
from gesture_app.learning.training import TrainingPlan
from gesture_app.pipeline import stream_evaluation
from gesture_app.pipeline.spotter_tuning import tuned
from gesture_app.pipeline.stream_evaluation import asked_about, evaluate_streams
from gesture_app.pipeline.stream_watching import told_gestures, watch_stream
from gesture_app.recognition.prediction import GestureEvent
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.recognition.spotter import DEFAULT_TUNING, Spotter
from gesture_app.recognition.stream_scores import Tally, Told
from gesture_app.takes.landmark_dataset import Stream, StreamEvent
from made_gestures import takes_of
from made_streams import VirtualPerson, made_stream
from trained import run, small_model

GESTURES = ["open", "fist", "swipe", "lift"]


@pytest.fixture
def recogniser():
    return Recogniser(small_model())


def quiet(_text):
    pass


def test_gestures_in_a_stream_are_told_where_they_are(recogniser):
    stream = made_stream(GESTURES * 2, np.random.default_rng(1))
    tally = Tally()
    tally.add(
        stream.events,
        watch_stream(stream.sequence, recogniser, Spotter(recogniser.card)),
        stream.sequence.time_s,
    )

    assert tally.scores().detection_rate >= 0.8
    assert tally.scores().false_positives <= 0.2


def test_a_stream_is_watched_the_same_whatever_was_watched_before(recogniser):
    first, second = (made_stream(GESTURES, np.random.default_rng(seed)) for seed in (2, 3))
    alone = watch_stream(second.sequence, recogniser, Spotter(recogniser.card))
    watch_stream(first.sequence, recogniser, Spotter(recogniser.card))

    assert watch_stream(second.sequence, recogniser, Spotter(recogniser.card)) == alone


def test_events_become_frames_of_their_stream():
    time_s = np.arange(20) / 10
    start = GestureEvent("start", "wave", 0.8, 0.31, 0.9)
    end = GestureEvent("end", "wave", 1.4, 0.31, 0.9, end_s=1.15)

    assert told_gestures([(8, start), (14, end)], time_s) == [Told("wave", 4, 11, 8)]


def test_idle_labels_and_unknown_gestures_are_not_asked_about():
    events = (
        StreamEvent("open", 0, 3),
        StreamEvent(NONE, 4, 5),
        StreamEvent("-", 6, 7),
        StreamEvent("wave", 8, 9),
    )
    stream = made_stream(["open"], np.random.default_rng(4))
    asked, left_out = asked_about([Stream(stream.sequence, events)], {"open", NONE})

    assert [event.label for event in asked[0][1]] == ["open"]
    assert left_out == {"wave": 1}


def test_streams_without_a_known_gesture_are_refused():
    stream = made_stream(["lift"], np.random.default_rng(5))
    with pytest.raises(ProtocolError, match="No stream shows a gesture"):
        evaluate_streams([stream], takes_of("open", "fist"), [], [0], quiet)


def test_few_streams_leave_the_default_as_it_is(recogniser):
    stream = made_stream(["open", "swipe"], np.random.default_rng(6))

    assert tuned(recogniser.card, recogniser, []) == DEFAULT_TUNING
    assert tuned(recogniser.card, recogniser, [(stream, stream.events)]) == DEFAULT_TUNING


def test_streams_in_which_nothing_was_meant_make_the_spotter_stricter(recogniser):
    """Half of what the network calls a gesture there is none: many false positives for one gesture found."""
    stream = made_stream(GESTURES * 6, np.random.default_rng(7))
    meant = [event for event in stream.events if event.label == "lift"]
    tuning = tuned(recogniser.card, recogniser, [(stream, meant)])

    assert tuning.threshold >= DEFAULT_TUNING.threshold
    assert tuning.patience >= DEFAULT_TUNING.patience


def test_every_person_and_seed_is_counted(monkeypatch):
    monkeypatch.setattr(stream_evaluation, "TrainingPlan", lambda **given: TrainingPlan(epochs=2, **given))
    streams = [
        made_stream(GESTURES, np.random.default_rng(seed), person=person) for seed, person in enumerate("ab")
    ]
    said = []
    found = evaluate_streams(streams, takes_of(*GESTURES, count=3), [], [0, 1], said.append)

    assert (found.scores.streams, found.scores.gestures) == (4, 16)
    assert {person: scores.gestures for person, scores in found.by_person.items()} == {"a": 8, "b": 8}
    assert [seed.seed for seed in found.by_seed] == [0, 1]
    assert found.learned == 12
    assert "seed 1: stream 2 of 2" in said


def test_virtual_people_are_understood_from_five_takes_of_a_gesture():
    """The hand stays in sight, moves idly between gestures and goes from one straight into the next."""
    tally = Tally()
    for seed in (
        0,
        1,
    ):  # twelve gestures of one person are too few to tell: half of one's, nearly all of the other's
        person = VirtualPerson(["thumbs up", "victory", "swipe left", "pinch"], seed=seed)
        model = run(person.takes(5), TrainingPlan(epochs=12))[1]
        stream = person.stream(3)
        told = watch_stream(stream.sequence, Recogniser(model), Spotter(model.card))
        tally.add(stream.events, told, stream.sequence.time_s)

    assert tally.scores().detection_rate >= 0.6
    assert tally.scores().false_positives <= 0.3
