"""What the promise store writes as JSON beside the landmarks: which stretches there are, cards, and days of use."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from gesture_app.actions.promise.in_use import InUse
from gesture_app.actions.promise_card import PromiseCard
from gesture_app.keeping.json_files import DamagedFile, read_json, set_aside

FORMAT_VERSION = 1
MOST_STRETCHES = 1000
LARGEST_BYTES = 4 << 20

StretchName = Annotated[str, msgspec.Meta(pattern="^stretch-[0-9a-f]{1,32}$")]
Stretches = Annotated[tuple[StretchName, ...], msgspec.Meta(max_length=MOST_STRETCHES)]

_Kind = TypeVar("_Kind")


class MeasuredFile(msgspec.Struct, frozen=True, kw_only=True):
    """Which files hold the landmarks; what is not named here is left over from a crash.

    Attributes:
        revision: another one after every change.
        life_at: None: life was never watched.
        prompts: by gesture.
    """

    format_version: int = FORMAT_VERSION
    revision: str = ""
    life_at: datetime | None = None
    life: Stretches = ()
    prompts: dict[str, Stretches] = {}

    def names(self) -> frozenset[str]:
        return frozenset(self.life).union(*self.prompts.values())


class KeptCards(msgspec.Struct, frozen=True, kw_only=True):
    """Cards, and what they follow from.

    Attributes:
        revision: of the measurement: prompts may be measured anew without life.
        basis: everything else.
        measured: when life was watched.
    """

    revision: str
    basis: str
    measured: datetime
    cards: tuple[PromiseCard, ...]


class CardsFile(msgspec.Struct, frozen=True, kw_only=True):
    """Of one profile, the newest first."""

    format_version: int = FORMAT_VERSION
    kept: tuple[KeptCards, ...] = ()


class DaysFile(msgspec.Struct, frozen=True, kw_only=True):
    """Of one profile."""

    format_version: int = FORMAT_VERSION
    days: tuple[InUse, ...] = ()


def read_or_new(file: Path, kind: type[_Kind]) -> _Kind:
    """What a file holds; an empty one where there is none, or it was damaged and is set aside.

    Raises:
        NewerFile: a newer version made it: it must not be written over.
        OSError: it cannot be read.
    """
    try:
        return read_json(file, kind, FORMAT_VERSION, LARGEST_BYTES)
    except FileNotFoundError:
        return kind()
    except DamagedFile:
        set_aside(file)
        return kind()
