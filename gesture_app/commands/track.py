"""`gesture-app track`: the landmarks of a video, of a folder of videos, or of the virtual hand, as datasets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from gesture_app.commands.output import check_folder_of, fail, print_json, progress_line
from gesture_app.folders import find_folders
from gesture_app.hands import LEFT, RIGHT, HandFrame, HandSequence
from gesture_app.hands.labelled import LabelledSequence

if TYPE_CHECKING:
    from gesture_app.capture.tracker import HandTracker
    from gesture_app.capture.video import VideoFile
    from gesture_app.capture.virtual_camera import VirtualCamera

_SHOW_EVERY = 10  # frames


class VideoOrVirtual(click.Path):
    """A file or folder that exists, or `virtual:PROGRAMME`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value).partition(":")[0] == "virtual" and not _exists(str(value)):
            return str(value)
        return super().convert(value, param, ctx)


def _exists(file: str) -> bool:
    try:
        return Path(file).exists()
    except OSError:  # too long for a name: a long programme
        return False


@click.command()
@click.argument("video", type=VideoOrVirtual(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="F.npz",
              help="The file to write; for a folder of videos, the folder to write into.")  # fmt: skip
@click.option("--label", metavar="GESTURE", help="What the video shows. Without it: the video's name.")
@click.option(
    "--hands", type=click.IntRange(1, 2), default=2, show_default=True, help="How many to look for."
)
@click.option("--landmarker", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Use this hand_landmarker.task.")  # fmt: skip
@click.option("--processes", type=click.IntRange(min=1, max=1024), metavar="N",
              help="For a folder: how many videos at a time. Without it: one for each processor.")  # fmt: skip
@click.option("--dataset", type=click.Path(dir_okay=False, path_type=Path), metavar="ALL.npz",
              help="For a folder: also write all its videos as one landmark dataset.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The result as JSON.")
def command(
    video: Path | str, out: Path, label: str | None, hands: int, landmarker: Path | None, processes: int | None,
    dataset: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Find the hands in VIDEO and write their landmarks to a file.

    VIDEO is a file, or virtual:PROGRAMME for the virtual hand: a word, gestures, alphabet; one round of it.

    The file is a landmark dataset with one recording; `gesture-app takes import` reads it.

    VIDEO may be a folder: all videos below it are tracked, each into a file of its own at the same place below the
    folder --out. Stopped with Ctrl-C, or by anything else, the same command goes on where it was. A video shows what
    the sub-folder it lies in is called: wave/one.mp4, wave/two.mp4.

    \b
    Examples:
      gesture-app track wave.mp4 --out wave.npz --label wave
      gesture-app track virtual:wave --out wave.npz
      gesture-app track clips --out landmarks --dataset clips.npz
    """
    if isinstance(video, Path) and video.is_dir():
        from gesture_app.commands.track_folder import track_folder

        if label is not None:
            raise click.UsageError(
                "--label is for one video; in a folder the sub-folders say what videos show."
            )
        track_folder(video, out, hands, landmarker, processes, dataset, as_json)
        return
    if processes is not None or dataset is not None:
        raise click.UsageError("--processes and --dataset are for a folder of videos.")
    if out.is_dir():
        raise click.UsageError(f"{out} is a folder; name a file to write.")
    _track_one(video, out, label, hands, landmarker, as_json)


def _track_one(
    video: Path | str, out: Path, label: str | None, hands: int, landmarker: Path | None, as_json: bool
) -> None:
    from gesture_app.capture.source import SourceError
    from gesture_app.capture.tracker import HandTracker
    from gesture_app.capture.tracker_model import TrackerModelError
    from gesture_app.commands.tracker_bundle import tracker_bundle
    from gesture_app.pipeline.videos.worker import missing_frames

    check_folder_of(out)
    try:
        source = _source(video)
        source.open()
        with closing(source), HandTracker(tracker_bundle(find_folders(), landmarker), hands) as tracker:
            tracked = list(_track(source, tracker))
            announced = _announced(source)
    except (SourceError, TrackerModelError) as error:
        fail(str(error))
    progress_line("")
    if remark := missing_frames(source.name, len(tracked), announced):
        click.echo(remark, err=True)
    sequence = HandSequence.from_frames([hands for hands, _ in tracked])
    _write(sequence, out, label or _usual_label(video), source.name)
    _tell(video, out, sequence, float(np.median([cost_ms for _, cost_ms in tracked])), as_json)


def _source(video: Path | str) -> VideoFile | VirtualCamera:
    from gesture_app.capture.video import VideoFile
    from gesture_app.capture.virtual_camera import VirtualCamera

    if isinstance(video, Path):
        return VideoFile(video, fast=True)
    return VirtualCamera(video.partition(":")[2], fast=True, once=True)


def _announced(source: VideoFile | VirtualCamera) -> int:
    """How many frames there should be; 0 = unknown."""
    return getattr(source, "frames_announced", 0)


def _usual_label(video: Path | str) -> str:
    return (
        video.stem if isinstance(video, Path) else video.partition(":")[2].partition("*")[0].strip() or video
    )


def _track(source: VideoFile | VirtualCamera, tracker: HandTracker) -> Iterator[tuple[HandFrame, float]]:
    """Every frame's hands, and what they cost in milliseconds."""
    while (frame := source.read()) is not None:
        if frame.index % _SHOW_EVERY == 0:
            progress_line(f"Frame {frame.index} of {_announced(source) or '?'}")
        start_s = time.perf_counter()
        hands = tracker.track(frame)
        yield hands, 1000 * (time.perf_counter() - start_s)


def _write(sequence: HandSequence, out: Path, label: str, name: str) -> None:
    from gesture_app.takes.errors import ExportRefused
    from gesture_app.takes.landmark_dataset import write_landmark_dataset

    if not sequence.seen.any():
        fail(f"No hand was found in {name}, so nothing was written. Hands must be well lit and whole.")
    try:
        write_landmark_dataset(
            [LabelledSequence(sequence, label, name=name)], out, source=f"tracked in {name}"
        )
    except ExportRefused as error:
        fail(str(error))


def _tell(video: Path | str, out: Path, sequence: HandSequence, cost_ms: float, as_json: bool) -> None:
    share = float(sequence.seen.mean())
    left, right = (float(sequence.present[:, side].mean()) for side in (LEFT, RIGHT))
    if as_json:
        print_json({
            "video": str(video), "out": str(out), "frames": len(sequence), "duration_s": sequence.duration_s,
            "share_with_hand": share, "share_with_left": left, "share_with_right": right,
            "ms_per_frame": round(cost_ms, 2),
        })  # fmt: skip
        return
    click.echo(
        f"A hand in {share:.1%} of {len(sequence)} frames (left {left:.0%}, right {right:.0%}). "
        f"Written to {out}."
    )
