"""Windows that are carried on say what windows that are read anew would."""

import numpy as np
import pytest

from gesture_app.folders import built_in_folder
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.ready_made import EVERYDAY
from gesture_app.recognition.windows import BEGINS_A_WINDOW, LiveWindows
from made_gestures import performed

FPS = 20.0
WINDOWS_S = {0.6: frozenset({"short"}), 1.5: frozenset({"usual"}), 4.0: frozenset({"long"})}


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_checkpoint(built_in_folder() / EVERYDAY.file_name))


def held(seconds: float) -> HandSequence:
    return performed("lift", np.random.default_rng(3), seconds=seconds, fps=FPS)


def test_where_a_window_lies_is_where_a_take_of_its_frames_lies(classifier: Classifier) -> None:
    stream = held(8.0)
    windows = LiveWindows(classifier, WINDOWS_S)
    for end, hands in enumerate(stream.frames(), start=1):
        assert windows.see(hands)
        for row, (embedding, window_s) in enumerate(zip(windows.embeddings(), WINDOWS_S, strict=True)):
            begin = int(windows.begun(row))
            expected = classifier.embed(stream.slice(begin, end))
            assert expected is not None
            np.testing.assert_allclose(embedding, expected, atol=2e-5)
            wanted = min(end, round(window_s * FPS))
            assert abs(end - begin - wanted) <= max(1, window_s * FPS / BEGINS_A_WINDOW / 2 + 1)


def test_the_work_of_a_step_is_bounded(classifier: Classifier) -> None:
    windows = LiveWindows(classifier, WINDOWS_S)
    most = 0
    for hands in held(30.0).frames():
        windows.see(hands)
        most = max(most, windows.under_way)
    assert most <= (BEGINS_A_WINDOW + 2) * len(WINDOWS_S)


def test_no_window_begins_without_a_hand(classifier: Classifier) -> None:
    stream = held(3.0)
    windows = LiveWindows(classifier, {0.6: frozenset({"short"})})
    for number, hands in enumerate(stream.frames()):
        if 20 <= number < 28:
            hands.image[:], hands.present[:] = np.nan, False
        windows.see(hands)
        assert not 20 <= windows.begun(0) < 28
        assert np.isfinite(windows.embeddings()).all()
