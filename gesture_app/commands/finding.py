"""What `doctor` finds: how it is, a sentence, and what to do."""

from __future__ import annotations

from typing import Literal

import msgspec

State = Literal["ok", "warning", "problem"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. `remedy` is empty where nothing needs to be done."""

    check: str
    state: State
    sentence: str
    remedy: str = ""
