"""Training: right on new takes, the same for the same seed, honest about what it held out, stoppable."""

from __future__ import annotations

import threading

import msgspec
import numpy as np
import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.calibration import DEFAULT_THRESHOLD
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.mirroring import mirrored
from gesture_app.learning.refusal import TrainingRefused
from gesture_app.learning.training import TrainingCancelled, TrainingPlan, train
from gesture_app.recognition.recogniser import Recogniser
from made_gestures import handless, performed, takes_of
from trained import learned_at_once, run, small_model

QUICK = TrainingPlan(epochs=2)


def test_new_takes_of_learned_gestures_are_recognised():
    classifier = Classifier(small_model())
    rng = np.random.default_rng(99)
    performed_now = [label for label in classifier.labels for _ in range(5)]

    recognised = [classifier.ranked(performed(label, rng))[0][0] for label in performed_now]
    assert np.mean(np.array(recognised) == performed_now) >= 0.9


def test_another_frame_rate_does_not_change_what_is_recognised():
    classifier = Classifier(small_model())
    rng = np.random.default_rng(98)

    for label in classifier.labels:
        for fps in (10.0, 60.0):
            assert classifier.ranked(performed(label, rng, fps=fps))[0][0] == label


def test_the_same_takes_and_seed_give_the_same_model():
    samples = takes_of("open", "fist", count=2)
    first, second = run(samples, QUICK)[1], run(samples, QUICK)[1]

    for name, array in first.weights.items():
        np.testing.assert_array_equal(array, second.weights[name])
    assert msgspec.structs.replace(first.card, created=second.card.created) == second.card


def test_another_seed_gives_another_model():
    samples = takes_of("open", "fist", count=2)
    first, second = run(samples, QUICK)[1], run(samples, TrainingPlan(epochs=2, seed=1))[1]

    assert not np.array_equal(first.weights["head.weight"], second.weights["head.weight"])


def test_progress_counts_up_to_the_end_and_begins_before_any_work():
    steps, _ = run(takes_of("open", "fist", count=2), QUICK)

    assert [step.epoch for step in steps] == [0, 1, 2, 3]
    assert steps[0].train_loss is None
    assert steps[1].validation_accuracy is not None
    assert [step.phase for step in steps] == ["learning", "learning", "learning", "finishing"]
    assert steps[-1].epoch == steps[-1].epochs
    assert steps[-1].seconds_left == 0


def test_the_report_is_about_takes_that_were_held_out():
    report = small_model().card.report

    assert report is not None
    assert report.takes == 4  # one of five of each gesture
    assert np.sum(report.confusion) == 4
    assert report.validated_by == "take"


def test_the_card_knows_the_takes_and_how_long_gestures_are():
    card = small_model().card

    assert card.takes["swipe"] == [f"swipe {number}" for number in range(5)]
    assert card.timings["open"].still
    assert not card.timings["swipe"].still
    assert 0.8 < card.timings["swipe"].usual_s < 1.2


def test_the_network_stays_far_below_a_million_parameters():
    assert Classifier(small_model()).parameters < 500_000


def test_takes_of_no_gesture_are_a_class_of_their_own():
    samples = [*takes_of("open", "fist", NONE, count=2), LabelledSequence(handless(), NONE)]
    card = run(samples, QUICK)[1].card

    assert NONE in card.labels
    assert len(card.takes[NONE]) == 2  # where nobody is seen there is nothing to learn


def test_pictures_can_be_learned():
    rng = np.random.default_rng(0)
    samples = [LabelledSequence(performed(label, rng, seconds=0.01), label) for label in ("open", "fist") * 4]
    card = run(samples, QUICK)[1].card

    assert card.timings["open"].usual_s == 0
    assert card.threshold == DEFAULT_THRESHOLD  # two pictures say nothing about probabilities


def test_training_stops_between_batches_when_it_is_cancelled():
    cancelled = threading.Event()
    training = train(takes_of("open", "fist", count=2), TrainingPlan(), cancelled)
    next(training)
    cancelled.set()

    with pytest.raises(TrainingCancelled):
        next(training)


def test_what_cannot_be_learned_is_refused_at_once():
    with pytest.raises(TrainingRefused):
        next(train(takes_of("open"), TrainingPlan(), threading.Event()))


def test_what_was_learned_further_is_adopted_where_held_out_takes_are_surer():
    assert small_model().card.way == "trained"
    assert small_model().card.epochs > 0


@pytest.mark.parametrize("rate", [0.0, 30.0])
def test_prototypes_are_adopted_where_learning_further_helps_nothing_or_ruins_everything(rate):
    samples = takes_of("open", "fist", "swipe", count=3)
    _, model = run(samples, TrainingPlan(epochs=1, learning_rate=rate))

    assert model.card.way == "prototypes"
    assert model.card.epochs == 0
    assert model.card.report.takes == 3  # and held out they were
    at_once = learned_at_once(samples)
    for name, array in at_once.weights.items():
        np.testing.assert_allclose(model.weights[name], array, atol=1e-5, err_msg=name)


def test_with_a_single_take_of_each_nothing_is_held_out_and_nothing_claimed():
    steps, model = run(takes_of("open", "fist", count=1), QUICK)

    assert [step.epoch for step in steps] == [0, 1, 2]
    assert all(step.validation_accuracy is None for step in steps)
    assert model.card.way == "trained"
    assert model.card.report is None
    assert model.card.threshold == DEFAULT_THRESHOLD


def test_one_take_of_one_gesture_is_enough_to_tell_it_from_another_hand():
    rng = np.random.default_rng(4)
    recogniser = Recogniser(learned_at_once(takes_of("open", count=1)))

    assert recogniser.labels == ("open",)
    for _ in range(5):
        assert recogniser.classify(performed("open", rng)).label == "open"
        assert recogniser.classify(performed("fist", rng)).label is None
    assert recogniser.classify(handless()).label is None


def test_prototypes_lie_where_their_takes_do_and_are_the_same_again():
    samples = takes_of("open", "fist", "swipe", "lift", count=2)
    model, again = (learned_at_once(samples) for _ in range(2))
    classifier = Classifier(model)

    for row, label in enumerate(model.card.labels):
        own = [classifier.embed(take.sequence) for take in samples if take.label == label]
        mean = np.mean(own, axis=0)
        np.testing.assert_allclose(model.weights["head.weight"][row], mean / np.linalg.norm(mean), atol=1e-4)
        assert all(classifier.within(each, label) for each in own)
    for name, array in model.weights.items():
        np.testing.assert_array_equal(array, again.weights[name])


def test_a_gesture_for_either_hand_is_recognised_in_the_other_one_and_the_rest_are_not():
    samples = takes_of("open", "swipe", count=2)
    one = Recogniser(learned_at_once(samples))
    either = Recogniser(learned_at_once(samples, {"swipe"}))
    other_hand = mirrored(performed("swipe", np.random.default_rng(9)))

    assert either.classify(other_hand).label == "swipe"
    assert either.classify(other_hand).confidence > one.classify(other_hand).confidence
    assert either.card.takes == one.card.takes
