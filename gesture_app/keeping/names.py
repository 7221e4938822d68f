"""Names of things that are kept, told apart."""

from __future__ import annotations

from collections.abc import Collection


def free_name(name: str, taken: Collection[str], longest: int) -> str:
    """The name, or with a number behind it where that is taken, of at most `longest` characters.

    Args:
        taken: casefolded.
    """
    free, number = name, 2
    while free.casefold() in taken:
        ending = f" ({number})"
        free, number = name[: longest - len(ending)].rstrip() + ending, number + 1
    return free
