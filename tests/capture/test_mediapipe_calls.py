"""MediaPipe called without its detours says what it says through its own class."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from footage import hand_picture, tracker_bundle
from gesture_app.capture.landmarker import Landmarker, as_rgb
from gesture_app.capture.mediapipe_calls import LandmarkerCalls, UnknownLibraryError

PICTURES = [hand_picture("open", "both"), hand_picture("victory"), hand_picture("nothing")]


@pytest.fixture
def landmarker() -> Iterator[Landmarker]:
    landmarker = Landmarker(tracker_bundle(), 2)
    yield landmarker
    landmarker.close()


@pytest.fixture
def through_their_class(monkeypatch: pytest.MonkeyPatch) -> Iterator[Landmarker]:
    def unknown(made: Any) -> None:
        raise UnknownLibraryError("arranged otherwise")

    with monkeypatch.context() as patch:
        patch.setattr("gesture_app.capture.landmarker.LandmarkerCalls", unknown)
        landmarker = Landmarker(tracker_bundle(), 2)
    yield landmarker
    landmarker.close()


def test_the_same_hands_to_the_last_bit(landmarker: Landmarker, through_their_class: Landmarker) -> None:
    counts = []
    for picture in PICTURES:
        for step in range(8):
            rgb = as_rgb(np.roll(picture, 5 * step, axis=1))
            ours, theirs = landmarker.find(rgb), through_their_class.find(rgb)
            counts.append(len(ours))
            assert len(ours) == len(theirs)
            for one, other in zip(ours, theirs, strict=True):
                assert one.right == other.right
                np.testing.assert_array_equal(one.image, other.image)
                np.testing.assert_array_equal(one.world, other.world)
                assert one.image.shape == one.world.shape == (21, 3)
    assert {0, 1, 2} <= set(counts)


def test_what_was_found_outlives_the_call(landmarker: Landmarker) -> None:
    rgb = as_rgb(PICTURES[1])
    first = [landmarker.find(rgb), landmarker.find(rgb)][1][0]
    kept = first.image.copy()
    for step in range(20):
        landmarker.find(np.roll(rgb, 10 * step, axis=1))
    np.testing.assert_array_equal(first.image, kept)


def test_a_refusal_is_raised_with_mediapipes_own_reason_and_the_next_picture_is_looked_at(
    landmarker: Landmarker,
) -> None:
    calls = LandmarkerCalls(landmarker._made)
    rgb = as_rgb(PICTURES[1])
    calls.find(rgb, 10_000)
    with pytest.raises(ValueError, match="monotonically increasing"):
        calls.find(rgb, 9_000)
    assert calls.find(rgb, 11_000)


def test_another_arrangement_is_noticed_before_anything_is_called() -> None:
    with pytest.raises(UnknownLibraryError):
        LandmarkerCalls(SimpleNamespace())
