"""Native chatter is held back, anything else is passed on; OpenCV's Qt is forgotten."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import cv2
import pytest

from gesture_app.capture.quiet import without_chatter
from gesture_app.opencv import forget_bundled_qt


def test_chatter_is_held_back_and_real_messages_are_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with without_chatter():
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n")
        os.write(2, b"W0000 00:00:17.8  79 inference_feedback_manager.cc:121] Feedback manager requires\n")
        os.write(2, b"out of memory\n")
    os.write(2, b"INFO: Created TensorFlow Lite by someone else\n")
    assert capfd.readouterr().err == "out of memory\nINFO: Created TensorFlow Lite by someone else\n"


def test_messages_are_passed_on_when_something_fails(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        os.write(2, b"cannot allocate\n")
        raise RuntimeError

    with pytest.raises(RuntimeError), without_chatter():
        fail()
    assert capfd.readouterr().err == "cannot allocate\n"


def test_qts_variables_are_removed_only_where_they_point_into_opencv() -> None:
    inside = str(Path(cv2.__file__).parent / "qt" / "plugins")
    variables = {"QT_QPA_PLATFORM_PLUGIN_PATH": inside, "QT_QPA_FONTDIR": "/usr/share/fonts", "HOME": "/root"}
    forget_bundled_qt(variables)
    assert variables == {"QT_QPA_FONTDIR": "/usr/share/fonts", "HOME": "/root"}


def test_importing_opencv_and_mediapipe_leaves_qts_variables_alone() -> None:
    program = (
        "import gesture_app.capture.tracker, mediapipe.tasks.python.vision, os\n"
        "assert 'QT_QPA_PLATFORM_PLUGIN_PATH' not in os.environ and 'QT_QPA_FONTDIR' not in os.environ"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_threads_that_hold_back_messages_at_once_leave_stderr_as_it_was(
    capfd: pytest.CaptureFixture[str],
) -> None:
    first_is_in, second_may_end = threading.Event(), threading.Event()

    def second() -> None:
        first_is_in.wait(5)
        with without_chatter():
            second_may_end.wait(5)

    thread = threading.Thread(target=second)
    thread.start()
    with without_chatter():
        first_is_in.set()
        time.sleep(0.1)  # the second one would be in by now
    second_may_end.set()
    thread.join()
    os.write(2, b"still heard\n")
    assert capfd.readouterr().err == "still heard\n"
