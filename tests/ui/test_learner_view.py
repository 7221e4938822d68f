"""The learner's picture: ghost, correction and words, also in the mirror."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gesture_app.capture.source import Frame
from gesture_app.hands import RIGHT, HandFrame
from gesture_app.hands.landmarks import FINGERS
from gesture_app.pipeline.messages import LiveResult
from gesture_app.practice.teacher.verdict import Coaching, CoachingState, Correction, Parameter
from gesture_app.ui.signs.coaching_banner import words_of
from gesture_app.ui.signs.hand_shape import hand_outline, points_on
from gesture_app.ui.signs.learner_view import LearnerView
from gesture_app.ui.signs.turn_arrow import turn_arrow
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.pose import HandPose, turned

WIDTH, HEIGHT = 640, 480
CAMERA = Camera(WIDTH, HEIGHT)
STRAIGHT = HandPose(
    np.array([10.0, -70, -450]), np.eye(3), np.tile([0.0, 5, 5, 3], (4, 1)), np.array([50.0, 10, 10, 5, 5]),
    np.zeros(2),
)  # fmt: skip
RING = Correction("handshape", "ring", "right", "Straighten your ring finger.", 2.0, FINGERS["ring"])
BANNER_FROM = 370
"""Rows below hold the words."""


def hands_of(pose: HandPose) -> HandFrame:
    return CAMERA.hand_frame({"right": landmarks_of(pose, average_build())}, 0.0)


def ring_bent() -> HandPose:
    fingers = STRAIGHT.fingers_deg.copy()
    fingers[2] = (0, 70, 90, 40)
    return replace(STRAIGHT, fingers_deg=fingers)


def coaching(
    state: CoachingState = "watching", correction: Correction | None = None, progress: float = 0.0
) -> Coaching:
    return Coaching(state, progress, 0.5, correction, hands_of(STRAIGHT).image)


def result(told: Coaching | None, pose: HandPose | None = STRAIGHT) -> LiveResult:
    grey = np.full((HEIGHT, WIDTH, 3), 110, np.uint8)
    hands = HandFrame.empty(0.0, CAMERA.aspect) if pose is None else hands_of(pose)
    return LiveResult(Frame(0, 0.0, grey, None, CAMERA.aspect), hands, None, None, 25.0, 0.02, told)


@pytest.fixture
def view(qtbot: QtBot) -> LearnerView:
    made = LearnerView()
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    return made


def pixels(view: LearnerView) -> NDArray[np.int16]:
    """What is on the screen, (height, width, 3) RGB."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).astype(np.int16)


