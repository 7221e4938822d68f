"""An LSTM and a plain RNN, trained alike."""

from __future__ import annotations

import threading
from functools import cache

import pytest
import torch
from torch import nn

from gesture_app.learning.inside.twins import Twins, train_twins
from gesture_app.learning.training import TrainingCancelled
from made_gestures import handless, takes_of
from trained import small_model

TAKES = takes_of("open", "swipe", "lift", count=5)


@cache
def twins() -> tuple[list[float], Twins]:
    training = train_twins(TAKES, small_model(), "takes", threading.Event(), steps=12)
    shares = []
    while True:
        try:
            shares.append(next(training))
        except StopIteration as end:
            return shares, end.value


def test_they_differ_in_their_cells_alone() -> None:
    _, made = twins()
    assert isinstance(made.lstm.encoder.lstm, nn.LSTM)
    assert isinstance(made.rnn.encoder.lstm, nn.RNN)
    others = {name: part for name, part in made.lstm.named_parameters() if ".lstm." not in name}
    for name, part in made.rnn.named_parameters():
        if ".lstm." not in name:
            assert part.shape == others[name].shape
    assert made.lstm.encoder.lstm.hidden_size == made.rnn.encoder.lstm.hidden_size


def test_progress_goes_from_nothing_to_all() -> None:
    shares, made = twins()
    assert shares[0] == 0
    assert shares[-1] == 1
    assert shares == sorted(shares)
    assert (made.learned, made.asked) == (12, 3)
    assert 0 <= made.rnn_right <= 3
    assert 0 <= made.lstm_right <= 3


def test_the_plain_one_forgets_sooner() -> None:
    _, made = twins()
    look = made.look(takes_of("swipe", count=1, seed=5)[0].sequence)
    assert look is not None
    assert look.rnn_kept[0][0] < look.lstm_kept[0][0] / 10
    assert look.rnn_kept[0][-1] == look.lstm_kept[0][-1] == pytest.approx(1.0)
    assert made.look(handless()) is None


def test_stopping_is_heard_at_once() -> None:
    stop = threading.Event()
    training = train_twins(TAKES, small_model(), "takes", stop)
    assert next(training) == 0
    stop.set()
    with pytest.raises(TrainingCancelled):
        next(training)


def test_both_begin_with_the_same_random_numbers() -> None:
    made = []
    for _ in range(2):
        training = train_twins(TAKES, small_model(), "takes", threading.Event(), steps=1)
        while True:
            try:
                next(training)
            except StopIteration as end:
                made.append(end.value)
                break
    for name, part in made[0].lstm.state_dict().items():
        assert torch.equal(part, made[1].lstm.state_dict()[name]), name
