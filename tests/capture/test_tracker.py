"""The real tracker on hands that belong to nobody."""

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from footage import Scene, hand_picture, tracker_bundle, write_video
from gesture_app.capture.source import Frame
from gesture_app.capture.tracker import HandTracker
from gesture_app.capture.tracker_model import TrackerModelError
from gesture_app.capture.video import VideoFile
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.hands.geometry import in_picture_heights, palm_length
from gesture_app.hands.landmarks import FINGERS, WRIST


@pytest.fixture
def tracker() -> Iterator[HandTracker]:
    with HandTracker(tracker_bundle()) as tracker:
        yield tracker


def as_frame(pixels: np.ndarray, index: int = 0, time_s: float = 0.0) -> Frame:
    return Frame(index, time_s, pixels, None, pixels.shape[1] / pixels.shape[0])


def tracked(tracker: HandTracker, file: Path) -> HandSequence:
    source = VideoFile(file, fast=True)
    source.open()
    frames = []
    while (frame := source.read()) is not None:
        frames.append(tracker.track(frame))
    source.close()
    return HandSequence.from_frames(frames)


@pytest.mark.parametrize("shape", ["open", "victory", "point", "fist"])
def test_a_persons_right_hand_is_called_right_and_its_mirror_image_left(
    tracker: HandTracker, shape: str
) -> None:
    right = hand_picture(shape, "right")
    assert tracker.track(as_frame(right)).present.tolist() == [False, True]
    for step in range(1, 8):  # the hand in the picture changed its side: believed after a moment
        mirrored = tracker.track(as_frame(right[:, ::-1], step, step * 0.2))
    assert mirrored.present.tolist() == [True, False]


def test_both_hands_of_a_person_are_told_apart(tracker: HandTracker) -> None:
    hands = tracker.track(as_frame(hand_picture("victory", "both")))
    assert hands.present.tolist() == [True, True]
    assert (
        hands.image[1, WRIST, 0] < 0.5 < hands.image[0, WRIST, 0]
    )  # facing us, the right one is on our left


@pytest.mark.parametrize("shape", ["open", "victory", "point"])
def test_a_moving_hand_is_followed_in_nearly_every_frame(
    tracker: HandTracker, tmp_path: Path, shape: str
) -> None:
    sequence = tracked(tracker, write_video(tmp_path / "hand.avi", [Scene(shape, 1.4, "wave")]))
    assert sequence.present[:, 1].mean() >= 0.93
    assert not sequence.present[2:-2, 0].any()


def test_landmarks_lie_on_the_hand_and_world_landmarks_have_a_hands_size(tracker: HandTracker) -> None:
    hands = tracker.track(as_frame(hand_picture("victory")))
    tips = {finger: hands.image[1, joints[-1]] for finger, joints in FINGERS.items()}
    assert tips["index"][1] < 0.3  # stretched upwards
    assert tips["middle"][1] < 0.3
    assert tips["ring"][1] > 0.4
    assert tips["little"][0] < tips["index"][0]  # palm to the camera: the little finger on the picture's left
    assert 0.05 < palm_length(hands.world[1]) < 0.15  # metres
    assert 0.15 < palm_length(in_picture_heights(hands.image[1], hands.aspect)) < 0.5


def test_an_absent_hand_is_not_a_number_and_a_present_one_is_whole(tracker: HandTracker) -> None:
    hands = tracker.track(as_frame(hand_picture("open")))
    assert np.isnan(hands.image[0]).all()
    assert np.isnan(hands.world[0]).all()
    assert hands.score[0] == 0
    assert np.isfinite(hands.image[1]).all()
    assert np.isfinite(hands.world[1]).all()
    assert hands.score[1] > 0.8
    assert hands.image.dtype == hands.world.dtype == hands.score.dtype == np.float32


def test_an_empty_room_has_no_hands(tracker: HandTracker) -> None:
    assert not tracker.track(as_frame(hand_picture("nothing"))).any_hand


def test_times_may_stand_still_jump_back_or_repeat(tracker: HandTracker) -> None:
    picture = hand_picture("open")
    times_s = [5.0, 5.0, 5.0001, 0.0, 0.04, 1e6, 3.0, -2.0]
    frames = [tracker.track(as_frame(picture, i, time_s)) for i, time_s in enumerate(times_s)]
    assert [frame.time_s for frame in frames] == times_s
    assert all(frame.present[1] for frame in frames)


def test_one_hand_is_enough_when_one_is_asked_for() -> None:
    with HandTracker(tracker_bundle(), hands=1) as tracker:
        assert tracker.track(as_frame(hand_picture("open", "both"))).present.sum() == 1


def test_known_hands_pass_through_untouched(tracker: HandTracker) -> None:
    known = HandFrame.empty(1.5, 1.0)
    assert tracker.track(Frame(0, 1.5, None, known, 1.0)) is known
    assert not tracker.track(Frame(1, 2.0, None, None, 1.0)).any_hand


def test_closing_twice_is_fine() -> None:
    tracker = HandTracker(tracker_bundle())
    tracker.close()
    tracker.close()


def test_a_bundle_that_mediapipe_refuses_gets_a_sentence() -> None:
    with pytest.raises(TrackerModelError, match="MediaPipe cannot use the tracker's model"):
        HandTracker(b"not a bundle")
    gc.collect()  # MediaPipe leaves the thread of a landmarker that failed to it


def test_nothing_of_mediapipes_chatter_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with HandTracker(tracker_bundle()) as tracker:
        for index in range(3):
            tracker.track(as_frame(hand_picture("open"), index, index / 25))
    assert capfd.readouterr().err == ""


def test_a_landmarker_that_fails_at_once_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        closed = False

        def detect_for_video(self, picture, milliseconds):
            raise RuntimeError("no delegate")

        def close(self) -> None:
            self.closed = True

    landmarker = Failing()
    monkeypatch.setattr("gesture_app.capture.landmarker._make", lambda parts, bundle, hands: landmarker)
    with pytest.raises(RuntimeError, match="no delegate"):
        HandTracker(b"")
    assert landmarker.closed
