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


@contextmanager
def together() -> Iterator[Team]:
    """The processes that `torchrun` started for this command, or this one alone.

    What cannot be done ends the command with a sentence, said once.
    """
    from gesture_app.learning.processes import ProcessesError, working_together

    team = None
    try:
        with working_together() as team:
            if team.alone:
                yield team
                return
            with ending_in_order(), _one_voice(team):
                yield team
    except ProcessesError as error:
        progress_line("")
        if team is None:
            fail(str(error))
        if team.first or not team.first_ended():
            click.echo(str(error), err=True)
        _end(1)
    except SystemExit as ended:
        if team is None or team.alone:
            raise
        _end(ended.code if isinstance(ended.code, int) else 1)
    _end(0)


def _end(code: int) -> NoReturn:
    """End this process at once, without taking Python down in order.

    A thread that PyTorch leaves behind may still be giving back what it has sent, which needs Python: where that comes
    while Python is taken down, the process aborts although all is done.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


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
        if said.getvalue() and not team.first_ended():
            click.echo(f"Process {team.number + 1} of {team.count}: {said.getvalue()}", err=True, nl=False)
        raise
