"""Other programs see the environment as the user had it, not what this one sets for its own libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys

ASK = """
import json, os
import gesture_app
from gesture_app.surroundings import users_environment
import gesture_app.opencv
from gesture_app.capture.telemetry import silence_telemetry
silence_telemetry(allowed=False)
print(json.dumps([users_environment(), dict(os.environ)]))
"""


def _asked(environment: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    found = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, check=True, text=True
    )
    users, ours = json.loads(found.stdout)
    return users, ours


def test_what_the_program_sets_for_itself_reaches_no_other() -> None:
    path = os.pathsep.join(filter(None, sys.path))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "https_proxy": "http://proxy.example:3128"}
    users, ours = _asked(environment)
    assert users["https_proxy"] == "http://proxy.example:3128"
    assert set(users) - {"LC_CTYPE"} == set(environment)  # Python itself sets that one
    # Otherwise nothing is shown here:
    assert ours["https_proxy"] != users["https_proxy"]
    assert {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OPENCV_LOG_LEVEL", "HTTPS_PROXY"} <= set(ours)


def test_what_tells_of_our_own_start_reaches_no_other() -> None:
    path = os.pathsep.join(filter(None, sys.path))
    users, _ = _asked({"PATH": os.environ["PATH"], "PYTHONPATH": path, "DESKTOP_STARTUP_ID": "ours_TIME1"})
    assert "DESKTOP_STARTUP_ID" not in users


def test_torch_has_one_thread_wherever_it_is_used_from() -> None:
    """What is trained in one thread must not make the live view's steps in another wait for threads of theirs."""
    program = """
import gesture_app, threading, torch
found = []
other = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
other.start()
other.join()
print(found, torch.get_num_threads())
"""
    clean = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=clean, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[1] 1"
