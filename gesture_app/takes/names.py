"""Names of gestures, and names of folders that every system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from gesture_app.hands.labelled import NONE, NONE_NAMES

LONGEST_NAME = 80
_LONGEST_FOLDER = 40
_RESERVED_BY_WINDOWS = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}


def gesture_name(text: str) -> str:
    """The name as it is kept: one spelling of each character, single spaces; `-` and `none` are `NONE`.

    Raises:
        ValueError: with a sentence for the user.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise ValueError("A gesture needs a name.")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"The name “{name[:20]}…” is too long: {LONGEST_NAME} characters are the most.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        raise ValueError("A gesture's name cannot hold control characters.")
    return NONE if name.casefold() in NONE_NAMES else name


def folder_name(name: str, taken: Collection[str]) -> str:
    """A folder for the gesture `name`: plain lower-case letters and digits, unlike all in `taken`.

    Windows and macOS take `Wave` and `wave` for the same folder, and Windows cannot hold names such as
    `con`; the true name is kept in a file inside.
    """
    if name == NONE:
        return NONE
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_FOLDER].rstrip("-") or "gesture"
    if slug in _RESERVED_BY_WINDOWS:
        slug = f"gesture-{slug}"
    in_use = {other.casefold() for other in taken} | {NONE}
    candidate, number = slug, 2
    while candidate in in_use:
        candidate, number = f"{slug}-{number}", number + 1
    return candidate
