"""A gesture and what it does, when; and a profile: all of them for one purpose."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from gesture_app.actions.action import Action, Name

When = Literal["start", "held", "end"]
"""`start`: once, when the gesture is told; `held`: again and again while it lasts; `end`: once it is over."""

Hands = Literal["any", "left", "right", "both"]

Port = Annotated[int, msgspec.Meta(ge=1024, le=65535)]


class Binding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One gesture does one thing; several bindings may name the same gesture."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    gesture: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    action: Action
    when: When = "start"
    every_s: Annotated[float, msgspec.Meta(ge=0.1, le=60)] = 0.5
    """Of `held`: from one time to the next."""
    hold_s: Annotated[float, msgspec.Meta(ge=0, le=5)] = 0.0
    """The gesture must last this long before anything is done: hold to confirm."""
    cool_down_s: Annotated[float, msgspec.Meta(ge=0, le=600)] = 1.0
    """After it was done nothing is done again for this long (`held`: from one performance to the next)."""
    hands: Hands = "any"
    enabled: bool = True


class Streams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every gesture of an armed profile told to other programs on this machine, besides what is bound to it."""

    osc: bool = False
    osc_port: Port = 12000
    """Wekinator's own: what listens to Wekinator listens to us."""
    wekinator: bool = True
    """Also under Wekinator's addresses: `/wek/outputs` and `/GESTURE`."""
    websocket: bool = False
    websocket_port: Port = 8765
    midi_port: Name = ""
    """Name of the MIDI output; empty: a virtual one of our own where the system has such, else the first."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What gestures do for one purpose."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern="^[A-Za-z0-9_-]+$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    bindings: Annotated[tuple[Binding, ...], msgspec.Meta(max_length=200)] = ()
    programs: Annotated[tuple[Name, ...], msgspec.Meta(max_length=50)] = ()
    """Used by itself while one of these programs is in front; names as `desktop.front` tells them."""
    hotkey: Name = ""
    """Switches to it from anywhere, as `ctrl+alt+1`; empty: none."""
    streams: Streams = Streams()
    trusted: bool = True
    """False after an import, until a person has seen every command and agreed: it cannot be armed before."""

    @property
    def gestures(self) -> tuple[str, ...]:
        """The gestures that do something, each once, in the order in which they first occur."""
        return tuple(dict.fromkeys(binding.gesture for binding in self.bindings if binding.enabled))
