"""A model on disk: weights and card in one safetensors file. Reading it runs no code and needs no torch."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from safetensors import SafetensorError

from gesture_app.hands.features import HAND_SIZE, RELATION_SIZE
from gesture_app.learning.model_card import (
    CARD_KEY,
    CheckpointError,
    ModelCard,
    NetworkSizes,
    parse_card,
    read_metadata,
)

__all__ = [
    "Checkpoint",
    "CheckpointError",
    "load_checkpoint",
    "model_file",
    "save_checkpoint",
    "weight_shapes",
]

MAX_FILE_BYTES = 256 * 1024 * 1024

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """All that is needed to predict."""

    weights: Weights
    card: ModelCard


def weight_shapes(sizes: NetworkSizes) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the weights of a network of these sizes, as `GestureNetwork` has them."""
    one_hand = HAND_SIZE + RELATION_SIZE
    shapes: dict[str, tuple[int, ...]] = {
        "encoder.mean": (one_hand,),
        "encoder.scale": (one_hand,),
        "encoder.hand.weight": (sizes.hand, HAND_SIZE),
        "encoder.hand.bias": (sizes.hand,),
        "encoder.project.weight": (sizes.projected, 2 * sizes.hand + RELATION_SIZE),
        "encoder.project.bias": (sizes.projected,),
        "encoder.embed.weight": (sizes.embedding, 2 * sizes.hidden),
        "encoder.embed.bias": (sizes.embedding,),
        "head.weight": (sizes.labels, sizes.embedding),
        "rest.weight": (sizes.rest, sizes.embedding),
        "sharpness": (1,),
        "leniency": (1,),
    }
    for layer in range(sizes.layers):
        below = sizes.projected if layer == 0 else sizes.hidden
        shapes[f"encoder.lstm.weight_ih_l{layer}"] = (4 * sizes.hidden, below)
        shapes[f"encoder.lstm.weight_hh_l{layer}"] = (4 * sizes.hidden, sizes.hidden)
        shapes[f"encoder.lstm.bias_ih_l{layer}"] = (4 * sizes.hidden,)
        shapes[f"encoder.lstm.bias_hh_l{layer}"] = (4 * sizes.hidden,)
    return shapes


def save_checkpoint(checkpoint: Checkpoint, file: Path) -> None:
    """Write a model whole or not at all.

    Raises:
        CheckpointError: the folder cannot be written.
    """
    card = msgspec.json.encode(checkpoint.card).decode()
    weights = {name: np.ascontiguousarray(array) for name, array in checkpoint.weights.items()}
    data = safetensors.numpy.save(weights, metadata={CARD_KEY: card})
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise CheckpointError(f"The model could not be saved as {file} ({error.strerror}).") from error


def load_checkpoint(file: Path) -> Checkpoint:
    """Read a model; every weight's name, shape and value is checked before anything is built from it.

    Raises:
        CheckpointError: one sentence on what is wrong.
    """
    card = parse_card(read_metadata(file), file.name)
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise CheckpointError(
                f"{file.name} is far larger than a model of this program; choose another one."
            )
        weights = safetensors.numpy.load(file.read_bytes())
    except OSError as error:
        raise CheckpointError(f"{file.name} cannot be read ({error.strerror}).") from error
    except (SafetensorError, ValueError, KeyError, TypeError):
        raise CheckpointError(f"{file.name} is damaged; choose another model or train again.") from None
    _check_weights(weights, card.sizes, file.name)
    return Checkpoint(weights, card)


def _check_weights(weights: Weights, sizes: NetworkSizes, name: str) -> None:
    shapes = {key: array.shape for key, array in weights.items()}
    if shapes != weight_shapes(sizes) or any(array.dtype != np.float32 for array in weights.values()):
        raise CheckpointError(f"The weights in {name} do not fit its description; train again.")
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise CheckpointError(f"The weights in {name} are damaged; train again.")


def model_file(folder: Path, name: str) -> Path:
    """A file for a model of that name which does not exist yet: older models stay.

    Args:
        name: any text; what no file may be called is replaced, and what is too long is cut.
    """
    # 50 letters of three or four bytes stay below the 255 bytes of a file name, with all that is added.
    stem = re.sub(r"[^\w\- ]+", "_", name).strip(" _")[:50] or "model"
    taken = 1
    file = folder / f"{stem}.safetensors"
    while file.exists():
        taken += 1
        file = folder / f"{stem} {taken}.safetensors"
    return file
