"""Recordings as one zip, to carry them to another computer: in and out."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

import numpy as np
from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.takes.errors import ExportRefused, ImportRefused, TakeStoreError, storage_sentence
from gesture_app.takes.gesture_folder import NAME_FILE, decode_card, encode_card
from gesture_app.takes.names import folder_name, gesture_name
from gesture_app.takes.safe_zip import check_paths, open_zip, unpacked
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import Take
from gesture_app.takes.take_file import MOST_BYTES, encode_take, read_take_from

MOST_FILES = 65_000
MOST_ARCHIVE_BYTES = 2 << 30
_MOST_UNPACKED = 8 << 30


def write_archive(
    store: TakeStore, file: Path, gestures: Collection[str] | None = None, take_id: str | None = None
) -> int:
    """Write one take, the takes of the named gestures, or all; returns how many. Damaged ones are left out.

    Raises:
        ExportRefused: there is nothing to write, or it cannot be written; what was at `file` is still there.
        TakeStoreError: the store cannot be read, or there is no such take.
    """
    takes = iter([store.load(take_id)]) if take_id else store.load_all(gestures)
    try:
        with _written_beside(file) as stream:
            return _write_zip(takes, stream)
    except OSError as error:
        raise ExportRefused(
            storage_sentence(f"{file.name} could not be written", file.parent, error)
        ) from error


def _write_zip(takes: Iterator[Take], stream: IO[bytes]) -> int:
    folders: dict[str, str] = {}
    written = 0
    with zipfile.ZipFile(stream, "w") as archive:
        for take in takes:
            gesture = take.info.gesture
            if gesture not in folders:
                folders[gesture] = folder_name(gesture, folders.values())
                card = zipfile.ZipInfo(f"{folders[gesture]}/{NAME_FILE}")
                archive.writestr(card, encode_card(gesture, ""))
            member = zipfile.ZipInfo(f"{folders[gesture]}/{take.info.id}.npz")
            archive.writestr(member, encode_take(take))  # packed inside already
            written += 1
            if written + len(folders) > MOST_FILES or stream.tell() > MOST_ARCHIVE_BYTES:
                raise ExportRefused("That is too much for one zip. Export a few gestures at a time.")
    if not written:
        raise ExportRefused("There are no takes to export.")
    return written


@contextmanager
def _written_beside(file: Path) -> Iterator[IO[bytes]]:
    """A file that takes its place when it is complete, and vanishes when it never gets so far."""
    beside = file.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as stream:
            yield stream
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


@dataclass(slots=True)
class ArchiveTakes:
    """The takes of a zip that a store does not have yet, read one by one.

    Attributes:
        known: how many were left out because the store has the very same already; complete after iterating.
        strangers: names of files in the zip that are no recordings.
    """

    file: Path
    store: TakeStore
    known: int = 0
    strangers: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Take]:
        """Raises `ImportRefused` at the first thing that is wrong."""
        self.known, self.strangers = 0, []
        name = self.file.name
        try:
            stream = self.file.open("rb")
        except OSError as error:
            raise ImportRefused(f"{name} cannot be opened ({error.strerror}).") from error
        ids = {info.id for info in self.store.takes()}
        with stream, _open(stream, name) as archive:
            members = self._take_members(archive)
            cards = _gesture_names(archive, name)
            for path, member in members.items():
                take = _read(archive, member, f"{_shown(path.name)} in {name}")
                gesture = cards.get(path.parent, take.info.gesture)
                if path.parent.name and path.parent not in cards:
                    gesture = _folder_as_name(path.parent, take.info.gesture)
                if path.stem in ids and self._is_same(path.stem, take.sequence):
                    self.known += 1
                    continue
                yield Take(take.sequence, replace(take.info, id=path.stem, gesture=gesture))

    def _take_members(self, archive: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
        """Members that are takes."""
        check_paths(archive, self.file.name)
        takes: dict[PurePosixPath, zipfile.ZipInfo] = {}
        for info in archive.infolist():
            path = PurePosixPath(info.filename)
            if info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            if path.suffix == ".npz":
                takes[path] = info
            elif path.name != NAME_FILE:
                self.strangers.append(info.filename)
        if not takes:
            raise ImportRefused(f"{self.file.name} holds no recordings.")
        return takes

    def _is_same(self, take_id: str, sequence: HandSequence) -> bool:
        try:
            mine = self.store.load(take_id).sequence
        except TakeStoreError:  # ours is damaged: the one from the zip is welcome
            return False
        return all(
            np.array_equal(getattr(mine, key), getattr(sequence, key), equal_nan=key != "present")
            for key in ("image", "world", "present", "score", "time_s")
        )


def _open(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    return open_zip(
        stream, name, file_bytes=MOST_ARCHIVE_BYTES, members=MOST_FILES, unpacked_bytes=_MOST_UNPACKED
    )


def _shown(path: str) -> str:
    """A path of a stranger's choosing, fit for a sentence on a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in path[-80:])


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Take:
    return read_take_from(io.BytesIO(unpacked(archive, member, name, MOST_BYTES)), name)


def _gesture_names(archive: zipfile.ZipFile, name: str) -> dict[PurePosixPath, str]:
    """The true name of the gesture in each folder that has one."""
    names = {}
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if path.name == NAME_FILE and not any(part.startswith((".", "__MACOSX")) for part in path.parts):
            try:
                data = unpacked(archive, info, f"{_shown(str(path))} in {name}", MOST_BYTES)
                names[path.parent] = decode_card(data).name
            except ValueError as error:
                raise ImportRefused(f"{_shown(str(path))} in {name} cannot be read: {error}.") from error
    return names


def _folder_as_name(folder: PurePosixPath, otherwise: str) -> str:
    try:
        return gesture_name(folder.name)
    except ValueError:
        return otherwise
