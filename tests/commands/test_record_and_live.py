"""The whole chain without a window: record, train, live."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from footage import Scene, tracker_bundle, write_video
from gesture_app.cli import COMMANDS, main
from gesture_app.folders import find_folders
from gesture_app.takes.store import TakeStore


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("videos")
    for shape in ("open", "victory"):
        write_video(folder / f"{shape}.avi", [Scene(shape, 7.0, "drift")])
    return {shape: folder / f"{shape}.avi" for shape in ("open", "victory")}


@pytest.fixture(autouse=True)
def landmarker(own_home: Path) -> None:
    file = find_folders().landmarker
    file.parent.mkdir(parents=True)
    file.write_bytes(tracker_bundle())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_record_train_and_recognise(videos: dict[str, Path]) -> None:
    for shape, video in videos.items():
        plan = ("--takes", "3", "--seconds", "0.8", "--countdown", "0.5")
        recorded = run("record", shape, "--source", video, "--fast", *plan, "--json")
        assert recorded.exit_code == 0, recorded.stderr
        assert [line["gesture"] for line in lines(recorded)] == [shape] * 3
    trained = run("train")
    assert trained.exit_code == 0, trained.stderr

    for shape, video in videos.items():
        events = lines(run("live", "--source", video, "--fast", "--json"))
        assert {event["gesture"] for event in events} == {shape}
        assert [event["event"] for event in events] == ["start", "end"], "once a performance"
    replayed = [
        event
        for event in lines(run("live", "--source", "takes", "--fast", "--json"))
        if event["event"] == "start"
    ]
    assert len(replayed) == 6
    assert all(event["gesture"] == event["shown"] for event in replayed)


def test_the_virtual_hand_is_recorded_in_motion_and_its_takes_say_whose_they_are() -> None:
    plan = ("--takes", "2", "--mode", "motion", "--countdown", "0")
    done = run("record", "wave", "--source", "virtual:wave", "--fast", *plan, "--json")
    assert done.exit_code == 0, done.stderr
    takes = TakeStore(find_folders().recordings).takes("wave")
    assert [(take.person, take.camera) for take in takes] == [("virtual", "virtual:wave")] * 2
    assert all(0.8 < take.duration_s < 6.0 for take in takes), "a wave each, from coming to leaving"
    assert all(take.quality.verdict != "poor" for take in takes)


def test_a_video_that_ends_too_early_is_told_and_what_was_recorded_stays(videos: dict[str, Path]) -> None:
    result = run(
        "record", "fist", "--source", videos["open"], "--fast", "--takes", "9", "--seconds", "1", "--countdown", "0"
    )  # fmt: skip
    assert result.exit_code == 1
    kept = len(TakeStore(find_folders().recordings).takes("fist"))
    assert 1 <= kept < 9
    assert f"{kept} of 9 takes were recorded" in result.stderr


def test_live_with_a_model_nobody_has_says_which_there_are() -> None:
    result = run("live", "--source", "takes", "--model", "no such model")
    assert result.exit_code == 1
    assert "Ready-made: Everyday, Manual alphabet, Digits." in result.stderr


@pytest.mark.parametrize("source", ["no such file.mp4", "takes:nothing", "virtual:thumps up"])
def test_a_source_that_is_not_there_is_told_in_a_sentence(source: str) -> None:
    result = run("record", "fist", "--source", source)
    assert result.exit_code == 1
    assert result.stderr.strip().endswith(".")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_a_wrong_call_ends_with_2() -> None:
    assert run("record").exit_code == 2
    assert run("dance").exit_code == 2


@pytest.mark.parametrize("name", ["", "\t", "a" * 200])
def test_a_name_no_gesture_can_have_is_told_before_anything_is_opened(name: str) -> None:
    result = run("record", name, "--source", "no such file.mp4")
    assert result.exit_code == 1
    assert "name" in result.stderr
    assert "no such file" not in result.stderr
