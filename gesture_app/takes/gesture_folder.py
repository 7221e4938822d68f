"""The folder of one gesture: its true name and its takes."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from gesture_app.hands.labelled import NONE
from gesture_app.keeping.atomic import sync_folder, write_atomically
from gesture_app.takes.names import folder_name, gesture_name
from gesture_app.takes.take import sibling_id
from gesture_app.takes.take_file import take_files

NAME_FILE = "gesture.json"
_LARGEST_NAME_FILE = 16 << 10


class GestureCard(msgspec.Struct, frozen=True):
    """What `gesture.json` holds.

    `id` stays the same when the gesture is renamed, so that a take from the bin finds its way back.
    """

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class GestureFolder:
    """One folder of takes.

    Attributes:
        problem: a sentence when its name could not be read; the folder's own name is used then.
    """

    path: Path
    name: str
    id: str = ""
    problem: str = ""


def gesture_folders(root: Path) -> list[GestureFolder]:
    """All gestures in the recordings folder, by folder name; none when it does not exist yet.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        with os.scandir(root) as entries:
            names = sorted(e.name for e in entries if e.is_dir() and not e.name.startswith("."))
    except FileNotFoundError:
        return []
    return [read_gesture_folder(root / name) for name in names]


def read_gesture_folder(path: Path) -> GestureFolder:
    """The folder's name from its card; without one, the folder's own name is the gesture's."""
    if path.name == NONE:
        return GestureFolder(path, NONE, NONE)
    try:
        status = (path / NAME_FILE).stat()
        card = _read_card(path / NAME_FILE, status.st_ino, status.st_mtime_ns, status.st_size)
        return GestureFolder(path, card.name, card.id)
    except FileNotFoundError:
        return GestureFolder(path, _own_name(path))
    except (OSError, ValueError) as error:
        problem = f"The name of the gesture in {path} cannot be read ({error}). Rename it to set it right."
        return GestureFolder(path, _own_name(path), problem=problem)


@lru_cache(maxsize=4096)
def _read_card(file: Path, _inode: int, _modified_ns: int, _size: int) -> GestureCard:
    """Every listing asks for every name: a file that is still the same one is not read again."""
    return decode_card(file.read_bytes())


def decode_card(data: bytes) -> GestureCard:
    """Raises ValueError: it is no card or the name is none a gesture can have."""
    if len(data) > _LARGEST_NAME_FILE:
        raise ValueError("the file is too large")
    try:
        card = msgspec.json.decode(data, type=GestureCard)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("the file is damaged") from error
    return GestureCard(gesture_name(card.name), card.id)


def encode_card(name: str, identity: str) -> bytes:
    return msgspec.json.format(msgspec.json.encode(GestureCard(name, identity)), indent=2)


def _own_name(path: Path) -> str:
    try:
        return gesture_name(path.name)
    except ValueError:  # a name that only a file system accepts
        return path.name.encode("utf-8", "replace").decode()[:40]


def name_folder(folder: GestureFolder, name: str) -> GestureFolder:
    """Give the gesture another name, in one write.

    Raises:
        OSError: it keeps its name.
    """
    identity = folder.id or secrets.token_hex(8)
    write_atomically(folder.path / NAME_FILE, encode_card(name, identity))
    return GestureFolder(folder.path, name, identity)


def make_folder(root: Path, name: str) -> GestureFolder:
    """A new, empty folder for the gesture `name`. It appears with its name inside: a full disk or a crash in
    between would leave a gesture that is called like its folder.

    Raises:
        OSError: there is none.
    """
    root.mkdir(parents=True, exist_ok=True)
    taken = {entry.name for entry in root.iterdir()}
    path = root / folder_name(name, taken)
    if name == NONE:  # its folder says all
        path.mkdir(exist_ok=True)
        sync_folder(root)
        return name_folder(GestureFolder(path, NONE, NONE), NONE)
    beside = root / f".{secrets.token_hex(6)}.part"
    beside.mkdir()
    try:
        named = name_folder(GestureFolder(beside, name), name)
        beside.replace(path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sync_folder(root)
    return GestureFolder(path, name, named.id)


def move_takes(source: Path, target: Path) -> list[str]:
    """Move every take, one atomic step each; a name that is taken already gets a new one. Returns their ids.

    Raises:
        OSError: those not moved yet are still where they were.
    """
    moved = []
    for entry in take_files(source):
        take_id = entry.name.removesuffix(".npz")
        while (target / f"{take_id}.npz").exists():
            take_id = sibling_id(take_id)
        Path(entry.path).replace(target / f"{take_id}.npz")
        moved.append(take_id)
    return moved
