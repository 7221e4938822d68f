"""`gesture-app soak`: run the program for long and watch that nothing grows."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.numbers import NumberIn
from gesture_app.commands.output import check_folder_of, fail, print_json, progress_line
from gesture_app.folders import HOME_VARIABLE, find_folders

if TYPE_CHECKING:
    from gesture_app.bench.steadiness import Finding, Sample

_MINUTES = 20.0


@click.command()
@click.option(
    "--minutes", type=NumberIn(0.1, 100_000), help=f"How long a video is played; usually {_MINUTES:.0f}."
)
@click.option("--frames", type=click.IntRange(100, 10**9), metavar="N",
              help="Instead: so many frames of made takes, tracked already, as fast as possible.")  # fmt: skip
@click.option("--source", "video", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="VIDEO",
              help="Played again and again; without it, the virtual hand's gestures.")  # fmt: skip
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.png",
              help="Draw what was seen over time.")  # fmt: skip
@click.option("--landmarker", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Use this hand_landmarker.task.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="All that was seen as one line of JSON.")
def command(
    minutes: float | None, frames: int | None, video: Path | None, plot: Path | None, landmarker: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Run the program for long and watch that nothing grows.

    The whole program runs with its window, with nothing of yours recorded or set, and is looked at from time to time:
    memory, open handles, threads, how old the frame on the screen is, and what waits. Ctrl-C ends it early.
    The exit code is 1 if something grows.

    \b
    Examples:
      gesture-app soak --minutes 20 --plot soak.png
      gesture-app soak --frames 100000
    """
    if frames is not None and (minutes is not None or video is not None):
        fail("Choose one: --frames replays made takes; --minutes and --source play a video.", 2)
    if plot is not None:
        check_folder_of(plot)
    samples, trouble = _run(_bundle(landmarker), video, minutes or _MINUTES, frames)
    _tell(samples, trouble, plot, as_json)


def _bundle(landmarker: Path | None) -> Path:
    from gesture_app.commands.tracker_bundle import tracker_bundle

    folders = find_folders()
    tracker_bundle(folders, landmarker)
    return landmarker or folders.landmarker


def _run(bundle: Path, video: Path | None, minutes: float, frames: int | None) -> tuple[list[Sample], str]:
    """What was seen until the end, or until Ctrl-C, and what went wrong."""
    from gesture_app.app import why_no_window
    from gesture_app.bench.soak import REPLAYED
    from gesture_app.bench.talking import BenchFailed

    hindrance = why_no_window(dict(os.environ))
    if hindrance:
        fail(hindrance)
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory() as home:
        source = REPLAYED if frames is not None else str(video.resolve() if video else _draw(Path(home)))
        amount = minutes * 60 if frames is None else float(frames)
        try:
            return samples, _watch(samples, [str(bundle.resolve()), source, str(amount)], home)
        except KeyboardInterrupt:
            return samples, "It was stopped early."
        except BenchFailed as error:
            return samples, str(error)
        finally:
            progress_line("")


def _draw(folder: Path) -> Path:
    """A video of the virtual hand, as a webcam would have taken it."""
    from gesture_app.bench.footage import FPS, gestures_shown
    from gesture_app.commands.clip import write_clip

    progress_line("Drawing the video…")
    file = folder / "gestures.mp4"
    write_clip(file, gestures_shown(), FPS)
    return file


def _watch(samples: list[Sample], arguments: list[str], home: str) -> str:
    """Append each sample as it comes; returns what went wrong, or nothing."""
    import msgspec

    from gesture_app.bench.steadiness import Sample
    from gesture_app.bench.talking import Worker

    with Worker("gesture_app.bench.soak", *arguments, environment={HOME_VARIABLE: home}) as worker:
        while True:
            answer = worker.ask("look")
            if answer["over"]:
                return str(answer["trouble"])
            samples.append(msgspec.convert(answer["sample"], Sample))
            _tell_progress(samples[-1])


def _tell_progress(sample: Sample) -> None:
    memory = "" if sample.memory_mb is None else f", {sample.memory_mb:.0f} MB"
    progress_line(f"{sample.time_s / 60:.1f} min, {sample.frames:,} frames{memory}")


def _tell(samples: list[Sample], trouble: str, plot: Path | None, as_json: bool) -> None:
    from gesture_app.bench.steadiness import judge

    findings = judge(samples)
    if plot is not None and samples:
        _draw_plot(samples, plot)
    if as_json:
        print_json({"samples": samples, "findings": findings, "trouble": trouble})
    else:
        _tell_people(samples, findings)
    if trouble:
        click.echo(trouble, err=True)
    if trouble or not findings or not all(finding.steady for finding in findings):
        raise SystemExit(1)


def _draw_plot(samples: list[Sample], file: Path) -> None:
    from gesture_app.bench.soak_plot import plot_soak
    from gesture_app.keeping.atomic import write_atomically

    last = samples[-1]
    title = f"The whole program for {last.time_s / 60:.3g} minutes, {last.frames:,} frames, {last.events:,} events"
    write_atomically(file, plot_soak(samples, title), durable=False)


def _tell_people(samples: list[Sample], findings: tuple[Finding, ...]) -> None:
    if not findings:
        click.echo("It ran too briefly to tell whether anything grows.")
        return
    last = samples[-1]
    click.echo(f"{last.frames:,} frames in {last.time_s / 60:.1f} minutes ({last.frames / last.time_s:.0f} a second), "
               f"{last.events:,} events told.")  # fmt: skip
    for finding in findings:
        click.echo(f"  {finding.sentence}")
    grows = [finding.what for finding in findings if not finding.steady]
    click.echo(f"Not steady: {', '.join(grows)}." if grows else "Nothing grows.")
