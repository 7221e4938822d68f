"""What the program says about itself on stderr."""

from __future__ import annotations

import logging


def start_log(*, verbose: bool = False) -> None:
    """Warnings only, or everything, for reporting a problem."""
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