def amber(seen: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Where the colour of corrections is."""
    return np.asarray(np.abs(seen - (255, 193, 94)).max(axis=2) < 12)


def test_the_arrow_goes_from_where_the_finger_is_to_where_it_should_be(view: LearnerView) -> None:
    view.show_result(result(coaching(correction=RING), ring_bent()), mirrored=False)
    rows, columns = np.nonzero(amber(pixels(view)[:BANNER_FROM]))
    is_at, should_be = (
        hands_of(pose).image[RIGHT, 16, :2] * (WIDTH, HEIGHT) for pose in (ring_bent(), STRAIGHT)
    )
    assert abs(rows.min() - should_be[1]) < 8
    assert abs(rows.max() - is_at[1]) < 25
    assert abs(columns.mean() - is_at[0]) < 15


def test_the_mirror_mirrors_all_that_is_drawn_on_the_hand(view: LearnerView) -> None:
    shown = result(coaching(correction=RING), ring_bent())
    view.show_result(shown, mirrored=False)
    plain = pixels(view)[:BANNER_FROM]
    view.show_result(shown, mirrored=True)
    turned_round = pixels(view)[:BANNER_FROM, ::-1]
    assert np.abs(plain - turned_round).max(axis=2).mean() < 1.5
    assert (amber(plain) & amber(turned_round)).sum() > 0.8 * amber(plain).sum()


def test_the_words_are_not_mirrored(view: LearnerView) -> None:
    shown = result(coaching(correction=RING), None)
    view.show_result(shown, mirrored=False)
    plain = pixels(view)[BANNER_FROM:]
    view.show_result(shown, mirrored=True)
    assert (pixels(view)[BANNER_FROM:] == plain).all()


@pytest.mark.parametrize(
    ("state", "words"),
    [("no hand", "Hold up your hand"), ("watching", "Make the sign"), ("almost", "Almost"), ("holding", "Hold it"),
     ("accepted", "Right!")],
)  # fmt: skip
def test_each_state_is_told_in_words(view: LearnerView, state: CoachingState, words: str) -> None:
    view.show_result(result(coaching(state)), mirrored=True)
    assert words in view.accessibleDescription()


def test_a_correction_is_told_only_while_there_is_something_to_change() -> None:
    assert words_of(coaching("watching", RING)) == RING.sentence
    assert words_of(coaching("almost", RING)) == RING.sentence
    assert RING.sentence not in words_of(coaching("holding", RING))
    assert RING.sentence not in words_of(coaching("accepted", RING))
    assert RING.sentence not in words_of(coaching("no hand", RING))


@pytest.mark.parametrize(
    "parameter", ["visibility", "handshape", "orientation", "location", "movement", "tempo"]
)
def test_every_kind_of_correction_has_a_picture_of_its_own(view: LearnerView, parameter: Parameter) -> None:
    view.show_result(result(coaching(correction=replace(RING, parameter=parameter)), None), mirrored=False)
    disc = pixels(view)[BANNER_FROM:]
    assert amber(disc).sum() > 300
    others: list[Parameter] = ["handshape", "orientation", "location"]
    for other in (each for each in others if each != parameter):
        view.show_result(result(coaching(correction=replace(RING, parameter=other)), None), mirrored=False)
        assert (pixels(view)[BANNER_FROM:] != disc).any()


def test_the_words_grow_to_several_lines_inside_a_narrow_picture(view: LearnerView) -> None:
    view.resize(360, 300)
    long = replace(
        RING, sentence="I cannot see your thumb. Turn your hand a little so that the camera sees it."
    )
    view.show_result(result(coaching(correction=long), None), mirrored=False)
    picture, seen = view.picture_rect(), pixels(view)
    dark = np.abs(seen - (19, 22, 28)).max(axis=2) < 26
    rows, columns = np.nonzero(dark[round(picture.top()) : round(picture.bottom())])
    assert columns.min() >= picture.left() + 6
    assert columns.max() <= picture.right() - 6
    assert np.ptp(rows) > 50


def test_the_ghost_is_drawn_unless_one_signs_from_memory(view: LearnerView) -> None:
    shown = result(coaching(), None)
    view.show_result(shown, mirrored=False)
    inside = hands_of(STRAIGHT).image[RIGHT, 12, :2] * (WIDTH, HEIGHT)
    place = round(float(inside[1])), round(float(inside[0]))
    assert pixels(view)[place].min() > 125
    view.set_ghost_shown(False)
    assert (pixels(view)[place] == 110).all()


def test_without_a_reference_nothing_is_drawn_for_it(view: LearnerView) -> None:
    nowhere = replace(coaching(correction=RING), ghost=np.full((2, 21, 3), np.nan, np.float32))
    view.show_result(result(nowhere, ring_bent()), mirrored=True)
    assert amber(pixels(view)[:BANNER_FROM]).any()


def test_nothing_is_marked_on_a_hand_that_is_not_there(view: LearnerView) -> None:
    left = replace(RING, side="left")
    view.show_result(result(coaching(correction=left), STRAIGHT), mirrored=False)
    assert not amber(pixels(view)[:BANNER_FROM]).any()


def test_where_the_words_stand_elsewhere_a_sign_in_the_corner_is_left(view: LearnerView) -> None:
    view.show_result(result(coaching(correction=RING), None), mirrored=False)
    worded = amber(pixels(view))
    view.set_words_shown(False)
    alone = amber(pixels(view))
    rows, columns = np.nonzero(alone)
    assert alone.sum() > worded.sum()
    assert columns.max() < WIDTH * 0.2
    assert rows.min() > HEIGHT * 0.75
    assert view.accessibleDescription() == RING.sentence


def test_an_accepted_sign_has_a_green_frame(view: LearnerView) -> None:
    view.show_result(result(coaching("accepted")), mirrored=False)
    red, green, _ = pixels(view)[HEIGHT // 2, 2]
    assert green > red + 60
    view.show_result(result(coaching("holding")), mirrored=False)
    assert (pixels(view)[HEIGHT // 2, 2] == 110).all()


def test_the_more_of_a_hold_is_done_the_more_is_filled(view: LearnerView) -> None:
    filled = []
    for progress in (0.0, 0.5, 1.0):
        view.show_result(result(coaching("holding", progress=progress), None), mirrored=False)
        seen = pixels(view)[BANNER_FROM:]
        filled.append(int(((seen[..., 2] - seen[..., 0]) > 25).sum()))
    assert filled[0] + 500 < filled[1] < filled[2] - 500


def test_a_message_about_the_camera_comes_before_what_the_teacher_says(view: LearnerView) -> None:
    view.show_message("The camera is lost", "Plug it in again.")
    view.show_result(result(coaching(correction=RING), None), mirrored=False)
    assert view.accessibleDescription() == "The camera is lost. Plug it in again."
    assert not amber(pixels(view)).any()


def test_nobody_who_practises_sees_the_plain_picture(view: LearnerView) -> None:
    view.show_result(result(None, None), mirrored=False)
    assert (pixels(view)[20:-20, 20:-20] == 110).all()
    view.clear()
    assert view.coaching is None


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(("yaw_deg", "to_the_right"), [(50.0, False), (-50.0, True)])
def test_the_turning_arrow_goes_the_way_the_front_of_the_palm_must_go(
    yaw_deg: float, to_the_right: bool, mirrored: bool
) -> None:
    hand = hands_of(replace(STRAIGHT, rotation=turned(yaw_deg=yaw_deg))).image[RIGHT]
    way = turn_arrow(hand, hands_of(STRAIGHT).image[RIGHT], QRectF(0, 0, WIDTH, HEIGHT), mirrored=mirrored)
    assert (way[-1].x() > way[0].x()) == (to_the_right != mirrored)


def test_a_roll_is_an_arc_and_no_turn_is_no_arrow() -> None:
    target = QRectF(0, 0, WIDTH, HEIGHT)
    right = hands_of(STRAIGHT).image[RIGHT]
    tilted = hands_of(replace(STRAIGHT, rotation=turned(roll_deg=40))).image[RIGHT]
    way = turn_arrow(tilted, right, target, mirrored=False)
    assert way[-1].x() > way[0].x()  # at the top, clockwise
    assert way[len(way) // 2].y() < min(way[0].y(), way[-1].y())
    assert turn_arrow(right, right, target, mirrored=False) == []


def test_the_ring_of_an_o_stays_open_in_its_outline() -> None:
    angles = np.linspace(0.3, 2 * np.pi - 0.3, 8)
    image = hands_of(STRAIGHT).image[RIGHT].copy()
    circle = np.stack([0.5 + 0.12 * np.sin(angles), 0.35 - 0.16 * np.cos(angles)], axis=-1)
    image[1:5, :2], image[5:9, :2] = circle[:4], circle[4:][::-1]
    points = points_on(image, QRectF(0, 0, WIDTH, HEIGHT), mirrored=False)
    assert points is not None
    outline = hand_outline(points)
    assert len(outline.toSubpathPolygons()) <= 3
    assert all(
        max(p.boundingRect().width(), p.boundingRect().height()) > 5 for p in outline.toSubpathPolygons()
    )
