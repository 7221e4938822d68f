"""`gesture-app evaluate`: how well recognition would work, on recordings or on a landmark dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.either_hand import either_hand_of, either_hand_option
from gesture_app.commands.numbers import NumberIn
from gesture_app.commands.output import evaluating, fail, print_json, progress_line
from gesture_app.commands.recordings import load_samples
from gesture_app.commands.together import together
from gesture_app.hands.labelled import NONE, NONE_NAMES, LabelledSequence

if TYPE_CHECKING:
    from gesture_app.learning.evaluation import Evaluation


def _numbers(_context: click.Context, _parameter: click.Parameter, text: str) -> list[int]:
    try:
        seeds = [int(part) for part in text.split(",")]
    except ValueError:
        raise click.BadParameter("give whole numbers separated by commas, such as 0,1,2") from None
    if not all(0 <= seed < 2**32 for seed in seeds):
        raise click.BadParameter("a seed is a whole number from 0 to 4294967295")
    return seeds


@click.command()
@click.argument("dataset", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--protocol", required=True, metavar="P",
              help="split, leave-one-out:signer, leave-one-out:session, shots:K, shots:K:session, zero, "
              "stream or actions.")  # fmt: skip
@click.option("--seeds", default="0", show_default=True, metavar="0,1,…", callback=_numbers,
              help="Train and test once with each.")  # fmt: skip
@click.option(
    "--people", metavar="A,B,…", help="Only takes of these people: their names, or the numbers of a dataset."
)
@click.option("--without", metavar="A,B,…", help="Leave these gestures out ('none': what is no gesture).")
@click.option("--train", "train_on", type=click.Path(exists=True, path_type=Path), metavar="TAKES",
              help="For stream: the takes to learn from. Without it: those beside the streams.")  # fmt: skip
@click.option("--tune", "tune_on", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              metavar="STREAMS", help="For stream: streams to set thresholds on.")  # fmt: skip
@click.option("--hours", type=NumberIn(0.01, 10_000), default=6.0, show_default=True, metavar="H",
              help="For actions: how long people are watched, all together.")  # fmt: skip
@click.option("--persons", type=click.IntRange(1, 10_000), default=6, show_default=True, metavar="N",
              help="For actions: how many people.")  # fmt: skip
@click.option("--takes", type=click.IntRange(0, 100), default=0, metavar="K",
              help="For actions: models of K takes a gesture instead of the ready-made one.")  # fmt: skip
@click.option("--profile", metavar="NAME|FILE",
              help="For actions: what people arm: presentation, music, video call, or a file. Without it: ten of "
              "the everyday gestures each.")  # fmt: skip
@either_hand_option
@click.option("--json", "as_json", is_flag=True, help="The result as one line of JSON.")
def command(
    dataset: Path | None, protocol: str, seeds: list[int], people: str | None, without: str | None,
    train_on: Path | None, tune_on: Path | None, hours: float, persons: int, takes: int,
    profile: str | None, either_hand: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Measure how well recognition would work.

    DATASET is a folder of recordings or whatever can be imported: a landmark dataset (.npz), a zip, a peer's .csv.

    Large datasets are evaluated by several processes, on one machine or many, with the same result (actions: by one):
    torchrun --nproc-per-node 4 -m gesture_app evaluate DATASET …

    \b
    Protocols:
      split                   the train and test parts that the data marks
      leave-one-out:signer    learn from all people but one, test on that one
      leave-one-out:session   the same with sittings
      shots:K                 learn from K takes of each gesture of one person, test on the person's others
      shots:K:session         K takes of one sitting, test on the person's other sittings
      zero                    no training: the built-in letters, digits and everyday gestures, asked about those
                              that the labels name
      stream                  learn from TAKES, then watch the streams of DATASET as the live view would
      actions                 no DATASET: simulated people arm gestures and live on for hours; what fires, and when
    """
    from gesture_app.commands.evaluate_actions import evaluate_actions
    from gesture_app.commands.evaluate_streams import evaluate_streams_of
    from gesture_app.commands.zero_shots import zero_shots
    from gesture_app.learning.evaluation import evaluate
    from gesture_app.learning.protocols import ProtocolError

    def takes_of(file: Path) -> list[LabelledSequence]:
        return chosen(load_samples(file), _names(people), _names(without))

    if protocol == "actions":
        with together() as team:
            if not team.alone:
                fail("--protocol actions is the work of one process; start it without torchrun.", 2)
            evaluate_actions(persons, hours, takes, seeds, profile, as_json)
        return
    if dataset is None:
        fail(f"Name the recordings or the landmark dataset to evaluate {protocol} on.", 2)
    if either_hand is not None and protocol == "zero":
        fail("--either-hand is about what is learned; the built-in gestures know both hands already.", 2)
    if protocol != "stream" and (train_on is not None or tune_on is not None):
        fail("--train and --tune belong to --protocol stream.", 2)
    with together() as team:
        if protocol == "stream":
            evaluate_streams_of(dataset, train_on, tune_on, seeds, either_hand, as_json, takes_of, team)
            return
        samples = takes_of(dataset)
        either = either_hand_of(either_hand, samples)
        with evaluating(ProtocolError):
            result = (
                zero_shots(samples, seeds, team)
                if protocol == "zero"
                else evaluate(samples, protocol, seeds, progress_line, either_hand=either, team=team)
            )
        if team.first:
            (print_json if as_json else tell)(result)


