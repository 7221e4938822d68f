"""How a hand and its surroundings look: skin, sleeve, background, light, and the webcam's shortcomings.

The skin colours follow the steps of the Monk Skin Tone Scale (Monk 2019), with the palm lighter than the back as
it is in everyone, the more so the darker the skin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

Colour = tuple[int, int, int]
"""Red, green, blue, 0…255."""


@dataclass(frozen=True, slots=True)
class Skin:
    """Colours of a skin.

    Attributes:
        back, palm: of the back and the palm of the hand.
        nail: of the plates of the nails.
        flush: how strongly blood shows through, 0…1.
    """

    back: Colour
    palm: Colour
    nail: Colour
    flush: float


SKINS: Mapping[str, Skin] = MappingProxyType(
    {
        "porcelain": Skin((238, 200, 180), (244, 204, 186), (242, 184, 168), 1.0),
        "light": Skin((229, 181, 153), (233, 180, 156), (238, 170, 150), 0.95),
        "beige": Skin((212, 161, 129), (224, 170, 142), (228, 158, 136), 0.85),
        "olive": Skin((194, 143, 107), (214, 162, 128), (216, 148, 122), 0.7),
        "tan": Skin((165, 113, 80), (199, 146, 114), (198, 134, 108), 0.6),
        "brown": Skin((128, 82, 57), (178, 126, 98), (172, 120, 98), 0.5),
        "dark": Skin((96, 61, 44), (158, 110, 87), (146, 100, 82), 0.42),
        "deep": Skin((68, 45, 36), (140, 98, 80), (120, 84, 72), 0.36),
    }
)


@dataclass(frozen=True, slots=True)
class Sleeve:
    """What covers the forearm.

    Attributes:
        colour: of the cloth.
        from_wrist_mm: how far below the wrist the cuff begins.
        coarse: how coarse the weave is, 0 (a shirt) … 1 (a knitted jumper).
    """

    colour: Colour = (52, 66, 92)
    from_wrist_mm: float = 42.0
    coarse: float = 0.4


@dataclass(frozen=True, slots=True)
class Light:
    """One main light and what the room throws back.

    Attributes:
        towards: (3,) from the hand to the light in the scene, any length.
        strength: of the main light, 1 = usual.
        room: of the light from everywhere, 1 = usual.
        warmth: -1 (window) … 1 (lamp).
    """

    towards: tuple[float, float, float] = (-0.55, 0.75, 0.75)
    strength: float = 1.0
    room: float = 1.0
    warmth: float = 0.0


@dataclass(frozen=True, slots=True)
class Background:
    """What stands behind the hands.

    Attributes:
        kind: one of `BACKGROUNDS`.
        colour: of its wall.
        seed: arranges its details.
    """

    kind: str = "wall"
    colour: Colour = (176, 174, 168)
    seed: int = 0


BACKGROUNDS = ("wall", "gradient", "window", "shelf", "room", "clutter")


@dataclass(frozen=True, slots=True)
class Shortcomings:
    """Of a webcam.

    Attributes:
        noise: standard deviation of a pixel's noise, of 255.
        softness_px: standard deviation of its blur.
        exposure: 1 = right, less is darker.
        shutter: share of the time between two frames in which it is open.
        jpeg: quality 1…100; None = not compressed.
    """

    noise: float = 2.5
    softness_px: float = 0.45
    exposure: float = 1.0
    shutter: float = 0.5
    jpeg: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """All of it. Frozen: the same look paints the same picture."""

    skin: Skin = SKINS["light"]
    sleeve: Sleeve | None = Sleeve()
    background: Background = Background()
    light: Light = Light()
    webcam: Shortcomings = field(default_factory=Shortcomings)


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "study": Look(SKINS["light"], Sleeve(), Background("wall")),
        "office": Look(
            SKINS["brown"],
            Sleeve((150, 158, 172), 34.0, 0.15),
            Background("shelf", (190, 186, 176), 3),
            Light((0.45, 0.75, 0.75), 1.1, warmth=0.2),
        ),
        "window": Look(
            SKINS["beige"],
            None,
            Background("window", (168, 176, 182), 5),
            Light((0.9, 0.35, 0.45), 1.1, 0.9, -0.4),
        ),
        "evening": Look(
            SKINS["olive"],
            Sleeve((92, 40, 44), 50.0, 0.9),
            Background("room", (150, 126, 104), 8),
            Light((-0.7, 0.5, 0.6), 0.9, 0.75, 0.8),
        ),
        "workshop": Look(
            SKINS["tan"],
            Sleeve((72, 84, 70), 60.0, 0.6),
            Background("clutter", (150, 156, 150), 11),
            Light((0.45, 0.75, 0.75), warmth=-0.1),
        ),
        "studio": Look(
            SKINS["deep"],
            Sleeve((196, 150, 60), 38.0, 0.5),
            Background("gradient", (120, 140, 152), 2),
            Light((-0.4, 0.6, 0.9), 1.15, 1.1),
        ),
    }
)

DEFAULT_LOOK = LOOKS["study"]

_CLOTHS: tuple[Colour, ...] = (
    (52, 66, 92), (214, 216, 220), (30, 31, 34), (92, 40, 44), (72, 84, 70), (196, 150, 60), (120, 124, 130),
    (168, 60, 56), (60, 104, 120), (226, 206, 190),
)  # fmt: skip


def random_look(rng: np.random.Generator) -> Look:
    """Any of the skins, sleeves, backgrounds and lights, and a webcam of any usual quality."""
    wall = rng.uniform(95, 215) + rng.normal(0, 9, 3)
    sleeve = Sleeve(
        _CLOTHS[int(rng.integers(len(_CLOTHS)))], float(rng.uniform(22, 110)), float(rng.uniform(0, 1))
    )
    return Look(
        list(SKINS.values())[int(rng.integers(len(SKINS)))],
        None if rng.random() < 0.25 else sleeve,
        Background(
            BACKGROUNDS[int(rng.integers(len(BACKGROUNDS)))],
            _colour(np.clip(wall, 60, 235)),
            int(rng.integers(1_000_000)),
        ),
        Light(
            (float(rng.uniform(-1, 1)), float(rng.uniform(0.2, 1)), float(rng.uniform(0.4, 1))),
            float(rng.uniform(0.8, 1.2)),
            float(rng.uniform(0.75, 1.25)),
            float(rng.uniform(-0.8, 0.8)),
        ),
        Shortcomings(
            float(rng.uniform(0.5, 5.0)),
            float(rng.uniform(0.2, 0.9)),
            float(rng.uniform(0.8, 1.15)),
            float(rng.uniform(0.2, 0.8)),
            int(rng.integers(55, 95)) if rng.random() < 0.5 else None,
        ),
    )


def _colour(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Colour:
    red, green, blue = (round(float(value)) for value in values)
    return red, green, blue
