"""`gesture-app evaluate --protocol stream`: how well gestures are found in running streams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.either_hand import either_hand_of
from gesture_app.commands.output import evaluating, fail, print_json, progress_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gesture_app.hands.labelled import LabelledSequence
    from gesture_app.learning.processes import Team
    from gesture_app.pipeline.stream_evaluation import StreamEvaluation
    from gesture_app.recognition.stream_scores import GestureScores
    from gesture_app.takes.landmark_dataset import Stream

    TakesOf = Callable[[Path], list[LabelledSequence]]


def evaluate_streams_of(
    dataset: Path,
    train_on: Path | None,
    tune_on: Path | None,
    seeds: list[int],
    either_hand: str | None,
    as_json: bool,
    takes_of: TakesOf,
    team: Team,
) -> None:
    """The command's work; what does not fit together ends it with a sentence.

    Args:
        dataset: its streams are watched: those marked `test`, or all if none is.
        train_on: takes to learn from: all but those marked `test`; None: those of `dataset`.
        tune_on: its streams tune the spotter: all but those marked `test`.
        either_hand: see `either_hand_of`.
        takes_of: reads the takes of a file or folder.
        team: the processes at work; the first one tells the result.
    """
    from gesture_app.learning.protocols import ProtocolError
    from gesture_app.learning.refusal import TrainingRefused
    from gesture_app.pipeline.stream_evaluation import evaluate_streams

    streams = _test_part(_streams_of(dataset))
    if not streams:
        fail(f"There are no streams in {dataset.name}: recordings without a label, with marked events.")
    takes = _but_test_part(takes_of(train_on or dataset))
    if not takes:
        where = f"in {train_on.name}" if train_on else f"in {dataset.name}; name some with --train"
        fail(f"There are no takes to learn from {where}.")
    either = either_hand_of(either_hand, takes)
    tuning = _to_tune_on(tune_on, dataset, streams) if tune_on else []
    with evaluating(ProtocolError, TrainingRefused):
        result = evaluate_streams(streams, takes, tuning, seeds, progress_line, either_hand=either, team=team)
    if not team.first:
        return
    if as_json:
        print_json(result)
    else:
        tell(result)


def _streams_of(file: Path) -> list[Stream]:
    from gesture_app.takes.errors import ImportRefused
    from gesture_app.takes.landmark_dataset import read_landmark_dataset

    if file.is_dir():
        fail(f"{file} is a folder of takes; streams come from a landmark dataset (.npz).")
    try:
        streams = read_landmark_dataset(file).streams
    except ImportRefused as error:
        fail(str(error))
    return [stream for stream in streams if len(stream.sequence)]


def _test_part(streams: list[Stream]) -> list[Stream]:
    return [stream for stream in streams if stream.split == "test"] or streams


def _but_test_part(takes: Sequence[LabelledSequence]) -> list[LabelledSequence]:
    """Takes marked `test` may be cut from the very streams that are watched."""
    if all(take.split == "test" for take in takes):
        return list(takes)
    return [take for take in takes if take.split != "test"]


def _to_tune_on(file: Path, dataset: Path, watched: list[Stream]) -> list[Stream]:
    streams = [stream for stream in _streams_of(file) if stream.split != "test"]
    if file.samefile(dataset) and len(watched) == len(_streams_of(dataset)):
        fail(
            "What is tuned on the streams that it is tested with tells nothing; name other streams with --tune."
        )
    if not streams:
        fail(f"There are no streams to tune on in {file.name}.")
    return streams


def tell(result: StreamEvaluation) -> None:
    """The result for people, on stdout."""
    scores = result.scores
    click.echo(
        f"stream: {scores.detection_rate:.1%} of gestures found, {scores.false_positives:.3f} false positives "
        f"a gesture ({scores.false_positives_a_stream:.2f} a stream), Jaccard index {scores.jaccard:.3f} "
        f"(of frames {scores.jaccard_of_frames:.3f})"
    )
    if scores.delay is not None:
        for words, delay in (
            ("after the gesture's start", scores.delay.after_start),
            ("after the start that was told", scores.delay.after_told_start),
            ("after the gesture's end", scores.delay.after_end),
        ):
            click.echo(f"  told {delay.seconds:.2f} s ({delay.frames:.1f} frames) {words}")
    for person, own in result.by_person.items() if len(result.by_person) > 1 else ():
        click.echo(f"  {person}: {own.detection_rate:.1%} found, {own.false_positives:.3f} false positives")
    click.echo("By gesture:")
    for label, found in sorted(scores.by_gesture.items(), key=lambda item: item[1].jaccard):
        click.echo(f"  {label}: {_words(found)}")
    if result.left_out:
        left = ", ".join(f"{label} ({count})" for label, count in result.left_out.items())
        click.echo(f"Left out, as there is no take of it to learn from: {left}")
    click.echo(
        f"{result.learned} takes, {result.parameters:,} parameters, "
        f"seeds {', '.join(map(str, result.seeds))}, {result.seconds:.0f} s"
    )


def _words(found: GestureScores) -> str:
    return f"{found.found} of {found.gestures} found, {found.false_positives} false positives"
