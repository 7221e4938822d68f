"""Save many takes at once: all of them or none."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from gesture_app.takes.errors import TakeStoreError
from gesture_app.takes.gesture_folder import NAME_FILE, GestureFolder
from gesture_app.takes.names import gesture_name
from gesture_app.takes.take import Take, TakeInfo, is_take_id, sibling_id, time_id
from gesture_app.takes.take_file import write_take

_STAGING = ".incoming-"
_FORGOTTEN_AFTER = timedelta(days=1)


@contextmanager
def staging_folder(root: Path) -> Iterator[Path]:
    """A folder beside the gestures, on the same disk, so that moving out of it is one step a take."""
    staging = root / f"{_STAGING}{secrets.token_hex(4)}"
    staging.mkdir(parents=True)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def remove_forgotten(root: Path, now: datetime) -> None:
    """Remove what an import left behind that was killed; a day's grace for one that may still be running."""
    for folder in root.glob(f"{_STAGING}*"):
        modified = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
        if now - modified > _FORGOTTEN_AFTER:
            shutil.rmtree(folder, ignore_errors=True)


def write_takes(
    takes: Iterable[Take], staging: Path, now: datetime, report: Callable[[int], None] | None
) -> list[tuple[Path, TakeInfo]]:
    """Write takes into the staging folder.

    They are not forced onto the disk one by one: that takes ten times as long, and their source is still
    there. Ids are a millisecond apart, so that the takes keep their order.

    Raises:
        TakeStoreError: a take is malformed.
        OSError: the disk is full or the like.
    """
    staged: list[tuple[Path, TakeInfo]] = []
    for number, take in enumerate(takes):
        info = replace(
            take.info,
            id=take.info.id if is_take_id(take.info.id) else time_id(now + timedelta(milliseconds=number)),
            gesture=_usable_name(take.info.gesture),
            frames=len(take.sequence),
            duration_s=round(take.sequence.duration_s, 4),
        )
        file = staging / f"{number}.npz"
        try:
            write_take(Take(take.sequence, info), file, durable=False)
        except ValueError as error:
            raise TakeStoreError(f"Recording {number + 1} cannot be kept: {error}.") from error
        staged.append((file, info))
        if report:
            report(number + 1)
    return staged


def _usable_name(name: str) -> str:
    try:
        return gesture_name(name)
    except ValueError as error:
        raise TakeStoreError(str(error)) from error


def move_in(
    staged: list[tuple[Path, TakeInfo]],
    home: Callable[[str], GestureFolder],
    exists: Callable[[str], bool],
    taken: set[str],
) -> list[TakeInfo]:
    """Move staged takes to their gestures; undo everything when one cannot be moved.

    Args:
        home: gives the folder of a gesture, made where there is none.
        exists: whether there is such a gesture.
        taken: the ids of all takes there are; those moved are added.

    Raises:
        OSError: every gesture is as it was.
    """
    created: list[GestureFolder] = []
    moved: list[Path] = []
    infos: list[TakeInfo] = []
    homes: dict[str, GestureFolder] = {}
    try:
        for file, info in staged:
            if info.gesture not in homes:
                is_new = not exists(info.gesture)
                homes[info.gesture] = home(info.gesture)
                if is_new:
                    created.append(homes[info.gesture])
            take_id = info.id
            while take_id in taken:
                take_id = sibling_id(take_id)
            taken.add(take_id)
            target = homes[info.gesture].path / f"{take_id}.npz"
            file.replace(target)
            moved.append(target)
            infos.append(replace(info, id=take_id))
    except BaseException:
        _undo(moved, created)
        raise
    return infos


def _undo(moved: list[Path], created: list[GestureFolder]) -> None:
    for file in moved:
        file.unlink(missing_ok=True)
    for folder in created:
        (folder.path / NAME_FILE).unlink(missing_ok=True)
        folder.path.rmdir()
