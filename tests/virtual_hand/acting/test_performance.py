"""Performances: hands come, do what they are asked smoothly and where it is meant, and go."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.manner import Manner, plain_manner, random_manner
from gesture_app.virtual_hand.acting.performance import Performance, Span, perform
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.body.pose import mirrored
from gesture_app.virtual_hand.signs.catalogue import gesture, gestures
from gesture_app.virtual_hand.signs.handshapes import handshape
from gesture_app.virtual_hand.signs.script import parse_script

INDEX_TIP, LITTLE_TIP = 8, 20
RATE_HZ = 200
FASTEST_M_S, STEEPEST_M_S2 = 2.5, 60.0
QUICKEST_TAKE = 1.25  # relative to the person's own tempo
STEADY = Manner(variation=0.0, tremor=0.0)


def performance(text: str, manner: Manner | None = None, seed: int = 0, side: Side = "right") -> Performance:
    return perform(parse_script(text), manner or plain_manner(), np.random.default_rng(seed), side=side)


def moments(done: Performance) -> np.ndarray:
    return np.arange(0, done.duration_s, 1 / RATE_HZ)


def stroke(text: str, landmark: int, side: Side = "right") -> np.ndarray:
    """The way of a landmark (T, 3) in mm while the gesture happens, without tremor."""
    done = performance(text, STEADY, side=side)
    times = np.linspace(done.spans[0].start_s, done.spans[0].end_s, 200)
    return landmarks_of(done.at(times).poses[side], average_build(), side)[:, landmark]


@pytest.mark.parametrize("name", list(gestures()))
def test_no_gesture_jumps_or_is_faster_than_hands_are(name: str) -> None:
    done = performance(name)
    hands = done.at(moments(done))
    for side, poses in hands.poses.items():
        check(poses)
        points = landmarks_of(poses, average_build(), side) / 1000
        speeds = np.diff(points, axis=0) * RATE_HZ
        steepest = np.linalg.norm(np.diff(speeds, axis=0), axis=-1).max() * RATE_HZ
        assert np.linalg.norm(speeds, axis=-1).max() < FASTEST_M_S
        assert steepest < STEEPEST_M_S2


@pytest.mark.parametrize("word", ["HELLO", "PACKMYBOX", "JAZZ", "5678"])
def test_words_are_spelled_at_a_natural_pace(word: str) -> None:
    done = performance(word)
    points = landmarks_of(done.at(moments(done)).poses["right"], average_build()) / 1000
    assert (np.linalg.norm(np.diff(points, axis=0), axis=-1) * RATE_HZ).max() < FASTEST_M_S
    letters_per_s = len(word) / (done.spans[0].end_s - done.spans[0].start_s)
    assert 1 < letters_per_s < 5


@pytest.mark.parametrize("seed", range(6))
def test_words_in_anybodys_manner_are_smooth_and_possible(seed: int) -> None:
    manner = random_manner(np.random.default_rng(seed))
    done = performance("HELLO,JAZZ,wave", manner, seed)
    # Who does all in 1/pace of the time is that much faster, and its square steeper; a take can be quicker still.
    pace = manner.tempo * QUICKEST_TAKE
    for side, poses in done.at(moments(done)).poses.items():
        check(poses)
        speeds = np.diff(landmarks_of(poses, average_build(), side) / 1000, axis=0) * RATE_HZ
        assert np.linalg.norm(speeds, axis=-1).max() < pace * FASTEST_M_S
        assert np.linalg.norm(np.diff(speeds, axis=0), axis=-1).max() * RATE_HZ < pace**2 * STEEPEST_M_S2


def test_hands_come_from_below_the_picture_and_leave_it_again() -> None:
    done = performance("A,B")
    hands = done.at(moments(done))
    present = hands.present["right"]
    assert not present[[0, -1]].any()
    assert np.flatnonzero(np.diff(present.astype(int))).size == 4  # in, out, in, out
    first = hands.poses["right"][int(np.flatnonzero(present)[0])]
    assert Camera().project(landmarks_of(first, average_build()))[:, 1].min() > 480 * 0.9
    absent = landmarks_of(hands.poses["right"][np.flatnonzero(~present)], average_build())
    assert (Camera().project(absent)[..., 1] > 480).all()


def test_without_rest_between_the_hand_stays_in_the_picture() -> None:
    done = perform(parse_script("A,B"), plain_manner(), np.random.default_rng(0), rest_between=False)
    present = done.at(moments(done)).present["right"]
    assert np.flatnonzero(np.diff(present.astype(int))).size == 2


def test_nothing_to_do_is_an_empty_picture() -> None:
    done = performance("")
    assert done.duration_s > 0
    assert done.spans == ()
    assert not done.at(np.array([-5.0, 0.1, 99.0])).present["right"].any()


@pytest.mark.parametrize("name", [name for name, each in gestures().items() if each.set != "idle"])
def test_while_a_gesture_happens_it_is_wholly_in_the_picture(name: str) -> None:
    done = performance(name)
    (span,) = done.spans
    hands = done.at(np.linspace(span.start_s, span.end_s, 60))
    assert len(hands.poses) == gesture(name).hands
    for side, poses in hands.poses.items():
        assert hands.present[side].all()
        pixels = Camera().project(landmarks_of(poses, average_build(), side))
        assert (pixels > 0).all()
        assert (pixels < (640, 480)).all()


def test_spans_tell_when_gestures_happen_one_after_the_other() -> None:
    done = performance("wave,point,A")
    assert [span.gesture for span in done.spans] == ["wave", "point", "A"]
    for before, after in itertools.pairwise(done.spans):
        assert before.start_s < before.end_s < after.start_s
    assert done.spans[-1].end_s < done.duration_s


def test_a_word_has_a_span_and_within_it_each_letter() -> None:
    whole, *letters = performance("HELLO").spans
    assert whole == Span("HELLO", letters[0].start_s, letters[-1].end_s)
    assert [span.gesture for span in letters] == list("HELLO")
    assert all(before.end_s < after.start_s for before, after in itertools.pairwise(letters))


def test_idle_movement_is_never_a_gesture() -> None:
    assert performance(",".join(gestures("idle"))).spans == ()


def test_a_held_letter_is_the_handshape_in_the_middle_of_its_span() -> None:
    done = performance("V", STEADY)
    (span,) = done.spans
    pose = done.at(np.array([(span.start_s + span.end_s) / 2])).poses["right"][0]
    np.testing.assert_allclose(pose.fingers_deg, handshape("V").fingers_deg, atol=1e-6)
    np.testing.assert_allclose(pose.rotation, np.eye(3), atol=1e-9)


def test_a_hand_that_holds_still_trembles_and_drifts_by_millimetres() -> None:
    done = performance("B")
    (span,) = done.spans
    wrist = done.at(np.linspace(span.start_s, span.end_s, 200)).poses["right"].position_mm
    assert 0.1 < np.linalg.norm(wrist - wrist.mean(axis=0), axis=1).max() < 8


def test_the_fingers_of_the_next_letter_begin_before_the_wrist() -> None:
    done = performance("HA", STEADY)
    first = done.spans[1]
    after = np.linspace(first.end_s - 0.07, first.end_s - 0.001, 30)
    poses = done.at(after).poses["right"]
    assert np.abs(poses.fingers_deg - poses.fingers_deg[0]).max() > 1
    np.testing.assert_allclose(
        poses.rotation, np.broadcast_to(poses.rotation[0], poses.rotation.shape), atol=1e-9
    )


def test_spelled_letters_are_held_shorter_than_single_ones() -> None:
    single, spelled = performance("L").spans[0], performance("LA").spans[1]
    assert spelled.end_s - spelled.start_s < 0.4 * (single.end_s - single.start_s)


def test_a_double_letter_slides_outwards_and_keeps_its_shape() -> None:
    done = performance("LL", STEADY)
    _, first, second = done.spans
    poses = done.at(np.linspace(first.end_s, second.start_s, 50)).poses["right"]
    moved = poses.position_mm[-1] - poses.position_mm[0]
    assert moved[0] < -20
    assert abs(moved[1]) < 1
    np.testing.assert_allclose(
        poses.fingers_deg, np.broadcast_to(poses.fingers_deg[0], (50, 4, 4)), atol=1e-6
    )


@pytest.mark.parametrize("name", ["A", "J", "thumbs up", "push", "beckon"])
def test_a_left_hand_does_the_mirror_image(name: str) -> None:
    right, left = performance(name, STEADY), performance(name, STEADY, side="left")
    times = moments(right)
    image = mirrored(right.at(times).poses["right"])
    np.testing.assert_allclose(left.at(times).poses["left"].position_mm, image.position_mm, atol=1e-9)
    np.testing.assert_allclose(left.at(times).poses["left"].rotation, image.rotation, atol=1e-9)


@pytest.mark.parametrize("side", ["left", "right"])
def test_left_and_right_are_the_persons_own_with_either_hand(side: Side) -> None:
    assert np.ptp(stroke("swipe left", INDEX_TIP, side)[:, 0]) > 150
    leftwards, rightwards = stroke("swipe left", INDEX_TIP, side), stroke("swipe right", INDEX_TIP, side)
    assert leftwards[-1, 0] > leftwards[0, 0] + 150  # the person's left is on the right of the picture
    assert rightwards[-1, 0] < rightwards[0, 0] - 150


@pytest.mark.parametrize("side", ["left", "right"])
def test_clockwise_is_as_the_person_sees_it_with_either_hand(side: Side) -> None:
    for name, sense in (("circle clockwise", 1), ("circle anticlockwise", -1)):
        way = stroke(name, INDEX_TIP, side)[:, :2]
        away = way - (way.min(axis=0) + way.max(axis=0)) / 2
        angle = np.unwrap(np.arctan2(away[:, 1], away[:, 0]))
        # Clockwise seen from behind the picture is anticlockwise in it: the angle rises.
        assert sense * (angle[-1] - angle[0]) == pytest.approx(2 * np.pi, abs=0.3)
        assert np.linalg.norm(away, axis=1).std() < 0.1 * np.linalg.norm(away, axis=1).mean()


def test_z_is_written_as_the_signer_would_write_it() -> None:
    x, y = stroke("Z", INDEX_TIP)[:, :2].T
    corners = [0, int(np.argmin(x[:100])), 0, len(x) - 1]
    corners[2] = corners[1] + int(np.argmax(x[corners[1] :]))
    (x1, x2, x3, x4), (y1, y2, y3, y4) = x[corners], y[corners]
    assert min(x1 - x2, x3 - x2, x3 - x4) > 60  # to the signer's right, back to their left, to the right
    assert max(abs(y1 - y2), abs(y3 - y4)) < 15
    assert y2 - y3 > 50


def test_j_goes_down_and_hooks_to_the_signers_left_and_up() -> None:
    x, y = stroke("J", LITTLE_TIP)[:, :2].T
    lowest = int(np.argmin(y))
    assert y[0] - y[lowest] > 50
    assert x[-1] - x[0] > 40
    assert y[-1] > y[lowest] + 8
    halfway_down = int(np.argmin(np.abs(y[:lowest] - (y[0] + y[lowest]) / 2)))
    assert abs(x[halfway_down] - x[0]) < 0.25 * (x[-1] - x[0])


def test_a_wave_goes_to_and_fro_three_times() -> None:
    x = stroke("wave", INDEX_TIP)[:, 0]
    turns = np.flatnonzero(np.diff(np.sign(np.diff(x[np.abs(np.gradient(x)) > 1e-3]))))
    assert len(turns) == 5
    assert np.ptp(x) > 80


def test_clapping_palms_meet_in_the_middle_and_part() -> None:
    done = performance("clap", random_manner(np.random.default_rng(5)))
    (span,) = done.spans
    hands = done.at(np.linspace(span.start_s, span.end_s, 300))
    knuckles = [landmarks_of(hands.poses[side], average_build(), side)[:, 9, 0] for side in ("left", "right")]
    gap = knuckles[0] - knuckles[1]
    assert 10 < gap.min() < 45
    assert gap.max() > 100
    assert abs(knuckles[0][gap.argmin()] + knuckles[1][gap.argmin()]) < 25


def test_the_other_hand_may_lie_in_sight() -> None:
    done = perform(parse_script("A"), plain_manner(), np.random.default_rng(0), other_rests=True)
    (span,) = done.spans
    hands = done.at(np.linspace(span.start_s, span.end_s, 10))
    assert hands.present["left"].all()
    pixels = Camera().project(landmarks_of(hands.poses["left"], average_build(), "left"))
    assert (pixels[..., 1] > 320).all()
    assert pixels[..., 0].mean() > 320
    assert set(hands.showing(0)) == {"left", "right"}


def test_the_same_seed_is_the_same_performance_and_takes_differ() -> None:
    manner = random_manner(np.random.default_rng(0))
    one, same, other = (performance("wave", manner, seed) for seed in (1, 1, 2))
    assert one.spans == same.spans
    np.testing.assert_array_equal(
        one.at(moments(one)).poses["right"].position_mm, same.at(moments(one)).poses["right"].position_mm
    )
    assert one.spans != other.spans


def test_the_stage_moves_all_by_the_same_and_a_big_hand_moves_further() -> None:
    near, far = (
        perform(parse_script("swipe left"), STEADY, np.random.default_rng(0), stage=stage)
        for stage in (Stage(palm_mm=80), Stage(palm_mm=80, right_mm=30, up_mm=-20, distance_mm=600))
    )
    times = np.linspace(0, 1, 20)
    ways = [
        done.at(done.spans[0].start_s + times * (done.spans[0].end_s - done.spans[0].start_s))
        .poses["right"]
        .position_mm
        for done in (near, far)
    ]
    np.testing.assert_allclose(ways[1] - ways[0], np.broadcast_to([30, -20, -150], (20, 3)), atol=1e-6)
    big = perform(parse_script("swipe left"), STEADY, np.random.default_rng(0), stage=Stage(palm_mm=100))
    way = big.at(big.spans[0].start_s + times * (big.spans[0].end_s - big.spans[0].start_s)).poses["right"]
    assert np.ptp(way.position_mm[:, 0]) == pytest.approx(1.25 * np.ptp(ways[0][:, 0]), rel=1e-6)


def test_moments_may_be_asked_for_in_any_order() -> None:
    done = performance("wave")
    times = moments(done)
    order = np.random.default_rng(0).permutation(len(times))
    np.testing.assert_array_equal(
        done.at(times).poses["right"].rotation[order], done.at(times[order]).poses["right"].rotation
    )
