"""`evaluate --either-hand`: a gesture learned from one hand, asked about with the other."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from gesture_app.commands.evaluate import command
from gesture_app.learning import training
from gesture_app.learning.mirroring import mirrored
from gesture_app.takes.landmark_dataset import write_landmark_dataset
from made_gestures import takes_of


@pytest.fixture
def dataset(tmp_path, monkeypatch):
    """Swipes to both sides with the right hand, asked about with the left."""
    monkeypatch.setattr(training, "usual_epochs", lambda takes: 2)
    right = takes_of("swipe", "lift", "fist", count=3, split="train")
    left = [
        replace(take, sequence=mirrored(take.sequence), split="test", name=f"left {take.name}")
        for take in takes_of("swipe", "lift", "fist", count=3, seed=1)
    ]
    file = tmp_path / "hands.npz"
    write_landmark_dataset([*right, *left], file)
    return file


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_what_was_learned_of_the_right_hand_is_known_of_the_left(dataset):
    result = run(dataset, "--protocol", "split", "--either-hand", "all", "--json")

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["accuracy"] == 1


def test_the_built_in_gestures_need_no_such_option(dataset):
    result = run(dataset, "--protocol", "zero", "--either-hand", "all")

    assert result.exit_code == 2
    assert "know both hands already" in result.stderr


def test_a_gesture_that_is_not_there_is_named(dataset):
    result = run(dataset, "--protocol", "split", "--either-hand", "nod")

    assert result.exit_code == 1
    assert "There is no gesture 'nod'" in result.stderr
