"""`gesture-app render`: a clip of the virtual hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from gesture_app.commands.ending import ending_in_order
from gesture_app.commands.numbers import NumberIn
from gesture_app.commands.output import STOPPED, fail, progress_line
from gesture_app.virtual_hand.painting.look import BACKGROUNDS, LOOKS, SKINS, Look

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gesture_app.virtual_hand.acting.programme import Programme
    from gesture_app.virtual_hand.acting.stage import Stage
    from gesture_app.virtual_hand.film import Film

_FPS = {".gif": 15.0}
_USUAL_FPS = 25.0
_SHOW_EVERY = 10  # pictures
_SMALLEST, _LARGEST = 64, 4096


class Size(click.ParamType[tuple[int, int]]):
    """Width and height in pixels, as in 640x480."""

    name = "WxH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        match = re.fullmatch(r"(\d+)\s*[x×*]\s*(\d+)", str(value))
        if match is None:
            self.fail(f"{value!r} is no size. Write it as 640x480.", param, ctx)
        width, height = int(match[1]), int(match[2])
        if not all(_SMALLEST <= length <= _LARGEST and length % 2 == 0 for length in (width, height)):
            self.fail(
                f"{value} does not work: even numbers between {_SMALLEST} and {_LARGEST} do.", param, ctx
            )
        return width, height


@click.command()
@click.argument("gesture")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="F",
              help="The file to write; its ending says what it is: .mp4, .avi or .gif.")  # fmt: skip
@click.option("--side", type=click.Choice(["right", "left"]), default="right", show_default=True)
@click.option("--look", type=click.Choice(list(LOOKS)), default="study", show_default=True,
              help="Skin, sleeve, room and light together.")  # fmt: skip
@click.option("--skin", type=click.Choice(list(SKINS)), help="Another skin than the look's.")
@click.option("--background", type=click.Choice(BACKGROUNDS), help="Another background than the look's.")
@click.option("--distance", type=NumberIn(200, 1500), default=450, show_default=True,
              help="Of the hand from the camera, mm.")  # fmt: skip
@click.option("--size", type=Size(), default="640x480", show_default=True, help="Pixels.")
@click.option("--fps", type=NumberIn(1, 100), help="Pictures a second; 15 for a GIF, else 25.")
@click.option("--stay", is_flag=True, help="Keep the hand in the picture between gestures.")
@click.option("--webcam", is_flag=True, help="With a webcam's noise and blur; without it, flawless.")
@click.option("--speed", type=NumberIn(0.1, 4), default=1.0, show_default=True,
              help="Of the movement, relative to its own.")  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(min=0), help="Let another person perform; the same number, the same person."
)
def command(
    gesture: str, out: Path, side: str, look: str, skin: str | None, background: str | None,
    distance: float, size: tuple[int, int], fps: float | None, stay: bool, webcam: bool, speed: float,
    seed: int | None,
) -> None:  # fmt: skip
    """Make a clip of the virtual hand.

    GESTURE is a gesture, several with commas between, or a word, which is spelled.

    \b
    Examples:
      gesture-app render wave --out wave.mp4
      gesture-app render "thumbs up,OK" --out answers.gif --size 320x240
      gesture-app render HELLO --out hello.mp4 --side left --speed 0.7 --look evening
    """
    from gesture_app.commands.clip import ClipError, check_clip, write_clip
    from gesture_app.virtual_hand.acting.manner import plain_manner, random_manner
    from gesture_app.virtual_hand.acting.programme import parse_programme
    from gesture_app.virtual_hand.body.build import average_build, random_builds
    from gesture_app.virtual_hand.film import Film
    from gesture_app.virtual_hand.signs.names import UnknownName

    fps = fps or _FPS.get(out.suffix.lower(), _USUAL_FPS)
    try:
        check_clip(out)
        programme = parse_programme(gesture)
        if not programme.items:
            fail("Name a gesture, several with commas between, or a word.")
        rng = np.random.default_rng(0 if seed is None else seed)
        manner = plain_manner() if seed is None else random_manner(rng)
        build = average_build() if seed is None else random_builds(rng, 1)[0]
        film = Film(
            replace(programme, rounds=programme.rounds or 1, rest_between=programme.rest_between and not stay),
            rng, manner=replace(manner, tempo=manner.tempo * speed), build=build,
            side="left" if side == "left" else "right", look=_look(look, skin, background),
            stage=_stage(programme, float(build.palm_mm), side, distance, size),
            frame_s=1 / fps, flawless=not webcam,
        )  # fmt: skip
        with ending_in_order():
            count = write_clip(out, _pictures(film, fps), fps)
    except (UnknownName, ClipError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        progress_line("")
        fail("Stopped; nothing was written.", STOPPED)
    progress_line("")
    click.echo(f"{out}: {count} pictures, {count / fps:.1f} s, {out.stat().st_size / 1e6:.1f} MB.", err=True)


def _look(name: str, skin: str | None, background: str | None) -> Look:
    look = LOOKS[name]
    if skin is not None:
        look = replace(look, skin=SKINS[skin])
    if background is not None:
        look = replace(look, background=replace(look.background, kind=background))
    return look


def _stage(
    programme: Programme, palm_mm: float, side: str, distance_mm: float, size: tuple[int, int]
) -> Stage:
    """Where one hand performs alone it is in the middle; two keep their sides."""
    from gesture_app.virtual_hand.acting.stage import Stage
    from gesture_app.virtual_hand.body.camera import Camera
    from gesture_app.virtual_hand.signs.script import Word

    alone = programme.items and not any(
        not isinstance(item, Word) and (item.hands == 2 or item.from_middle) for item in programme.items
    )
    stage = Stage(palm_mm=palm_mm, distance_mm=distance_mm, camera=Camera(*size))
    own_mm = stage.place_mm(np.zeros(3), from_middle=False)[0] if alone else 0.0
    return replace(stage, right_mm=own_mm if side == "left" else -own_mm)


def _pictures(film: Film, fps: float) -> Iterator[NDArray[np.uint8]]:
    count = 0
    while (shot := film.shot(count / fps)) is not None:
        if count % _SHOW_EVERY == 0:
            progress_line(f"{count / fps:.1f} s  {shot.showing}")
        yield shot.picture
        count += 1
