"""The program as a person starts it, telling how far it is. Run by itself."""

import logging
import sys
from pathlib import Path

from gesture_app.garbage import let_it_lie

let_it_lie()
from gesture_app.app import run  # noqa: E402 - in the order of `gesture_app.__main__`

logging.basicConfig(level=logging.WARNING)
logging.getLogger("gesture_app.milestones").setLevel(logging.DEBUG)
sys.exit(run(sys.argv[2], Path(sys.argv[1])))
