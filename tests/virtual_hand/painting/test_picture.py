"""The painted hand: where it is, what it covers, and that it looks like one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from gesture_app.opencv import cv2
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose, mirrored, turned
from gesture_app.virtual_hand.painting.dressed_hand import DressedHand
from gesture_app.virtual_hand.painting.look import LOOKS, SKINS, Look, Sleeve
from gesture_app.virtual_hand.painting.picture import Painter
from gesture_app.virtual_hand.painting.shade import lamps
from gesture_app.virtual_hand.painting.shadow import shadow_map
from gesture_app.virtual_hand.signs.handshapes import handshape

CAMERA = Camera(320, 240)


def _pose(name: str = "open", x_mm: float = 0.0, turn: NDArray[np.float64] | None = None) -> HandPose:
    shape = handshape(name)
    return HandPose(
        np.array([x_mm, -70.0, -450.0]),
        np.eye(3) if turn is None else turn,
        shape.fingers_deg,
        shape.thumb_deg,
        np.zeros(2),
    )


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter(CAMERA)


def _changed(painter: Painter, picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    empty = painter.picture({})
    return np.asarray(np.abs(picture.astype(int) - empty).max(axis=2) > 12)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("name", ["open", "fist", "victory", "C"])
def test_the_landmarks_lie_on_the_painted_hand(painter: Painter, name: str, side: Side) -> None:
    pose = _pose(name, turn=turned(yaw_deg=20))
    pose = mirrored(pose) if side == "left" else pose
    cover = painter.cutout({side: pose})[..., 3]
    for x, y in CAMERA.project(landmarks_of(pose, average_build(), side)):
        assert cover[int(y), int(x)] == 255


def test_what_lies_beside_the_hand_is_the_background(painter: Painter) -> None:
    picture = painter.picture({"right": _pose()})
    cover = painter.cutout({"right": _pose()})[..., 3] > 0
    # The cutout is finer at its edge than the picture: a pixel beyond it may be touched.
    around = cv2.dilate(cover.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert not (_changed(painter, picture) & ~around).any()
    assert _changed(painter, picture)[cover].mean() > 0.95


def test_no_hands_leave_the_background_as_it_is(painter: Painter) -> None:
    np.testing.assert_array_equal(painter.picture({}), painter.picture({"right": _pose(x_mm=5000.0)}))
    assert painter.cutout({}).max() == 0


def test_a_picture_can_be_written_to_without_changing_the_next(painter: Painter) -> None:
    painter.picture({})[:] = 0
    assert painter.picture({}).mean() > 20


def test_the_same_pose_gives_the_same_picture(painter: Painter) -> None:
    np.testing.assert_array_equal(painter.picture({"right": _pose()}), painter.picture({"right": _pose()}))


def test_edges_are_smooth(painter: Painter) -> None:
    cover = painter.cutout({"right": _pose()})[..., 3]
    partly = ((cover > 20) & (cover < 235)).sum()
    outline = (np.diff((cover > 127).astype(int), axis=1) != 0).sum()
    assert partly > 0.6 * outline


def test_a_left_hand_is_the_mirror_image_of_a_right_one() -> None:
    light = replace(LOOKS["study"].light, towards=(0.0, 0.6, 0.8))
    painter = Painter(CAMERA, replace(LOOKS["study"], light=light, sleeve=None))
    right = painter.cutout({"right": _pose("victory")}).astype(int)
    left = painter.cutout({"left": mirrored(_pose("victory"))}).astype(int)[:, ::-1]
    assert np.mean(np.abs(right - left).max(axis=2) > 24) < 0.01


def test_the_nearer_of_two_hands_hides_the_other(painter: Painter) -> None:
    near, far = _pose("fist"), _pose("open")
    near = replace(near, position_mm=np.array([0.0, -40.0, -350.0]))
    both = painter.picture({"right": near, "left": mirrored(far)})
    alone = painter.picture({"right": near})
    inside = painter.cutout({"right": near})[..., 3] == 255
    knuckles = CAMERA.project(landmarks_of(near, average_build(), "right"))[[5, 9, 13, 17]]
    for x, y in knuckles:
        assert inside[int(y), int(x)]
        assert np.abs(both[int(y), int(x)].astype(int) - alone[int(y), int(x)]).max() < 40


def test_hands_far_apart_are_both_painted(painter: Painter) -> None:
    both = painter.cutout({"right": _pose(x_mm=-120.0), "left": mirrored(_pose(x_mm=-120.0))})[..., 3]
    assert (both[:, :150] == 255).sum() > 1000
    assert (both[:, 170:] == 255).sum() > 1000


def test_a_darker_skin_gives_a_darker_hand() -> None:
    brightness = []
    for skin in SKINS.values():
        painter = Painter(CAMERA, Look(skin, sleeve=None))
        cut = painter.cutout({"right": _pose("open", turn=turned(yaw_deg=180))})
        brightness.append(cut[cut[..., 3] == 255][:, :3].mean())
    assert brightness == sorted(brightness, reverse=True)
    assert brightness[0] > 2 * brightness[-1]


def test_the_side_away_from_the_light_is_darker() -> None:
    def halves(towards: tuple[float, float, float]) -> tuple[float, float]:
        light = replace(LOOKS["study"].light, towards=towards)
        cut = Painter(CAMERA, replace(LOOKS["study"], light=light, sleeve=None)).cutout(
            {"right": _pose("point")}
        )
        finger = cut[66:84]
        columns = np.flatnonzero((finger[..., 3] == 255).all(axis=0))
        middle = columns[len(columns) // 2]
        left, right = finger[:, columns[0] : middle, :3], finger[:, middle + 1 : columns[-1] + 1, :3]
        return float(left.mean()), float(right.mean())

    left, right = halves((-1.0, 0.1, 0.3))
    assert left > 1.1 * right
    left, right = halves((1.0, 0.1, 0.3))
    assert right > 1.1 * left


def test_a_sleeve_covers_the_forearm_in_its_colour() -> None:
    red = Painter(CAMERA, replace(LOOKS["study"], sleeve=Sleeve((150, 40, 44), from_wrist_mm=20.0)))
    cut = red.cutout({"right": _pose()})
    _, green, redness, cover = cut[-4, :, :].astype(int).T
    cloth = cover == 255
    assert cloth.any()
    assert (redness[cloth] > green[cloth] + 8).mean() > 0.9


def test_a_hand_too_near_or_behind_the_camera_is_no_trouble(painter: Painter) -> None:
    for z_mm in (-40.0, 0.0, 300.0):
        pose = replace(_pose(), position_mm=np.array([0.0, -70.0, z_mm]))
        assert painter.picture({"right": pose}).shape == (240, 320, 3)


def test_the_light_does_not_come_through_the_hand() -> None:
    hand = DressedHand(average_build(), "right", None)
    mesh = hand.posed(_pose())
    towards = lamps(LOOKS["study"].light).towards
    depth = shadow_map(mesh.points_mm, mesh.triangles, towards, 256).depth
    facing_away = mesh.normals @ towards < -0.5
    lit = shadow_map(mesh.points_mm, mesh.triangles, towards, 256)
    columns, rows, far = (mesh.points_mm @ row[:3] + row[3] for row in lit.to_map)
    seen = depth[rows.round().astype(int).clip(0, 255), columns.round().astype(int).clip(0, 255)]
    assert np.mean(seen[facing_away] < far[facing_away] - 3.0) > 0.9


def test_a_small_and_a_large_cutout_show_the_same_hand() -> None:
    small = Painter(Camera(160, 160, 30.0)).cutout({"right": _pose()})[..., 3] > 127
    large = Painter(Camera(640, 640, 30.0)).cutout({"right": _pose()})[..., 3] > 127
    shrunk = large.reshape(160, 4, 160, 4).mean(axis=(1, 3)) > 0.5
    assert np.mean(small != shrunk) < 0.01


def test_a_quick_cutout_shows_the_same_hand_less_finely() -> None:
    painter = Painter(Camera(700, 700, 30.0))
    quick = painter.cutout({"right": _pose()}, quick=True)
    fine = painter.cutout({"right": _pose()})
    assert np.mean((quick[..., 3] > 127) != (fine[..., 3] > 127)) < 0.003
    assert not np.array_equal(quick, fine)
