"""The program with trainings of a few epochs, to be started as several processes, of which one may go wrong."""

from __future__ import annotations

import os
import sys

from gesture_app.cli import main
from gesture_app.learning import training
from gesture_app.learning.learner import Learner

EPOCHS = 4

BREAKS_DOWN = "GESTURE_APP_TEST_BREAKS_DOWN"
"""In the environment: the number of a process."""

OTHER_DATA = "GESTURE_APP_TEST_OTHER_DATA"
"""In the environment: the file that the second process is given instead of its dataset."""


def break_down(*_):
    raise ZeroDivisionError("made to break down")


if __name__ == "__main__":
    training.usual_epochs = lambda _: EPOCHS
    if os.environ.get(BREAKS_DOWN) == os.environ.get("RANK", "0"):
        Learner.epoch = break_down
    if OTHER_DATA in os.environ and os.environ.get("RANK") == "1":
        sys.argv = [os.environ[OTHER_DATA] if given.endswith(".npz") else given for given in sys.argv]
    main()
