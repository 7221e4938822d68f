"""What every command owes to whoever calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gesture_app import cli
from gesture_app.app import why_no_window


def test_ctrl_c_ends_any_command_with_a_word_and_130(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.LazyCommands, "get_command", lambda *_: interrupted)
    result = CliRunner().invoke(cli.main, ["takes"])
    assert result.exit_code == 130
    assert result.stderr.strip() == "Stopped."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_output_onto_a_full_disk_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gesture_app", "takes", "list"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a screen is a server")
def test_a_screen_that_does_not_answer_is_told_before_qt_gives_up() -> None:
    assert "The screen :977 does not answer" in why_no_window({"DISPLAY": ":977"})
