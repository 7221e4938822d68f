"""The gestures the virtual hand can perform, read from `data/*.toml`: what a person wrote down, made exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.body.rotations import facing
from gesture_app.virtual_hand.signs.names import UnknownName, nearest_names

Numbers = NDArray[np.float64]

SETS = ("letters", "digits", "everyday", "idle")

_PIVOTS = {"knuckles": 1.0, "wrist": 0.0, "elbow": -3.0}
"""What stays in place when a key turns the hand: palm lengths from the wrist along the hand."""


class GestureFileError(ValueError):
    """A file of gestures cannot be used: which file, which gesture, what is wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A moment of a gesture, for a right hand.

    Attributes:
        place: (3,), palm lengths of movement in the scene's axes: the person's left, up, towards the camera.
        turn_deg: (3,), yaw, pitch and roll of movement, about the gesture's pivot.
        base: (3, 3), the rotation that is turned.
        shape: name of the handshape.
        wrist_deg: (2,), flexion and deviation.
        seconds: since the key before.
        stop: whether the movement comes to rest here.
    """

    place: Numbers
    turn_deg: Numbers
    base: Numbers
    shape: str
    wrist_deg: Numbers
    seconds: float
    stop: bool


class Wander(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Movement nobody planned: every `every_s` seconds another key at random about the gesture's own.

    Attributes:
        place: σ in palm lengths. turn: σ in degrees. bend: σ of finger flexion in degrees.
        shapes: handshapes to choose from; the gesture's own if empty.
    """

    seconds: float
    every_s: float
    place: float = 0.0
    turn: float = 0.0
    bend: float = 0.0
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gesture:
    """One gesture, or one kind of idle movement.

    Attributes:
        set: "letters", "digits", "everyday" or "idle".
        title: as people call it.
        keys: from where its stroke begins to where it ends; a single one if it is held.
        repeat: how often the keys after the first follow each other.
        hold_s: how long its end is held.
        hands: 1, or 2 that mirror each other.
        from_middle: places are measured from the middle of the picture, not from the hand's own side.
        place: (3,), palm lengths from there, as a right hand's.
        pivot: palm lengths from the wrist along the hand to the point about which keys turn it.
        mirrors_movement: whether a left hand moves as in a mirror. If not, only its shape is mirrored: left and
            clockwise mean the person's own in either hand.
        source, note: where it comes from; what a person should know about it.
    """

    name: str
    set: str
    title: str
    keys: tuple[Key, ...]
    repeat: int
    hold_s: float
    hands: int
    from_middle: bool
    place: Numbers
    pivot: float
    mirrors_movement: bool
    wander: Wander | None
    source: str
    note: str

    @property
    def kind(self) -> Literal["held", "moving"]:
        """Whether it is a pose to be kept or a movement."""
        return "held" if len(self.keys) == 1 and self.wander is None else "moving"

    @property
    def shapes(self) -> frozenset[str]:
        """The handshapes it uses."""
        return frozenset(key.shape for key in self.keys) | frozenset(
            self.wander.shapes if self.wander else ()
        )


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


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    hold_s: float
    gestures: dict[str, _Entry]
    note: str = ""


def gestures(set_name: str | None = None) -> Mapping[str, Gesture]:
    """All gestures by name, or those of one set, in the order of the files.

    Raises:
        UnknownName: there is no such set.
    """
    if set_name is None:
        return _all()
    if set_name not in SETS:
        raise UnknownName("set of gestures", set_name, nearest_names(set_name, SETS))
    return MappingProxyType({name: each for name, each in _all().items() if each.set == set_name})


def gesture(name: str) -> Gesture:
    """The gesture of this name; case does not matter, and `_` or `-` stands for a space.

    Raises:
        UnknownName: there is none; it names the nearest that exist.
    """
    found = _by_plain_name().get(plain_name(name))
    if found is None:
        raise UnknownName("gesture", name, nearest_names(name, _all()))
    return found


def plain_name(name: str) -> str:
    """What is compared when a gesture is looked up."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


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
            read[name] = _gesture(name, set_name, entry, file)
        except (KeyError, ValueError) as error:
            raise GestureFileError(f"{set_name}.toml, gesture “{name}”: {error}") from error
    return read


@cache
def _all() -> Mapping[str, Gesture]:
    folder = resources.files("gesture_app.virtual_hand").joinpath("data")
    found: dict[str, Gesture] = {}
    for set_name in SETS:
        found |= read_gestures(folder.joinpath(f"{set_name}.toml").read_bytes(), set_name)
    return MappingProxyType(found)


@cache
def _by_plain_name() -> Mapping[str, Gesture]:
    return {plain_name(name): each for name, each in _all().items()}


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
    )
