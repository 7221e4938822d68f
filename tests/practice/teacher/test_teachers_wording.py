"""What is said is what is to be done, in the learner's own left and right."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from gesture_app.practice.teacher.wording import (
    finger_sentence,
    palm_sentence,
    path_sentence,
    thumb_sentence,
    towards,
)
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.rotations import facing
from gesture_app.virtual_hand.signs.handshapes import handshape


def hand(shape: str) -> NDArray[np.float64]:
    build = average_build()
    return landmarks_of(handshape(shape).pose(), build) / build.palm_mm


@pytest.mark.parametrize(
    ("finger", "made", "wanted", "said"),
    [
        ("ring", "S", "B", "Straighten your ring finger."),
        ("ring", "B", "S", "Bend your ring finger."),
        ("index", "U", "V", "Spread your index and middle fingers apart."),
        ("index", "V", "U", "Bring your index and middle fingers together."),
        ("index", "U", "R", "Cross your index and middle fingers."),
        ("index", "L", "bent", "Bend your index finger at the knuckle."),
        ("index", "L", "claw", "Bend your index finger at its two outer joints, not at the knuckle."),
        ("middle", "S", "C", "Bend your middle finger a little less."),
    ],
)
def test_fingers(finger: str, made: str, wanted: str, said: str) -> None:
    assert finger_sentence(finger, hand(made), hand(wanted)) == said


@pytest.mark.parametrize(
    ("made", "wanted", "said"),
    [
        ("S", "A", "Put your thumb beside your index finger."),
        ("A", "S", "Lay your thumb across your bent fingers."),
        ("5", "B", "Lay your thumb across your palm."),
        ("B", "5", "Stretch your thumb out to the side."),
        ("5", "F", "Let the tip of your thumb touch the tip of your index finger."),
        ("5", "7", "Let the tip of your thumb touch the tip of your ring finger."),
    ],
)
def test_thumbs(made: str, wanted: str, said: str) -> None:
    assert thumb_sentence(hand(made), hand(wanted)) == said


def test_left_and_right_are_the_learner_s_own_with_either_hand() -> None:
    to_the_left = np.array([1.0, 0.0, 0.0])  # the scene's x is the person's left
    assert towards(to_the_left, "right") == "to your left"
    assert towards(to_the_left, "left") == "to your right"
    assert towards(np.array([0.8, -1.0, 0.0]), "right") == "down and to your left"
    assert towards(np.array([0.0, 0.0, 1.0]), "left") == "towards the camera"


def test_palms_are_turned_and_fingers_pointed() -> None:
    up, sideways = facing("camera", "up"), facing("self", "left")
    assert palm_sentence(facing("self", "up"), up, "right") == "Turn your palm to the camera."
    assert (
        palm_sentence(facing("camera", "left"), up, "right")
        == "Turn your hand so that your fingers point up."
    )
    assert palm_sentence(facing("down", "left"), sideways, "right") == "Turn your palm to yourself."


def test_a_path_is_told_stroke_by_stroke() -> None:
    corners = np.array([(0.5, 0.5, 0.0), (-0.5, 0.5, 0.0), (0.5, -0.5, 0.0), (-0.5, -0.5, 0.0)])
    path = np.concatenate([np.linspace(a, b, 6) for a, b in itertools.pairwise(corners)])
    assert path_sentence(path, "right") == (
        "Move your hand to your right, then down and to your left, then to your right."
    )
    assert path_sentence(path, "left").startswith("Move your hand to your left")
