"""`python -m gesture_app`, or `gesture-app`: without a word more the window opens at once."""

from __future__ import annotations

import sys


def main() -> None:
    """Reading commands takes as long as opening a third of the window: only where there are some."""
    if sys.argv[1:]:
        from gesture_app.cli import main as obey

        obey()
    else:
        from gesture_app.garbage import let_it_lie

        let_it_lie()
        from gesture_app.app import run
        from gesture_app.log import start_log

        start_log()
        sys.exit(run())


if __name__ == "__main__":
    main()
