"""A pupil makes what it is asked for, long enough to be judged, and goes over to it without a jump."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from gesture_app.virtual_hand.acting.manner import plain_manner
from gesture_app.virtual_hand.acting.performance import Performance
from gesture_app.virtual_hand.acting.programme import parse_programme
from gesture_app.virtual_hand.acting.pupil import Pupil, signs_of
from gesture_app.virtual_hand.acting.stage import Stage
from gesture_app.virtual_hand.body.build import Side, average_build
from gesture_app.virtual_hand.body.kinematics import landmarks_of

FRAME_S = 1 / 25


def pupil(side: Side = "right") -> Pupil:
    return Pupil(plain_manner(), np.random.default_rng(1), side, Stage())


def make(script: str, after: Performance | None = None, at_s: float = 0.0) -> Performance:
    begin = {} if after is None else after.underway(at_s)
    return pupil().make(signs_of(parse_programme(script)), 1.5, begin)


def in_sight(performance: Performance, start_s: float, end_s: float) -> bool:
    return bool(performance.at(np.arange(start_s, end_s, FRAME_S)).present["right"].all())


def test_words_are_made_letter_by_letter_and_each_is_held() -> None:
    spans = make("HI").spans
    assert [span.gesture for span in spans] == ["H", "I"]
    assert all(span.end_s - span.start_s == pytest.approx(1.5) for span in spans)


def test_a_programme_without_an_end_is_done_once_and_one_with_rounds_as_often() -> None:
    assert [sign.name for sign in signs_of(parse_programme("B!ring,B"))] == ["B!ring", "B"]
    assert [sign.name for sign in signs_of(parse_programme("wave,UP*2"))] == ["wave", "U", "P"] * 2
    assert signs_of(parse_programme("")) == ()


def test_held_signs_follow_each_other_in_the_picture() -> None:
    first, second = (performance := make("B!ring,B")).spans
    assert in_sight(performance, first.start_s, second.end_s)


def test_the_same_sign_again_is_let_go_of_first() -> None:
    first, second = (performance := make("L,L")).spans
    hands = performance.at(np.array([first.end_s, (first.end_s + second.start_s) / 2]))
    bends = hands.poses["right"].fingers_deg[:, 0, 1]
    assert in_sight(performance, first.start_s, second.end_s)
    assert second.start_s - first.end_s > 0.2
    assert abs(bends[1] - bends[0]) > 5, "the index finger is no longer straight"


@pytest.mark.parametrize("script", ["wave!once,wave", "A,J", "J,A"])
def test_before_and_after_a_movement_it_leaves_the_picture(script: str) -> None:
    first, second = (performance := make(script)).spans
    assert not in_sight(performance, first.end_s, second.start_s)


@pytest.mark.parametrize("at_s", [0.0, 0.9, 1.3, 2.0, 3.3, 4.0])
@pytest.mark.parametrize("script", ["B", "wave", "clap"])
def test_it_goes_over_from_wherever_its_hands_are_without_a_jump(script: str, at_s: float) -> None:
    before = make("clap,A,wave")
    after = make(script, before, at_s)
    ends = (before.at(np.array([at_s])), after.at(np.array([0.0])))
    for side in ("left", "right"):
        one, other = (landmarks_of(each.poses[side][0], average_build(), side) for each in ends)
        assert np.linalg.norm(one - other, axis=1).max() < 8.0, "millimetres; a hand trembles anew"
    assert script in [span.gesture for span in after.spans]


def test_it_goes_over_straight_if_the_hand_is_up_and_leaves_in_the_end() -> None:
    before = make("A")
    after = make("B", before, before.spans[0].end_s)
    assert in_sight(after, 0.0, after.spans[0].end_s)
    assert not after.at(np.array([after.duration_s])).present["right"][0]


def test_a_left_handed_pupil_makes_it_with_the_left_hand() -> None:
    performance = pupil("left").make(signs_of(parse_programme("B")), 1.5, {})
    hands = performance.at(np.array([performance.spans[0].end_s]))
    assert set(hands.showing(0)) == {"left"}


def test_when_all_is_done_it_waits_out_of_sight() -> None:
    endless = pupil().performances(signs_of(parse_programme("B")), 1.5, {})
    first, *rest = islice(endless, 4)
    assert [span.gesture for span in first.spans] == ["B"]
    for each in rest:
        assert each.spans == ()
        assert each.duration_s > 0
        assert not each.at(np.linspace(0, each.duration_s, 5)).present["right"].any()
