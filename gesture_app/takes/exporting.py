"""Write recordings to a file for elsewhere, of the kind its ending names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from gesture_app.takes.archive import write_archive
from gesture_app.takes.errors import ExportRefused
from gesture_app.takes.landmark_dataset import write_landmark_dataset
from gesture_app.takes.pose_format_file import write_pose
from gesture_app.takes.store import TakeStore

KINDS = (".zip", ".npz", ".pose")


def export_file(
    store: TakeStore, file: Path, *, gestures: Collection[str] | None = None, take_id: str | None = None
) -> int:
    """Write one take, the takes of some gestures, or all, and return how many.

    Raises:
        ExportRefused: with a sentence; nothing was written.
        TakeStoreError: a gesture or take that was named is not there.
    """
    kind = file.suffix.lower()
    if kind not in KINDS:
        raise ExportRefused(f"{file.name} does not say what to write: end the name in .zip, .npz or .pose.")
    there = {info.gesture for info in store.takes()}
    for name in gestures or ():
        if not store.takes(name):
            known = ", ".join(sorted(there)) or "none yet"
            raise ExportRefused(f"There are no takes of “{name}”. Gestures with takes: {known}.")
    if kind == ".zip":
        return write_archive(store, file, gestures, take_id)
    takes = [store.load(take_id)] if take_id else list(store.load_all(gestures))
    if not takes:
        raise ExportRefused("There are no takes to export.")
    if kind == ".npz":
        write_landmark_dataset([take.labelled() for take in takes], file)
        return len(takes)
    if len(takes) > 1:
        raise ExportRefused(
            f"A .pose file holds one take and {len(takes):,} were chosen. Name one with --take, or write a .zip."
        )
    write_pose(takes[0].sequence, file)
    return 1
