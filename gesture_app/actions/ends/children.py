"""Start other programs: with the user's own environment, a group of their own, and nothing of ours held open."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from gesture_app.actions.firing import ActionFailed
from gesture_app.surroundings import Environment, users_environment

_POLITE_S = 0.5
"""So long a group may clean up before it is killed."""


_BATCH_FILES = (".bat", ".cmd")


class Child(subprocess.Popen[bytes]):
    """A program that we started."""

    def __del__(self, *_: object) -> None:
        """One that outlives us is meant to: `Popen` would complain."""


class Children:
    """Programs that are started and may outlive us. For any thread."""

    def __init__(self, environment: Environment | None = None) -> None:
        """`environment`: what they see; None: the user's."""
        self._environment = dict(users_environment() if environment is None else environment)
        self._started: list[Child] = []

    @property
    def environment(self) -> Environment:
        """What they see."""
        return self._environment

    def which(self, program: str) -> str:
        """The file that would be started, found as a shell would find it; empty: there is none."""
        return shutil.which(program, path=self._environment.get("PATH", os.defpath)) or ""

    def start(
        self, arguments: Sequence[str], folder: Path | None = None, errors: IO[bytes] | None = None
    ) -> Child:
        """Start a program; nothing it prints reaches our terminal. No shell is involved.

        Args:
            arguments: the program first.
            folder: to run in; None: the home folder.
            errors: a file for its error messages.

        Raises:
            ActionFailed: there is no such program, or it cannot be started.
        """
        program = self._found(arguments, folder or Path.home())
        self._started = [
            child for child in self._started if child.poll() is None
        ]  # so that none stays a zombie
        try:
            child = self._popen([program, *arguments[1:]], folder or Path.home(), errors)
        except (OSError, ValueError) as error:
            raise ActionFailed(f"“{arguments[0]}” could not be started: {_reason(error)}.") from error
        self._started.append(child)
        return child

    def _found(self, arguments: Sequence[str], folder: Path) -> str:
        """The program's file; one with a path is looked for in the folder that it runs in, as a shell would."""
        written = arguments[0]
        program = self.which(str(folder / written) if Path(written).name != written else written)
        if not program:
            hint = "Write its whole path" if written.startswith("~") else "Check its name, or install it"
            raise ActionFailed(f"There is no program “{written}” here. {hint}.")
        if Path(program).suffix.lower() in _BATCH_FILES and len(arguments) > 1:
            raise ActionFailed(
                f"“{written}” is a batch file: Windows would hand its arguments to a shell. Run it without any."
            )
        return program

    def _popen(self, arguments: list[str], folder: Path, errors: IO[bytes] | None) -> Child:
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        return Child(
            arguments,
            env=self._environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if errors is None else errors,
            close_fds=True,
            **apart,
        )


def ended_within(child: Child, seconds: float) -> int | None:
    """The exit code of a program that ends that soon; None: it goes on."""
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def end_group(child: Child) -> None:
    """End a program and all that it started: politely first, then for certain."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        subprocess.run([taskkill, "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False)
        child.wait()
        return
    _signal_group(child, signal.SIGTERM)
    ended_within(child, _POLITE_S)
    _signal_group(child, signal.SIGKILL)  # also where the first is gone: what it started may still be there
    child.wait()


if sys.platform != "win32":

    def _signal_group(child: Child, number: signal.Signals) -> None:
        """The group bears the number of its first member and exists as long as anyone is in it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
