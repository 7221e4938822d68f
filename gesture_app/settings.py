"""What the user chose, saved as JSON and checked on the way in."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

Theme = Literal["system", "light", "dark"]
TakeMode = Literal["fixed", "motion"]
PracticeHand = Literal["right", "left"]
AtStart = Literal["off", "armed", "paused"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """All settings with their defaults. `msgspec.structs.replace` makes a changed copy."""

    source: str = "camera"
    """`camera` (the first one), `camera:NAME`, `camera:INDEX`, a video file, `takes`, or `virtual`."""
    mirror_view: bool = True
    """Show the picture as a mirror would. Recordings are never mirrored."""
    hands: Annotated[int, msgspec.Meta(ge=1, le=2)] = 2
    theme: Theme = "system"
    telemetry: bool = False
    """Let MediaPipe report usage to Google. Off unless the user turns it on."""
    model: str = ""
    """File name of the model in use, `built-in/NAME` of a ready-made one; empty: the newest."""
    take_mode: TakeMode = "fixed"
    take_seconds: Annotated[float, msgspec.Meta(ge=0.3, le=10)] = 1.5
    takes_in_a_row: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5
    countdown_s: Annotated[float, msgspec.Meta(ge=0, le=10)] = 3.0
    either_hand: tuple[str, ...] = ()
    """Gestures that may be made with the other hand, too."""
    recordings_folder: str = ""
    """Empty: the default folder."""
    new_per_day: Annotated[int, msgspec.Meta(ge=0, le=100)] = 10
    """So many cards never seen before come up in a day of practice, at most."""
    practice_hand: PracticeHand = "right"
    """The hand that the user signs with."""
    hold_seconds: Annotated[float, msgspec.Meta(ge=0.3, le=3)] = 0.8
    """A held sign is accepted once it was held so long."""
    reduced_motion: bool = False
    """Show signs as stills to step through, and let nothing glide."""
    text_size: Annotated[int, msgspec.Meta(ge=100, le=200)] = 100
    """In per cent of the system's text."""
    pause_gesture: str = ""
    """Pauses the actions and lets them go on; heard even while they are paused. Empty: none."""
    pause_key: Annotated[str, msgspec.Meta(max_length=100)] = "ctrl+alt+p"
    """Does the same from anywhere on the desktop. Empty: none."""
    at_start: AtStart = "off"
    """Whether the profile last in use acts as soon as the program has started."""
    start_at_login: bool = False
    in_background: bool = False
    """Closing the window leaves the program running while a profile is armed; the tray's icon ends it."""

    def __post_init__(self) -> None:
        """Refuse what no system takes as a path (msgspec turns this into a ValidationError)."""
        if "\0" in self.recordings_folder:
            raise ValueError("the folder of the recordings cannot be called so")


def load_settings(file: Path) -> tuple[Settings, str | None]:
    """The saved settings and, where the file could not be read, a sentence for the user.

    A damaged file is set aside beside its place, so that nothing is overwritten.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), f"The settings could not be read ({error.strerror}); defaults are used."
    try:
        return msgspec.json.decode(data, type=Settings), None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        aside = file.with_name(f"settings.damaged-{datetime.now():%Y%m%d-%H%M%S}.json")
        try:
            file.replace(aside)
        except OSError:
            return Settings(), f"The settings file is damaged ({error}); defaults are used."
        return (
            Settings(),
            f"The settings file was damaged ({error}). It was kept as {aside.name}; defaults are used.",
        )


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2))
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)  # on a full disk a part of it is there
        raise
