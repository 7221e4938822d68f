"""`gesture-app record`: record takes without a window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from gesture_app.commands.numbers import NumberIn
from gesture_app.commands.output import STOPPED, fail, print_json, progress_line
from gesture_app.commands.recordings import recordings_folder
from gesture_app.folders import find_folders
from gesture_app.hands.labelled import NONE


@click.command()
@click.argument("gesture")
@click.option("--source", "spec", default="camera", show_default=True, metavar="S",
              help="camera, camera:0, camera:NAME, a video file, or virtual:GESTURE.")  # fmt: skip
@click.option("--takes", type=click.IntRange(1, 500), default=5, show_default=True, help="How many in a row.")
@click.option("--mode", type=click.Choice(["fixed", "motion"]), default="fixed", show_default=True,
              help="Takes of one length, or started and ended by the hands' own movement.")  # fmt: skip
@click.option("--seconds", type=NumberIn(0.3, 10), default=1.5, show_default=True, help="Length, if fixed.")
@click.option(
    "--countdown",
    type=NumberIn(0, 10),
    default=3.0,
    show_default=True,
    help="Seconds before the first.",
)
@click.option("--person", default="", help="Who is in the picture, to keep people apart when evaluating. "
              "The virtual hand is called so by itself.")  # fmt: skip
@click.option(
    "--hands", type=click.IntRange(1, 2), default=2, show_default=True, help="How many to look for."
)
@click.option("--fast", is_flag=True, help="A video or the virtual hand as fast as possible.")
@click.option("--landmarker", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Use this hand_landmarker.task.")  # fmt: skip
@click.option("--recordings", type=click.Path(file_okay=False, path_type=Path), help="Folder of the takes.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for every take.")
def command(
    gesture: str, spec: str, takes: int, mode: str, seconds: float, countdown: float, person: str, hands: int,
    fast: bool, landmarker: Path | None, recordings: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Record takes of GESTURE; "none" records takes of no gesture.

    \b
    Examples:
      gesture-app record wave
      gesture-app record none --takes 3 --seconds 5
      gesture-app record fist --source fist.mp4 --mode motion
      gesture-app record wave --source virtual:wave --mode motion --fast
    """
    from gesture_app.commands.session import watch
    from gesture_app.pipeline.recording import DroppedTake, Outcome, RecordingPlan, RecordingSession
    from gesture_app.pipeline.vision import Vision
    from gesture_app.takes.names import gesture_name
    from gesture_app.takes.store import TakeStore, TakeStoreError
    from gesture_app.takes.take import VIRTUAL_PERSON, new_take

    try:
        label = gesture_name(gesture)
    except ValueError as error:  # told before anybody performs in front of a camera
        fail(str(error))
    folders = find_folders()
    store = TakeStore(recordings_folder(recordings))
    performer = person or (VIRTUAL_PERSON if spec.partition(":")[0].strip() == "virtual" else "")
    session_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = 0
    stopped = False

    def keep(finished: Outcome) -> None:
        if isinstance(finished, DroppedTake):  # nobody asks for one here: there are no keys without a window
            return
        others = store.recent_sequences(label)
        take = new_take(
            finished.sequence, label, recorded_at=datetime.now(UTC), person=performer, session=session_id,
            camera=spec, others=others,
        )  # fmt: skip
        info = store.save(take)
        nonlocal kept
        kept += 1
        progress_line("")
        if as_json:
            print_json(info)
        else:
            remarks = " ".join(info.quality.remarks)
            click.echo(
                f"{info.id}  {info.frames} frames, {info.duration_s:.1f} s, {info.quality.verdict}. {remarks}"
            )

    plan = RecordingPlan(
        label, takes, "motion" if mode == "motion" else "fixed", seconds, countdown, label != NONE
    )
    vision = Vision(keep)
    vision.recording = session = RecordingSession(plan)
    try:
        for _ in watch(spec, vision, folders, store.folder, landmarker, hands, fast):
            state = session.state
            progress_line(f"take {state.number} of {takes}: {state.phase} {state.hint}")
            if session.over:
                break
    except KeyboardInterrupt:
        stopped = True
    except TakeStoreError as error:
        fail(str(error))
    progress_line("")
    if kept < takes:
        fail(
            f"{kept} of {takes} takes were recorded; the source ended or recording was stopped before the rest.",
            STOPPED if stopped else 1,
        )
