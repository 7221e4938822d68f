"""Read a file of gestures: what a person wrote down, checked and made exact."""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import FINGERS
from gesture_app.virtual_hand.body.pose import FINGER_ANGLES, THUMB_ANGLES, turned
from gesture_app.virtual_hand.body.rotations import facing
from gesture_app.virtual_hand.signs.gesture import Gesture, Key, Wander

Numbers = NDArray[np.float64]

_PIVOTS = {"knuckles": 1.0, "wrist": 0.0, "elbow": -3.0}
"""What stays in place when a key turns the hand: palm lengths from the wrist along the hand."""


class GestureFileError(ValueError):
    """A file of gestures cannot be used: which file, which gesture, what is wrong."""


class _Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0

    @property
    def degrees(self) -> Numbers:
        return np.array([self.yaw, self.pitch, self.roll])


class _Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    left: float = 0.0
    right: float = 0.0
    up: float = 0.0
    down: float = 0.0
    forward: float = 0.0
    back: float = 0.0

    @property
    def palms(self) -> Numbers:
        return np.array([self.left - self.right, self.up - self.down, self.forward - self.back])


class _Key(_Place, frozen=True, forbid_unknown_fields=True, kw_only=True):
    shape: str | None = None
    palm: str | None = None
    fingers: str | None = None
    turn: _Turn = _Turn()
    wrist: tuple[float, float] | None = None
    s: float = 0.3
    stop: bool = False


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    shape: str
    title: str = ""
    palm: str = "camera"
    fingers: str = "up"
    turn: _Turn = _Turn()
    wrist: tuple[float, float] = (-12.0, 0.0)
    from_: Literal["own side", "middle"] = "own side"
    place: _Place = _Place()
    keys: tuple[_Key, ...] = (_Key(),)
    repeat: int = 1
    hold_s: float | None = None
    hands: Literal[1, 2] = 1
    pivot: Literal["knuckles", "wrist", "elbow"] = "knuckles"
    mirror: Literal["all", "shape only"] = "all"
    wander: Wander | None = None
    source: str | None = None
    note: str = ""
    aliases: tuple[str, ...] = ()
    loose: _Turn | None = None
    variant_of: str = ""
    otherwise: dict[str, tuple[float, ...]] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    hold_s: float
    gestures: dict[str, dict[str, object]]
    loose: _Turn = _Turn()
    note: str = ""


def read_gestures(data: bytes, set_name: str) -> dict[str, Gesture]:
    """The gestures in the text of a file.

    Raises:
        GestureFileError: names the file, the gesture and what is wrong.
    """
    try:
        file = msgspec.toml.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GestureFileError(f"{set_name}.toml: {error}") from error
    read = {}
    for name, entry in file.gestures.items():
        try:
            read[name] = _gesture(name, set_name, msgspec.convert(entry, _Entry), file)
        except (KeyError, ValueError, msgspec.ValidationError) as error:
            raise GestureFileError(f"{set_name}.toml, gesture “{name}”: {error}") from error
    return read


def _gesture(name: str, set_name: str, entry: _Entry, file: _File) -> Gesture:
    if not entry.keys or entry.repeat < 1:
        raise ValueError("it needs at least one key, and to happen at least once.")
    return Gesture(
        name=name,
        set=set_name,
        title=entry.title or name,
        keys=tuple(_key(key, entry) for key in entry.keys),
        repeat=entry.repeat,
        hold_s=file.hold_s if entry.hold_s is None else entry.hold_s,
        hands=entry.hands,
        from_middle=entry.from_ == "middle",
        place=entry.place.palms,
        pivot=_PIVOTS[entry.pivot],
        mirrors_movement=entry.mirror == "all",
        wander=entry.wander,
        source=file.source if entry.source is None else entry.source,
        note=entry.note,
        aliases=entry.aliases,
        loose_deg=(entry.loose or file.loose).degrees,
        variant_of=entry.variant_of,
    )


def _key(key: _Key, entry: _Entry) -> Key:
    base = facing(palm=key.palm or entry.palm, fingers=key.fingers or entry.fingers)
    return Key(
        place=key.palms,
        turn_deg=key.turn.degrees,
        base=turned(*entry.turn.degrees) @ base,
        shape=key.shape or entry.shape,
        wrist_deg=np.array(entry.wrist if key.wrist is None else key.wrist),
        seconds=key.s,
        stop=key.stop,
        otherwise_deg=_otherwise(entry.otherwise) if entry.otherwise else None,
    )


def _otherwise(said: dict[str, tuple[float, ...]]) -> Numbers:
    """Degrees added to a shape's angles, (21,), from `{ index = [spread, mcp, pip, dip], thumb = [5 angles] }`."""
    sizes = {finger: len(FINGER_ANGLES) for finger in FINGERS} | {"thumb": len(THUMB_ANGLES)}
    if unknown := set(said) - set(sizes):
        raise ValueError(f"`otherwise` names {sorted(unknown)}; there are {', '.join(sizes)}.")
    parts = [said.get(finger, (0.0,) * size) for finger, size in sizes.items()]
    if any(len(part) != size for part, size in zip(parts, sizes.values(), strict=True)):
        raise ValueError("`otherwise` takes four angles for a finger and five for the thumb.")
    degrees = np.concatenate(parts).astype(np.float64)
    if not np.isfinite(degrees).all():
        raise ValueError("`otherwise` holds what is no number.")
    return degrees
