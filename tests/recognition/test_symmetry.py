"""What must not matter to what is recognised: pace, distance, a tilted camera, frames a second, which hand, a blink."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from gesture_app.folders import built_in_folder
from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.checkpoint import load_checkpoint
from gesture_app.learning.mirroring import mirrored
from gesture_app.recognition.recogniser import Recogniser
from gesture_app.virtual_hand.acting.manner import Manner
from gesture_app.virtual_hand.acting.performance import perform
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import average_build
from gesture_app.virtual_hand.body.pose import turned
from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.sitting import Sitting, looked_at
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked
from trained import learned_at_once

LETTERS = ("B", "C", "G", "K", "O", "P", "W", "Y")
OWN = ("thumbs up", "rock", "beckon", "circle clockwise", "clap")

WAYS: dict[str, dict[str, float]] = {
    "as usual": {}, "at half speed": {"tempo": 0.5}, "near": {"distance_mm": 320.0},
    "far": {"distance_mm": 900.0}, "rolled to one side": {"roll_deg": 30.0},
    "rolled to the other": {"roll_deg": -30.0}, "at 10 frames a second": {"rate_hz": 10.0},
    "at 60 frames a second": {"rate_hz": 60.0},
}  # fmt: skip


def performed(
    name: str,
    seed: int = 0,
    *,
    tempo: float = 1.0,
    distance_mm: float = 450.0,
    roll_deg: float = 0.0,
    rate_hz: float = 30.0,
) -> HandSequence:
    """The virtual hand's gesture from its beginning to its end, as a tracker would have told it."""
    rng = np.random.default_rng(seed)
    stage = Stage(distance_mm=distance_mm)
    done = perform([gestures()[name]], Manner(tempo=tempo, variation=0.5), rng, stage=stage)
    times_s = np.arange(done.spans[0].start_s, done.spans[0].end_s, 1 / rate_hz)
    sitting = Sitting(average_build(), stage, done, turned(0, 0, roll_deg), rate_hz)
    exact = looked_at(sitting, times_s[None], np.array([len(times_s)]))
    return as_tracked(exact, tracker_noise(), rng).sequences()[0]


@cache
def alphabet() -> Recogniser:
    return Recogniser(load_checkpoint(built_in_folder() / "manual-alphabet.safetensors"))


@cache
def own_gestures(either_hand: bool = False) -> Recogniser:
    """Learned at once from two takes each."""
    takes = [LabelledSequence(performed(name, seed), name) for name in OWN for seed in (100, 101)]
    return Recogniser(learned_at_once(takes, OWN if either_hand else ()))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_told_from_the_others_however_it_is_seen(name: str, way: str) -> None:
    assert alphabet().classify(performed(name, **WAYS[way])).label == name


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_made_twice_as_fast_is_still_the_likeliest(name: str) -> None:
    ranked = alphabet().classify(performed(name, tempo=2.0)).ranked
    assert next(label for label, _ in ranked if label != "none") == name


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_means_the_same_in_the_left_hand(name: str) -> None:
    assert alphabet().classify(mirrored(performed(name))).label == name


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OWN)
def test_a_gesture_of_ones_own_is_told_from_the_others_however_it_is_seen(name: str, way: str) -> None:
    assert own_gestures().classify(performed(name, 5, **WAYS[way])).ranked[0][0] == name


@pytest.mark.parametrize("name", OWN)
def test_a_gesture_for_either_hand_is_told_in_the_other_one(name: str) -> None:
    assert own_gestures(either_hand=True).classify(mirrored(performed(name, 5))).label == name


@pytest.mark.parametrize("begin", [5, 12, 20])
@pytest.mark.parametrize("slot", [0, 1])
def test_two_hands_of_which_one_is_lost_for_a_moment_are_still_told(slot: int, begin: int) -> None:
    take = performed("clap", 5)
    image, world, present = take.image.copy(), take.world.copy(), take.present.copy()
    lost = slice(begin, begin + 3)
    assert present[lost, slot].any()
    image[lost, slot], world[lost, slot], present[lost, slot] = np.nan, np.nan, False
    blinked = replace(take, image=image, world=world, present=present)
    assert own_gestures().classify(take).label == "clap"
    assert own_gestures().classify(blinked).label == "clap"
