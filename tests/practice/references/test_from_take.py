"""A recorded signer's version, shown by the virtual hand: it holds and moves as the signer did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gesture_app.hands import HandSequence
from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.practice.references.from_take import motion_of_take
from gesture_app.practice.references.motion import SignMotion
from gesture_app.takes.landmark_dataset import read_landmark_dataset
from gesture_app.virtual_hand.acting.manner import plain_manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.camera import Camera
from gesture_app.virtual_hand.body.inverse import MEDIAPIPE_DEPTH
from gesture_app.virtual_hand.body.kinematics import landmarks_of
from gesture_app.virtual_hand.body.limits import check
from gesture_app.virtual_hand.signs.catalogue import gesture
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked

STILL = ("A", "C", "G", "P", "thumbs up", "5")
MOVING = ("J", "wave", "swipe left", "pinch", "clap", "circle clockwise")


def seen(name: str, side: Side = "right", fps: float = 25.0) -> HandSequence:
    """What a perfect tracker tells of a whole performance, with the hand's coming and going."""
    performance = perform([gesture(name)], plain_manner(), np.random.default_rng(0), side=side)
    times_s = np.arange(0.0, performance.duration_s, 1 / fps)
    hands, camera, build = performance.at(times_s), Camera(), average_build()
    frames = [
        camera.hand_frame(
            {of: landmarks_of(pose, build, of) for of, pose in hands.showing(index).items()}, float(time_s)
        )
        for index, time_s in enumerate(times_s)
    ]
    return HandSequence.from_frames(frames)


def picture_only(sequence: HandSequence) -> HandSequence:
    """As MediaPipe's picture landmarks have it: with a part of the depth, and nothing in metres."""
    flat = sequence.image * np.array([1, 1, MEDIAPIPE_DEPTH], np.float32)
    return replace(sequence, image=flat, world=np.full_like(sequence.world, np.nan))


def noisy(sequence: HandSequence, seed: int) -> HandSequence:
    return as_tracked(Batch.of(sequence), tracker_noise(), np.random.default_rng(seed)).sequences()[0]


def shown(sequence: HandSequence) -> SignMotion:
    motion = motion_of_take(sequence)
    assert motion is not None
    return motion


def angle_deg(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.degrees(np.arccos(np.clip((np.trace(one.T @ other) - 1) / 2, -1, 1))))


@pytest.mark.parametrize("name", STILL)
@pytest.mark.parametrize("depth", ["in metres", "of the picture"])
def test_a_held_sign_is_held_with_the_same_fingers_in_the_same_place(name: str, depth: str) -> None:
    sequence = seen(name)
    motion = shown(sequence if depth == "in metres" else picture_only(sequence))
    assert motion.held
    pose, true = motion.at(0)["right"], motion_of_gesture(name).at(0)["right"]
    assert angle_deg(pose.rotation, true.rotation) < 2
    assert np.abs(pose.fingers_deg - true.fingers_deg).mean() < 3
    assert np.abs(pose.thumb_deg - true.thumb_deg).mean() < 4
    np.testing.assert_allclose(pose.position_mm[:2], true.position_mm[:2], atol=8)
    assert pose.position_mm[2] == pytest.approx(true.position_mm[2], rel=0.1)


@pytest.mark.parametrize("name", MOVING)
def test_a_movement_takes_the_same_path_without_coming_and_going(name: str) -> None:
    motion, true = shown(seen(name)), motion_of_gesture(name)
    assert not motion.held
    assert motion.duration_s < true.duration_s + 0.3
    moments_s = np.linspace(true.steps_s[0], true.steps_s[-1], 20)
    for side in true.poses:
        path = np.stack([_middle(true, side, t) for t in moments_s])
        apart = [
            np.linalg.norm(
                np.stack([_middle(motion, side, t + late) for t in moments_s]) - path, axis=1
            ).mean()
            for late in np.arange(-0.5, 0.5, 0.02)
        ]
        assert min(apart) < 15  # millimetres


def _middle(motion: SignMotion, side: Side, time_s: float) -> np.ndarray:
    return landmarks_of(motion.at(time_s)[side], motion.build, side).mean(axis=0)


@pytest.mark.parametrize("name", ["A", "wave"])
def test_a_take_that_waits_before_and_after_is_shown_without_waiting(name: str) -> None:
    sequence = seen(name)
    middle = len(sequence) // 2
    before = np.repeat(middle, 40)
    index = np.concatenate([before, np.arange(middle, len(sequence))])
    waiting = HandSequence(
        sequence.image[index], sequence.world[index], sequence.present[index], sequence.score[index],
        np.arange(len(index)) / 25, sequence.aspect,
    )  # fmt: skip
    assert shown(waiting).duration_s < waiting.duration_s - 1.0


def test_a_left_handed_signer_is_shown_as_a_right_hand_and_back() -> None:
    motion = shown(seen("J", side="left"))
    right = shown(seen("J"))
    assert set(motion.poses) == {"right"}
    assert set(motion.made_by("left").poses) == {"left"}
    np.testing.assert_allclose(
        motion.poses["right"].position_mm[0], right.poses["right"].position_mm[0], atol=3
    )


def test_both_hands_of_a_sign_are_shown() -> None:
    motion = shown(seen("clap"))
    assert set(motion.poses) == {"left", "right"}
    apart = motion.poses["left"].position_mm[:, 0] - motion.poses["right"].position_mm[:, 0]
    assert apart.min() < 80 < apart.max()


