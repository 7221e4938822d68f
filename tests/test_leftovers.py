"""The fixture that fails tests which leave something running."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")

LEFTOVERS = {
    "thread": "import threading, time\n"
    "def test_it(): threading.Thread(target=time.sleep, args=(6,), daemon=True).start()",
    "timer": "from PySide6.QtCore import QTimer\ndef test_it(qapp):\n    global t\n    t = QTimer()\n    t.start(1000)",
    "child timer": "from PySide6.QtCore import QTimer, QObject\n"
    "def test_it(qapp):\n    global o\n    o = QObject()\n    o.t = QTimer(o)\n    o.t.start(1000)",
    "qthread": "from PySide6.QtCore import QThread\n"
    "def test_it(qapp):\n    global t\n    t = QThread()\n    t.start()\n"
    "def teardown_module():\n    t.quit()\n    t.wait()",
}


@pytest.mark.parametrize("kind", LEFTOVERS)
def test_a_test_that_leaves_something_running_fails(kind: str, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(LEFTOVERS[kind])
    outcome = pytester.runpytest_subprocess("-q")
    outcome.assert_outcomes(passed=1, errors=1)


def test_a_tidy_test_passes(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        "import threading\nfrom PySide6.QtCore import QTimer\n"
        "def test_it(qapp):\n"
        "    thread = threading.Thread(target=print)\n    thread.start()\n    thread.join()\n"
        "    timer = QTimer()\n    timer.start(10)\n    timer.stop()"
    )
    pytester.runpytest_subprocess("-q").assert_outcomes(passed=1)
