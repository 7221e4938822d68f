"""Templates to begin a profile with, made of everyday gestures: seen and changed by a person before they act."""

from __future__ import annotations

from dataclasses import dataclass

from gesture_app.actions.action import PressKeys, PressMediaKey
from gesture_app.actions.binding import Binding, Profile


@dataclass(frozen=True, slots=True)
class Starter:
    """A profile to begin with.

    Attributes:
        about: a sentence on what it is for and what it needs.
        profile: its id is that of no profile; the store gives one.
    """

    about: str
    profile: Profile


def _starter(name: str, about: str, *bindings: Binding) -> Starter:
    return Starter(about, Profile(id="starter", name=name, bindings=bindings))


STARTERS = (
    _starter(
        "Presentation",
        "Next and previous slide, and a black screen. For PowerPoint, Impress, Keynote and most readers of PDF.",
        Binding(id="next", gesture="swipe left", action=PressKeys(keys=("page_down",))),
        Binding(id="previous", gesture="swipe right", action=PressKeys(keys=("page_up",))),
        Binding(id="black", gesture="fist", action=PressKeys(keys=("b",)), hold_s=0.8, cool_down_s=2.0),
    ),
    _starter(
        "Music",
        "Play, pause, the next track and the volume, whatever plays it.",
        Binding(id="play", gesture="thumbs up", action=PressMediaKey(key="play_pause"), hold_s=0.5, cool_down_s=2.0),
        Binding(id="next", gesture="swipe left", action=PressMediaKey(key="next"), cool_down_s=2.0),
        Binding(id="previous", gesture="swipe right", action=PressMediaKey(key="previous"), cool_down_s=2.0),
        Binding(id="louder", gesture="circle clockwise", action=PressMediaKey(key="louder"), when="held"),
        Binding(id="quieter", gesture="circle anticlockwise", action=PressMediaKey(key="quieter"), when="held"),
        Binding(id="mute", gesture="thumbs down", action=PressMediaKey(key="mute"), hold_s=0.5, cool_down_s=2.0),
    ),
    _starter(
        "Video call",
        "Microphone and camera off and on in Google Meet, while its window is in front. Other programs have other "
        "keys: Alt + A and Alt + V in Zoom, Ctrl + Shift + M and Ctrl + Shift + O in Teams.",
        Binding(id="microphone", gesture="fist", action=PressKeys(keys=("ctrl", "d")), hold_s=0.8, cool_down_s=2.0),
        Binding(id="camera", gesture="victory", action=PressKeys(keys=("ctrl", "e")), hold_s=0.8, cool_down_s=2.0),
    ),
)  # fmt: skip
