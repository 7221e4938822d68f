"""`evaluate --protocol stream`: figures, or a sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from gesture_app.commands.evaluate import command
from gesture_app.learning import training
from gesture_app.takes.landmark_dataset import write_landmark_dataset
from made_gestures import takes_of
from made_streams import made_stream, write_streams

GESTURES = ["open", "swipe"]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(training, "usual_epochs", lambda takes: 2)


@pytest.fixture
def takes(tmp_path):
    file = tmp_path / "takes.npz"
    write_landmark_dataset(takes_of(*GESTURES, count=3), file)
    return file


def streams_file(file, splits=("",), labels=("open", "swipe", "lift"), takes=()):
    streams = [
        made_stream(labels, np.random.default_rng(number), split=split) for number, split in enumerate(splits)
    ]
    write_streams(streams, file, takes)
    return file


def run(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments), "--protocol", "stream"])


def test_json_holds_all_figures_on_one_line(tmp_path, takes):
    result = run(streams_file(tmp_path / "streams.npz"), "--train", takes, "--json", "--seeds", "0,1")

    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert set(found["scores"]) >= {
        "detection_rate", "false_positives", "false_positives_a_stream", "jaccard", "jaccard_of_frames", "delay"
    }  # fmt: skip
    assert found["left_out"] == {"lift": 1}
    assert found["scores"]["gestures"] == 4
    assert [seed["seed"] for seed in found["by_seed"]] == [0, 1]
    assert found["parameters"] > 0


def test_people_are_told_in_words(tmp_path, takes):
    result = run(streams_file(tmp_path / "streams.npz"), "--train", takes)

    assert result.exit_code == 0, result.output
    assert "of gestures found" in result.stdout
    assert "Jaccard index" in result.stdout
    assert "Left out, as there is no take of it to learn from: lift (1)" in result.stdout


def test_takes_beside_the_streams_are_learned_from_but_not_those_marked_test(tmp_path):
    beside = takes_of(*GESTURES, count=3, split="train") + takes_of(*GESTURES, count=3, seed=1, split="test")
    result = run(streams_file(tmp_path / "both.npz", takes=beside), "--json")

    assert json.loads(result.stdout)["learned"] == 6


def test_streams_marked_test_are_watched_and_the_others_tune(tmp_path, takes):
    file = streams_file(tmp_path / "streams.npz", ("train", "test", "train"), GESTURES)
    found = json.loads(run(file, "--train", takes, "--tune", file, "--json").stdout)

    assert found["scores"]["streams"] == 1
    assert found["tuned_on"] == 2


def test_what_does_not_fit_together_is_told_in_words(tmp_path, takes):
    streams = streams_file(tmp_path / "streams.npz")
    unknown = streams_file(tmp_path / "unknown.npz", labels=["fist"])
    for arguments, words in (
        ((takes, "--train", takes), "There are no streams in takes.npz"),
        ((streams,), "no takes"),
        ((streams, "--train", takes, "--tune", streams), "tells nothing"),
        ((streams, "--train", takes, "--tune", takes), "no streams to tune on in takes.npz"),
        ((unknown, "--train", takes), "No stream shows a gesture"),
        ((tmp_path, "--train", takes), "is a folder of takes"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1, result.output
        assert words in result.stderr
        assert result.stdout == ""
        assert "Traceback" not in result.stderr


def test_takes_of_one_gesture_are_refused_in_words(tmp_path):
    file = tmp_path / "one.npz"
    write_landmark_dataset(takes_of("open", count=3), file)
    result = run(streams_file(tmp_path / "streams.npz"), "--train", file)

    assert result.exit_code == 1
    assert "only one gesture" in result.stderr
