"""`gesture-app pretrain`: make the encoder and the ready-made models that come with the program."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from gesture_app.commands.ending import ending_in_order
from gesture_app.commands.output import STOPPED, fail, progress_line
from gesture_app.folders import built_in_folder

if TYPE_CHECKING:
    from gesture_app.learning.checkpoint import Weights
    from gesture_app.learning.pretraining import PretrainingPlan, PretrainingProgress

STATE = "pretraining.part"
ROUNDS, STEPS = 16, 300


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="Where the models are written. Without it: where the program looks for them.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0, max=2**31 - 1), default=0, show_default=True,
              help="The same seed and length give the same models.")  # fmt: skip
@click.option("--rounds", type=click.IntRange(min=1, max=10_000), default=ROUNDS, show_default=True,
              help="How long: each round learns from performances of its own, in about a minute.")  # fmt: skip
@click.option("--steps", type=click.IntRange(min=2, max=100_000), default=STEPS, show_default=True,
              help="Batches learned from in a round.")  # fmt: skip
def command(out: Path | None, seed: int, rounds: int, steps: int) -> None:
    """Make the encoder and the ready-made models anew, from the virtual hand alone.

    Takes about twenty minutes on two cores. After each round the progress is kept in FOLDER: stopped with Ctrl-C, the
    same command goes on from there.
    """
    from gesture_app.learning.model_card import CheckpointError
    from gesture_app.learning.pretraining import PretrainingError, PretrainingPlan

    folder = out or built_in_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        plan = PretrainingPlan(seed=seed, rounds=rounds, steps=steps)
        _save(_weights(plan, folder / STATE), plan, folder)
    except KeyboardInterrupt:
        progress_line("")
        fail("Stopped. The same command goes on after the last whole round.", STOPPED)
    except (PretrainingError, CheckpointError) as error:
        progress_line("")
        fail(str(error))
    (folder / STATE).unlink(missing_ok=True)
    click.echo(f"The encoder and the ready-made models are in {folder}.")


def _weights(plan: PretrainingPlan, state: Path) -> Weights:
    from gesture_app.commands.pretraining_corpus import CorpusAhead, built_in_labels
    from gesture_app.learning.pretraining import pretrain

    with ending_in_order(), CorpusAhead(plan.seed, plan.rounds) as corpus_of:
        rounds = pretrain(plan, built_in_labels(), corpus_of, state, threading.Event())
        while True:
            try:
                progress_line(_words(next(rounds)))
            except StopIteration as finished:
                progress_line("")
                weights: Weights = finished.value
                return weights


def _words(progress: PretrainingProgress) -> str:
    if progress.signs_right is None or progress.built_in_right is None or progress.seconds_left is None:
        return f"round {progress.round} of {progress.rounds}, {progress.parameters:,} parameters"
    return (
        f"round {progress.round} of {progress.rounds}: made-up signs told apart {progress.signs_right:.1%}, "
        f"built-in gestures named {progress.built_in_right:.1%}, {progress.seconds_left / 60:.0f} min left"
    )


def _save(weights: Weights, plan: PretrainingPlan, folder: Path) -> None:
    """The encoder with all it knows, and a model for each set."""
    from gesture_app.commands.pretraining_corpus import BUILT_IN_SETS, built_in_labels, make_corpus
    from gesture_app.learning.built_in import built_in_models
    from gesture_app.learning.checkpoint import save_checkpoint
    from gesture_app.learning.ready_made import ENCODER_FILE, READY_MADE

    sets = dict(zip(BUILT_IN_SETS, built_in_labels(), strict=True))
    unseen = make_corpus(plan.seed, plan.rounds)
    everything, models = built_in_models(weights, sets, unseen, plan.seed, plan.rounds * plan.steps)
    save_checkpoint(everything, folder / ENCODER_FILE)
    for ready in READY_MADE:
        checkpoint = models[ready.gesture_set]
        card = msgspec.structs.replace(checkpoint.card, name=ready.name)
        save_checkpoint(dataclasses.replace(checkpoint, card=card), folder / ready.file_name)
