"""How well would it work: train and ask as a protocol says, and sum up."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.evaluation_result import Answers, Evaluation, sum_up
from gesture_app.learning.holdout import HoldOut, contents, hold_out, usable_takes, without_copies
from gesture_app.learning.processes import ALONE, Team
from gesture_app.learning.protocols import ProtocolError, Round, rounds_of
from gesture_app.learning.training import TrainingPlan, TrainingProgress, learn

__all__ = ["Evaluation", "Report", "evaluate", "keep_quiet", "recognised_as"]

Report = Callable[[str], None]


def keep_quiet(_text: str) -> None:
    """For callers that do not want to be told."""


def evaluate(
    samples: Sequence[LabelledSequence],
    protocol: str,
    seeds: Sequence[int],
    report: Report | None = None,
    cancelled: threading.Event | None = None,
    either_hand: Collection[str] = (),
    team: Team = ALONE,
) -> Evaluation:
    """Train and ask for every group and seed. Exact copies of a take count once.

    Several processes share the trainings out; where there are fewer trainings than processes, they share each one. All
    of them have the result in the end.

    Args:
        report: told in words how far it is, after every epoch.
        either_hand: gestures of which takes are learned as a mirror shows them, too; all are asked about as they are.
        team: the processes at work, each given the same.

    Raises:
        ProtocolError: the takes do not allow this protocol.
        TrainingCancelled: `cancelled` was set.
        ProcessesError: those of the team were given different takes or options, or one of them ended.
    """
    began_s = time.monotonic()
    stop = cancelled or threading.Event()
    samples = without_copies(samples)  # else a copy of what was learned could be asked about
    team.check_alike(lambda: f"{contents(samples)} {protocol} {seeds} {sorted(either_hand)}")
    trainings = _trainings(samples, protocol, seeds)
    each_its_own = len(trainings) >= team.count
    within, among = (ALONE, team) if each_its_own else (team, ALONE)

    def ask(training: _Training) -> list[Answers]:
        plan = TrainingPlan(seed=training.seed, either_hand=frozenset(either_hand))
        found = _ask(samples, training, plan, stop, report or keep_quiet, within)
        return [] if found is None else [found]

    answers = [answer for found in among.each(trainings, ask, list[Answers]) for answer in found]
    if not answers:
        raise ProtocolError("Nothing could be asked: no group has a gesture that the others have too.")
    return sum_up(protocol, seeds, answers, time.monotonic() - began_s)


@dataclass(frozen=True, slots=True)
class _Training:
    """A round with one seed; `step` says in words which of how many it is."""

    round: Round
    seed: int
    step: str


def _trainings(samples: Sequence[LabelledSequence], protocol: str, seeds: Sequence[int]) -> list[_Training]:
    found = []
    for seed in seeds:
        rounds = rounds_of(samples, protocol, seed)
        for number, each in enumerate(rounds):
            step = f"seed {seed}, {each.group} ({number + 1} of {len(rounds)})"
            found.append(_Training(each, seed, step))
    return found


def _ask(
    samples: Sequence[LabelledSequence],
    asked_of: _Training,
    plan: TrainingPlan,
    stop: threading.Event,
    report: Report,
    team: Team,
) -> Answers | None:
    """One round; None where there are not two labels to learn or nothing is left to ask."""
    round_ = asked_of.round
    known = usable_takes([samples[row] for row in round_.learn])
    labels = {sample.label for sample in known}
    # Also labels none of whose takes shows a hand: what the tracker missed counts as a mistake.
    learned_labels = {samples[row].label for row in round_.learn}
    asked = [samples[row] for row in round_.ask if samples[row].label in learned_labels]
    if len(labels) < 2 or not asked:
        return None
    training = learn(known, _validation(samples, known, round_, plan.seed), plan, stop, team)
    while True:
        try:
            report(f"{asked_of.step}: {_words(next(training))}")
        except StopIteration as finished:
            classifier = Classifier(finished.value)
            break
    recognised = team.each(asked, lambda sample: recognised_as(sample, classifier), str)
    left_out = Counter(samples[row].label for row in round_.ask if samples[row].label not in learned_labels)
    return Answers(
        round_.group, [sample.label for sample in asked], recognised, left_out + Counter(round_.without),
        len(known), classifier.parameters,
    )  # fmt: skip


def recognised_as(sample: LabelledSequence, classifier: Classifier) -> str:
    """The likeliest label; no hand means nothing."""
    ranked = classifier.ranked(sample.sequence)
    return ranked[0][0] if ranked else NONE


def _validation(
    samples: Sequence[LabelledSequence], known: list[LabelledSequence], round_: Round, seed: int
) -> HoldOut:
    """The data's own validation part; where there is none of use, what training would choose."""
    chosen = {id(samples[row]) for row in round_.validate}
    ask = [row for row, sample in enumerate(known) if id(sample) in chosen]
    learn_from = [row for row, sample in enumerate(known) if id(sample) not in chosen]
    if ask and learn_from:
        return HoldOut(learn_from, ask, "take")
    return hold_out(known, seed)


def _words(progress: TrainingProgress) -> str:
    return f"epoch {progress.epoch} of {progress.epochs}"
