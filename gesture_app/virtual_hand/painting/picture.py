"""Paint hands as a camera sees them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gesture_app.virtual_hand.body.build import Build, Side, average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.pose import HandPose
from gesture_app.virtual_hand.painting.atlas import SHEETS, Atlas, atlas
from gesture_app.virtual_hand.painting.background import background
from gesture_app.virtual_hand.painting.dressed_hand import DressedHand, SceneMesh, together
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK, Look
from gesture_app.virtual_hand.painting.mesh import Detail
from gesture_app.virtual_hand.painting.raster import FAR_MM, Window, draw, window_around
from gesture_app.virtual_hand.painting.shade import lamps, lit, roughened
from gesture_app.virtual_hand.painting.shadow import open_share, shadow_map
from gesture_app.virtual_hand.painting.untyped_cv import cv

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

_PICTURE_FINE, _CUTOUT_FINE = 1.5, 2.0
"""Samples per pixel and direction."""
_FINE_FROM_FOCAL_PX = 1400.0
_SHADOW_MAP_SIZES = (256, 800)
_PENUMBRA_MM, _WIDEST_EDGE_PX = 1.8, 6
_MOST_SAMPLES, _QUICK_SAMPLES = 1_200_000, 350_000


class Painter:
    """Paints the hands of one person, with one look, before one camera."""

    def __init__(
        self,
        camera: Camera,
        look: Look = DEFAULT_LOOK,
        builds: Mapping[Side, Build] | Build | None = None,
    ) -> None:
        """Get ready to paint; the first painter of a look takes a second or two.

        Args:
            builds: of both hands, or of each; the average hand's if None.
        """
        self.camera = camera
        self.look = look
        one = average_build() if builds is None else builds
        of_sides: Mapping[Side, Build] = {"left": one, "right": one} if isinstance(one, Build) else one
        detail: Detail = "fine" if camera.focal_px > _FINE_FROM_FOCAL_PX else "coarse"
        self._hands = {
            side: DressedHand(build, side, look.sleeve, detail) for side, build in of_sides.items()
        }
        self._atlas = atlas(look.skin, look.sleeve)
        self._small_atlas = self._atlas.halved()
        self._lamps = lamps(look.light)
        self._background = background(look.background, look.light, camera.width, camera.height)

    def picture(self, hands: Mapping[Side, HandPose], quick: bool = False) -> Pixels:
        """The hands before the background, (height, width, 3) BGR.

        Args:
            quick: for a picture that will be blurred anyway: drawn less finely.
        """
        picture = self._background.copy()
        # Two hands cost twice as much, and are mostly on the move.
        fine = 1.0 if quick or len(hands) > 1 else _PICTURE_FINE
        for window, colour, cover in self._painted(hands, fine, _QUICK_SAMPLES):
            part = picture[window.top : window.top + window.height, window.left : window.left + window.width]
            seen = cv.bitwise_not(cover)
            behind = cv.multiply(part, cv.merge([seen, seen, seen]), scale=1 / 255)
            part[:] = cv.addWeighted(behind, 1.0, colour, 255.0, 0.0, dtype=cv.CV_8U)
        return picture

    def cutout(self, hands: Mapping[Side, HandPose], quick: bool = False) -> Pixels:
        """The hands alone, (height, width, 4) BGRA, not premultiplied; transparent where no hand is.

        Args:
            quick: for hands that move before the viewer: large ones are drawn less finely.
        """
        picture = np.zeros((self.camera.height, self.camera.width, 4), np.uint8)
        for window, colour, cover in self._painted(
            hands, _CUTOUT_FINE, _QUICK_SAMPLES if quick else _MOST_SAMPLES
        ):
            part = picture[window.top : window.top + window.height, window.left : window.left + window.width]
            own = cv.divide(colour, cv.merge([cv.max(cover, 1)] * 3), scale=255.0**2, dtype=cv.CV_8U)
            ours = np.dstack([own, cover])
            np.copyto(part, ours, where=(ours[..., 3:] > part[..., 3:]))
        return picture

    def _painted(
        self, hands: Mapping[Side, HandPose], fine: float, most_samples: int
    ) -> list[tuple[Window, Floats, Pixels]]:
        """Windows with their colours (0…1, black where no hand is) and how far hands cover a pixel (0…255)."""
        meshes: list[tuple[Window, SceneMesh]] = []
        for side, pose in hands.items():
            hand = self._hands[side]
            mesh = hand.posed(pose)
            window = window_around(self.camera, hand.corners_mm(mesh))
            if window is not None:
                meshes.append((window, mesh))
        if len(meshes) == 2 and meshes[0][0].meets(meshes[1][0]):
            both = together([mesh for _, mesh in meshes])
            meshes = [(meshes[0][0].joined(meshes[1][0]), both)]
        return [
            self._paint(window.with_fine(_fine(window, fine, most_samples)), mesh) for window, mesh in meshes
        ]

    def _paint(self, window: Window, mesh: SceneMesh) -> tuple[Window, Floats, Pixels]:
        depth, (normals, places) = draw(
            window,
            mesh.points_mm,
            mesh.triangles,
            mesh.normals * np.float32(0.5) + np.float32(0.5),
            mesh.places,
        )
        cover = cv.compare(depth, FAR_MM * 0.99, cv.CMP_LT)
        size, fine_size = (window.width, window.height), (depth.shape[1], depth.shape[0])
        shares = self._shares(window, mesh, cv.resize(depth, size, interpolation=cv.INTER_NEAREST))
        focal = self.camera.focal_px * window.fine
        albedo, height, gloss = _looked_up(self._atlas_for(focal, depth), places)
        lit_share, open_to_room = (
            cv.resize(share, fine_size, interpolation=cv.INTER_LINEAR) for share in shares
        )
        relief = roughened(normals, height, depth, focal)
        colour = lit(albedo, gloss, relief, lit_share, open_to_room, self._lamps)
        return (
            window,
            cv.resize(colour, size, interpolation=cv.INTER_AREA),
            cv.resize(cover, size, interpolation=cv.INTER_AREA),
        )

    def _shares(self, window: Window, mesh: SceneMesh, depth: Floats) -> tuple[Floats, Floats]:
        """How much light arrives at what is seen at this depth (height, width): the main light's share in blue,
        green and red (height, width, 3), and the room's (height, width)."""
        size = int(np.clip(0.75 * max(window.width, window.height), *_SHADOW_MAP_SIZES))
        shadow = shadow_map(mesh.points_mm, mesh.triangles, self._lamps.towards, size)
        edge = (
            2 * min(_WIDEST_EDGE_PX, round(_PENUMBRA_MM / 2 * self.camera.focal_px / float(depth.min()))) + 1
        )
        share = cv.blur(cv.blur(shadow.lit_share(window, depth), (edge, edge)), (edge, edge))
        # At the edge of a shadow some red light comes through the skin.
        red = cv.addWeighted(share, 0.6, cv.sqrt(share), 0.4, 0.0)
        return cv.merge([share, share, red]), open_share(depth, self.camera.focal_px)

    def _atlas_for(self, focal: float, depth: Floats) -> Atlas:
        """The atlas with about as many texels as there are samples."""
        nearest = float(depth.min())
        return self._small_atlas if focal / nearest < 0.9 * self._atlas.per_mm else self._atlas


def _fine(window: Window, wanted: float, most_samples: int) -> float:
    """As fine as wanted, or as can be drawn in reasonable time."""
    return max(1.0, min(wanted, math.sqrt(most_samples / (window.width * window.height))))


def _looked_up(sheets: Atlas, places: Floats) -> tuple[Pixels, Floats, Floats]:
    """Albedo, height in millimetres and gloss for each sample's place."""
    rows, columns = sheets.albedo.shape[0], sheets.albedo.shape[1] // SHEETS
    across, down, mark = cv.split(places)
    across *= np.float32(columns - 1)
    across += np.float32(columns) * (mark < np.float32(0.5))
    across += np.float32(2 * columns) * (mark > np.float32(0.9))
    down *= np.float32(rows - 1)
    albedo = cv.remap(sheets.albedo, across, down, cv.INTER_LINEAR)
    height, gloss = cv.split(cv.remap(sheets.relief, across, down, cv.INTER_LINEAR))
    return albedo, height, gloss
