"""`evaluate`: figures for recordings and landmark datasets, or a sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from gesture_app.commands.evaluate import chosen, command
from gesture_app.hands.labelled import NONE
from gesture_app.learning import training
from gesture_app.takes.landmark_dataset import write_landmark_dataset
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_gestures import takes_of


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(training, "usual_epochs", lambda takes: 2)


@pytest.fixture
def dataset(tmp_path):
    """Two people, two gestures and idle hands."""
    samples = [
        take
        for number, person in enumerate(("ann", "bob"))
        for take in takes_of("open", "fist", NONE, count=3, seed=number, person=person)
    ]
    file = tmp_path / "two people.npz"
    write_landmark_dataset(samples, file)
    return file


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_json_holds_all_figures_on_one_line(dataset):
    result = run(dataset, "--protocol", "leave-one-out:signer", "--json", "--seeds", "0,1")

    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["seeds"] == [0, 1]
    assert len(found["groups"]) == 2
    assert 0 <= found["worst"] <= found["accuracy"] <= 1
    assert np.sum(found["confusion"]) == 36
    assert set(found) >= {"recall", "left_out", "parameters", "seconds", "protocol", "labels"}


def test_people_and_gestures_can_be_left_out(dataset):
    result = run(dataset, "--protocol", "shots:1", "--people", "ann", "--without", "-", "--json")

    found = json.loads(result.stdout)
    assert [group["group"] for group in found["groups"]] == ["ann"]
    assert found["labels"] == ["fist", "open"]


def test_people_are_told_in_words(dataset):
    result = run(dataset, "--protocol", "shots:2")

    assert "shots:2: " in result.stdout
    assert "mean of 2 groups" in result.stdout
    assert "parameters" in result.stdout


def test_a_folder_of_recordings_is_evaluated_too(tmp_path):
    store = TakeStore(tmp_path / "takes")
    for sample in takes_of("open", "fist", count=3):
        store.save(new_take(sample.sequence, sample.label))
    result = run(tmp_path / "takes", "--protocol", "shots:1", "--json")

    assert json.loads(result.stdout)["groups"][0]["asked"] == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--protocol", "zero-ish"), "no protocol 'zero-ish'"),
        (("--protocol", "split"), "not marked as train and test"),
        (("--protocol", "shots:1", "--people", "carl"), "no takes of a person 'carl'. There are: ann, bob"),
        (("--protocol", "shots:1", "--without", "wave"), "no gesture 'wave' to leave out"),
    ],
)
def test_what_cannot_be_evaluated_is_told_in_words(dataset, arguments, words):
    result = run(dataset, *arguments)

    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stdout == ""


def test_seeds_that_are_no_numbers_are_a_wrong_call(dataset):
    result = run(dataset, "--protocol", "shots:1", "--seeds", "a")

    assert result.exit_code == 2
    assert "whole numbers" in result.stderr


def test_a_file_that_is_no_dataset_is_told_in_words(tmp_path):
    file = tmp_path / "odd.npz"
    file.write_bytes(b"not a dataset")
    result = run(file, "--protocol", "shots:1")

    assert result.exit_code == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_people_of_a_dataset_can_be_named_by_their_number():
    samples = [
        take for person in ("file person 0", "file person 1") for take in takes_of("open", person=person)
    ]

    assert {take.person for take in chosen(samples, {"1"}, set())} == {"file person 1"}
