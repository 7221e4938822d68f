"""What a model says about itself, readable without loading the network or torch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from gesture_app.hands.features import FEATURES_VERSION, FeatureSpec
from gesture_app.hands.labelled import NONE
from gesture_app.learning.coaching.advice import Advice

CARD_VERSION = 2
CARD_KEY = "gesture_app_card"
"""Where the card stands in the safetensors header's metadata."""

MAX_HEADER_BYTES = 16 * 1024 * 1024

Width = Annotated[int, msgspec.Meta(ge=1, le=2048)]
Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=3600)]


class CheckpointError(Exception):
    """A model cannot be read or kept; the message is one sentence for the user."""


class NetworkSizes(msgspec.Struct, frozen=True, kw_only=True):
    """Widths of the network's layers; enough to rebuild it."""

    features: Width
    labels: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    hand: Width = 96
    projected: Width = 128
    hidden: Width = 192
    layers: Annotated[int, msgspec.Meta(ge=1, le=4)] = 1
    embedding: Width = 128
    rest: Width = 8
    """Directions of what is no gesture."""


class GestureTiming(msgspec.Struct, frozen=True, kw_only=True):
    """How long a gesture takes, and whether it is a hand held still."""

    usual_s: Seconds
    """Median of its takes, from the first frame with a hand to the last one."""
    longest_s: Seconds
    still: bool


class HeldOutReport(msgspec.Struct, frozen=True, kw_only=True):
    """How the network did on takes that it had not learned from when it was asked.

    The same takes chose the epoch to stop at and the temperature, so it flatters a little; `evaluate` asks
    about takes that had no say in anything.
    """

    labels: list[str]
    confusion: list[list[int]]
    """[performed][recognised], both in the order of `labels`."""
    accuracy: Probability
    recall: dict[str, Probability]
    validated_by: Literal["session", "take"]
    takes: int
    """How many takes were held out."""
    calibration_error: Probability | None = None
    """How far belief and share of right answers are apart on average; None where too few takes were held out."""


class ModelCard(msgspec.Struct, frozen=True, kw_only=True):
    """Everything needed to predict besides the weights, and where the model comes from."""

    name: str
    created: str
    """UTC, ISO 8601."""
    labels: Annotated[list[str], msgspec.Meta(min_length=1)]
    features: FeatureSpec
    sizes: NetworkSizes
    temperature: Annotated[float, msgspec.Meta(gt=0, le=100)]
    """Logits are divided by it before they become probabilities (Guo et al. 2017)."""
    threshold: Probability
    """A gesture less probable than this is none."""
    radius: dict[str, Annotated[float, msgspec.Meta(ge=0, le=2)]]
    """How far from a gesture's prototype a performance may lie, as 1 - cosine of embeddings: what is farther is another
    gesture that nobody taught."""
    timings: dict[str, GestureTiming]
    way: Literal["prototypes", "trained"] = "trained"
    """Whether the network was fine-tuned on the takes, or its prototypes are the takes' mean embeddings."""
    report: HeldOutReport | None = None
    """None where nothing could be held out."""
    advice: list[Advice] = []
    """What would help, the most useful first."""
    takes: dict[str, list[str]] = {}
    """The takes learned from, by label."""
    either_hand: list[str] = []
    """Gestures that may be made with the other hand, too: their takes were learned as a mirror shows them as well."""
    seed: int = 0
    epochs: int = 0
    program_version: str = ""
    version: int = CARD_VERSION

    def __post_init__(self) -> None:
        """Refuse a card that contradicts itself (msgspec turns this into a ValidationError)."""
        datetime.fromisoformat(self.created)  # raises ValueError for what is no date
        if len(set(self.labels)) != len(self.labels):
            raise ValueError("a label stands twice in it")
        if self.sizes.labels != len(self.labels) or self.sizes.features != self.features.size:
            raise ValueError("its sizes do not fit its labels and features")
        if not set(self.labels) == set(self.timings) == set(self.radius):
            raise ValueError("it does not say how long each gesture takes, or how much it may vary")


AT_ONCE_FILE = "Your takes (at once).safetensors"
"""The one model of all the user's takes, made anew after each. No name of a model becomes a file name with brackets."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model on disk; ready-made: it came with the program and is not the user's."""

    file: Path
    card: ModelCard
    ready_made: bool = False

    @property
    def at_once(self) -> bool:
        """Whether nobody asked for it: it is made of all takes there are."""
        return not self.ready_made and self.file.name == AT_ONCE_FILE


def model_name(labels: Sequence[str]) -> str:
    """What to call a model of these labels: "fist, wave" or "fist, stop and 3 more"."""
    gestures = [label for label in labels if label != NONE]
    if len(gestures) <= 3:
        return ", ".join(gestures)
    return f"{', '.join(gestures[:2])} and {len(gestures) - 2} more"


def read_card(file: Path) -> ModelCard:
    """The card of a checkpoint.

    Raises:
        CheckpointError: no such file, no model, damaged, or made by another version.
    """
    return parse_card(read_metadata(file), file.name)


def list_models(folder: Path) -> list[ModelFile]:
    """The models of a folder, newest first, the one that is made at once last; files that are none are left out."""
    found = []
    for file in sorted(folder.glob("*.safetensors")):
        try:
            found.append(ModelFile(file, read_card(file)))
        except CheckpointError:
            continue  # opening it by name says what is wrong with it
    newest_first = sorted(found, key=lambda model: model.card.created, reverse=True)
    return sorted(newest_first, key=lambda model: model.at_once)


def read_metadata(file: Path) -> dict[str, str]:
    """The metadata in a safetensors header: eight bytes of length, then JSON.

    Raises:
        CheckpointError: no such file, or none that holds a card.
    """
    foreign = CheckpointError(
        f"{file.name} is not a model of this program, or it is damaged; choose another one."
    )
    try:
        with file.open("rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            if length > MAX_HEADER_BYTES:
                raise foreign
            header = json.loads(opened.read(length))
    except FileNotFoundError:
        raise CheckpointError(f"There is no model {file.name}; train one, or choose another.") from None
    except OSError as error:
        raise CheckpointError(f"{file.name} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError):
        raise foreign from None
    metadata = header.get("__metadata__") if isinstance(header, dict) else None
    if not isinstance(metadata, dict) or not isinstance(metadata.get(CARD_KEY), str):
        raise foreign
    return metadata


class _FeaturesVersion(msgspec.Struct):
    version: int


class _Versions(msgspec.Struct):
    version: int
    features: _FeaturesVersion | None = None


def parse_card(metadata: dict[str, str], name: str) -> ModelCard:
    """Check a card's versions first (another version has other fields and sizes), then all of it.

    Args:
        metadata: see `read_metadata`.
        name: what to call the model in a message.

    Raises:
        CheckpointError: made by another version, or damaged.
    """
    try:
        text = metadata[CARD_KEY].encode()
        versions = msgspec.json.decode(text, type=_Versions)
        version = versions.version
        if version != CARD_VERSION:
            raise CheckpointError(
                f"{name} was made by {'a newer' if version > CARD_VERSION else 'an older'} version of this "
                f"program and cannot be used here; train again from the recordings."
            )
        if versions.features is not None and versions.features.version != FEATURES_VERSION:
            raise CheckpointError(
                f"{name} looks at hands in a way this version does not know; train again from the recordings."
            )
        return msgspec.json.decode(text, type=ModelCard)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise CheckpointError(
            f"The description inside {name} is damaged; choose another model or train again."
        ) from error
