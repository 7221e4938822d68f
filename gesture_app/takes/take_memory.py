"""What the takes' files said, kept beside them: the next start lists thousands without opening any."""

from __future__ import annotations

import contextlib
import sys
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from gesture_app.keeping.atomic import write_atomically
from gesture_app.keeping.memories import read_packed
from gesture_app.takes.quality import Quality
from gesture_app.takes.take import TakeInfo, with_readable_time
from gesture_app.version import VERSION

MEMORY_FILE = ".known-takes"


class KnownFile(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a file when it had this time and size: what it says, or why it is of no use."""

    modified_ns: int
    size: int
    info: TakeInfo | None
    problem: str = ""


Memory = dict[str, dict[str, KnownFile]]
"""By the folder's name, then by the file's."""


class _Kept(msgspec.Struct, frozen=True):
    """What the file holds. Another version of the program may know more of a take: it looks for itself."""

    program: str
    folders: Memory


def read_memory(root: Path) -> Memory:
    """What was known when it was last written down; nothing where that cannot be read.

    Whoever uses it looks at each file's time and size first.
    """
    file = root / MEMORY_FILE
    kept = read_packed(file, _Kept)
    if kept is None or kept.program != VERSION:
        return {}
    return {
        folder: {name: _checked(known) for name, known in files.items()}
        for folder, files in kept.folders.items()
    }


def write_memory(root: Path, memory: Memory) -> None:
    """Write down what is known of the files that are of use; where that cannot be, the next start reads them again."""
    useful = {
        folder: {name: known for name, known in files.items() if known.info is not None}
        for folder, files in memory.items()
    }
    with contextlib.suppress(OSError):
        write_atomically(root / MEMORY_FILE, msgspec.msgpack.encode(_Kept(VERSION, useful)), durable=False)


def sparing(info: TakeInfo) -> TakeInfo:
    """The same with its texts shared: thousands of takes say the same of themselves."""
    return replace(
        info,
        gesture=sys.intern(info.gesture),
        person=sys.intern(info.person),
        session=sys.intern(info.session),
        camera=sys.intern(info.camera),
        app_version=sys.intern(info.app_version),
        source=sys.intern(info.source),
        split=sys.intern(info.split),
        quality=_shared(info.quality),
    )


def _checked(known: KnownFile) -> KnownFile:
    return known if known.info is None else replace(known, info=sparing(with_readable_time(known.info)))


@lru_cache(maxsize=1024)
def _shared(quality: Quality) -> Quality:
    return quality
