"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_atomically(file: Path, data: bytes, *, durable: bool = True) -> None:
    """Write beside `file`, then put it in place in one step.

    With `durable`, the data are on the disk before this returns, so that neither a crash of the program
    nor a power cut can take them away again.

    Raises:
        OSError: nothing was written; what was at `file` is still there.
    """
    beside = file.with_name(f".{secrets.token_hex(6)}.part")  # short: `file` may be as long as names get
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut."""
    if os.name == "nt":  # Windows offers no way to, and does not need it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
