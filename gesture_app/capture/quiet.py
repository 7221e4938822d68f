"""Keep native libraries' chatter off the terminal while something is being set up."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_CHATTER = re.compile(
    rb"INFO: Created TensorFlow Lite"
    rb"|WARNING: (All log messages|Logging) before"
    rb"|[IW]\d{4} \d\d:\d\d:.*(inference_feedback_manager|landmark_projection_calculator|gl_context)",
)
"""MediaPipe's messages that ask nothing of anybody; no setting of its own turns them off."""

_exchanging = threading.Lock()
"""Two exchanges that overlap would leave the descriptor on the first one's file, and stderr lost for good."""


@contextmanager
def without_chatter() -> Iterator[None]:
    """Hold back what is written to file descriptor 2, then pass on all but known chatter.

    Native code writes past `sys.stderr`, so the descriptor itself is exchanged, for as short as possible:
    messages of other threads arrive a little later, none is lost. One thread at a time; others wait.
    """
    with _exchanging, tempfile.TemporaryFile() as held:
        try:
            kept = os.dup(2)
        except OSError:  # no stderr at all: a windowed program on Windows
            yield
            return
        if sys.stderr is not None:
            sys.stderr.flush()
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            if sys.stderr is not None:
                sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
            held.seek(0)
            worth_telling = b"".join(line for line in held if not _CHATTER.match(line))
            if worth_telling:
                os.write(2, worth_telling)
