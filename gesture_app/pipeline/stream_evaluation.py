"""How well would it work in a running stream: learn from takes, watch streams as the live view does, count."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence

import msgspec

from gesture_app.hands.labelled import NONE_NAMES, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.processes import ALONE, Team
from gesture_app.learning.protocols import ProtocolError
from gesture_app.learning.training import TrainingPlan, train
from gesture_app.pipeline.spotter_tuning import tuned
from gesture_app.pipeline.stream_watching import watch_stream
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.recognition.spotter import Spotter, Tuning
from gesture_app.recognition.stream_scores import StreamScores, Tally, Told
from gesture_app.takes.landmark_dataset import Stream, StreamEvent

Report = Callable[[str], None]
Asked = list[tuple[Stream, list[StreamEvent]]]
"""Streams, each with the gestures that are asked about."""


class SeedResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came out with one seed."""

    seed: int
    scores: StreamScores
    threshold: float
    """The model's own, from the takes alone."""
    tuning: Tuning
    """The spotter's; the default where there were no streams to tune on."""


class StreamEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """The result of the protocol `stream`."""

    protocol: str
    scores: StreamScores
    """Over all seeds: each stream counts once a seed."""
    by_person: dict[str, StreamScores]
    by_seed: list[SeedResult]
    left_out: dict[str, int]
    """Performances not asked about, by label: there is no take of it to learn from."""
    learned: int
    """Takes learned from."""
    tuned_on: int
    """Streams that the spotter was tuned on; 0: everything comes from the takes."""
    parameters: int
    seeds: list[int]
    seconds: float


def evaluate_streams(
    streams: Sequence[Stream],
    takes: Sequence[LabelledSequence],
    tune_on: Sequence[Stream],
    seeds: Sequence[int],
    report: Report,
    cancelled: threading.Event | None = None,
    either_hand: Collection[str] = (),
    team: Team = ALONE,
) -> StreamEvaluation:
    """Train once with each seed and watch every stream.

    Idle labels in streams are not gestures. A gesture without takes is not asked about; whatever is told
    while it is performed is a false positive, as unknown gestures are to be rejected.

    Args:
        tune_on: streams to tune the spotter on; empty: everything comes from the takes.
        report: told in words how far it is.
        either_hand: gestures that may be made with the other hand as well.
        team: the processes at work, each given the same; they train together and share the streams out.

    Raises:
        ProtocolError: no stream shows a gesture that there are takes of.
        TrainingRefused: nothing can be learned from these takes.
        TrainingCancelled: `cancelled` was set.
    """
    began_s = time.monotonic()
    known = {take.label for take in takes}
    asked, left_out = asked_about(streams, known)
    if not any(events for _, events in asked):
        raise ProtocolError("No stream shows a gesture that there are takes of to learn from.")
    run = _Run(asked, asked_about(tune_on, known)[0], report, team)
    plans = [TrainingPlan(seed=seed, either_hand=frozenset(either_hand)) for seed in seeds]
    by_seed = [run.seed(plan, takes, cancelled or threading.Event()) for plan in plans]
    return StreamEvaluation(
        protocol="stream",
        scores=run.overall.scores(),
        by_person={person: tally.scores() for person, tally in run.by_person.items() if tally.gestures},
        by_seed=by_seed,
        left_out=left_out,
        learned=len(takes),
        tuned_on=len(tune_on),
        parameters=run.parameters,
        seeds=list(seeds),
        seconds=round(time.monotonic() - began_s, 2),
    )


def asked_about(streams: Sequence[Stream], known: set[str]) -> tuple[Asked, dict[str, int]]:
    """The gestures of streams that are known, and how often those that are not were performed, by label."""
    asked: Asked = []
    left_out: Counter[str] = Counter()
    for stream in streams:
        gestures = [event for event in stream.events if event.label not in NONE_NAMES]
        asked.append((stream, [event for event in gestures if event.label in known]))
        left_out.update(event.label for event in gestures if event.label not in known)
    return asked, dict(sorted(left_out.items()))


class _Run:
    """Counts over seeds."""

    def __init__(self, asked: Asked, tune_on: Asked, report: Report, team: Team) -> None:
        self._asked, self._tune_on, self._report, self._team = asked, tune_on, report, team
        self.overall = Tally()
        self.by_person = {_person(stream): Tally() for stream, _ in asked}
        self.parameters = 0

    def seed(
        self, plan: TrainingPlan, takes: Sequence[LabelledSequence], stop: threading.Event
    ) -> SeedResult:
        """Train, tune, watch and count."""
        model = self._trained(takes, plan, stop)
        self.parameters = Classifier(model).parameters
        recogniser = Recogniser(model)
        tuning = tuned(model.card, recogniser, self._tune_on)

        def watch(numbered: tuple[int, Stream]) -> list[Told]:
            number, stream = numbered
            self._report(f"seed {plan.seed}: stream {number + 1} of {len(self._asked)}")
            return watch_stream(stream.sequence, recogniser, Spotter(model.card, tuning))

        own = Tally()
        streams = [stream for stream, _ in self._asked]
        answers = self._team.each(list(enumerate(streams)), watch, list[Told])
        for (stream, events), told in zip(self._asked, answers, strict=True):
            for tally in (own, self.overall, self.by_person[_person(stream)]):
                tally.add(events, told, stream.sequence.time_s)
        return SeedResult(seed=plan.seed, scores=own.scores(), threshold=model.card.threshold, tuning=tuning)

    def _trained(
        self, takes: Sequence[LabelledSequence], plan: TrainingPlan, stop: threading.Event
    ) -> Checkpoint:
        training = train(takes, plan, stop, self._team)
        while True:
            try:
                progress = next(training)
            except StopIteration as finished:
                model: Checkpoint = finished.value
                return model
            self._report(f"seed {plan.seed}: epoch {progress.epoch} of {progress.epochs}")


def _person(stream: Stream) -> str:
    return stream.person or "all"
