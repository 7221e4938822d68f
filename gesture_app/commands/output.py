"""What commands print: results on stdout, progress and troubles on stderr."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
import msgspec

STOPPED = 130
"""Exit code of a program that was interrupted (128 + SIGINT)."""


def print_json(data: Any) -> None:
    """One line of JSON on stdout, at once: whoever reads us may be waiting for it."""
    click.echo(msgspec.json.encode(data))
    sys.stdout.flush()


def progress_line(text: str) -> None:
    """Say how far the work is; on a terminal the line replaces the one before, elsewhere nothing is shown.

    An empty text ends the line.
    """
    if not sys.stderr.isatty():
        return
    width = shutil.get_terminal_size().columns - 1
    end = "" if text else "\r"
    click.echo(f"\r{text[:width]:<{width}}{end}", err=True, nl=False)


def fail(sentence: str, code: int = 1) -> NoReturn:
    """End the command with a sentence for the person who called it.

    Exit codes: 1 it did not work, 2 it was called wrongly, `STOPPED`.
    """
    click.echo(sentence, err=True)
    raise SystemExit(code)


@contextmanager
def evaluating(*refusals: type[Exception]) -> Iterator[None]:
    """An evaluation that tells its progress: a refusal, or Ctrl-C, ends the command with a sentence."""
    try:
        yield
    except refusals as error:
        progress_line("")
        fail(str(error))
    except KeyboardInterrupt:
        progress_line("")
        fail("The evaluation was stopped; there is no result.", STOPPED)
    progress_line("")


def check_folder_of(file: Path) -> None:
    """End the command, before any work, if there is no folder to write `file` into."""
    if not file.parent.is_dir():
        fail(f"There is no folder {file.parent}. Create it or choose another file to write.")
