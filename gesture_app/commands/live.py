"""`gesture-app live`: recognise without a window."""

from __future__ import annotations

from pathlib import Path

import click

from gesture_app.commands.model_choice import chosen_model
from gesture_app.commands.output import fail, print_json
from gesture_app.commands.recordings import recordings_folder
from gesture_app.folders import find_folders
from gesture_app.recognition.prediction import GestureEvent


@click.command()
@click.option("--source", "spec", default="camera", show_default=True, metavar="S",
              help="camera, camera:0, camera:NAME, a video file, takes, takes:GESTURE, virtual, "
              "virtual:HELLO, or virtual:wave,point.")  # fmt: skip
@click.option("--model", metavar="M",
              help="A model's file or name; ready-made are Everyday, Manual alphabet (letters) and Digits. "
              "Without it: your newest, or Everyday.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for every event.")
@click.option(
    "--fast", is_flag=True, help="All but cameras as fast as possible instead of at their own pace."
)
@click.option(
    "--hands", type=click.IntRange(1, 2), default=2, show_default=True, help="How many to look for."
)
@click.option("--landmarker", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Use this hand_landmarker.task.")  # fmt: skip
@click.option("--recordings", type=click.Path(file_okay=False, path_type=Path), help="Folder of the takes.")
def command(
    spec: str, model: str | None, as_json: bool, fast: bool, hands: int,
    landmarker: Path | None, recordings: Path | None,
) -> None:  # fmt: skip
    """Recognise gestures without a window, until the source ends or Ctrl-C is pressed.

    \b
    Examples:
      gesture-app live --source camera --json
      gesture-app live --source wave.mp4 --fast
      gesture-app live --source takes
      gesture-app live --source virtual:HELLO --model letters
      gesture-app live --source virtual:wave,point
    """
    from gesture_app.commands.session import watch
    from gesture_app.learning.checkpoint import load_checkpoint
    from gesture_app.learning.model_card import CheckpointError
    from gesture_app.pipeline.vision import Vision
    from gesture_app.recognition.recogniser import Recogniser
    from gesture_app.recognition.spotter import Spotter

    folders = find_folders()
    try:
        checkpoint = load_checkpoint(chosen_model(model, folders))
    except CheckpointError as error:
        fail(str(error))
    vision = Vision(on_take=lambda _: None)
    vision.recognise_with(Recogniser(checkpoint), Spotter(checkpoint.card))
    click.echo(f"Recognising {', '.join(checkpoint.card.labels)}. Ctrl-C ends it.", err=True)
    shown = ""
    try:
        for frame, seen in watch(
            spec, vision, folders, recordings_folder(recordings), landmarker, hands, fast
        ):
            shown = frame.caption or shown  # a movement is told in the pause after its take
            for event in seen.events:
                tell(event, shown, as_json)
    except KeyboardInterrupt:
        click.echo("", err=True)
    for event in vision.finish():
        tell(event, shown, as_json)


def tell(event: GestureEvent, caption: str, as_json: bool) -> None:
    """One event on stdout; `shown` is the gesture that a replayed take or the virtual hand says it is."""
    if as_json:
        line = {
            "event": event.kind, "gesture": event.label, "time_s": round(event.time_s, 3),
            "start_s": round(event.start_s, 3), "confidence": round(event.confidence, 3),
        }  # fmt: skip
        print_json(line | ({"shown": caption} if caption else {}))
    elif event.kind == "start":
        click.echo(f"{event.time_s:8.2f} s  {event.label}  ({event.confidence:.0%})")
