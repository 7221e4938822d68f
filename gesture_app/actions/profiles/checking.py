"""What a profile may hold: names that can be read, ids that are its own, and nothing beyond its limits."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from gesture_app.actions.binding import Profile
from gesture_app.hands.labelled import NONE
from gesture_app.takes.names import gesture_name

LONGEST_NAME = 80

_PROFILE_ID = re.compile(r"profile-[0-9a-f]{12}")


def is_profile_id(text: str) -> bool:
    """Whether it can be the id of a profile of the user's, which is also a file's name."""
    return _PROFILE_ID.fullmatch(text) is not None


def checked_name(text: str) -> str:
    """A profile's name as it is kept: one spelling of each character, single spaces.

    Raises:
        ValueError: with a sentence for the user.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise ValueError("A profile needs a name.")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"The name “{name[:20]}…” is too long: {LONGEST_NAME} characters are the most.")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in name):
        raise ValueError("A profile's name cannot hold control characters.")
    return name


def check_profile(profile: Profile) -> None:
    """Refuse what no profile may hold.

    Raises:
        ValueError: with a sentence for the user.
    """
    _check_limits(profile)
    if checked_name(profile.name) != profile.name:
        raise ValueError("The profile's name holds superfluous spaces.")
    ids = [binding.id for binding in profile.bindings]
    if len(set(ids)) != len(ids):
        raise ValueError("Two of its actions have the same id.")
    for binding in profile.bindings:
        if gesture_name(binding.gesture) != binding.gesture:
            raise ValueError(f"“{binding.gesture}” is not how a gesture's name is written.")
        if binding.gesture == NONE:
            raise ValueError("What is no gesture cannot do anything. Choose a gesture.")


def _check_limits(profile: Profile) -> None:
    """The limits that stand beside the fields: they hold for what is read, so what is written is read once."""
    try:
        msgspec.json.decode(msgspec.json.encode(profile), type=Profile)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise ValueError(limit_sentence(error)) from error


def limit_sentence(error: Exception) -> str:
    """Which field is beyond its limits, as far as can be told."""
    text = str(error)
    found = re.search(r"at `\$\.?(.*?)`", text)
    where = f" (in “{found.group(1)}”)" if found and found.group(1) else ""
    return f"Something in it is missing, too long, or not what it must be{where}."
