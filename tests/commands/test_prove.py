"""`gesture-app prove`: the table of what the tracker makes of the virtual hand."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner, Result

from footage import tracker_bundle
from gesture_app.cli import main
from gesture_app.folders import find_folders
from gesture_app.virtual_hand.tracked.noise_model import NoiseModel


@pytest.fixture(autouse=True)
def landmarker(own_home: object) -> None:
    file = find_folders().landmarker
    file.parent.mkdir(parents=True)
    file.write_bytes(tracker_bundle())


def prove(*arguments: str) -> Result:
    one = ("--side", "right", "--skin", "light", "--background", "wall", "--fps", "15")
    return CliRunner().invoke(main, ["prove", *arguments, *one])


def test_the_tables_tell_of_every_gesture_and_of_all() -> None:
    result = prove("fist,open hand")
    assert result.exit_code == 0, result.stderr
    for row in ("fist", "open hand", "all", "right", "light", "wall"):
        assert any(line.startswith(row) for line in result.stdout.splitlines())


def test_the_same_as_json_and_with_two_processes() -> None:
    figures = [json.loads(prove("victory", "--json", "--jobs", jobs).stdout) for jobs in ("1", "2")]
    assert figures[0] == figures[1]
    assert figures[0]["gesture"]["victory"]["frames"] > 5
    assert figures[0]["all"]["found"] > 0.9


def test_a_gesture_that_does_not_exist_is_told_with_its_nearest() -> None:
    result = prove("wavee")
    assert result.exit_code == 1
    assert "wave" in result.stderr


def test_people_who_differ_in_everything_tell_how_the_tracker_errs(tmp_path: Path) -> None:
    file = tmp_path / "noise.toml"
    result = prove("victory,A", "--people", "1", "--fit-noise", str(file), "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["performances"] == 8
    noise = msgspec.toml.decode(file.read_bytes(), type=NoiseModel)
    assert "1 people" in noise.source
    assert 0.005 < np.mean(noise.error.flat) < 0.3


def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    result = prove("victory", "--fit-noise", str(tmp_path / "gone" / "noise.toml"))
    assert result.exit_code == 1
    assert "There is no folder" in result.stderr
