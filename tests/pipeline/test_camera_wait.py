"""A camera that is connected while something else is watched is noticed once."""

from __future__ import annotations

import threading

import pytest

from gesture_app.pipeline.camera_wait import CameraWait


def test_it_goes_on_once_as_soon_as_it_may() -> None:
    answers = iter([False, False, True, True])
    gone_on: list[str] = []
    done = threading.Event()

    def go_on() -> None:
        gone_on.append("on")
        done.set()

    wait = CameraWait(lambda: next(answers), go_on, every_s=0.001)
    assert done.wait(5)
    wait.end()
    assert gone_on == ["on"]
    assert next(answers) is True, "it is not asked again"


def test_one_that_was_ended_never_goes_on() -> None:
    asked = threading.Event()
    gone_on: list[str] = []

    def may_go_on() -> bool:
        asked.set()
        return False

    wait = CameraWait(may_go_on, lambda: gone_on.append("on"), every_s=0.001)
    assert asked.wait(5)
    wait.end()
    wait.end()
    assert gone_on == []


def test_a_failing_look_is_told_once_and_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    failures = iter([OSError("busy bus"), OSError("busy bus"), None])
    done = threading.Event()

    def may_go_on() -> bool:
        failure = next(failures)
        if failure is not None:
            raise failure
        return True

    wait = CameraWait(may_go_on, done.set, every_s=0.001)
    assert done.wait(5)
    wait.end()
    assert len(caplog.records) == 1
