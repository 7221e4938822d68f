"""Mistakes that can be planted in a gesture: each changes one thing, clearly, and makes no other gesture of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Literal

from gesture_app.virtual_hand.body.build import FINGERS
from gesture_app.virtual_hand.signs import wrong_movements, wrong_poses
from gesture_app.virtual_hand.signs.catalogue import gesture, gestures, ways_of
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.likeness import made_alike
from gesture_app.virtual_hand.signs.names import UnknownName, nearest_names, plain_name
from gesture_app.virtual_hand.signs.wrong_poses import Change

MistakenParameter = Literal["handshape", "orientation", "location", "movement", "tempo"]
MistakenPart = Literal[
    "thumb", "index", "middle", "ring", "little", "palm", "hand", "other hand",
    "path", "direction", "size", "repetition", "speed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing made wrong.

    Attributes:
        parameter, part: what a teacher would correct.
        name: as scripts call it: `ring`, `direction`, `too slow`.
    """

    parameter: MistakenParameter
    part: MistakenPart
    name: str


class NoSuchMistake(UnknownName):
    """The gesture has no mistake of this name, or it would be another gesture then; tells those it has."""

    def __init__(self, name: str, gesture_name: str, possible: tuple[str, ...]) -> None:
        super().__init__("mistake", name, possible)
        self._gesture_name = gesture_name

    def __str__(self) -> str:
        """A sentence for people."""
        told = f"There is no mistake “{self.name}” in “{self._gesture_name}”."
        return f"{told} There are: {', '.join(self.nearest)}." if self.nearest else told


def mistakes_for(sign: Gesture) -> tuple[Mistake, ...]:
    """The mistakes that make sense for a gesture of the catalogue; none for idle movement."""
    return tuple(_changes(sign.name))


def mistake_named(sign: Gesture, name: str) -> Mistake:
    """The mistake of this name, or the first in this part, in a gesture of the catalogue; case does not matter.

    Raises:
        NoSuchMistake: it has none of this name.
    """
    possible, wanted = mistakes_for(sign), plain_name(name)
    known = {plain_name(each.part): each for each in reversed(possible)}
    known |= {plain_name(each.name): each for each in possible}
    if wanted in known:
        return known[wanted]
    names = tuple(mistake.name for mistake in possible)
    raise NoSuchMistake(name, sign.name, nearest_names(name, names) or names)


def with_mistake(sign: Gesture, mistake: Mistake) -> Gesture:
    """The gesture, or somebody's way of making it (see `varied`), with this mistake; its name stays.

    Raises:
        NoSuchMistake: it is none of its `mistakes_for`.
        UnknownName: the gesture is none of the catalogue's.
    """
    changes = _changes(sign.name)
    if mistake not in changes:
        raise NoSuchMistake(mistake.name, sign.name, tuple(each.name for each in changes))
    return changes[mistake](sign)


_KINDS: Mapping[Mistake, Callable[[Gesture], Iterator[Change]]] = MappingProxyType(
    {
        Mistake("handshape", "thumb", "thumb"): wrong_poses.thumb_otherwise,
        Mistake("handshape", "index", "index"): partial(wrong_poses.finger_otherwise, finger=FINGERS[0]),
        Mistake("handshape", "middle", "middle"): partial(wrong_poses.finger_otherwise, finger=FINGERS[1]),
        Mistake("handshape", "ring", "ring"): partial(wrong_poses.finger_otherwise, finger=FINGERS[2]),
        Mistake("handshape", "little", "little"): partial(wrong_poses.finger_otherwise, finger=FINGERS[3]),
        Mistake("orientation", "palm", "palm"): wrong_poses.palm_turned,
        Mistake("orientation", "hand", "rolled"): wrong_poses.hand_rolled,
        Mistake("location", "other hand", "one hand"): wrong_movements.one_hand_only,
        Mistake("movement", "direction", "direction"): wrong_movements.another_direction,
        Mistake("movement", "direction", "mirrored"): wrong_movements.mirrored_path,
        Mistake("movement", "path", "path"): wrong_movements.flattened_path,
        Mistake("movement", "size", "small"): wrong_movements.smaller,
        Mistake("movement", "repetition", "once"): wrong_movements.once_only,
        Mistake("tempo", "speed", "slow"): wrong_movements.slower,
        Mistake("tempo", "speed", "fast"): wrong_movements.faster,
    }
)


_NEVER_ANOTHER = ("repetition", "speed")
"""Parts that tell no two gestures apart."""

_MIGHT_BE = 1.5
"""With this tolerance a mistake may be no other gesture, while it differs from its own without any."""


@cache
def _changes(name: str) -> Mapping[Mistake, Change]:
    reference = gesture(name)
    if reference.set == "idle":
        return MappingProxyType({})
    found = {mistake: _first_clear(reference, mistake, ways) for mistake, ways in _KINDS.items()}
    return MappingProxyType({mistake: change for mistake, change in found.items() if change is not None})


def _first_clear(
    reference: Gesture, mistake: Mistake, ways: Callable[[Gesture], Iterator[Change]]
) -> Change | None:
    """The first way that is neither the gesture still nor another one of its set."""
    own = ways_of(reference.name)
    others = [way for name in gestures(reference.set) if name != reference.name for way in ways_of(name)]
    for change in ways(reference):
        made = change(reference)
        if mistake.part in _NEVER_ANOTHER:
            return change
        if not any(made_alike(made, way) for way in own) and not any(
            made_alike(made, way, _MIGHT_BE) for way in others
        ):
            return change
    return None
