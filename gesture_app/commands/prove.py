"""`gesture-app prove`: what the tracker makes of the virtual hand, beside the truth."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.numbers import NumberIn
from gesture_app.commands.output import STOPPED, check_folder_of, fail, print_json, progress_line
from gesture_app.folders import find_folders
from gesture_app.virtual_hand.painting.look import BACKGROUNDS, SKINS

if TYPE_CHECKING:
    from gesture_app.capture.belief import Belief, Cast, Watched

    Task = tuple[str, Cast, int]
    """A gesture, who performs it, and the seed of the take."""

_SETS = ("letters", "digits", "everyday")
_USUAL_SKINS = ("light", "tan", "deep")
_USUAL_BACKGROUNDS = ("wall", "shelf", "window")
_OF_A_PERSON = 8  # gestures


@click.command()
@click.argument("gestures", default="")
@click.option("--skin", "skins", type=click.Choice(list(SKINS)), multiple=True, default=_USUAL_SKINS,
              show_default=True)  # fmt: skip
@click.option("--background", "backgrounds", type=click.Choice(BACKGROUNDS), multiple=True,
              default=_USUAL_BACKGROUNDS, show_default=True)  # fmt: skip
@click.option("--side", "sides", type=click.Choice(["right", "left"]), multiple=True, default=("right", "left"),
              show_default=True)  # fmt: skip
@click.option("--people", type=click.IntRange(1, 1000),
              help="Instead: so many people who differ in everything, some gestures each.")  # fmt: skip
@click.option("--fit-noise", type=click.Path(dir_okay=False, path_type=Path), metavar="F.toml",
              help="Write how the tracker errs, for the training sequences.")  # fmt: skip
@click.option("--fps", type=NumberIn(5, 60), default=25, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True,
              help="Other takes of the same performances.")  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes side by side."
)
@click.option("--landmarker", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Use this hand_landmarker.task.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The tables as one line of JSON.")
def command(
    gestures: str, skins: tuple[str, ...], backgrounds: tuple[str, ...], sides: tuple[str, ...],
    people: int | None, fit_noise: Path | None, fps: float, seed: int, jobs: int, landmarker: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Measure what the hand tracker makes of the virtual hand.

    Every gesture is performed by either hand, in every skin before every background, and shown to the tracker
    like a video: is the hand found, taken for the right side, and how far are its landmarks from the true
    ones? GESTURES are names with commas between; without them it is all letters, digits and everyday gestures,
    which takes more than half an hour.

    \b
    Examples:
      gesture-app prove "wave,A,fist" --skin light --background wall
      gesture-app prove --jobs 2 --json > table.json
      gesture-app prove --people 40 --fit-noise noise.toml
    """
    from gesture_app.capture.belief import average_cast
    from gesture_app.commands.tracker_bundle import tracker_bundle

    if fit_noise is not None:
        check_folder_of(fit_noise)
    names = _names(gestures)
    if people is not None:
        wanted = _of_people(names, people, seed)
    else:
        wanted = [
            (name, average_cast("left" if side == "left" else "right", skin, background), seed)
            for name in names
            for side, skin, background in itertools.product(sides, skins, backgrounds)
        ]
    bundle = tracker_bundle(find_folders(), landmarker)
    shown: list[Watched] = []
    try:
        for watched in _watch_all([(bundle, *each, fps) for each in wanted], jobs):
            shown.append(watched)
            progress_line(f"{len(shown)} of {len(wanted)} performances: {watched.gesture}")
    except KeyboardInterrupt:
        progress_line("")
        fail("Stopped; there is no result.", STOPPED)
    progress_line("")
    if fit_noise is not None:
        _write_noise(fit_noise, shown, fps)
    if as_json:
        print_json(_as_json(shown))
    else:
        _tell(shown)


