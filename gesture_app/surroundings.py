"""The environment as the user had it: for the programs that we start, and for what it says about the desktop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

Environment = Mapping[str, str]

_AS_FOUND: Environment = MappingProxyType(dict(os.environ))
"""From before this program set variables for its own libraries (threads, proxies, Qt); the package imports it first."""

_OURS_ALONE = (
    "DESKTOP_STARTUP_ID",
    "XDG_ACTIVATION_TOKEN",
    "GIO_LAUNCHED_DESKTOP_FILE",
    "GIO_LAUNCHED_DESKTOP_FILE_PID",
)
"""They tell about the start of this program and would be lies about another."""


def users_environment() -> dict[str, str]:
    """A copy that other programs can be started with."""
    return {name: value for name, value in _AS_FOUND.items() if name not in _OURS_ALONE}
