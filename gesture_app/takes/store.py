"""The recordings folder: gestures, their takes, and the bin."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.takes import bulk
from gesture_app.takes.bin import Bin, BinEntry
from gesture_app.takes.errors import ImportRefused, TakeStoreError, storage_sentence
from gesture_app.takes.gesture_folder import (
    NAME_FILE,
    GestureFolder,
    gesture_folders,
    make_folder,
    move_takes,
    name_folder,
)
from gesture_app.takes.likeness import MOST_OTHERS
from gesture_app.takes.names import gesture_name
from gesture_app.takes.quality import judge
from gesture_app.takes.take import Take, TakeInfo, sibling_id, time_id
from gesture_app.takes.take_file import read_take, take_files, write_take
from gesture_app.takes.take_index import DamagedFile, FoundTake, TakeIndex

__all__ = ["BinEntry", "Contents", "DamagedFile", "Gesture", "Restored", "TakeStore", "TakeStoreError"]


@dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture that was created, with or without takes. `is_none`: the class of what is no gesture."""

    name: str
    takes: int
    is_none: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """All there is, seen in one look: see `gestures`, `takes`, `bin` and `problems` of the store."""

    gestures: tuple[Gesture, ...]
    takes: tuple[TakeInfo, ...]
    bin: tuple[BinEntry, ...]
    problems: tuple[DamagedFile, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back from the bin: into which gesture, under which ids."""

    gesture: str
    take_ids: tuple[str, ...]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class TakeStore:
    """All recordings of one folder. Safe to use from several threads; every change is whole or not at all.

    The folder is read anew on every call (what has not changed comes from memory), so that a command in a
    terminal and the window can work on it side by side.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = _utc_now) -> None:
        self.folder = folder
        self._now = now
        self._lock = threading.RLock()
        self._index = TakeIndex(folder)
        self._bin = Bin(folder, now)

    # ---- gestures

    def gestures(self) -> list[Gesture]:
        """All gestures by name, the empty ones too; "not a gesture" is always there and comes last.

        Raises:
            TakeStoreError: the folder cannot be read. So for every method.
        """
        with self._working("The recordings could not be read"):
            folders = gesture_folders(self.folder)
            found, _ = self._index.scan(folders)
        return _counted(folders, found)

    def contents(self) -> Contents:
        """Everything at once: the folder is looked through once, not for each question anew."""
        with self._working("The recordings could not be read"):
            folders = gesture_folders(self.folder)
            found, damaged = self._index.scan(folders)
            entries, lost = self._bin.entries()
        takes = sorted((take.info for take in found), key=lambda info: info.id)
        problems = _problems(folders, damaged, lost)
        return Contents(tuple(_counted(folders, found)), tuple(takes), tuple(entries), tuple(problems))

    def create_gesture(self, name: str) -> Gesture:
        """Raises `TakeStoreError` when the name cannot be used or is taken."""
        name = _checked_name(name)
        with self._working("The gesture could not be created"):
            if name == NONE or self._folders_of(name):
                raise TakeStoreError(f"There is already a gesture called “{name}”. Choose another name.")
            make_folder(self.folder, name)
        return Gesture(name, 0, is_none=False)

    def rename_gesture(self, old: str, new: str) -> None:
        """Raises `TakeStoreError` when there is no such gesture, or the new name is taken or unusable."""
        old, new = _checked_name(old), _checked_name(new)
        with self._working("The gesture could not be renamed"):
            if old == NONE:
                raise TakeStoreError(
                    "“None” holds what is no gesture and keeps its name. Create a gesture instead."
                )
            folder = self._existing(old)
            if new == old and not folder.problem:
                return
            if new == NONE or (new != old and self._folders_of(new)):
                raise TakeStoreError(f"There is already a gesture called “{new}”. Merge the two instead.")
            name_folder(folder, new)

    def merge_gestures(self, source: str, into: str) -> int:
        """Move all takes of `source` to `into` and remove `source`; returns how many moved.

        Each take moves in one step: a crash leaves it in one of the two, and merging again does the rest.
        """
        source, into = _checked_name(source), _checked_name(into)
        with self._working("The gestures could not be merged"):
            if source == into:
                raise TakeStoreError(f"“{into}” cannot be merged with itself. Choose two gestures.")
            if source == NONE:
                raise TakeStoreError("“None” holds what is no gesture and cannot become part of one.")
            from_folder = self._existing(source)
            target = self._home(into) if into == NONE else self._existing(into)
            moved = move_takes(from_folder.path, target.path)
            self._remove_empty(from_folder)
        return len(moved)

    def delete_gesture(self, name: str) -> BinEntry:
        """Put the gesture with all its takes into the bin."""
        name = _checked_name(name)
        with self._working("The gesture could not be deleted"):
            folder = self._existing(name)
            return self._bin.put_gesture(folder, takes=len(take_files(folder.path)))

    # ---- takes

    def takes(self, gesture: str | None = None) -> list[TakeInfo]:
        """What is known about each take, oldest first, without reading its landmarks.

        Damaged files are left out; see `problems`.
        """
        return [found.info for found in self._found(None if gesture is None else [gesture])]

    def problems(self) -> list[DamagedFile]:
        """Files that cannot be used, each with a sentence saying why."""
        with self._working("The recordings could not be read"):
            folders = gesture_folders(self.folder)
            return _problems(folders, self._index.scan(folders)[1], self._bin.entries()[1])

    def load(self, take_id: str) -> Take:
        """Raises `TakeStoreError` when there is no such take or its file is damaged."""
        with self._working("The take could not be read"):
            file, folder = self._find(take_id)
            return self._load(file, folder)

    def save(self, take: Take) -> TakeInfo:
        """Write a new take whole to the disk, creating its gesture where needed; returns it with its id."""
        name = _checked_name(take.info.gesture)
        with self._working("The take could not be saved"):
            info = replace(
                take.info,
                id=take.info.id or self._free_id(time_id(self._now())),
                gesture=name,
                frames=len(take.sequence),
                duration_s=round(take.sequence.duration_s, 4),
            )
            if take.info.id and self._lookup(take.info.id):
                raise TakeStoreError("This take has been saved already.")
            self._write(Take(take.sequence, info), self._home(name))
        return info

    def save_all(self, takes: Iterable[Take], report: Callable[[int], None] | None = None) -> list[TakeInfo]:
        """Save many new takes, all of them or none. Takes without an id, or with one that is taken, get one.

        Args:
            takes: read one by one, so that they need not all fit into memory.
            report: called with the number written so far.

        Raises:
            TakeStoreError: nothing was changed. What `takes` raises passes through, likewise.
        """
        existed = self.folder.is_dir()
        try:
            with _explained("The takes could not be saved", self.folder):
                bulk.remove_forgotten(self.folder, self._now())
                with bulk.staging_folder(self.folder) as staging:
                    staged = bulk.write_takes(takes, staging, self._now(), report)
                    with self._lock:
                        return bulk.move_in(staged, self._home, self._exists, self._all_ids())
        finally:
            if not existed and self.folder.is_dir() and not any(self.folder.iterdir()):
                self.folder.rmdir()

    def trim(self, take_id: str, start: int, stop: int) -> TakeInfo:
        """Keep frames `start` up to, not including, `stop`. The untrimmed take goes to the bin."""
        with self._working("The take could not be trimmed"):
            file, folder = self._find(take_id)
            take = self._load(file, folder)
            if not 0 <= start < stop <= len(take.sequence):
                frames = len(take.sequence)
                raise TakeStoreError(
                    f"This take has frames 0 to {frames}. Choose a start and an end between them."
                )
            sequence = take.sequence.slice(start, stop)
            others = self.recent_sequences(folder.name, without=take_id)
            info = replace(
                take.info,
                id=self._free_id(sibling_id(take_id)),
                frames=len(sequence),
                duration_s=round(sequence.duration_s, 4),
                quality=judge(sequence, others, no_gesture=folder.name == NONE),
            )
            self._write(Take(sequence, info), folder)
            self._bin.put_take(file, folder, kind="trim", replaced_by=info.id)
        return info

    def delete(self, take_id: str) -> BinEntry:
        """Put the take into the bin."""
        with self._working("The take could not be deleted"):
            return self._bin.put_take(*self._find(take_id))

    def recent_sequences(
        self, gesture: str, count: int = MOST_OTHERS, without: str = ""
    ) -> list[HandSequence]:
        """The newest takes of a gesture, for judging another one beside them; damaged ones are left out."""
        name = _checked_name(gesture)
        with self._working(
            "The recordings could not be read"
        ):  # of this gesture only, and by their names only
            files = {
                entry.name: (Path(entry.path), folder)
                for folder in self._folders_of(name)
                for entry in take_files(folder.path)
            }
        files.pop(f"{without}.npz", None)
        newest = list(islice(self._readable(files[name] for name in sorted(files, reverse=True)), count))
        return [take.sequence for take in reversed(newest)]

    def labelled(self, gestures: Collection[str] | None = None) -> list[LabelledSequence]:
        """The takes of the named gestures, or of all, to learn from; damaged ones are left out."""
        return [take.labelled() for take in self.load_all(gestures)]

    def load_all(self, gestures: Collection[str] | None = None) -> Iterator[Take]:
        """The takes of the named gestures, or of all, oldest first, one by one; damaged ones are left out."""
        return self._readable((found.file, found.folder) for found in self._found(gestures))

    # ---- the bin

    def bin(self) -> list[BinEntry]:
        """What can be restored, oldest first."""
        with self._working("The bin could not be read"):
            return self._bin.entries()[0]

    def restore(self, entry_id: str) -> Restored:
        """Put a deleted take or gesture back, into the gesture it was in, which is created again if need be.

        Restoring what was trimmed puts the trimmed take into the bin in its stead.
        """
        with self._working("It could not be restored"):
            entry = next((entry for entry in self._bin.entries()[0] if entry.id == entry_id), None)
            if entry is None:
                raise TakeStoreError("That is not in the bin. Look at what is in it and choose again.")
            home = self._home(_checked_name(entry.gesture), entry.gesture_id)
            moved = move_takes(self._bin.content(entry), home.path)
            self._bin.forget(entry)
            if entry.replaced_by and (trimmed := self._lookup(entry.replaced_by)):
                self._bin.put_take(*trimmed)
        return Restored(home.name, tuple(moved))

    def empty_bin(self) -> int:
        """Delete for good what is in the bin; returns how many entries there were."""
        with self._working("The bin could not be emptied"):
            return self._bin.empty()

    # ---- inside

    @contextmanager
    def _working(self, failure: str) -> Iterator[None]:
        """Hold the lock and explain what the system refuses; see `_explained`."""
        with self._lock, _explained(failure, self.folder):
            yield

    def _write(self, take: Take, folder: GestureFolder) -> None:
        try:
            write_take(take, folder.path / f"{take.info.id}.npz")
        except ValueError as error:
            raise TakeStoreError(f"The take could not be saved: {error}. Record it again.") from error

    def _load(self, file: Path, folder: GestureFolder) -> Take:
        try:
            take = read_take(file)
        except ImportRefused as error:
            self._index.mark_damaged(file, str(error))
            raise TakeStoreError(f"{error} Delete it and record it again.") from error
        return Take(take.sequence, replace(take.info, id=file.stem, gesture=folder.name))

    def _found(self, gestures: Collection[str] | None) -> list[FoundTake]:
        names = None if gestures is None else {_checked_name(name) for name in gestures}
        with self._working("The recordings could not be read"):
            found, _ = self._index.scan(gesture_folders(self.folder))
        chosen = [take for take in found if names is None or take.info.gesture in names]
        return sorted(chosen, key=lambda take: take.info.id)

    def _readable(self, places: Iterable[tuple[Path, GestureFolder]]) -> Iterator[Take]:
        """Those takes that can be read; a damaged one is listed by `problems` from then on."""
        for file, folder in places:
            try:
                with self._working("The take could not be read"):
                    take = self._load(file, folder)
            except TakeStoreError:  # marked as damaged, or deleted since it was found
                continue
            yield take

    def _lookup(self, take_id: str) -> tuple[Path, GestureFolder] | None:
        if not take_id or take_id != Path(take_id).name or "\\" in take_id:
            return None
        for folder in gesture_folders(self.folder):
            file = folder.path / f"{take_id}.npz"
            if file.is_file():
                return file, folder
        return None

    def _find(self, take_id: str) -> tuple[Path, GestureFolder]:
        found = self._lookup(take_id)
        if found is None:
            raise TakeStoreError(
                f"There is no take “{take_id}”. It may have been deleted: look into the bin."
            )
        return found

    def _free_id(self, take_id: str) -> str:
        while self._lookup(take_id):
            take_id = sibling_id(take_id)
        return take_id

    def _all_ids(self) -> set[str]:
        return {found.info.id for found in self._index.scan(gesture_folders(self.folder))[0]}

    def _exists(self, name: str) -> bool:
        return bool(self._folders_of(name))

    def _folders_of(self, name: str) -> list[GestureFolder]:
        return [folder for folder in gesture_folders(self.folder) if folder.name == name]

    def _existing(self, name: str) -> GestureFolder:
        """The gesture's folder; where copying left it several, they are made one."""
        folders = self._folders_of(name)
        if not folders and name == NONE:
            return self._home(NONE)
        if not folders:
            raise TakeStoreError(f"There is no gesture called “{name}”.")
        for extra in folders[1:]:
            move_takes(extra.path, folders[0].path)
            self._remove_empty(extra)
        return folders[0]

    def _home(self, name: str, identity: str = "") -> GestureFolder:
        """The folder of a gesture by its id or else its name; made where there is none."""
        folders = gesture_folders(self.folder)
        same = [folder for folder in folders if identity and folder.id == identity]
        same += [folder for folder in folders if folder.name == name]
        return same[0] if same else make_folder(self.folder, name)

    def _remove_empty(self, folder: GestureFolder) -> None:
        """Remove a gesture's folder without its takes; what else the user keeps in it stays where it is."""
        (folder.path / NAME_FILE).unlink(missing_ok=True)
        if not any(folder.path.iterdir()):
            folder.path.rmdir()


