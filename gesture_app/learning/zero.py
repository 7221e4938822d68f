"""Recognition without any training: the built-in gestures asked about other people's recordings."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import torch

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.evaluation import Report, keep_quiet, recognised_as
from gesture_app.learning.evaluation_result import Answers, Evaluation, sum_up
from gesture_app.learning.holdout import contents, without_copies
from gesture_app.learning.processes import ALONE, Team
from gesture_app.learning.protocols import ProtocolError
from gesture_app.learning.subset import with_labels

PROTOCOL = "zero"
_TELL_EVERY = 200


def evaluate_zero(
    samples: Sequence[LabelledSequence],
    models: Sequence[Checkpoint],
    gesture_of: Mapping[str, str],
    seeds: Sequence[int] = (0,),
    report: Report = keep_quiet,
    team: Team = ALONE,
) -> Evaluation:
    """Ask the built-in gestures that the labels name, and no others. Exact copies of a take count once.

    Takes of labels that mean none of them are left out and counted. Two labels may mean one gesture: either is right.

    Args:
        models: the ready-made ones.
        gesture_of: the gesture that a label means, by label.
        seeds: nothing is drawn here; every seed has the same answers.
        team: the processes at work, each given the same; they share the takes out.

    Raises:
        ProtocolError: fewer than two of the labels name a built-in gesture.
        CheckpointError: the models do not belong together.
        ProcessesError: those of the team were given different takes, or one of them ended.
    """
    began_s = time.monotonic()
    torch.set_num_threads(1)  # twelve times as fast as two on so small a network
    samples = without_copies(samples)
    team.check_alike(lambda: contents(samples))
    known = {label for model in models for label in model.card.labels}
    meant = {label: gesture for label, gesture in gesture_of.items() if gesture in known}
    if NONE in known:
        meant[NONE] = NONE
    asked = [sample for sample in samples if sample.label in meant]
    candidates = sorted({meant[sample.label] for sample in asked})
    if len(set(candidates) - {NONE}) < 2:
        raise ProtocolError(
            "Fewer than two of these gestures are built in: without training, nothing can be asked."
        )
    shown = _shown_as({sample.label for sample in asked}, meant)
    classifier = Classifier(with_labels(models, candidates))
    answers = _ask(asked, meant, shown, classifier, report, team)
    left_out = Counter(sample.label for sample in samples if sample.label not in meant)
    answers[0].left_out.update(left_out)  # the first group's stand for all
    return sum_up(PROTOCOL, seeds, answers * len(seeds), time.monotonic() - began_s)


def _shown_as(labels: set[str], meant: Mapping[str, str]) -> dict[str, str]:
    """What each gesture is called in the result: the recordings' own label where only one means it."""
    own = defaultdict(list)
    for label in sorted(labels):
        own[meant[label]].append(label)
    return {gesture: names[0] if len(names) == 1 else gesture for gesture, names in own.items()}


def _ask(
    asked: Sequence[LabelledSequence],
    meant: Mapping[str, str],
    shown: Mapping[str, str],
    classifier: Classifier,
    report: Report,
    team: Team,
) -> list[Answers]:
    """One group for each person."""

    def ask(numbered: tuple[int, LabelledSequence]) -> str:
        number, sample = numbered
        if number % _TELL_EVERY == 0:
            report(f"{number} of {len(asked)} takes")
        return recognised_as(sample, classifier)

    people: dict[str, list[tuple[str, str]]] = defaultdict(list)
    answers = team.each(list(enumerate(asked)), ask, str)
    for sample, found in zip(asked, answers, strict=True):
        people[sample.person].append((shown[meant[sample.label]], shown.get(found, found)))
    return [
        Answers(person or "all", [shown for shown, _ in pairs], [found for _, found in pairs], Counter(),
                learned=0, parameters=classifier.parameters)
        for person, pairs in sorted(people.items())
    ]  # fmt: skip
