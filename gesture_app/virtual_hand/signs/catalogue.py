"""The gestures the virtual hand can perform, by name, and other ways of making them; they stand in `data/*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType

from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.gesture_file import read_gestures
from gesture_app.virtual_hand.signs.names import UnknownName, nearest_names, plain_name

SETS = ("letters", "digits", "everyday", "idle")


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


def gesture_meant(label: str) -> Gesture | None:
    """The gesture that somebody's recordings of this label show: its own name first, then its aliases.

    Scripts do not ask here: in them "STOP" is a word to spell.
    """
    plain = plain_name(label)
    return _by_plain_name().get(plain) or _by_alias().get(plain)


def ways_of(name: str) -> tuple[Gesture, ...]:
    """How people make this gesture: the reference first, then its variants, all under the gesture's own name.

    Raises:
        UnknownName: there is no such gesture.
    """
    reference = gesture(name)
    others = [each for each in _variants().values() if each.variant_of == reference.name]
    return (reference, *(replace(each, name=reference.name, set=reference.set) for each in others))


@cache
def _variants() -> Mapping[str, Gesture]:
    file = resources.files("gesture_app.virtual_hand").joinpath("data", "variants.toml")
    return MappingProxyType(read_gestures(file.read_bytes(), "variants"))


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


@cache
def _by_alias() -> Mapping[str, Gesture]:
    return {plain_name(alias): each for each in _all().values() for alias in each.aliases}
