"""What every test shares: nothing may be left running, nothing of the user's is touched."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Landmark data of others: measured on where it lies beside the project, never needed."""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Models, recordings and settings of a test live in its own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("GESTURE_APP_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a QThread or a QTimer behind."""
    before = set(threading.enumerate())
    yield
    left = _running_threads(before)
    assert not left, f"left running: {', '.join(thread.name for thread in left)}"
    # Looking at every object of the process takes a third of a second: only where Qt was used.
    timers = _running_qt_objects() if "qapp" in request.fixturenames else []
    assert not timers, f"left running: {', '.join(map(str, timers))}"


def _running_threads(before: set[threading.Thread], grace_s: float = 2.0) -> list[threading.Thread]:
    deadline = time.monotonic() + grace_s
    while True:
        left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
        # Threads that a library keeps for the life of the process are not the test's.
        left = [thread for thread in left if not thread.name.startswith(("pydevd", "asyncio_", "Dummy-"))]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.02)


def _running_qt_objects() -> list[object]:
    if "PySide6.QtCore" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer

    app = QCoreApplication.instance()
    if app is not None:
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    running: list[object] = []
    for item in gc.get_objects():
        kind = type(item)
        if not issubclass(kind, QTimer | QThread) or not shiboken6.isValid(item):
            continue
        if (
            item.isActive()
            if issubclass(kind, QTimer)
            else item.isRunning() and item is not QThread.currentThread()
        ):
            running.append(item)
    return running


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the landmark data in ../shared/data is not there")
    return SHARED
