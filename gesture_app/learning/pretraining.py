"""Pre-train the encoder in rounds: each has sequences of its own, and after each it can be stopped and gone on with."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import safetensors.numpy
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError

from gesture_app.hands.features import FeatureSpec
from gesture_app.hands.labelled import NONE
from gesture_app.learning.bank import TakeBank
from gesture_app.learning.checkpoint import Weights
from gesture_app.learning.learner import TrainingCancelled
from gesture_app.learning.model_card import NetworkSizes
from gesture_app.learning.network import count_parameters
from gesture_app.learning.pretrainer import Pretrainer, StepResult
from gesture_app.learning.pretraining_examples import Deck, deal_batch

_ROUND = "rounds done"
_STEPS = "optimiser steps"


class PretrainingError(Exception):
    """Pre-training cannot begin or go on; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class PretrainingPlan:
    """How to pre-train: the same plan and the same sequences give the same encoder.

    Attributes:
        rounds: each on new sequences.
        steps: batches learned from in a round.
        rate: the highest learning rate.
        threads: of torch.
    """

    seed: int = 0
    rounds: int = 16
    steps: int = 300
    rate: float = 2e-3
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sequences of one round: made-up signs, built-in gestures, and `NONE`.

    Attributes:
        names: of the bank's labels.
    """

    bank: TakeBank
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PretrainingProgress:
    """How far pre-training is; shares are of the round's last half, among what can be told at all.

    Attributes:
        round: rounds done; 0 at the start, or where it was taken up again.
        signs_right, built_in_right: shares of right answers; None before the first round.
    """

    round: int
    rounds: int
    parameters: int
    loss: float | None = None
    signs_right: float | None = None
    built_in_right: float | None = None
    seconds_left: float | None = None


Pretraining = Generator[PretrainingProgress, None, Weights]


def pretrain(
    plan: PretrainingPlan,
    sets: Sequence[Sequence[str]],
    corpus_of: Callable[[int], Corpus],
    state: Path,
    cancelled: threading.Event,
) -> Pretraining:
    """Pre-train, or go on where the file `state` says that it was stopped.

    Returns the weights of a network that knows all built-in gestures and `NONE`.

    Args:
        sets: the labels of the built-in gestures, by set.
        corpus_of: gives a round's sequences; for the same round always the same.
        state: written after every round, whole or not at all; removing it is the caller's business.

    Yields:
        progress after each round, the first at once.

    Raises:
        PretrainingError: `state` cannot be read or written, or is of another plan.
        TrainingCancelled: `cancelled` was set.
    """
    torch.set_num_threads(plan.threads)
    labels = [*(label for each in sets for label in each), NONE]
    spec = FeatureSpec()
    sizes = NetworkSizes(features=spec.size, labels=len(labels))
    learner = Pretrainer(sizes, spec, sets, plan.rounds * plan.steps, plan.rate, plan.seed)
    parameters = count_parameters(learner.network)
    first = _read_state(learner, plan, state) if state.exists() else 0
    yield PretrainingProgress(first, plan.rounds, parameters)
    began_s = time.monotonic()
    for number in range(first, plan.rounds):
        results = _round(learner, corpus_of(number), plan, number, cancelled)
        _write_state(learner, plan, number + 1, state)
        late = results[len(results) // 2 :]
        spent = (time.monotonic() - began_s) / (number + 1 - first)
        yield PretrainingProgress(
            number + 1,
            plan.rounds,
            parameters,
            float(np.mean([each.loss for each in late])),
            float(np.nanmean([each.signs_right for each in late])),
            float(np.nanmean([each.built_in_right for each in late])),
            spent * (plan.rounds - number - 1),
        )
    return {name: tensor.numpy(force=True).copy() for name, tensor in learner.network.state_dict().items()}


def _round(
    learner: Pretrainer, corpus: Corpus, plan: PretrainingPlan, number: int, cancelled: threading.Event
) -> list[StepResult]:
    """Learn from one round's sequences. Its random numbers are its own: it matters not where one was stopped."""
    rng = np.random.default_rng([plan.seed, number])
    torch.manual_seed(int(rng.integers(2**31)))
    built_in = set(learner.labels)
    signs = np.array([row for row, name in enumerate(corpus.names) if name not in built_in], np.intp)
    deck = Deck(corpus.bank, signs)
    if number == 0:
        examples = [deal_batch(corpus.bank, deck, learner.spec, rng) for _ in range(4)]
        learner.standardise([(batch.features, batch.length) for batch in examples])
    results = []
    for _ in range(plan.steps):
        if cancelled.is_set():
            raise TrainingCancelled
        results.append(learner.step(corpus.bank, deck, corpus.names, rng))
    return results


def _plan_numbers(plan: PretrainingPlan) -> NDArray[np.float64]:
    return np.array([plan.seed, plan.rounds, plan.steps, plan.rate])


def _write_state(learner: Pretrainer, plan: PretrainingPlan, rounds: int, file: Path) -> None:
    """All that is needed to go on: weights, the optimiser's moments, and how far it is."""
    arrays: dict[str, NDArray[np.generic]] = {
        _ROUND: np.array([rounds]),
        "plan": _plan_numbers(plan),
    }
    for name, tensor in learner.network.state_dict().items():
        arrays[f"network/{name}"] = tensor.numpy(force=True)
    for name, parameter in learner.network.named_parameters():
        moments = learner.optimiser.state[parameter]
        arrays[f"mean/{name}"] = moments["exp_avg"].numpy(force=True)
        arrays[f"square/{name}"] = moments["exp_avg_sq"].numpy(force=True)
        arrays[_STEPS] = np.array([int(moments["step"])])
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(safetensors.numpy.save(arrays))
        beside.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise PretrainingError(f"Progress cannot be kept in {file} ({error.strerror}).") from error


def _read_state(learner: Pretrainer, plan: PretrainingPlan, file: Path) -> int:
    """Take up again; returns how many rounds are done."""
    damaged = PretrainingError(f"{file} cannot be used to go on from; remove it to begin anew.")
    try:
        arrays: Mapping[str, NDArray[np.generic]] = safetensors.numpy.load(file.read_bytes())
        if not np.array_equal(arrays["plan"], _plan_numbers(plan)):
            raise PretrainingError(
                f"{file} was begun with another seed or length; use the same, or remove it to begin anew."
            )
        tensors = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
        learner.network.load_state_dict(
            {
                name.removeprefix("network/"): value
                for name, value in tensors.items()
                if name.startswith("network/")
            }
        )
        steps, rounds = float(arrays[_STEPS][0]), int(arrays[_ROUND][0])
        for name, parameter in learner.network.named_parameters():
            learner.optimiser.state[parameter] = {
                "step": torch.tensor(steps),
                "exp_avg": tensors[f"mean/{name}"].reshape(parameter.shape),
                "exp_avg_sq": tensors[f"square/{name}"].reshape(parameter.shape),
            }
        # To the step before, then one on, which sets the rate.
        learner.schedule.load_state_dict({"last_epoch": int(steps) - 1, "_step_count": int(steps)})
        learner.schedule.step()
    except (OSError, SafetensorError, KeyError, ValueError, TypeError, RuntimeError) as error:
        raise damaged from error
    return rounds
