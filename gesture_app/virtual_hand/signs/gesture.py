"""What a gesture is: the keys a hand goes through, its shapes, and where and how it moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


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
        otherwise_deg: (21,), added to the angles of the shape's fingers (4 × 4) and thumb (5); None: as it is.
    """

    place: Numbers
    turn_deg: Numbers
    base: Numbers
    shape: str
    wrist_deg: Numbers
    seconds: float
    stop: bool
    otherwise_deg: Numbers | None = None


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
        loose_deg: (3,), σ of yaw, pitch and roll by which people turn it and still mean it.
        variant_of: the gesture that this is another way of making; empty if it is one of its own.
        source, note: where it comes from; what a person should know about it.
        aliases: what others call it in their recordings.
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
    aliases: tuple[str, ...] = ()
    loose_deg: Numbers = field(default_factory=lambda: np.zeros(3))
    variant_of: str = ""

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
