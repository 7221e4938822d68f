"""Processes that measure: each does one thing when told to, and answers; the others wait meanwhile.

Whatever is compared runs in processes of its own, in turns: each has its own memory, imports and caches, and
the machine's moods meet both alike.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

Order = dict[str, Any]
Answer = dict[str, Any]

_MARK = "bench "
"""Begins the lines that are answers; libraries print what they like."""


class BenchFailed(Exception):
    """Something could not be measured: what, and why."""


class Worker:
    """A process that runs a module of ours with `serve`."""

    def __init__(self, module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self._module = module
        self._errors = _unnamed_file()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True, bufsize=1,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip

    @property
    def process_id(self) -> int:
        return self._process.pid

    def ask(self, what: str, **details: Any) -> Answer:
        """Have it do something and wait for the answer.

        Raises:
            BenchFailed: it ended instead.
        """
        assert self._process.stdin is not None  # noqa: S101 - see the constructor
        assert self._process.stdout is not None  # noqa: S101
        order = msgspec.json.encode({"what": what, **details}).decode()
        try:
            self._process.stdin.write(f"{order}\n")
        except OSError:
            raise self._failure() from None
        for line in self._process.stdout:
            if line.startswith(_MARK):
                return msgspec.json.decode(line[len(_MARK) :], type=dict[str, Any])
        raise self._failure()

    def close(self) -> None:
        """End it, kindly if possible."""
        if self._process.stdin is not None:
            with contextlib.suppress(
                OSError
            ):  # it has ended by itself, and what was to be said is still unsaid
                self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _failure(self) -> BenchFailed:
        self._process.wait()
        self._errors.seek(0)
        last = self._errors.read().decode(errors="replace").strip().splitlines()[-8:]
        return BenchFailed(f"Measuring with {self._module} failed: {' / '.join(last) or 'it ended'}")


def serve(do: Callable[[Order], Answer]) -> None:
    """Do what each line of standard input orders, until it ends."""
    for line in sys.stdin:
        answer(do(msgspec.json.decode(line, type=dict[str, Any])))


def answer(given: Answer) -> None:
    """Send an answer."""
    sys.stdout.write(f"{_MARK}{msgspec.json.encode(given).decode()}\n")
    sys.stdout.flush()


def memory_mb(process_id: int) -> float | None:
    """What a process has written into memory of its own, in or out of it; None where the system does not tell.

    Not its resident set: systems take pages away from who does not use them for a while, and files that are mapped
    come and go as they please.
    """
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return None
    kilobytes = {name: value.split()[0] for name, _, value in _fields(status) if value.strip()}
    return sum(int(kilobytes.get(name, "0")) for name in ("RssAnon", "RssShmem", "VmSwap")) / 1024


def _fields(status: str) -> list[tuple[str, str, str]]:
    return [line.partition(":") for line in status.splitlines()]


def _unnamed_file() -> Any:
    return tempfile.TemporaryFile()
