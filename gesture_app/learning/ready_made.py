"""The models that come with the program: what they are called, what they know, and which of them are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gesture_app.folders import built_in_folder
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint
from gesture_app.learning.model_card import CheckpointError, ModelFile, read_card

ENCODER_FILE = "encoder.safetensors"
"""The pre-trained encoder, beside the models."""


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A model of one of the virtual hand's sets of gestures, trained on nobody's recordings.

    Attributes:
        name: as the window calls it.
        gesture_set: the virtual hand's set that it knows, and another name for it in commands.
        knows: that, in words.
    """

    name: str
    gesture_set: str
    knows: str

    @property
    def file_name(self) -> str:
        return f"{self.name.casefold().replace(' ', '-')}.safetensors"


EVERYDAY = ReadyMade("Everyday", "everyday", "everyday gestures: thumbs up, OK, wave, swipes and more")
"""What is recognised before the user has a model."""

READY_MADE = (
    EVERYDAY,
    ReadyMade("Manual alphabet", "letters", "the letters A to Z of American Sign Language"),
    ReadyMade("Digits", "digits", "the digits 0 to 9 of American Sign Language"),
)


@dataclass(frozen=True, slots=True)
class ReadyMadeModels:
    """Those that can be used, in the order of `READY_MADE`, and a sentence where some cannot; else empty."""

    files: tuple[ModelFile, ...]
    trouble: str


def find_ready_made(folder: Path) -> ReadyMadeModels:
    """Look into the folder of what comes with the program; whatever is wrong there, the rest works."""
    files, missing = [], []
    for model in READY_MADE:
        file = folder / model.file_name
        try:
            files.append(ModelFile(file, read_card(file), ready_made=True))
        except CheckpointError:
            missing.append(model.name)
    return ReadyMadeModels(tuple(files), _sentence(missing))


def pretrained() -> Checkpoint:
    """The pre-trained encoder, with all gestures that it knows.

    Raises:
        CheckpointError: it is missing or damaged.
    """
    file = built_in_folder() / ENCODER_FILE
    try:
        return load_checkpoint(file)
    except CheckpointError as error:
        raise CheckpointError(
            "The encoder that comes with the program cannot be used, so nothing can be learned. Install the program "
            "again; your takes are safe."
        ) from error


def _sentence(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    names = " and ".join((", ".join(missing[:-1]), missing[-1])) if missing[1:] else missing[0]
    return (
        f"The ready-made {'models' if missing[1:] else 'model'} {names} cannot be used: missing, damaged or of "
        "another version. Install the program again to have them back; your own models work."
    )


def ready_made_called(text: str) -> ReadyMade | None:
    """The ready-made model that somebody types: by its name, its set of gestures, or its file's name."""
    plain = " ".join(text.casefold().removesuffix(".safetensors").replace("-", " ").replace("_", " ").split())
    return next((model for model in READY_MADE if plain in (model.name.casefold(), model.gesture_set)), None)
