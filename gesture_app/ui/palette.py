"""The colours of the window, once for light and once for dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour by what it is for. Text on its ground has a contrast of at least 4.5 : 1."""

    dark: bool
    window: str
    surface: str
    """Cards, lists and fields, which lie on the window."""
    sunken: str
    """Tracks of bars, empty cells, whatever lies below a surface."""
    hover: str
    border: str
    control: str
    """Outlines of fields, switches and check boxes: 3 : 1 against what they lie on."""
    handle: str
    """Handles of scroll bars."""
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    left_hand: str
    right_hand: str
    good: str
    usable: str
    poor: str
    mistake: str
    """Cells of the confusion matrix off the diagonal."""
    series: tuple[str, ...]
    """Grounds for spans of different gestures; `text` is readable on each."""


LIGHT = Palette(
    dark=False,
    window="#f4f5f8",
    surface="#ffffff",
    sunken="#e9ecf2",
    hover="#eef1f7",
    border="#dfe3eb",
    control="#838da0",
    handle="#c6ccd8",
    text="#182033",
    muted="#566074",
    accent="#3d5bd6",
    accent_hover="#2f4abd",
    accent_soft="#e5eafc",
    on_accent="#ffffff",
    left_hand="#0a8391",
    right_hand="#c85a12",
    good="#157a45",
    usable="#8f5d00",
    poor="#bf3127",
    mistake="#d9603b",
    series=("#c9d6ff", "#bfe8dc", "#ffdcb8", "#e6d0f7", "#c4e6f5", "#f9d2dc", "#dfe8b5", "#dcd9d2"),
)

DARK = Palette(
    dark=True,
    window="#12151c",
    surface="#1b1f29",
    sunken="#0d1016",
    hover="#252b38",
    border="#2c3342",
    control="#707b91",
    handle="#3d4558",
    text="#eaedf4",
    muted="#a5aec0",
    accent="#8ea6ff",
    accent_hover="#a8bbff",
    accent_soft="#28335c",
    on_accent="#0e1430",
    left_hand="#3ecbd6",
    right_hand="#ff9d57",
    good="#5bcf91",
    usable="#f0bb55",
    poor="#ff8578",
    mistake="#f07a55",
    series=("#34468a", "#1f6152", "#7a4d1c", "#5e3d7e", "#235d78", "#7d3549", "#586023", "#514e47"),
)
