"""How soon the program is there, and how much memory it takes: whole processes, from the outside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gesture_app.bench.talking import BenchFailed, memory_mb
from gesture_app.folders import HOME_VARIABLE

_HERE = Path(__file__).parent
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the start of a process to each line that was waited for, and its memory at the end in MB."""

    after_s: dict[str, float]
    memory_mb: float | None = None


def start_bare_window() -> Started:
    return _watch([sys.executable, str(_HERE / "bare_window.py")], ["painted"])


def start_bare_tracker(bundle: Path, video: Path, hold_s: float = 0.0) -> Started:
    """Import, create, detect; with `hold_s`, import all that we do and go on tracking for so long."""
    command = [sys.executable, str(_HERE / "bare_start.py"), str(bundle), str(video), str(hold_s)]
    return _watch(command, ["landmarks"], hold_s)


def start_program(bundle: Path, video: Path, waited_for: Sequence[str], hold_s: float = 0.0) -> Started:
    """Our window on a video, as a person starts it, with nothing recorded or set.

    Args:
        waited_for: milestones, see `gesture_app.milestones`.
    """
    command = [sys.executable, str(_HERE / "own_start.py"), str(bundle), str(video)]
    return _watch(command, waited_for, hold_s)


def _watch(command: list[str], waited_for: Sequence[str], hold_s: float = 0.0) -> Started:
    """Start it, note when each line comes, end it."""
    with tempfile.TemporaryDirectory() as home:
        began_s = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, HOME_VARIABLE: home},
        )  # fmt: skip
        try:
            after_s = _lines(process, waited_for, began_s)
            time.sleep(hold_s)
            return Started(after_s, memory_mb(process.pid))
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _lines(process: subprocess.Popen[str], waited_for: Sequence[str], began_s: float) -> dict[str, float]:
    after_s: dict[str, float] = {}
    assert process.stdout is not None  # noqa: S101 - see above
    seen: list[str] = []
    for line in process.stdout:
        now_s = time.monotonic() - began_s
        seen.append(line.strip())
        for wanted in waited_for:
            if wanted in line and wanted not in after_s:
                after_s[wanted] = now_s
        if len(after_s) == len(waited_for):
            return after_s
        if now_s > _PATIENCE_S:
            break
    missing = ", ".join(each for each in waited_for if each not in after_s)
    raise BenchFailed(f"The program did not get to: {missing}. It said: {' / '.join(seen[-5:]) or 'nothing'}")
