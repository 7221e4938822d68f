"""Recorded takes played as a source, and making sources from what people write."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from footage import Scene, write_video
from gesture_app.capture.camera import Camera
from gesture_app.capture.open_source import make_source
from gesture_app.capture.replay import TakeReplay
from gesture_app.capture.source import SourceError
from gesture_app.capture.video import VideoFile
from gesture_app.hands import HandSequence
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take

RNG = np.random.default_rng(11)


def a_sequence(frames: int = 8) -> HandSequence:
    image = RNG.uniform(0.2, 0.8, (frames, 2, 21, 3)).astype(np.float32)
    image[:, 0] = np.nan
    return HandSequence.from_image(image, 100 + np.arange(frames) / 30, 4 / 3)


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    store = TakeStore(tmp_path / "recordings")
    for gesture in ("wave", "point", "wave"):
        store.save(new_take(a_sequence(), gesture))
    return store


def read_all(source: TakeReplay, at_most: int = 1000) -> list:
    source.open()
    frames = []
    while len(frames) < at_most and (frame := source.read()) is not None:
        frames.append(frame)
    source.close()
    return frames


def captions(frames: list) -> list[str]:
    """The captions in order, each once in a row, gaps left out."""
    shown = [frame.caption for frame in frames]
    changes = [shown[0]] + [now for before, now in pairwise(shown) if now != before]
    return [caption for caption in changes if caption]


def test_takes_are_played_oldest_first_with_empty_hands_between(store: TakeStore) -> None:
    frames = read_all(TakeReplay(store, fast=True))
    assert captions(frames) == ["wave", "point", "wave"]
    assert sum(frame.hands.any_hand for frame in frames) == 3 * 8
    gaps = [frame.time_s for frame in frames if not frame.caption]
    assert all(not frame.hands.any_hand for frame in frames if not frame.caption)
    assert gaps[19] - gaps[0] == pytest.approx(0.76, abs=0.01)


def test_frames_of_a_replay_carry_the_take_and_increasing_times(store: TakeStore) -> None:
    frames = read_all(TakeReplay(store, "point", fast=True))
    take = store.load(store.takes("point")[0].id).sequence
    played = HandSequence.from_frames([frame.hands for frame in frames if frame.caption])
    np.testing.assert_array_equal(played.image, take.image)
    np.testing.assert_allclose(np.diff(played.time_s), np.diff(take.time_s), atol=1e-6)
    assert all(frame.pixels is None and frame.time_s == frame.hands.time_s for frame in frames)
    assert (np.diff([frame.time_s for frame in frames]) > 0).all()


def test_a_looping_replay_goes_on_with_later_times(store: TakeStore) -> None:
    frames = read_all(TakeReplay(store, "point", fast=True, loop=True), at_most=80)
    assert len(frames) == 80
    assert (np.diff([frame.time_s for frame in frames]) > 0).all()
    assert captions(frames) == ["point", "point", "point"]


def test_an_unknown_gesture_is_answered_with_those_that_have_takes(store: TakeStore) -> None:
    with pytest.raises(SourceError, match=r"no takes of “fist”\. There are takes of “point”, “wave”"):
        TakeReplay(store, "fist").open()


def test_without_any_takes_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no recorded takes yet\. Record some first") as caught:
        TakeReplay(TakeStore(tmp_path / "none")).open()
    assert caught.value.problem == "absent"


def test_a_take_that_was_damaged_or_deleted_meanwhile_is_passed_over(store: TakeStore) -> None:
    source = TakeReplay(store, fast=True)
    source.open()
    first, second, _ = store.takes()
    next(store.folder.rglob(f"{first.id}.npz")).write_bytes(b"damaged")
    store.delete(second.id)
    shown = []
    while (frame := source.read()) is not None:
        shown.append(frame)
    assert captions(shown) == ["wave"]
    source.close()


def test_a_loop_plays_takes_that_were_recorded_meanwhile(store: TakeStore) -> None:
    source = TakeReplay(store, fast=True, loop=True)
    source.open()
    frames = [source.read() for _ in range(10)]
    store.save(new_take(a_sequence(), "new"))
    frames += [source.read() for _ in range(250)]
    source.close()
    assert "new" in captions(frames)


@pytest.mark.parametrize(
    ("spec", "name"),
    [("camera", "Camera 0"), ("camera:2", "Camera 2"), ("camera:FaceTime HD", "FaceTime HD")],
)
def test_cameras_are_named_by_number_or_name(tmp_path: Path, spec: str, name: str) -> None:
    source = make_source(spec, recordings=tmp_path)
    assert isinstance(source, Camera)
    assert source.live
    assert source.name == name


def test_videos_and_takes_are_sources_by_path_and_name(tmp_path: Path) -> None:
    video = write_video(tmp_path / "wave.avi", [Scene("nothing", 0.2)], size=(96, 64))
    assert isinstance(make_source(str(video), recordings=tmp_path), VideoFile)
    assert isinstance(make_source(f"video:{video}", recordings=tmp_path), VideoFile)
    assert isinstance(make_source("takes", recordings=tmp_path), TakeReplay)
    assert make_source("takes:wave", recordings=tmp_path).name == "Takes of “wave”"


def test_a_source_that_is_nothing_says_what_can_be_used(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no source “webcam”.*Use camera, camera:NAME, takes"):
        make_source("webcam", recordings=tmp_path)


@pytest.mark.parametrize("loop", [False, True])
def test_takes_without_any_hand_are_passed_over(loop: bool, tmp_path: Path) -> None:
    store = TakeStore(tmp_path / "empty")
    nothing = np.full((8, 2, 21, 3), np.nan, np.float32)
    store.save(new_take(HandSequence.from_image(nothing, np.arange(8) / 30, 4 / 3), "none"))
    assert read_all(TakeReplay(store, fast=True, loop=loop)) == [], "even where nothing else is there to loop"
    store.save(new_take(a_sequence(), "wave"))
    assert captions(read_all(TakeReplay(store, fast=True, loop=loop), at_most=60))[:1] == ["wave"]
