"""The handshapes the virtual hand knows, read from `data/handshapes.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import FINGERS
from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.signs.names import UnknownName, nearest_names

Numbers = NDArray[np.float64]

_FILE = "handshapes.toml"


class HandshapeFileError(ValueError):
    """A file of handshapes cannot be used: which file, which entry, what is wrong."""


@dataclass(frozen=True, slots=True)
class Handshape:
    """How the fingers of a right hand are held; the arrays are read-only.

    Attributes:
        fingers_deg: (4, 4), index to little finger × (spread, mcp, pip, dip), as in `HandPose`.
        thumb_deg: (5,) = spread, raise, turn, mcp, ip.
        source: where it comes from.
        note: what a person should know about it; may be empty.
    """

    name: str
    fingers_deg: Numbers
    thumb_deg: Numbers
    source: str
    note: str

    def pose(self) -> HandPose:
        """A hand of this shape at the origin, its palm to the camera."""
        return HandPose(np.zeros(3), np.eye(3), self.fingers_deg.copy(), self.thumb_deg.copy(), np.zeros(2))


class _Finger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A curl, angles, or a curl with some angles of its own."""

    curl: str | None = None
    spread: float = 0.0
    mcp: float | None = None
    pip: float | None = None
    dip: float | None = None


class _Thumb(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"raise_": "raise"}):
    spread: float
    raise_: float
    turn: float
    mcp: float
    ip: float


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str | None = None
    same_as: str | None = None
    index: str | _Finger | None = None
    middle: str | _Finger | None = None
    ring: str | _Finger | None = None
    little: str | _Finger | None = None
    thumb: str | _Thumb | None = None
    note: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    curls: dict[str, tuple[float, float, float]]
    thumbs: dict[str, _Thumb]
    handshapes: dict[str, dict[str, Any]]  # read one by one, so that an error can name the entry


@cache
def handshapes() -> Mapping[str, Handshape]:
    """All handshapes by name, in the order of the file."""
    data = resources.files("gesture_app.virtual_hand").joinpath("data", _FILE).read_bytes()
    return MappingProxyType(read_handshapes(data, _FILE))


def handshape(name: str) -> Handshape:
    """The handshape of exactly this name.

    Raises:
        UnknownName: there is none; it names the nearest that exist.
    """
    known = handshapes()
    if name not in known:
        raise UnknownName("handshape", name, nearest_names(name, known))
    return known[name]


def read_handshapes(data: bytes, file: str) -> dict[str, Handshape]:
    """Handshapes from the text of a file, which must be whole: every finger, every angle within the limits.

    Args:
        file: its name, for errors.

    Raises:
        HandshapeFileError: names the file, the entry and the field.
    """
    try:
        read = msgspec.toml.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HandshapeFileError(f"{file}: {error}") from error
    shapes: dict[str, Handshape] = {}
    for name, entry in read.handshapes.items():
        try:
            shapes[name] = _shape(name, msgspec.convert(entry, _Entry), read, shapes)
        except (ValueError, msgspec.ValidationError) as error:
            raise HandshapeFileError(f"{file}, handshape “{name}”: {error}") from error
    return shapes


def _shape(name: str, entry: _Entry, read: _File, before: Mapping[str, Handshape]) -> Handshape:
    if entry.same_as is not None:
        return _same(name, entry, entry.same_as, before)
    if entry.source is None:
        raise ValueError("`source` is missing.")
    fingers = np.array([_finger(which, getattr(entry, which), read.curls) for which in FINGERS])
    shape = Handshape(
        name, _frozen(fingers), _frozen(_thumb(entry.thumb, read.thumbs)), entry.source, entry.note
    )
    check(shape.pose())  # its PoseError is a ValueError
    return shape


def _same(name: str, entry: _Entry, as_: str, before: Mapping[str, Handshape]) -> Handshape:
    if any(getattr(entry, part) is not None for part in (*FINGERS, "thumb")):
        raise ValueError("`same_as` leaves nothing to say about fingers or thumb.")
    if as_ not in before:
        raise ValueError(f"`same_as` must name a handshape further up, and “{as_}” is none.")
    twin = before[as_]
    return replace(twin, name=name, source=entry.source or twin.source, note=entry.note or twin.note)


def _finger(which: str, said: str | _Finger | None, curls: Mapping[str, tuple[float, ...]]) -> list[float]:
    if said is None:
        raise ValueError(f"`{which}` is missing.")
    finger = _Finger(curl=said) if isinstance(said, str) else said
    if finger.curl is None:
        flexion: tuple[float | None, ...] = (None, None, None)
    elif finger.curl in curls:
        flexion = curls[finger.curl]
    else:
        raise ValueError(f"`{which}` has the unknown curl “{finger.curl}”; there are {', '.join(curls)}.")
    angles = [finger.spread]
    for joint, own, of_curl in zip(
        ("mcp", "pip", "dip"), (finger.mcp, finger.pip, finger.dip), flexion, strict=True
    ):
        angle = of_curl if own is None else own
        if angle is None:
            raise ValueError(f"`{which}` lacks `{joint}`.")
        angles.append(angle)
    return angles


def _thumb(said: str | _Thumb | None, thumbs: Mapping[str, _Thumb]) -> Numbers:
    if said is None:
        raise ValueError("`thumb` is missing.")
    if isinstance(said, str):
        if said not in thumbs:
            raise ValueError(f"`thumb` has the unknown place “{said}”; there are {', '.join(thumbs)}.")
        said = thumbs[said]
    return np.array([said.spread, said.raise_, said.turn, said.mcp, said.ip], dtype=np.float64)


def _frozen(angles_deg: Numbers) -> Numbers:
    angles_deg.flags.writeable = False
    return angles_deg
