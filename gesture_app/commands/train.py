"""`gesture-app train`: learn gestures from recorded takes or from a landmark dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.either_hand import either_hand_of, either_hand_option
from gesture_app.commands.output import STOPPED, fail, print_json, progress_line
from gesture_app.commands.recordings import load_samples, recordings_folder
from gesture_app.commands.together import together
from gesture_app.folders import find_folders
from gesture_app.hands.labelled import LabelledSequence

if TYPE_CHECKING:
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.learning.processes import Team
    from gesture_app.learning.training import TrainingPlan, TrainingProgress


@click.command()
@click.option("--gestures", metavar="A,B,…", help="Learn only these. Without it: all that have takes.")
@click.option("--dataset", type=click.Path(exists=True, path_type=Path), metavar="FILE",
              help="Learn from a landmark dataset (.npz) or whatever can be imported, instead of the recordings; takes "
              "that it marks as test are left out.")  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where the model is written. Without it: a new file in the models folder.")  # fmt: skip
@click.option("--name", default="", help="What to call the model. Without it: by its gestures.")
@either_hand_option
@click.option("--seed", type=click.IntRange(min=0, max=2**32 - 1), default=0, show_default=True,
              help="The same takes and the same seed give the same model.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The result as one line of JSON.")
@click.option("--recordings", type=click.Path(exists=True, file_okay=False, path_type=Path),
              metavar="FOLDER", help="Folder of the takes.")  # fmt: skip
def command(
    gestures: str | None, out: Path | None, name: str, either_hand: str | None, seed: int, as_json: bool,
    recordings: Path | None, dataset: Path | None,
) -> None:  # fmt: skip
    """Train a model on the recorded takes, or on a landmark dataset.

    Some takes are held out while learning, to see how well it goes. Ctrl-C stops without a model.

    \b
    Examples:
      gesture-app train
      gesture-app train --gestures wave,stop --name greetings
      gesture-app train --either-hand wave,stop
      gesture-app train --dataset signs.npz --out signs.safetensors

    \b
    Large datasets are learned by several processes, on one machine or many, with the same result:
      torchrun --nproc-per-node 4 -m gesture_app train --dataset signs.npz
    """
    from gesture_app.learning.checkpoint import model_file, save_checkpoint
    from gesture_app.learning.holdout import usable_takes
    from gesture_app.learning.model_card import CheckpointError
    from gesture_app.learning.training import TrainingPlan

    if dataset is not None and recordings is not None:
        fail("Give --dataset or --recordings, not both.", 2)
    with together() as team:
        samples = (
            load_takes(recordings_folder(recordings), gestures)
            if dataset is None
            else load_dataset(dataset, gestures)
        )
        either = either_hand_of(either_hand, samples)
        checkpoint = trained(samples, TrainingPlan(seed=seed, name=name, either_hand=either), team)
        if not team.first:
            return
        file = out or model_file(find_folders().models, checkpoint.card.name)
        try:
            save_checkpoint(checkpoint, file)
        except CheckpointError as error:
            fail(str(error))
        tell(checkpoint, file, as_json, len(usable_takes(samples)))


def load_takes(recordings: Path, gestures: str | None) -> list[LabelledSequence]:
    """The takes of the gestures named, separated by commas; names nobody recorded end the command."""
    from gesture_app.takes.errors import TakeStoreError
    from gesture_app.takes.store import TakeStore

    try:
        store = TakeStore(recordings)
        return store.labelled(_wanted(gestures, [gesture.name for gesture in store.gestures()], recordings))
    except TakeStoreError as error:
        fail(str(error))


def load_dataset(dataset: Path, gestures: str | None) -> list[LabelledSequence]:
    """The takes of these gestures that are not marked `test`: what is learned cannot be asked about later."""
    everything = load_samples(dataset)
    found = [sample for sample in everything if sample.split != "test"]
    if len(found) < len(everything):
        click.echo(f"{len(everything) - len(found)} takes marked as test are left out.", err=True)
    wanted = _wanted(gestures, sorted({sample.label for sample in found}), dataset)
    return found if wanted is None else [sample for sample in found if sample.label in wanted]


def _wanted(gestures: str | None, known: Sequence[str], where: Path) -> list[str] | None:
    """The gestures named; None where all are meant."""
    if not gestures:
        return None
    wanted = [part.strip() for part in gestures.split(",") if part.strip()]
    for name in wanted:
        if name not in known:
            fail(f"There is no gesture '{name}' in {where}. Recorded are: {', '.join(known) or 'none'}.")
    return wanted


def trained(samples: list[LabelledSequence], plan: TrainingPlan, team: Team) -> Checkpoint:
    """The model, with progress on stderr; a refusal or Ctrl-C ends the command with a sentence."""
    import threading

    from gesture_app.learning.refusal import TrainingRefused
    from gesture_app.learning.training import train

    training = train(samples, plan, threading.Event(), team)
    try:
        while True:
            progress_line(words(next(training)))
    except StopIteration as finished:
        progress_line("")
        checkpoint: Checkpoint = finished.value
        return checkpoint
    except TrainingRefused as error:
        fail(str(error))
    except KeyboardInterrupt:
        progress_line("")
        fail("Training was stopped; no model was written.", STOPPED)


def words(progress: TrainingProgress) -> str:
    """One line on how far training is."""
    parts = [f"Epoch {progress.epoch} of at most {progress.epochs}"]
    if progress.train_loss is not None:
        parts.append(f"loss {progress.train_loss:.2f}")
    if progress.validation_accuracy is not None:
        parts.append(f"held-out takes right {progress.validation_accuracy:.0%}")
    if progress.seconds_left is not None:
        parts.append(f"about {progress.seconds_left:.0f} s left")
    return ", ".join(parts)


def tell(checkpoint: Checkpoint, file: Path, as_json: bool, takes: int) -> None:
    """The result on stdout.

    Args:
        takes: learned from.
    """
    card, report = checkpoint.card, checkpoint.card.report
    if as_json:
        print_json({"model": str(file), "card": card})
        return
    click.echo(f"Learned {', '.join(card.labels)} from {takes} takes.")
    if card.either_hand:
        click.echo(f"With either hand: {', '.join(card.either_hand)}.")
    if report is not None:
        right = sum(report.confusion[row][row] for row in range(len(report.labels)))
        click.echo(f"Held-out takes: {right} of {report.takes} right ({report.accuracy:.0%}).")
    for advice in card.advice:
        click.echo(f"  {advice.sentence}")
        if advice.kind == "outlier":  # the one to be looked at and, perhaps, deleted
            click.echo(f"    Its name: {', '.join(advice.takes)}")
    click.echo(f"The model is {file}. Try it: gesture-app live --model '{file}'")
