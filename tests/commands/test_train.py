"""`train`: a model from recorded takes, or a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from gesture_app.commands import train as module
from gesture_app.commands.train import STOPPED, command
from gesture_app.folders import find_folders
from gesture_app.hands.features import FeatureSpec
from gesture_app.learning import training
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.coaching.advice import Advice
from gesture_app.learning.model_card import GestureTiming, ModelCard, NetworkSizes, list_models, read_card
from gesture_app.settings import Settings, save_settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_gestures import takes_of


@pytest.fixture
def recordings(tmp_path, monkeypatch):
    """Three takes each of two gestures, and training that is over soon."""
    folder = tmp_path / "takes"
    store = TakeStore(folder)
    for sample in takes_of("open", "fist", count=3):
        store.save(new_take(sample.sequence, sample.label))
    monkeypatch.setattr(training, "usual_epochs", lambda takes: 2)
    return folder


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_model_is_written_where_the_window_finds_it(recordings):
    result = run("--recordings", recordings, "--name", "hands")

    assert result.exit_code == 0, result.output
    models = list_models(find_folders().models)
    assert [model.card.name for model in models] == ["hands"]
    assert "Learned fist, open from 6 takes." in result.stdout
    assert str(models[0].file) in result.stdout


def test_an_older_model_of_that_name_stays(recordings):
    for _ in range(2):
        assert run("--recordings", recordings).exit_code == 0

    assert len(list_models(find_folders().models)) == 2


def test_json_is_one_line_with_file_and_card(recordings, tmp_path):
    file = tmp_path / "out" / "mine.safetensors"
    result = run("--recordings", recordings, "--out", file, "--json", "--seed", 3)

    told = json.loads(result.stdout)
    assert told["model"] == str(file)
    assert told["card"]["seed"] == read_card(file).seed == 3
    assert told["card"]["report"]["takes"] == 2


def test_what_the_coach_says_is_printed_with_the_name_of_a_take_that_stands_out(capsys):
    advice = [
        Advice(kind="outlier", sentence="A take of “open” stands out.", figure="3×", takes=["open 2"]),
        Advice(kind="confused", sentence="“open” was taken for “fist”.", figure="1 of 2", takes=["open 1"]),
    ]
    timing = GestureTiming(usual_s=1.0, longest_s=2.0, still=True)
    card = ModelCard(
        name="hands", created="2026-11-20T14:05:00+00:00", labels=["fist", "open"], features=FeatureSpec(),
        sizes=NetworkSizes(features=FeatureSpec().size, labels=2), temperature=1.0, threshold=0.5,
        timings={"fist": timing, "open": timing}, radius={"fist": 0.4, "open": 0.4},
        takes={"fist": ["fist 1"], "open": ["open 1", "open 2"]},
        advice=advice,
    )  # fmt: skip
    module.tell(Checkpoint({}, card), Path("a model"), as_json=False, takes=3)

    told = capsys.readouterr().out
    assert "  A take of “open” stands out.\n    Its name: open 2\n  “open” was taken for “fist”.\n" in told


def test_only_the_named_gestures_are_learned(recordings):
    for sample in takes_of("swipe", count=2):
        TakeStore(recordings).save(new_take(sample.sequence, sample.label))
    result = run("--recordings", recordings, "--gestures", "open, swipe", "--json")

    assert json.loads(result.stdout)["card"]["labels"] == ["open", "swipe"]


def test_a_gesture_nobody_recorded_is_named(recordings):
    result = run("--recordings", recordings, "--gestures", "open,salute")

    assert result.exit_code == 1
    assert "no gesture 'salute'" in result.stderr
    assert "fist" in result.stderr


def test_too_few_takes_are_refused_in_words(tmp_path):
    result = run("--recordings", tmp_path)

    assert result.exit_code == 1
    assert result.stderr == "There are no recorded gestures yet. Record two gestures with a few takes each.\n"
    assert result.stdout == ""


def test_ctrl_c_ends_training_with_a_sentence_and_no_model(recordings, monkeypatch):
    def interrupted(progress):
        if progress.epoch == 1:
            raise KeyboardInterrupt
        return ""

    monkeypatch.setattr(module, "words", interrupted)
    result = run("--recordings", recordings)

    assert result.exit_code == STOPPED
    assert result.stderr == "Training was stopped; no model was written.\n"
    assert list_models(find_folders().models) == []


def test_a_folder_that_cannot_be_written_is_told(recordings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = run("--recordings", recordings, "--out", tmp_path / "file" / "m.safetensors")

    assert result.exit_code == 1
    assert "could not be saved" in result.stderr


def test_takes_keep_their_people_and_sessions_when_they_are_learned_from(recordings):
    samples = module.load_takes(recordings, "open")

    assert [sample.label for sample in samples] == ["open"] * 3
    assert all(replace(sample, name="").session for sample in samples) or samples[0].session == ""


def test_takes_are_sought_where_the_settings_say(recordings):
    save_settings(Settings(recordings_folder=str(recordings)), find_folders().settings_file)
    result = run()
    assert result.exit_code == 0, result.output
    assert "from 6 takes" in result.stdout


def test_damaged_settings_are_told(own_home):
    own_home.mkdir()
    find_folders().settings_file.write_text("no settings")
    assert "settings file was damaged" in run().stderr


@pytest.mark.parametrize(("asked", "meant"), [("open", ["open"]), ("all", ["fist", "open"])])
def test_gestures_for_either_hand_are_learned_so_and_told(recordings, asked, meant):
    result = run("--recordings", recordings, "--either-hand", asked)

    assert result.exit_code == 0, result.output
    (model,) = list_models(find_folders().models)
    assert model.card.either_hand == meant
    assert "from 6 takes" in result.stdout  # a mirror image is no take
    assert f"With either hand: {', '.join(meant)}." in result.stdout


def test_either_hand_with_a_gesture_that_nobody_recorded_is_refused(recordings):
    result = run("--recordings", recordings, "--either-hand", "open,wave")

    assert result.exit_code == 1
    assert "There is no gesture 'wave' to make with either hand. There are: fist, open." in result.stderr
