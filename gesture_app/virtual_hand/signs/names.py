"""Names people type: what they may have meant when there is no such thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UnknownName(KeyError):
    """There is nothing of this name.

    Attributes:
        kind: of what: "handshape", "gesture".
        name: as it was asked for.
        nearest: the names that exist and are most like it, the likeliest first; may be empty.
    """

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...]) -> None:
        super().__init__(name)
        self.kind, self.name, self.nearest = kind, name, nearest

    def __str__(self) -> str:
        """A sentence for people (a `KeyError` would only quote the key)."""
        told = f"There is no {self.kind} called “{self.name}”."
        return f"{told} Nearest: {', '.join(self.nearest)}." if self.nearest else told


def plain_name(name: str) -> str:
    """What is compared when a name is looked up: case, and `_` or `-` for a space, do not matter."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def nearest_names(name: str, names: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The names most like `name`, the likeliest first; case, and `_` or `-` for a space, do not matter."""
    known: dict[str, list[str]] = {}
    for each in names:
        known.setdefault(plain_name(each), []).append(each)
    alike = difflib.get_close_matches(plain_name(name), known, n=most, cutoff=0.5)
    return tuple(each for plain in alike for each in known[plain])[:most]
