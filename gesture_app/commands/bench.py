"""`gesture-app bench`: what it costs, beside the bare library, in one run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.output import STOPPED, fail, print_json, progress_line
from gesture_app.commands.tracker_bundle import tracker_bundle

if TYPE_CHECKING:
    from gesture_app.bench.figures import Figure, Report


@click.command(short_help="Measure what it costs, beside the bare library.")
@click.option(
    "--source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="VIDEO",
    help="Show the hand in this video instead of the virtual one.",
)
@click.option(
    "--landmarker",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this hand_landmarker.task instead of the one that was fetched.",
)
@click.option("--json", "as_json", is_flag=True, help="The result as one line of JSON.")
def command(source: Path | None, landmarker: Path | None, as_json: bool) -> None:
    """Measure what the program costs, in turns with the bare library: about five minutes.

    A window opens several times. Figures are ratios wherever there is something to compare with, so that they hold on
    any machine; do nothing else on it meanwhile.
    """
    from gesture_app.app import why_no_window
    from gesture_app.bench.measuring import Bench
    from gesture_app.bench.talking import BenchFailed
    from gesture_app.capture.source import SourceError
    from gesture_app.folders import find_folders

    hindrance = why_no_window(dict(os.environ))
    if hindrance:
        fail(hindrance)
    try:
        report = Bench(tracker_bundle(find_folders(), landmarker), source, progress_line).run()
    except (BenchFailed, SourceError) as error:
        progress_line("")
        fail(str(error))
    except KeyboardInterrupt:
        progress_line("")
        fail("The bench was stopped; there is no result.", STOPPED)
    if as_json:
        print_json(report)
    else:
        tell(report)


def tell(report: Report) -> None:
    """The result for people, on stdout."""
    click.echo(f"{report.machine}, {report.cores} cores; hands of {report.footage}; {report.seconds:.0f} s")
    width = max(len(each.what) for each in report.figures)
    for figure in report.figures:
        mark = "ok  " if figure.reached else "MISS"
        click.echo(f"{mark}  {figure.what:<{width}}  {_value(figure):>22}   {_wanted(figure)}")
        for line in _more(figure):
            click.echo(f"      {line}")
    for name, why in report.not_measured.items():
        click.echo(f"Not measured: {name}. {why}")


def _value(figure: Figure) -> str:
    return f"{figure.value:.2f} {figure.unit}"


def _wanted(figure: Figure) -> str:
    against = f" of {figure.against}" if figure.against else ""
    return f"{figure.sense} {figure.reach:g} {figure.unit}{against}"


def _more(figure: Figure) -> list[str]:
    lines = []
    if figure.ours is not None and figure.theirs is not None:
        lines.append(f"{figure.ours:.3g} against {figure.theirs:.3g} {figure.of}")
    if figure.milliseconds is not None:
        lines.append("{:.1f} ms, 95 % under {:.1f}, 99 % under {:.1f}".format(*figure.milliseconds))
    if figure.note:
        lines.append(figure.note)
    return lines
