"""What takes told the encoder, kept on disk: the next start need not read and embed every take again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.keeping.atomic import write_atomically
from gesture_app.keeping.memories import read_packed
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.version import VERSION


class Wanted(msgspec.Struct, frozen=True, array_like=True):
    """A take, whether as a mirror shows it, and how often varied: what is known is known for these."""

    identity: str
    in_mirror: bool
    variants: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a take tells; its landmarks are not needed any more.

    Attributes:
        embeddings: (1 + variants, embedding): as it is, then as other people and cameras would have shown it.
        steps: how long it is, on the grid of the features.
        content: the same for copies.
    """

    embeddings: NDArray[np.float32]
    steps: int
    still: bool
    content: bytes


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """A take on disk; `embeddings` are little-endian float32, row after row."""

    wanted: Wanted
    steps: int
    still: bool
    content: bytes
    embeddings: bytes


class _Kept(msgspec.Struct, frozen=True):
    maker: str
    entries: list[_Entry]


def maker_of(pretrained: Checkpoint) -> str:
    """Who makes embeddings: another encoder, or another version of the program, makes other ones."""
    content = hashlib.blake2b(VERSION.encode(), digest_size=16)
    for name, array in sorted(pretrained.weights.items()):
        content.update(name.encode())
        content.update(np.ascontiguousarray(array).tobytes())
    return content.hexdigest()


def read_known(file: Path, maker: str, size: int) -> dict[Wanted, Known]:
    """What was known when it was last written; nothing where that cannot be read, or somebody else made it.

    Args:
        size: of an embedding.
    """
    kept = read_packed(file, _Kept)
    if kept is None or kept.maker != maker:
        return {}
    read = ((entry.wanted, _known(entry, size)) for entry in kept.entries)
    return {wanted: known for wanted, known in read if known is not None}


def _known(entry: _Entry, size: int) -> Known | None:
    """None where the numbers are not what they must be."""
    rows, rest = divmod(len(entry.embeddings), 4 * size)
    if rest or not 1 <= rows <= 1 + entry.wanted.variants or entry.steps < 1:
        return None
    embeddings = np.frombuffer(entry.embeddings, "<f4").reshape(rows, size).astype(np.float32)
    if not np.isfinite(embeddings).all():
        return None
    return Known(embeddings, entry.steps, entry.still, entry.content)


def write_known(file: Path, maker: str, known: Mapping[Wanted, Known | None]) -> None:
    """Write it down; where that cannot be done, the next start works it out again."""
    entries = [
        _Entry(wanted, each.steps, each.still, each.content, each.embeddings.astype("<f4").tobytes())
        for wanted, each in known.items()
        if each is not None
    ]
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.msgpack.encode(_Kept(maker, entries)), durable=False)