def _names(text: str | None) -> set[str]:
    return {part.strip() for part in text.split(",") if part.strip()} if text else set()


def _short(person: str) -> str:
    """The last word: a dataset's numbered people are named after the file, "FILE person 0"."""
    return person.rpartition(" ")[2]


def chosen(samples: list[LabelledSequence], people: set[str], without: set[str]) -> list[LabelledSequence]:
    """The takes of these people (all if none is named) but not of those gestures; wrong names end the command."""
    without = {NONE if label in NONE_NAMES else label for label in without}
    everyone = {sample.person for sample in samples}
    for unknown in sorted(people - everyone - {_short(person) for person in everyone}):
        fail(f"There are no takes of a person '{unknown}'. There are: {', '.join(sorted(everyone))}.")
    for unknown in sorted(without - {sample.label for sample in samples}):
        fail(f"There is no gesture '{unknown}' to leave out.")
    kept = [
        sample
        for sample in samples
        if (not people or people & {sample.person, _short(sample.person)}) and sample.label not in without
    ]
    if not kept:
        fail("There are no takes to evaluate on.")
    return kept


def tell(result: Evaluation) -> None:
    """The result for people, on stdout."""
    click.echo(f"{result.protocol}: {result.accuracy:.1%} right (mean of {len(result.groups)} groups, "
               f"worst {result.worst:.1%})")  # fmt: skip
    for group in result.groups:
        click.echo(
            f"  {group.group}: {group.accuracy:.1%} of {group.asked} takes, learned from {group.learned}"
        )
    click.echo("Recognised, by gesture:")
    for label, share in sorted(result.recall.items(), key=lambda item: item[1]):
        click.echo(f"  {label}: {share:.1%}{_mostly_taken_for(result, label)}")
    if result.left_out:
        left = ", ".join(f"{label} ({count})" for label, count in result.left_out.items())
        click.echo(f"Left out, as there was nothing to learn or test them with: {left}")
    click.echo(
        f"{result.parameters:,} parameters, seeds {', '.join(map(str, result.seeds))}, {result.seconds:.0f} s"
    )


def _mostly_taken_for(result: Evaluation, label: str) -> str:
    row = list(result.confusion[result.labels.index(label)])
    row[result.labels.index(label)] = 0
    most = max(row)
    return f" (taken for {result.labels[row.index(most)]} {most} times)" if most else ""
