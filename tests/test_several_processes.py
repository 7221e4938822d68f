"""Commands shared by two processes of PyTorch's launcher: the result of one, said once, and no end without a word."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from gesture_app.cli import main
from gesture_app.hands.labelled import NONE
from gesture_app.learning import training
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.takes.landmark_dataset import write_landmark_dataset
from made_gestures import takes_of
from short_trainings import BREAKS_DOWN, EPOCHS, OTHER_DATA

PROGRAM = Path(__file__).with_name("short_trainings.py")
LAUNCHER = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
LONGEST_S = 240


@pytest.fixture
def dataset(tmp_path):
    """Two people; what the second one did last is marked for testing."""
    samples = [
        take
        for number, person in enumerate(("ann", "bob"))
        for take in takes_of(
            "open", "fist", "swipe", NONE, count=3, seed=number, person=person, split="train"
        )
    ] + takes_of("open", "fist", "swipe", NONE, count=2, seed=2, person="bob", split="test")
    file = tmp_path / "two people.npz"
    write_landmark_dataset(samples, file)
    return file


def by_two(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *LAUNCHER, str(PROGRAM), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        env={**os.environ, **environment},
    )


def by_one(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(training, "usual_epochs", lambda _: EPOCHS)


@pytest.mark.usefixtures("short")
def test_two_processes_learn_what_one_learns(dataset, tmp_path):
    first, second = tmp_path / "one.safetensors", tmp_path / "two.safetensors"
    one = by_one("train", "--dataset", dataset, "--json", "--out", first)
    two = by_two("train", "--dataset", dataset, "--json", "--out", second)

    assert two.returncode == 0, two.stderr
    cards = [json.loads(said.stdout)["card"] for said in (one, two)]
    assert cards[0]["report"]["confusion"] == cards[1]["report"]["confusion"]
    assert cards[0]["way"] == cards[1]["way"] == "trained"
    alone, together = load_checkpoint(first), load_checkpoint(second)
    assert alone.card.takes == together.card.takes
    before = training.pretrained().weights
    for name, array in alone.weights.items():
        np.testing.assert_allclose(together.weights[name], array, atol=1e-4, err_msg=name)
        if name.startswith("encoder.") and name in before and not name.endswith(("mean", "scale")):
            assert np.abs(array - before[name]).max() > 1e-3  # so much was learned that could have differed


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("protocol", ["leave-one-out:signer", "split"])
def test_two_processes_find_what_one_finds_whether_they_share_trainings_out_or_share_each(dataset, protocol):
    arguments = ("evaluate", dataset, "--protocol", protocol, "--json")
    two = by_two(*arguments)

    assert two.returncode == 0, two.stderr
    found = [{**json.loads(said.stdout), "seconds": 0} for said in (by_one(*arguments), two)]
    assert found[0] == found[1]


def test_where_one_process_breaks_down_the_other_ends_with_a_sentence_and_no_model(dataset, tmp_path):
    file = tmp_path / "none.safetensors"
    ended = by_two("train", "--dataset", dataset, "--out", file, **{BREAKS_DOWN: "1"})

    assert ended.returncode != 0
    assert "made to break down" in ended.stderr
    assert "Another of the processes ended" in ended.stderr
    assert ended.stdout == ""
    assert not file.exists()


def test_what_neither_process_can_do_is_said_once(dataset):
    ended = by_two("evaluate", dataset, "--protocol", "nonsense")

    assert ended.returncode != 0
    assert ended.stderr.count("There is no protocol 'nonsense'") == 1
    assert ended.stdout == ""


def test_processes_that_were_given_different_takes_do_not_begin(dataset, tmp_path):
    other = tmp_path / "other.npz"
    write_landmark_dataset(takes_of("open", "fist"), other)
    ended = by_two("train", "--dataset", dataset, **{OTHER_DATA: str(other)})

    assert ended.returncode != 0
    assert ended.stderr.count("The processes were given different takes or options.") == 1
    assert ended.stdout == ""


def test_what_only_the_second_process_cannot_do_is_said_by_it(dataset, tmp_path):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"no dataset")
    ended = by_two("train", "--dataset", dataset, **{OTHER_DATA: str(broken)})

    assert ended.returncode != 0
    assert "Process 2 of 2: broken.npz" in ended.stderr
    assert ended.stdout == ""


def test_takes_marked_for_testing_are_not_learned(dataset, tmp_path, short):
    said = by_one("train", "--dataset", dataset, "--out", tmp_path / "model.safetensors")

    assert "from 24 takes" in said.stdout
    assert "8 takes marked as test are left out" in said.stderr


def test_only_the_named_gestures_of_a_dataset_are_learned(dataset, tmp_path, short):
    file = tmp_path / "model.safetensors"
    by_one("train", "--dataset", dataset, "--gestures", "open,fist", "--out", file)

    assert load_checkpoint(file).card.labels == ["fist", "open"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--gestures", "open,salute"), "There is no gesture 'salute'"),
        (("--recordings", "."), "Give --dataset or --recordings, not both."),
    ],
)
def test_what_cannot_be_learned_from_a_dataset_is_told(dataset, arguments, words):
    result = CliRunner().invoke(main, ["train", "--dataset", str(dataset), *arguments])

    assert result.exit_code != 0
    assert words in result.stderr