def _counted(folders: Iterable[GestureFolder], found: Iterable[FoundTake]) -> list[Gesture]:
    counts = Counter(take.info.gesture for take in found)
    counts.update({folder.name: 0 for folder in folders})
    none = Gesture(NONE, counts.pop(NONE, 0), is_none=True)
    names = sorted(counts, key=lambda name: (name.casefold(), name))
    return [*(Gesture(name, counts[name], is_none=False) for name in names), none]


def _problems(
    folders: Iterable[GestureFolder], damaged: Iterable[DamagedFile], lost: Iterable[tuple[Path, str]]
) -> list[DamagedFile]:
    """Folders whose name cannot be read, takes, and what lies in the bin."""
    unnamed = [DamagedFile(folder.path, folder.problem) for folder in folders if folder.problem]
    return [*unnamed, *damaged, *(DamagedFile(path, sentence) for path, sentence in lost)]


@contextmanager
def _explained(failure: str, folder: Path) -> Iterator[None]:
    """Turn what the system says into a sentence that starts with `failure`."""
    try:
        yield
    except OSError as error:
        raise TakeStoreError(storage_sentence(failure, folder, error)) from error


def _checked_name(name: str) -> str:
    try:
        return gesture_name(name)
    except ValueError as error:
        raise TakeStoreError(str(error)) from error
