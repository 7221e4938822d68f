"""Files of what was found out before, which only spare work: one that cannot be read is as good as none."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

LARGEST_BYTES = 256 << 20

_Kind = TypeVar("_Kind")


def read_packed(file: Path, kind: type[_Kind]) -> _Kind | None:
    """What was kept as msgpack; None where there is nothing, or nothing that can be read as this."""
    try:
        if file.stat().st_size > LARGEST_BYTES:
            return None
        return msgspec.msgpack.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
