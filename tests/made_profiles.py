"""Profiles and firings for tests."""

from __future__ import annotations

from gesture_app.actions.action import Action, RunCommand
from gesture_app.actions.binding import Binding, Profile
from gesture_app.actions.firing import Firing, Phase
from gesture_app.actions.profiles.store import ProfileStore

ECHO = RunCommand(arguments=("echo", "hello"))


def profile_of(*bindings: Binding, name: str = "Mine") -> Profile:
    return Profile(id="profile-000000000001", name=name, bindings=bindings)


def binding_of(gesture: str = "wave", action: Action = ECHO, **details: object) -> Binding:
    return Binding(**{"id": gesture, "gesture": gesture, "action": action, "cool_down_s": 0.0} | details)


def firing_of(action: Action = ECHO, number: int = 1, phase: Phase = "start", **details: object) -> Firing:
    usual = {
        "binding": "b",
        "gesture": "wave",
        "confidence": 0.9,
        "hands": "right",
        "time_s": 0.0,
        "arrived_s": 0.0,
    }
    return Firing(number=number, action=action, phase=phase, **usual | details)


def kept(store: ProfileStore, name: str = "Mine", **details: object) -> Profile:
    """A profile of this name, in the store."""
    return store.add(Profile(id="new", name=name, **details))
