"""The sheets of the skin in somebody's colours, and the cloth of a sleeve."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.painting.look import Colour, Skin, Sleeve
from gesture_app.virtual_hand.painting.skin_details import back_sheet, palm_sheet
from gesture_app.virtual_hand.painting.skin_sheet import PER_MM, Sheet
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]

SHEETS = 3
"""Side by side in the atlas: the palm's side, the back, and the sleeve."""

_NOTHING = 4
_SKIN_GLOSS, _NAIL_GLOSS, _CLOTH_GLOSS = 1.0, 4.0, 0.12
# Blood takes away green and blue.
_BLUSH = np.array([0.80, 0.80, 1.03], np.float32)
_PALE_NAIL = np.array([206, 220, 240], np.float32)


@dataclass(frozen=True)
class Atlas:
    """All sheets side by side.

    Attributes:
        albedo: (rows, SHEETS · columns, 3) uint8, BGR.
        relief: (rows, SHEETS · columns, 2), how far it stands out in millimetres, and how much it shines.
        per_mm: texels a millimetre.
    """

    albedo: NDArray[np.uint8]
    relief: Floats
    per_mm: float

    def halved(self) -> Atlas:
        """With half the texels a millimetre, for small pictures."""
        rows, columns = self.albedo.shape[:2]
        size = (columns // 2, rows // 2)
        return Atlas(
            cv.resize(self.albedo, size, interpolation=cv.INTER_AREA),
            cv.resize(self.relief, size, interpolation=cv.INTER_AREA),
            self.per_mm / 2,
        )


@lru_cache(maxsize=4)
def atlas(skin: Skin, sleeve: Sleeve | None) -> Atlas:
    """The atlas for this skin and this sleeve."""
    palm, back = palm_sheet(), back_sheet()
    middle = _mixed(_bgr(skin.back), _bgr(skin.palm), 0.45)
    cloth, weave = _cloth(sleeve or Sleeve(), palm.faces.shape)
    colours = [_coloured(palm, _bgr(skin.palm), middle, skin), _coloured(back, _bgr(skin.back), middle, skin)]
    reliefs = [_relief(palm), _relief(back)]
    # The corner of the back's sheet is what is looked up where no hand is: it stays black and does not shine.
    colours[1][:_NOTHING, :_NOTHING] = 0
    reliefs[1][:_NOTHING, :_NOTHING] = 0
    return Atlas(np.concatenate([*colours, cloth], axis=1), np.concatenate([*reliefs, weave], axis=1), PER_MM)


def _coloured(sheet: Sheet, own: Floats, middle: Floats, skin: Skin) -> NDArray[np.uint8]:
    """Square on the sheet has its own colour, at the edges both sides meet in the middle."""
    share = np.clip((sheet.faces - 0.05) / 0.75, 0, 1)[..., None]
    picture = middle + (own - middle) * (share * share * (3 - 2 * share))
    picture *= sheet.light[..., None]
    picture *= _BLUSH ** (np.float32(skin.flush) * sheet.blush[..., None])
    plate = sheet.nail[..., None]
    pale = sheet.nail_pale[..., None]
    nail = _bgr(skin.nail) * (1 - pale) + _mixed(_bgr(skin.nail), _PALE_NAIL, 0.3) * pale
    picture = np.clip(picture * (1 - plate) + nail * plate, 0, 255)
    return np.asarray(picture, np.uint8)


def _relief(sheet: Sheet) -> Floats:
    gloss = _SKIN_GLOSS + (_NAIL_GLOSS - _SKIN_GLOSS) * sheet.nail
    return np.stack([sheet.height_mm, gloss], axis=-1).astype(np.float32)


def _cloth(sleeve: Sleeve, shape: tuple[int, ...]) -> tuple[NDArray[np.uint8], Floats]:
    """Woven or knitted cloth: colour and relief."""
    rows, columns = np.indices(shape[:2], np.float32) / np.float32(PER_MM)
    pitch_mm = 0.9 + 2.6 * sleeve.coarse
    across = np.sin(2 * np.pi * columns / pitch_mm)
    along = np.sin(2 * np.pi * (rows + 0.35 * pitch_mm * np.abs(across)) / pitch_mm)
    noise = np.random.default_rng(9).standard_normal((shape[0] // 6, shape[1] // 6)).astype(np.float32)
    noise = cv.resize(noise, (shape[1], shape[0]), interpolation=cv.INTER_CUBIC)
    weave = 0.5 * across * along + 0.5 * np.abs(across)
    light = 1 + 0.08 * (0.4 + sleeve.coarse) * weave + 0.025 * noise
    colour = np.clip(_bgr(sleeve.colour) * light[..., None], 0, 255).astype(np.uint8)
    height = (0.03 + 0.20 * sleeve.coarse) * weave + 0.02 * noise
    return colour, np.stack([height, np.full_like(height, _CLOTH_GLOSS)], axis=-1).astype(np.float32)


def _bgr(colour: Colour) -> Floats:
    return np.array(colour[::-1], np.float32)


def _mixed(one: Floats, other: Floats, share: float) -> Floats:
    return one * np.float32(1 - share) + other * np.float32(share)
