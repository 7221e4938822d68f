"""Commands that several processes work on: one of them speaks for all, and none waits in vain for one that ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, NoReturn

import click

from gesture_app.commands.ending import ending_in_order
from gesture_app.commands.output import fail, progress_line

if TYPE_CHECKING:
    from gesture_app.learning.processes import Team

_HUNG_UP, _TERMINATED = 128 + 1, 128 + 15
"""Exit codes, see `ending_in_order`."""


@contextmanager
def together() -> Iterator[Team]:
    """The processes that `torchrun` started for this command, or this one alone.

    What cannot be done ends the command with a sentence, said once.
    """
    with ending_in_order():
        yield from _together()


def _together() -> Iterator[Team]:
    from gesture_app.learning.processes import ProcessesError, working_together

    team = None
    try:
        with working_together() as team:
            if team.alone:
                yield team
                return
            with _one_voice(team):
                yield team
    except ProcessesError as error:
        progress_line("")
        if team is None:
            fail(str(error))
        if team.first or not _first_speaks(team):
            click.echo(str(error), err=True)
        _end(1)
    except SystemExit as ended:
        if team is None or team.alone:
            raise
        code = ended.code if isinstance(ended.code, int) else 1
        if code in (_TERMINATED, _HUNG_UP) and (team.first or not _first_speaks(team)):
            click.echo(
                "Stopped from outside, or because another process ended: there is no result.", err=True
            )
        _end(code)
    _end(0)


def _end(code: int) -> NoReturn:
    """End this process at once, without taking Python down in order.

    A thread that PyTorch leaves behind may still be giving back what it has sent, which needs Python: where that comes
    while Python is taken down, the process aborts although all is done.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _first_speaks(team: Team) -> bool:
    """Whether the first process ends as well and says why. The launcher may ask for the end before that is known."""
    try:
        return team.first_ended()
    except SystemExit:
        return team.first_ended(
            wait_s=0.0
        )  # if it was the end of the first process that had the launcher ask


@contextmanager
def _one_voice(team: Team) -> Iterator[None]:
    """Only the first process is heard; another one says what ended it if that did not end the first one, too."""
    if team.first:
        yield
        return
    said = StringIO()
    try:
        with redirect_stdout(StringIO()), redirect_stderr(said):
            yield
    except SystemExit:
        if said.getvalue() and not _first_speaks(team):
            click.echo(f"Process {team.number + 1} of {team.count}: {said.getvalue()}", err=True, nl=False)
        raise
