"""Setting up the tracker. No landmarker is made here: one that is closed with telemetry on would report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footage import tracker_bundle
from gesture_app.capture.telemetry import silence_telemetry, telemetry_silenced
from gesture_app.pipeline.messages import Message, TrackerStatus
from gesture_app.pipeline.tracking import TrackerSetUp


@pytest.fixture(autouse=True)
def guard_is_up_again() -> Iterator[None]:
    yield
    silence_telemetry(allowed=False)


class SetUp:
    def __init__(self, bundle: Path) -> None:
        self.messages: list[Message] = []
        self.trackers = 0
        self.setup = TrackerSetUp(bundle, None, self.messages.append, self._use)

    def _use(self, _make: object) -> None:
        self.trackers += 1

    def start(self, hands: int, telemetry: bool) -> None:
        self.setup.start(hands, telemetry)
        self.setup._fetching._thread.join(20)  # type: ignore[union-attr]


@pytest.fixture
def ready(tmp_path: Path) -> SetUp:
    file = tmp_path / "hand_landmarker.task"
    file.write_bytes(tracker_bundle())
    return SetUp(file)


def test_telemetry_is_silenced_unless_it_was_allowed(ready: SetUp) -> None:
    ready.start(2, telemetry=False)
    assert telemetry_silenced()
    assert ready.trackers == 1


def test_consent_that_is_withdrawn_counts_at_once(ready: SetUp) -> None:
    ready.start(2, telemetry=True)
    assert not telemetry_silenced()
    ready.start(2, telemetry=False)
    assert telemetry_silenced()


def test_consent_given_later_counts_from_the_next_start_of_the_program(ready: SetUp) -> None:
    ready.start(2, telemetry=False)
    ready.start(2, telemetry=True)
    assert telemetry_silenced(), "no report tells of the time before consent was given"


def test_a_damaged_own_bundle_is_told_with_what_to_do(tmp_path: Path) -> None:
    own = tmp_path / "own.task"
    own.write_bytes(b"not a bundle")
    messages: list[Message] = []
    setup = TrackerSetUp(tmp_path / "unused", own, messages.append, lambda _make: None)
    setup.start(1, telemetry=False)
    setup._fetching._thread.join(20)  # type: ignore[union-attr]
    (status,) = messages
    assert isinstance(status, TrackerStatus)
    assert status.state == "missing"
    assert status.sentence.endswith(".")
