"""The program with trainings of a few epochs, to be started as several processes; the one asked to breaks down."""

from __future__ import annotations

import os

from gesture_app.cli import main
from gesture_app.learning import training
from gesture_app.learning.learner import Learner

BREAKS_DOWN = "GESTURE_APP_TEST_BREAKS_DOWN"
"""In the environment: the number of a process."""


def break_down(*_):
    raise ZeroDivisionError("made to break down")


training.usual_epochs = lambda _: 4
if os.environ.get(BREAKS_DOWN) == os.environ.get("RANK", "0"):
    Learner.epoch = break_down
main()
