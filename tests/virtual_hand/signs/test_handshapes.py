"""The handshapes are those of the manual alphabet, and a hand of flesh can make them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gesture_app.virtual_hand.body.build import Build, average_build
from gesture_app.virtual_hand.body.contacts import (
    DIGITS,
    INDEX,
    LITTLE,
    MIDDLE,
    RING,
    THUMB,
    bone,
    deepest_overlap,
    gap_mm,
    palm,
)
from gesture_app.virtual_hand.body.kinematics import Bones, bones_of
from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.body.pose import DIP, MCP, PIP, SPREAD
from gesture_app.virtual_hand.signs.handshapes import Handshape, handshape, handshapes
from gesture_app.virtual_hand.signs.names import UnknownName

LETTERS = "ABCDEFGIKLMNORSTUVWXY"
DIGIT_SIGNS = "0123456789"
EVERYDAY = (
    *(
        "open",
        "flat",
        "fist",
        "point",
        "thumb",
        "ok",
        "victory",
        "call",
        "rock",
        "ily",
        "pinch_open",
        "pinch",
    ),
    *("claw", "grab", "relaxed", "bent", "typing"),
)
FINGERS = (INDEX, MIDDLE, RING, LITTLE)

SOFT_FLESH_MM = 3.0

STRAIGHT = {
    **{"B": FINGERS, "4": FINGERS, "5": FINGERS, "open": FINGERS, "flat": FINGERS},
    **{"D": (INDEX,), "G": (INDEX,), "L": (INDEX,), "1": (INDEX,), "point": (INDEX,), "K": (INDEX,)},
    **{"U": (INDEX, MIDDLE), "V": (INDEX, MIDDLE), "R": (INDEX, MIDDLE), "3": (INDEX, MIDDLE)},
    **{"W": (INDEX, MIDDLE, RING), "6": (INDEX, MIDDLE, RING), "F": (MIDDLE, RING, LITTLE)},
    **{"7": (INDEX, MIDDLE, LITTLE), "8": (INDEX, RING, LITTLE)},
    **{"I": (LITTLE,), "Y": (LITTLE,), "rock": (INDEX, LITTLE), "ily": (INDEX, LITTLE)},
}
IN_A_FIST = {
    **{"A": FINGERS, "S": FINGERS, "fist": FINGERS, "thumb": FINGERS, "T": (MIDDLE, RING, LITTLE)},
    **{"G": (MIDDLE, RING, LITTLE), "L": (MIDDLE, RING, LITTLE), "1": (MIDDLE, RING, LITTLE)},
    **{"X": (MIDDLE, RING, LITTLE), "I": (INDEX, MIDDLE, RING), "Y": (INDEX, MIDDLE, RING)},
    **{
        "K": (RING, LITTLE),
        "U": (RING, LITTLE),
        "V": (RING, LITTLE),
        "R": (RING, LITTLE),
        "3": (RING, LITTLE),
    },
    **{"M": (LITTLE,), "N": (RING, LITTLE), "rock": (MIDDLE, RING), "ily": (MIDDLE, RING)},
}
TIPS_TOUCH = {
    **{"F": INDEX, "9": INDEX, "ok": INDEX, "pinch": INDEX, "O": INDEX, "0": INDEX},
    **{"D": MIDDLE, "6": LITTLE, "7": RING, "8": MIDDLE},
}
TOGETHER = {"U": (INDEX, MIDDLE), "B": FINGERS, "flat": FINGERS, "C": FINGERS, "bent": FINGERS}


@pytest.fixture(scope="module")
def build() -> Build:
    return average_build()


def bones(name: str) -> Bones:
    return bones_of(handshape(name).pose(), average_build())


def tip(name: str, digit: int) -> np.ndarray:
    return bones(name).ends_mm[digit, 2]


def joint(name: str, digit: int, which: int) -> np.ndarray:
    """Where bone `which` of a digit begins: 0 = knuckle, 1 = the joint beyond, 2 = the last."""
    return bones(name).starts_mm[digit, which]


def angle_deg(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.degrees(np.arccos(one @ other / np.linalg.norm(one) / np.linalg.norm(other))))


def pairs(table: dict[str, tuple[int, ...]]) -> list[object]:
    return [
        pytest.param(name, finger, id=f"{name}-{DIGITS[finger]}")
        for name, fingers in table.items()
        for finger in fingers
    ]


def test_every_sign_and_everyday_shape_is_there() -> None:
    assert set(handshapes()) == {*LETTERS, *DIGIT_SIGNS, *EVERYDAY}


@pytest.mark.parametrize("shape", handshapes().values(), ids=handshapes().keys())
def test_a_hand_can_make_it_and_we_say_where_it_comes_from(shape: Handshape) -> None:
    check(shape.pose())
    assert shape.source
    assert not shape.fingers_deg.flags.writeable
    assert not shape.thumb_deg.flags.writeable


@pytest.mark.parametrize("name", handshapes())
def test_nothing_runs_through_anything_else(name: str, build: Build) -> None:
    depth_mm, parts = deepest_overlap(handshape(name).pose(), build)
    assert depth_mm <= SOFT_FLESH_MM, parts


@pytest.mark.parametrize(("name", "finger"), pairs(STRAIGHT))
def test_straight_fingers_are_straight(name: str, finger: int) -> None:
    angles = handshape(name).fingers_deg[finger - 1]
    assert angles[PIP] <= 15
    assert angles[DIP] <= 10
    assert angles[MCP] <= 25


@pytest.mark.parametrize(("name", "finger"), pairs(IN_A_FIST))
def test_fingers_of_a_fist_are_closed(name: str, finger: int) -> None:
    angles = handshape(name).fingers_deg[finger - 1]
    assert 65 <= angles[MCP] <= 95
    assert 85 <= angles[PIP] <= 110
    assert 35 <= angles[DIP] <= 75


@pytest.mark.parametrize(("name", "finger"), TIPS_TOUCH.items())
def test_the_thumb_meets_the_tip_of_the_finger(name: str, finger: int, build: Build) -> None:
    gap = gap_mm(handshape(name).pose(), build, bone(THUMB, 2), bone(finger, 2))
    assert abs(gap) <= 3.0


@pytest.mark.parametrize(("name", "fingers"), TOGETHER.items())
def test_fingers_held_together_touch(name: str, fingers: tuple[int, ...], build: Build) -> None:
    pose = handshape(name).pose()
    for one, other in pairwise(fingers):
        gap = min(float(gap_mm(pose, build, bone(one, k), bone(other, k))) for k in (1, 2))
        assert -SOFT_FLESH_MM <= gap <= 2.0, (DIGITS[one], DIGITS[other])


@pytest.mark.parametrize(
    ("name", "fingers"),
    [("V", 2), ("2", 2), ("3", 2), ("victory", 2), ("W", 3), ("4", 4), ("5", 4), ("open", 4)],
)
def test_spread_fingers_are_apart_but_not_further_than_fingers_go(name: str, fingers: int) -> None:
    spread = handshape(name).fingers_deg[:fingers, SPREAD]
    assert np.all(-np.diff(spread) >= 5)
    assert np.all(-np.diff(spread) <= 16)


def test_a_has_the_thumb_beside_the_fist() -> None:
    index_knuckle = joint("A", INDEX, 0)
    thumb = tip("A", THUMB)
    assert thumb[0] > index_knuckle[0] + 10
    assert thumb[1] > joint("A", THUMB, 2)[1]


@pytest.mark.parametrize("name", ["S", "I", "1", "X", "rock"])
def test_the_thumb_lies_across_the_front_of_the_fist(name: str, build: Build) -> None:
    thumb = tip(name, THUMB)
    assert thumb[0] < joint(name, INDEX, 1)[0]
    assert thumb[2] > joint(name, MIDDLE, 1)[2]
    assert gap_mm(handshape(name).pose(), build, bone(THUMB, 2), bone(MIDDLE, 1)) <= 5


def test_t_has_the_thumb_up_between_index_and_middle_finger_and_under_the_index() -> None:
    thumb = tip("T", THUMB)
    assert joint("T", MIDDLE, 1)[0] < thumb[0] < joint("T", INDEX, 1)[0]
    assert thumb[1] > joint("T", MIDDLE, 1)[1]
    assert joint("T", THUMB, 2)[2] < tip("T", INDEX)[2]


@pytest.mark.parametrize(("name", "over", "beside"), [("M", RING, LITTLE), ("N", MIDDLE, RING)])
def test_m_and_n_end_the_thumb_between_the_draped_and_the_folded_fingers(
    name: str, over: int, beside: int
) -> None:
    thumb = tip(name, THUMB)
    assert joint(name, beside, 1)[0] < thumb[0] < joint(name, over, 1)[0]
    for finger in range(INDEX, over + 1):
        assert 60 <= handshape(name).fingers_deg[finger - 1, MCP] <= 90
        assert joint(name, finger, 2)[2] > thumb[2]


def test_e_rests_the_fingertips_on_the_thumb(build: Build) -> None:
    pose = handshape("E").pose()
    for finger in FINGERS:
        assert 90 <= pose.fingers_deg[finger - 1, PIP] <= 112
    for finger in (INDEX, MIDDLE, RING):
        assert abs(gap_mm(pose, build, bone(THUMB, 2), bone(finger, 2))) <= 3
        assert tip("E", THUMB)[1] < tip("E", finger)[1]


def test_c_leaves_a_gap_between_the_tips() -> None:
    angles = handshape("C").fingers_deg
    assert np.all((angles[:, MCP] >= 20) & (angles[:, MCP] <= 45))
    assert np.all((angles[:, PIP] >= 30) & (angles[:, PIP] <= 60))
    for finger in (INDEX, MIDDLE):
        assert 40 <= np.linalg.norm(tip("C", THUMB) - tip("C", finger)) <= 75


def test_o_is_round() -> None:
    angles = handshape("O").fingers_deg
    assert np.all((angles[:, MCP] >= 35) & (angles[:, MCP] <= 60))
    assert np.all((angles[:, PIP] >= 45) & (angles[:, PIP] <= 75))


def test_g_holds_the_thumb_along_the_index_finger() -> None:
    axes = bones("G").axes
    assert angle_deg(axes[THUMB, 2, :, 1], axes[INDEX, 1, :, 1]) <= 20
    assert 15 <= np.linalg.norm(tip("G", THUMB) - joint("G", INDEX, 1)) <= 45


def test_k_puts_the_thumb_on_the_middle_finger(build: Build) -> None:
    assert 25 <= handshape("K").fingers_deg[MIDDLE - 1, MCP] <= 60
    assert abs(gap_mm(handshape("K").pose(), build, bone(THUMB, 2), bone(MIDDLE, 0))) <= 2


@pytest.mark.parametrize("name", ["L", "Y", "3", "5", "thumb", "ily", "call"])
def test_the_thumb_stands_out(name: str) -> None:
    axes = bones(name).axes
    assert angle_deg(axes[THUMB, 2, :, 1], np.array([0.0, 1.0, 0.0])) >= 50


def test_l_has_about_a_right_angle() -> None:
    axes = bones("L").axes
    assert 70 <= angle_deg(axes[THUMB, 2, :, 1], axes[INDEX, 1, :, 1]) <= 100


def test_r_crosses_the_fingers_without_passing_through() -> None:
    assert joint("R", MIDDLE, 1)[0] < joint("R", INDEX, 1)[0]
    assert tip("R", MIDDLE)[0] > tip("R", INDEX)[0] + 5


def test_x_hooks_the_index_finger() -> None:
    _, mcp, pip, _ = handshape("X").fingers_deg[INDEX - 1]
    assert 5 <= mcp <= 40
    assert 70 <= pip <= 105


@pytest.mark.parametrize("name", ["B", "4"])
def test_the_thumb_lies_on_the_palm(name: str, build: Build) -> None:
    pose = handshape(name).pose()
    assert min(float(gap_mm(pose, build, bone(THUMB, 2), palm(finger))) for finger in FINGERS) <= 3
    assert tip(name, THUMB)[0] < joint(name, INDEX, 0)[0]


@pytest.mark.parametrize(("name", "finger"), [("U", RING), ("V", RING), ("R", RING), ("W", LITTLE)])
def test_the_thumb_holds_down_the_finger_that_would_stand_up(name: str, finger: int, build: Build) -> None:
    assert abs(gap_mm(handshape(name).pose(), build, bone(THUMB, 2), bone(finger, 1))) <= 3


def test_a_pinch_begins_open_and_a_grab_closes_less_than_a_fist() -> None:
    assert np.linalg.norm(tip("pinch_open", THUMB) - tip("pinch_open", INDEX)) >= 40
    bends = {name: handshape(name).fingers_deg[:, [MCP, PIP]].sum() for name in ("claw", "grab", "fist")}
    assert bends["claw"] < bends["grab"] < bends["fist"]


def test_shapes_that_mean_two_things_are_one_shape() -> None:
    for name, twin in {
        "0": "O",
        "2": "V",
        "9": "F",
        "ok": "F",
        "victory": "V",
        "call": "Y",
        "point": "1",
    }.items():
        np.testing.assert_array_equal(handshape(name).fingers_deg, handshape(twin).fingers_deg)
        np.testing.assert_array_equal(handshape(name).thumb_deg, handshape(twin).thumb_deg)
        assert handshape(name).name == name


def test_an_unknown_handshape_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="victory") as caught:
        handshape("victori")
    assert caught.value.nearest == ("victory",)


def test_every_shape_differs_from_every_other_unless_it_is_meant_to() -> None:
    seen: dict[bytes, list[str]] = {}
    for name, shape in handshapes().items():
        seen.setdefault(shape.fingers_deg.tobytes() + shape.thumb_deg.tobytes(), []).append(name)
    assert sorted(sorted(names) for names in seen.values() if len(names) > 1) == [
        ["0", "O"],
        ["1", "point"],
        ["2", "V", "victory"],
        ["9", "F", "ok"],
        ["Y", "call"],
    ]
