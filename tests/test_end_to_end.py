"""Painted hands → video → OpenCV → MediaPipe → features → LSTM: learned from one person, recognised in another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from footage import tracker_bundle
from gesture_app.capture.tracker import HandTracker
from gesture_app.capture.video import VideoFile
from gesture_app.cli import main
from gesture_app.commands.clip import write_clip
from gesture_app.folders import find_folders
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from gesture_app.virtual_hand.acting.manner import random_manner
from gesture_app.virtual_hand.acting.performance import Span
from gesture_app.virtual_hand.acting.programme import parse_programme
from gesture_app.virtual_hand.body.build import random_builds
from gesture_app.virtual_hand.film import Film
from gesture_app.virtual_hand.painting.look import LOOKS

GESTURES = ("victory", "thumbs up", "wave", "swipe left")
TAKES, PERFORMANCES = 5, 24
FPS = 20.0
AROUND_S = 0.1  # of a take, before and after the gesture itself
EARLY_S, LATE_S = 0.3, 1.0  # how far from the gesture an event still tells of it


def performed(file: Path, names: list[str], person: int, look: str) -> list[Span]:
    """Write a video of somebody who performs these one after the other, and tell when each happens."""
    rng = np.random.default_rng(person)
    film = Film(
        parse_programme(f"{','.join(names)}*1"), rng, manner=random_manner(rng), build=random_builds(rng, 1)[0],
        look=LOOKS[look], frame_s=1 / FPS,
    )  # fmt: skip
    showing: list[str] = []

    def pictures() -> Iterator[np.ndarray]:
        while (shot := film.shot(len(showing) / FPS)) is not None:
            showing.append(shot.showing)
            yield shot.picture

    write_clip(file, pictures(), FPS)
    spans = []
    for name, frames in groupby(range(len(showing)), key=showing.__getitem__):
        times_s = [index / FPS for index in frames]
        if name:
            spans.append(Span(name, times_s[0], times_s[-1]))
    assert [span.gesture for span in spans] == names
    return spans


def tracked(video: Path) -> Iterator[HandFrame]:
    source = VideoFile(video, fast=True)
    source.open()
    with HandTracker(tracker_bundle()) as tracker:
        while (frame := source.read()) is not None:
            yield tracker.track(frame)
    source.close()


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.stderr
    return result


@pytest.fixture
def learned(own_home: Path, tmp_path: Path) -> None:
    """A model of five takes of each gesture, all by one person."""
    folders = find_folders()
    folders.models.mkdir(parents=True)
    folders.landmarker.write_bytes(tracker_bundle())
    store = TakeStore(folders.recordings)
    for gesture in GESTURES:
        video = tmp_path / f"{gesture}.avi"
        spans = performed(video, [gesture] * TAKES, person=1, look="study")
        frames = list(tracked(video))
        for span in spans:
            kept = [
                hands for hands in frames if span.start_s - AROUND_S <= hands.time_s <= span.end_s + AROUND_S
            ]
            take = new_take(
                HandSequence.from_frames(kept), gesture, recorded_at=datetime.now(UTC), person="virtual",
                session="1", camera="virtual", others=(),
            )  # fmt: skip
            store.save(take)
    run("train")


@pytest.mark.usefixtures("learned")
def test_what_one_virtual_person_recorded_is_recognised_in_another_one(tmp_path: Path) -> None:
    """Another build, another manner, another skin and room; live, from the running video."""
    video = tmp_path / "stranger.avi"
    names = np.random.default_rng(2).permutation(list(GESTURES) * (PERFORMANCES // len(GESTURES))).tolist()
    spans = performed(video, names, person=50, look="evening")
    told = [
        json.loads(line) for line in run("live", "--source", video, "--fast", "--json").stdout.splitlines()
    ]
    starts = [event for event in told if event["event"] == "start"]
    right = 0
    for span in spans:
        fitting = [
            event
            for event in starts
            if event["gesture"] == span.gesture
            and span.start_s - EARLY_S <= event["time_s"] <= span.end_s + LATE_S
        ]
        right += len(fitting) == 1  # recognised, and told once
    assert right / len(spans) >= 0.95
    assert len(starts) - right <= 0.05 * len(spans), "and hardly anything else is told"
