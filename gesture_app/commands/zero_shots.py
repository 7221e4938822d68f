"""`gesture-app evaluate --protocol zero`: the built-in gestures asked about recordings, without any training."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from gesture_app.commands.output import fail, progress_line
from gesture_app.folders import find_folders
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.virtual_hand.signs.catalogue import gesture_meant

if TYPE_CHECKING:
    from gesture_app.learning.checkpoint import Checkpoint
    from gesture_app.learning.evaluation import Evaluation
    from gesture_app.learning.processes import Team


def zero_shots(samples: Sequence[LabelledSequence], seeds: Sequence[int], team: Team) -> Evaluation:
    """The result; says on stderr what the labels were taken to mean where that is not plain.

    Raises:
        ProtocolError: the recordings do not allow it.
    """
    from gesture_app.learning.model_card import CheckpointError
    from gesture_app.learning.zero import evaluate_zero

    meant = gestures_meant(samples)
    _tell_shared(meant)
    try:
        return evaluate_zero(samples, _ready_made(), meant, seeds, progress_line, team)
    except CheckpointError as error:
        fail(str(error))


def gestures_meant(samples: Sequence[LabelledSequence]) -> dict[str, str]:
    """The built-in gesture that each label means; labels that mean none are missing.

    So are movements of which there are only single pictures: J and Z cannot be told by one.
    """
    longest: dict[str, int] = defaultdict(int)
    for sample in samples:
        longest[sample.label] = max(longest[sample.label], len(sample.sequence))
    found = {label: gesture_meant(label) for label in longest if label != NONE}
    return {
        label: gesture.name
        for label, gesture in found.items()
        if gesture is not None and (gesture.kind == "held" or longest[label] > 1)
    }


def _tell_shared(meant: dict[str, str]) -> None:
    for gesture, count in Counter(meant.values()).items():
        if count > 1:
            labels = " and ".join(f"“{label}”" for label, other in meant.items() if other == gesture)
            click.echo(f"{labels} both mean “{gesture}”: for these, it is the right answer.", err=True)


def _ready_made() -> list[Checkpoint]:
    """The ready-made models that are there.

    Raises:
        CheckpointError: none is.
    """
    from gesture_app.learning.checkpoint import load_checkpoint
    from gesture_app.learning.model_card import CheckpointError
    from gesture_app.learning.ready_made import find_ready_made

    found = find_ready_made(find_folders().built_in)
    if found.trouble:
        click.echo(found.trouble, err=True)
    if not found.files:
        raise CheckpointError("Without the ready-made models there is nothing to ask.")
    return [load_checkpoint(model.file) for model in found.files]