def _names(listed: str) -> list[str]:
    """The names of the gestures; one that does not exist ends the command with the nearest."""
    from gesture_app.virtual_hand.signs.catalogue import gesture, gestures
    from gesture_app.virtual_hand.signs.names import UnknownName

    wanted = [name.strip() for name in listed.split(",") if name.strip()]
    try:
        return [gesture(name).name for name in wanted] or [name for each in _SETS for name in gestures(each)]
    except UnknownName as error:
        fail(str(error))


def _of_people(names: list[str], people: int, seed: int) -> list[Task]:
    """Different people, who between them perform everything about as often."""
    import numpy as np

    from gesture_app.capture.belief import random_cast

    rng = np.random.default_rng(seed)
    dealt = itertools.cycle(rng.permutation(names).tolist())
    casts = [random_cast(rng, f"person {number}") for number in range(1, people + 1)]
    return [(next(dealt), cast, int(rng.integers(2**31))) for cast in casts for _ in range(_OF_A_PERSON)]


def _watch_all(tasks: list[tuple[bytes, str, Cast, int, float]], jobs: int) -> Iterator[Watched]:
    if jobs == 1:
        yield from itertools.starmap(_watch, tasks)
        return
    # New processes, not copies of this one: MediaPipe's threads do not survive a fork.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_watch, *task) for task in tasks]):
            yield done.result()


def _watch(bundle: bytes, name: str, cast: Cast, seed: int, fps: float) -> Watched:
    from gesture_app.capture.belief import watch
    from gesture_app.capture.tracker import HandTracker

    with HandTracker(bundle) as tracker:
        return watch(name, cast, tracker, seed=seed, fps=fps)


def _write_noise(file: Path, shown: list[Watched], fps: float) -> None:
    from importlib.metadata import version

    from gesture_app.keeping.atomic import write_atomically
    from gesture_app.virtual_hand.tracked.noise_fitting import TooLittle, fit_noise
    from gesture_app.virtual_hand.tracked.noise_model import as_toml

    pictures, people = sum(len(each.true) for each in shown), len({each.cast.person for each in shown})
    source = (
        f"MediaPipe {version('mediapipe')} on {pictures:,} pictures of the virtual hand: {people} people, "
        f"{fps:g} pictures a second, two hands asked for"
    )
    try:
        noise = fit_noise([each.true for each in shown], [each.seen for each in shown], source)
    except TooLittle as error:
        fail(str(error))
    write_atomically(file, as_toml(noise).encode(), durable=False)


_VIEWS: dict[str, Callable[[Watched], str]] = {
    "gesture": lambda watched: watched.gesture,
    "side": lambda watched: watched.cast.side,
    "skin": lambda watched: watched.cast.skin,
    "background": lambda watched: watched.cast.background,
}


def _tell(shown: list[Watched]) -> None:
    from gesture_app.capture.belief import table, total

    for view, key in _VIEWS.items():
        rows = table(shown, key)
        click.echo(f"{view:22}  frames   found  right side  off by (palm lengths)")
        for name, row in rows.items():
            click.echo(_line(name, row))
        if view == "gesture":
            click.echo(_line("all", total(rows)))
        click.echo()


def _line(name: str, row: Belief) -> str:
    return f"{name:22}  {row.frames:6}  {row.found_share:6.1%}  {row.right_side_share:10.1%}  {row.mean_error:6.3f}"


def _as_json(shown: list[Watched]) -> dict[str, object]:
    from gesture_app.capture.belief import table, total

    return {
        "performances": len(shown),
        "all": _figures(total(table(shown, _VIEWS["gesture"]))),
        **{
            view: {name: _figures(row) for name, row in table(shown, key).items()}
            for view, key in _VIEWS.items()
        },
    }


def _figures(row: Belief) -> dict[str, float | None]:
    shares = {"found": row.found_share, "right_side": row.right_side_share, "error_palms": row.mean_error}
    known = {name: None if share != share else round(share, 4) for name, share in shares.items()}
    return {"frames": row.frames, **known}
