"""The door: `gesture-app` opens the window, `gesture-app COMMAND` works without one."""

from __future__ import annotations

import errno
import importlib
import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from gesture_app.commands.output import STOPPED, fail
from gesture_app.log import start_log

log = logging.getLogger(__name__)

COMMANDS = {
    "live": "Recognise gestures without a window.",
    "record": "Record takes of a gesture without a window.",
    "takes": "List, trim, delete, restore, import and export recorded takes.",
    "train": "Train a model on the recorded takes, or on a landmark dataset.",
    "evaluate": "Measure how well recognition would work.",
    "pretrain": "Make the encoder and the ready-made models anew.",
    "render": "Make a clip of the virtual hand performing a gesture or a word.",
    "track": "Write the hand landmarks of a video, or of a folder of videos, to files.",
    "prove": "Measure what the hand tracker makes of the virtual hand.",
    "bench": "Measure what it costs, beside the bare library.",
    "soak": "Run the program for long and watch that nothing grows.",
    "doctor": "Say in plain words what is wrong.",
    "fetch": "Get the hand tracker's model now, for later use without a network.",
}


class LazyCommands(click.Group):
    """Commands are imported when called: help and the window never wait for torch or MediaPipe."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"gesture_app.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """What any command may meet, said in a sentence; those that have more to say do so themselves."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            ctx.exit(STOPPED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has had enough: click ends quietly
                raise
            log.debug("not caught", exc_info=True)
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - what could not be written is not tried again
            fail(
                f"The system refused something: {error}. Check that the disk is not full and may be written."
            )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _tell_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from gesture_app.version import VERSION  # slow to find out

    click.echo(f"gesture-app, version {VERSION}")
    ctx.exit()


@click.group(
    cls=LazyCommands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
@click.option(
    "--source",
    metavar="S",
    help="What to watch: camera, camera:0, camera:NAME, a video file, takes, takes:GESTURE, virtual, "
    "virtual:HELLO, or virtual:wave,point.",
)
@click.option(
    "--landmarker",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this hand_landmarker.task instead of fetching one.",
)
@click.option("--in-background", is_flag=True, help="Do not show the window at first, as after a login.")
@click.option("--verbose", is_flag=True, help="Say more on stderr, for reporting a problem.")
@click.pass_context
def main(
    ctx: click.Context, source: str | None, landmarker: Path | None, in_background: bool, verbose: bool
) -> None:
    """Teach your computer hand gestures with a webcam.

    Without a command the window opens. Everything stays on this machine.
    """
    start_log(verbose=verbose)
    if ctx.invoked_subcommand is not None:
        return
    from gesture_app.app import run

    ctx.exit(run(source, landmarker, in_background=in_background))
