"""`gesture-app takes`: list, show, trim, delete, restore, import and export recordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from gesture_app.commands.output import fail, print_json, progress_line
from gesture_app.commands.recordings import recordings_folder
from gesture_app.takes.errors import ExportRefused, ImportRefused, TakeStoreError
from gesture_app.takes.store import BinEntry, TakeStore
from gesture_app.takes.take import TakeInfo

_REPORT_EVERY = 50  # takes; more often would only slow the work down

Command = Callable[..., Any]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--recordings",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the recordings.  [default: where the window keeps them]",
)
@click.pass_context
def command(context: click.Context, recordings: Path | None) -> None:
    """Manage recorded takes.

    A take is one recording of a gesture and has an ID, which `takes list` tells. What you delete goes to a bin:
    `takes restore` brings it back.
    """
    context.obj = TakeStore(recordings_folder(recordings))


@contextmanager
def _sentences() -> Iterator[None]:
    """What goes wrong ends the command with its sentence."""
    try:
        yield
    except (TakeStoreError, ImportRefused, ExportRefused) as error:
        progress_line("")
        fail(str(error))


def _plural(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


@command.command("list")
@click.option("--gesture", metavar="NAME", help="Only takes of this gesture.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def list_takes(store: TakeStore, gesture: str | None, as_json: bool) -> None:
    """List gestures and their takes, oldest first."""
    with _sentences():
        there = store.contents()
        takes = there.takes if gesture is None else store.takes(gesture)
    for problem in there.problems:
        click.echo(problem.sentence, err=True)
    if as_json:
        print_json(
            {
                "gestures": [
                    {"name": g.name, "takes": g.takes, "is_none": g.is_none} for g in there.gestures
                ],
                "takes": takes,
                "problems": [{"file": str(p.file), "sentence": p.sentence} for p in there.problems],
            }
        )
        return
    if not takes:
        click.echo(
            "There are no takes yet. Record some, or import a file with `gesture-app takes import FILE`."
        )
    own: dict[str, list[TakeInfo]] = defaultdict(list)
    for take in takes:
        own[take.gesture].append(take)
    for each in there.gestures:
        if gesture is None or own[each.name]:
            _print_gesture(each.name, own[each.name])


def _print_gesture(name: str, takes: list[TakeInfo]) -> None:
    if not takes and name == "none":
        return
    click.echo(f"{name}: {_plural(len(takes), 'take')}")
    for take in takes:
        person = f"  {take.person}" if take.person else ""
        verdict = take.quality.verdict
        click.echo(f"  {take.id}  {take.frames:5d} frames {take.duration_s:6.2f} s  {verdict:6}{person}")


@command.command("show")
@click.argument("take_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def show_take(store: TakeStore, take_id: str, as_json: bool) -> None:
    """Tell all that is known about a take."""
    with _sentences():
        take = store.load(take_id)
    info, sequence = take.info, take.sequence
    left, right = (int(count) for count in sequence.present.sum(axis=0))
    if as_json:
        print_json(
            {"take": info, "left_hand_frames": left, "right_hand_frames": right, "aspect": sequence.aspect}
        )
        return
    rows = [
        ("take", info.id),
        ("gesture", info.gesture),
        ("length", f"{info.frames} frames, {info.duration_s:.2f} seconds"),
        ("hands", f"left hand in {left} frames, right hand in {right}"),
        ("quality", " ".join([f"{info.quality.verdict}.", *info.quality.remarks])),
        ("person", info.person),
        ("session", info.session),
        ("recorded", info.recorded_at),
        ("camera", info.camera),
        ("source", info.source),
        ("split", info.split),
    ]
    for what, value in rows:
        if value:
            click.echo(f"{what:9} {value}")


@command.command("trim")
@click.argument("take_id", metavar="ID")
@click.argument("start", type=click.IntRange(min=0))
@click.argument("stop", type=click.IntRange(min=1))
@click.pass_obj
def trim_take(store: TakeStore, take_id: str, start: int, stop: int) -> None:
    """Keep the frames from START up to, not including, STOP.

    Frames count from 0. The trimmed take gets an ID of its own; the whole one goes to the bin.
    """
    with _sentences():
        info = store.trim(take_id, start, stop)
    click.echo(f"{info.id}  {info.frames} frames, {info.duration_s:.2f} seconds, {info.quality.verdict}")


@command.command("delete")
@click.argument("take_id", metavar="ID", required=False)
@click.option("--gesture", metavar="NAME", help="Delete a gesture with all its takes instead.")
@click.pass_obj
def delete_take(store: TakeStore, take_id: str | None, gesture: str | None) -> None:
    """Put a take, or a whole gesture, into the bin."""
    if (take_id is None) == (gesture is None):
        raise click.UsageError("Name either one take by its ID or one gesture with --gesture.")
    with _sentences():
        entry = store.delete(take_id) if take_id is not None else store.delete_gesture(gesture or "")
    click.echo(f"In the bin now; `gesture-app takes restore {entry.id}` brings it back.")


@command.command("restore")
@click.argument("entry", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the bin as JSON instead of text.")
@click.pass_obj
def restore_entry(store: TakeStore, entry: str | None, as_json: bool) -> None:
    """Bring back what was deleted; without ENTRY, list what is in the bin."""
    with _sentences():
        if entry is not None:
            restored = store.restore(entry)
            click.echo(f"{_plural(len(restored.take_ids), 'take')} back in “{restored.gesture}”.")
            return
        entries = store.bin()
    if as_json:
        print_json(entries)
    elif not entries:
        click.echo("The bin is empty.")
    else:
        for waiting in entries:
            click.echo(f"{waiting.id}  {_what(waiting)}")


def _what(entry: BinEntry) -> str:
    when = entry.deleted_at[:16].replace("T", " ")
    if entry.kind == "gesture":
        return f"gesture “{entry.gesture}” with {_plural(entry.takes, 'take')}, deleted {when} UTC"
    if entry.kind == "trim":
        return f"take {entry.take_id} of “{entry.gesture}” before it was trimmed {when} UTC"
    return f"take {entry.take_id} of “{entry.gesture}”, deleted {when} UTC"


@command.command("rename")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename_gesture(store: TakeStore, old: str, new: str) -> None:
    """Give the gesture OLD the name NEW."""
    with _sentences():
        store.rename_gesture(old, new)
    click.echo(f"“{old}” is called “{new}” now.")


@command.command("merge")
@click.argument("source", metavar="FROM")
@click.argument("into")
@click.pass_obj
def merge_gestures(store: TakeStore, source: str, into: str) -> None:
    """Make all takes of the gesture FROM takes of INTO."""
    with _sentences():
        moved = store.merge_gestures(source, into)
    click.echo(f"{_plural(moved, 'take')} moved to “{into}”.")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--gesture", metavar="NAME", default="", help="What all its recordings show.")
@click.option("--person", metavar="NAME", default="", help="Who performed them.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def import_recordings(store: TakeStore, file: Path, gesture: str, person: str, as_json: bool) -> None:
    """Add the recordings of FILE: a landmark dataset or a take (.npz), a peer's keypoint.csv, a .pose file, or
    a zip of recordings.

    A .pose file does not say what it shows: name it with --gesture, or the file's name is taken. When anything
    is wrong with FILE, nothing is imported.
    """
    from gesture_app.takes.importing import import_file

    def report(done: int) -> None:
        if done % _REPORT_EVERY == 0:
            progress_line(f"{_plural(done, 'recording')} imported")

    with _sentences():
        imported = import_file(store, file, gesture=gesture, person=person, report=report)
    progress_line("")
    for remark in imported.remarks:
        click.echo(remark, err=True)
    if as_json:
        print_json({"takes": imported.takes, "gestures": imported.gestures, "remarks": imported.remarks})
        return
    gestures = ", ".join(imported.gestures)
    click.echo(f"{_plural(len(imported.takes), 'take')} imported{f': {gestures}' if gestures else ''}.")


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--gesture", "gestures", metavar="NAME", multiple=True, help="Only this gesture; may be repeated."
)
@click.option("--take", "take_id", metavar="ID", help="Only this take.")
@click.pass_obj
def export_recordings(store: TakeStore, file: Path, gestures: tuple[str, ...], take_id: str | None) -> None:
    """Write recordings to FILE, of the kind its ending names.

    \b
    .zip   to carry recordings to another computer
    .npz   a landmark dataset, for other programs that learn
    .pose  one take, for sign language tools
    """
    if gestures and take_id:
        raise click.UsageError("Choose by --gesture or by --take, not by both.")
    from gesture_app.takes.exporting import export_file

    with _sentences():
        count = export_file(store, file, gestures=gestures or None, take_id=take_id)
    click.echo(f"{_plural(count, 'take')} written to {file}.")
