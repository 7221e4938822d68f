"""Hands are found without most of MediaPipe, which can be imported as ever all the same."""

import subprocess
import sys
import textwrap

import pytest


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_finding_hands_imports_no_plots_and_no_sounds() -> None:
    out = run("""
        import sys
        from gesture_app.capture.mediapipe_parts import import_parts
        assert import_parts().landmarker.HandLandmarker
        print(sorted({"matplotlib", "sounddevice", "torch"} & set(sys.modules)))
    """)
    assert out.strip() == "[]"


@pytest.mark.parametrize("before", ["", "import mediapipe"])
def test_all_of_mediapipe_is_there_for_whoever_asks(before: str) -> None:
    run(f"""
        {before}
        from gesture_app.capture.mediapipe_parts import import_parts
        parts = import_parts()
        import mediapipe as mp
        from mediapipe.tasks.python import vision
        from mediapipe.tasks.python.metadata.metadata_writers import model_asset_bundle_utils
        assert mp.__version__
        assert mp.Image is parts.Image
        assert mp.tasks.vision.HandLandmarker is parts.landmarker.HandLandmarker is vision.HandLandmarker
        assert mp.tasks.vision.GestureRecognizer
        assert not hasattr(mp, "nothing_of_that_name")
    """)


def test_two_threads_at_once_open_no_more_than_one_does() -> None:
    out = run("""
        import sys
        import threading
        from gesture_app.capture.mediapipe_parts import import_parts
        sys.setswitchinterval(1e-6)
        threads = [threading.Thread(target=import_parts) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(sorted({"matplotlib", "sounddevice"} & set(sys.modules)))
    """)
    assert out.strip() == "[]"
