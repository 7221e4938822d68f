"""Bring recordings from elsewhere into a store, whatever kind of file they are in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from gesture_app.hands.labelled import NONE
from gesture_app.takes.archive import ArchiveTakes
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.landmark_dataset import LandmarkDataset
from gesture_app.takes.names import gesture_name
from gesture_app.takes.reading import kind_of, read_dataset, read_single
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import Take, TakeInfo, new_take

Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought in; `remarks` are sentences about what it left out."""

    takes: tuple[TakeInfo, ...]
    remarks: tuple[str, ...] = ()

    @property
    def gestures(self) -> tuple[str, ...]:
        return tuple(sorted({info.gesture for info in self.takes}))


def import_file(
    store: TakeStore, file: Path, *, gesture: str = "", person: str = "", report: Report | None = None
) -> Imported:
    """Add all recordings of a landmark dataset or a single take (both .npz), a peer's .csv, a `.pose` file or a zip.

    Args:
        gesture: the gesture they all show; empty: as the file says, or, for `.pose`, as it is called.
        person: who performed them; empty: as the file says.
        report: called with the number of recordings written so far.

    Raises:
        ImportRefused: one sentence; the store is as it was.
        TakeStoreError: the store could not be written; it is as it was.
    """
    name = _given_name(gesture)
    kind = kind_of(file)
    if kind in ("dataset", "csv"):
        return _import_dataset(store, file, name, person, report)
    if kind == "archive":
        return _import_archive(store, file, name, person, report)
    take = read_single(file, kind, name)
    if kind == "pose" and not take.sequence.seen.any() and take.info.gesture != NONE:
        raise ImportRefused(f"{file.name} shows no hand in any frame.")
    return Imported(tuple(store.save_all(_relabelled([take], name, person), report)))


def _given_name(gesture: str) -> str:
    try:
        return gesture_name(gesture) if gesture else ""
    except ValueError as error:
        raise ImportRefused(str(error)) from error


def _relabelled(takes: Iterable[Take], gesture: str, person: str) -> Iterator[Take]:
    """Raises `ImportRefused` for a take that names no gesture."""
    for take in takes:
        try:
            name = gesture or gesture_name(take.info.gesture)
        except ValueError as error:
            raise ImportRefused(f"A take does not say which gesture it shows. {error}") from error
        yield Take(take.sequence, replace(take.info, gesture=name, person=person or take.info.person))


def _import_archive(
    store: TakeStore, file: Path, gesture: str, person: str, report: Report | None
) -> Imported:
    takes = ArchiveTakes(file, store)
    saved = store.save_all(_relabelled(takes, gesture, person), report)
    remarks = []
    if takes.known:
        remarks.append(f"Left out, because they are here already: {_count(takes.known, 'take')}.")
    if takes.strangers:
        remarks.append(f"Left out, because they are no recordings: {_count(len(takes.strangers), 'file')}.")
    return Imported(tuple(saved), tuple(remarks))


def _import_dataset(
    store: TakeStore, file: Path, gesture: str, person: str, report: Report | None
) -> Imported:
    dataset = read_dataset(file)
    if gesture:
        dataset = _all_called(dataset, gesture)
    kept = [item for item in dataset.sequences if item.label == NONE or item.sequence.seen.any()]
    remarks = list(dataset.remarks)
    if unseen := len(dataset.sequences) - len(kept):
        remarks.append(f"Left out, because no hand is seen in them: {_count(unseen, 'recording')}.")
    if dataset.streams:
        remarks.append(
            f"Left out, because they hold many gestures each: {_count(len(dataset.streams), 'stream')}."
        )
    if not kept:
        raise ImportRefused(f"{file.name} holds no recording of a single gesture.")
    takes = (
        new_take(
            item.sequence,
            item.label,
            person=person or item.person,
            session=item.session,
            split=item.split,
            source=f"{file.name}: {item.name}" if item.name else file.name,
        )
        for item in kept
    )
    return Imported(tuple(store.save_all(takes, report)), tuple(remarks))


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _all_called(dataset: LandmarkDataset, gesture: str) -> LandmarkDataset:
    sequences = [dataclasses.replace(item, label=gesture) for item in dataset.sequences]
    return dataclasses.replace(dataset, sequences=sequences)