def test_frames_in_which_the_hand_was_lost_are_bridged() -> None:
    whole = seen("swipe left")
    lost = np.arange(len(whole)) % 4 == 1
    image, world = whole.image.copy(), whole.world.copy()
    image[lost], world[lost] = np.nan, np.nan
    gappy = replace(
        whole, image=image, world=world, present=whole.present & ~lost[:, None],
        score=np.where(lost[:, None], 0, whole.score).astype(np.float32),
    )  # fmt: skip
    one, other = shown(whole), shown(gappy)
    for time_s in np.linspace(0.1, 0.5, 9):
        np.testing.assert_allclose(_middle(one, "right", time_s), _middle(other, "right", time_s), atol=25)


def test_a_frame_in_which_the_tracker_was_quite_wrong_leaves_no_trace() -> None:
    sequence = seen("A")
    middle = len(sequence) // 2
    world, image = sequence.world.copy(), sequence.image.copy()
    world[middle] = world[middle, :, ::-1] * np.array([1, -1, 1], np.float32)
    image[middle, ..., :2] = 1 - image[middle, ..., :2]
    motion = shown(replace(sequence, world=world, image=image))
    pose, true = motion.at(0)["right"], motion_of_gesture("A").at(0)["right"]
    assert angle_deg(pose.rotation, true.rotation) < 2
    np.testing.assert_allclose(pose.position_mm, true.position_mm, atol=25)


def test_front_taken_for_back_is_turned_over() -> None:
    sequence = seen("C")
    wrong = replace(sequence, world=sequence.world * np.array([1, 1, -1], np.float32))
    pose, true = shown(wrong).at(0)["right"], motion_of_gesture("C").at(0)["right"]
    assert angle_deg(pose.rotation, true.rotation) < 2


@pytest.mark.parametrize("name", [*STILL, *MOVING])
def test_whatever_the_tracker_gets_wrong_the_hand_stays_a_hand_and_moves_smoothly(name: str) -> None:
    motion = shown(noisy(seen(name), seed=3))
    for pose in motion.poses.values():
        check(pose)
        steps = np.diff(pose.position_mm, axis=0)
        assert (
            np.linalg.norm(np.diff(steps, axis=0), axis=1).max(initial=0) < 12
        )  # mm a frame, from frame to frame
        assert np.isfinite(pose.rotation).all()
    assert motion.steps_s[0] >= 0
    assert motion.steps_s[-1] <= motion.duration_s + 1e-9
    assert list(motion.steps_s) == sorted(set(motion.steps_s))


def test_a_single_picture_is_a_held_sign() -> None:
    sequence = seen("5")
    middle = len(sequence) // 2
    motion = shown(sequence.slice(middle, middle + 1))
    assert motion.held
    assert motion.duration_s > 0


def test_nothing_is_shown_of_a_recording_without_a_hand() -> None:
    sequence = seen("A")
    empty = HandSequence(
        np.full_like(sequence.image, np.nan), np.full_like(sequence.world, np.nan),
        np.zeros_like(sequence.present), np.zeros_like(sequence.score), sequence.time_s, sequence.aspect,
    )  # fmt: skip
    assert motion_of_take(empty) is None


def test_landmarks_all_in_one_place_are_no_hand() -> None:
    sequence = seen("A")
    image, world = (np.where(np.isnan(array), array, 0.5) for array in (sequence.image, sequence.world))
    assert motion_of_take(replace(sequence, image=image, world=world)) is None


def test_of_an_hour_long_recording_only_the_beginning_is_looked_at() -> None:
    sequence = seen("wave")
    times = 40
    long = HandSequence(
        *(np.concatenate([getattr(sequence, key)] * times) for key in ("image", "world", "present", "score")),
        np.arange(len(sequence) * times) / 25,
        sequence.aspect,
    )
    assert shown(long).duration_s < 21


@pytest.mark.shared
def test_real_signers_words_are_shown_by_a_hand_that_lies_where_theirs_was(shared_data: Path) -> None:
    dataset = read_landmark_dataset(shared_data / "asl_words_two_signers.npz")
    takes = [item for item in dataset.sequences if item.label != "none"][::100]
    off = []
    for item in takes:
        motion = motion_of_take(item.sequence)
        if motion is None:
            continue
        for pose in motion.poses.values():
            check(pose)
        off.append(_off_picture_heights(motion, item.sequence))
    assert len(off) > 0.97 * len(takes)
    assert np.median(off) < 0.02


def _off_picture_heights(motion: SignMotion, sequence: HandSequence) -> float:
    """How far the shown hand's path lies from the signer's in the picture, at the best moment to begin."""
    camera = Camera(round(480 * sequence.aspect), 480)
    slot = 1 if sequence.present[:, 1].any() else 0
    if slot == 0:
        motion = motion.made_by("left")
    side: Side = "right" if slot else "left"
    there = sequence.present[:, slot]
    path = sequence.image[there, slot, :, :2].mean(axis=1) * (sequence.aspect, 1)
    at_s = sequence.time_s[there] - sequence.time_s[0]
    apart = []
    for late in np.arange(0, max(sequence.duration_s - motion.duration_s, 0) + 0.05, 0.05):
        under_way = (at_s >= late) & (at_s <= late + motion.duration_s)
        if under_way.any():
            points = [landmarks_of(motion.at(t - late)[side], motion.build, side) for t in at_s[under_way]]
            drawn = camera.project(np.stack(points)).mean(axis=1) / 480
            apart.append(np.linalg.norm(drawn - path[under_way], axis=1).mean())
    return min(apart)
