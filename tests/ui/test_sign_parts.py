"""What a hand that shows a sign is made of: points of view, reels, the clock, and words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF

from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.practice.references.from_word import motion_of_word
from gesture_app.ui.signs.film import Film, Picture, Shelf
from gesture_app.ui.signs.format import SignFormat
from gesture_app.ui.signs.outlook import STANDPOINTS, Outlook, SignScene
from gesture_app.ui.signs.player import SignPlayer, coarse_to_fine
from gesture_app.ui.signs.reel import STEP_S, Reel
from gesture_app.ui.signs.trail import SignTrail
from gesture_app.ui.signs.words import sign_in_words
from gesture_app.virtual_hand.body.kinematics import landmarks_of

SIGNS = ("A", "G", "J", "swipe left", "clap")


SCENE, REEL = SignScene(motion_of_gesture("A")), Reel(motion_of_gesture("A"))


@pytest.mark.parametrize("name", SIGNS)
@pytest.mark.parametrize("size", [(500, 260), (240, 420)])
def test_all_of_a_sign_is_in_view_whichever_way_it_is_turned(name: str, size: tuple[int, int]) -> None:
    motion = motion_of_gesture(name)
    scene = SignScene(motion)
    for yaw_deg in range(-180, 180, 60):
        for pitch_deg in (-80, 0, 40):
            outlook = Outlook(yaw_deg, pitch_deg)
            camera = scene.camera(*size, outlook)
            for time_s in {motion.steps_s[0], motion.steps_s[-1]}:
                for side, pose in scene.hands(time_s, outlook).items():
                    places = camera.project(landmarks_of(pose, motion.build, side))
                    assert (places > 0).all()
                    assert (places < size).all()


def test_the_own_eyes_see_the_back_of_a_hand_whose_palm_looks_at_the_viewer() -> None:
    motion = motion_of_gesture("B")
    scene = SignScene(motion)
    towards_camera = [
        scene.hands(0.0, STANDPOINTS[standpoint])["right"].rotation[2, 2]
        for standpoint in ("front", "own eyes")
    ]
    assert towards_camera[0] > 0.8
    assert towards_camera[1] < -0.8


def test_the_own_right_hand_is_on_the_right_for_the_own_eyes() -> None:
    motion = motion_of_gesture("clap")
    scene = SignScene(motion)
    hands = scene.hands(0.0, STANDPOINTS["own eyes"])
    assert hands["right"].position_mm[0] > hands["left"].position_mm[0]


def test_it_never_goes_over_the_top() -> None:
    outlook = Outlook().turned(0, 500)
    assert outlook.pitch_deg < 90
    assert outlook.turned(0, -500).pitch_deg > -90


def test_a_way_round_takes_the_shorter_side() -> None:
    half = Outlook(170).towards(Outlook(-170), 0.5)
    assert abs(half.yaw_deg) == pytest.approx(180)
    assert Outlook(10, 20, 2).towards(Outlook(), 1.0) == Outlook()


def test_a_movement_is_shown_in_its_own_time_and_rests_before_it_begins_again() -> None:
    motion = motion_of_gesture("J")
    reel = Reel(motion)
    for time_s in (0.0, 0.4, 1.0):
        assert reel.moments[reel.at(time_s, loops=True).picture].time_s == pytest.approx(time_s, abs=0.03)
    last = len(reel.moments) - 1
    assert reel.at(motion.duration_s + 0.3, loops=True).picture == last
    fading = reel.at(reel.period_s - 0.1, loops=True)
    assert (fading.picture, fading.next) == (last, 0)
    assert 0 < fading.share < 1
    assert reel.at(reel.period_s + 0.01, loops=True).picture == 0
    assert reel.at(1000.0, loops=False).picture == last


@pytest.mark.parametrize("name", ["J", "Z", "wave", "grab"])
def test_a_movement_has_its_key_moments_and_no_jumps_among_its_pictures(name: str) -> None:
    motion = motion_of_gesture(name)
    reel = Reel(motion)
    assert [reel.moments[step].time_s for step in reel.steps] == pytest.approx(motion.steps_s, abs=1 / 60)
    tips = [landmarks_of(motion.at(moment.time_s)["right"], motion.build)[8] for moment in reel.moments]
    for before, after in pairwise(range(len(tips))):
        still = np.abs(tips[after] - tips[before]).max() < 6
        assert still or reel.moments[after].time_s - reel.moments[before].time_s < 0.08


def test_a_word_spelled_slowly_has_few_pictures_of_the_letters_that_are_held() -> None:
    slow, usual = Reel(motion_of_word("BABY", 0.5)), Reel(motion_of_word("BABY", 1.5))
    assert slow.end_s > 2.5 * usual.end_s
    assert len(slow.moments) <= 120
    assert len(slow.steps) == 4


def test_a_held_sign_sways_to_both_sides_from_the_middle() -> None:
    reel = Reel(motion_of_gesture("A"))
    sways = [reel.moments[reel.at(t, loops=True).picture].sway_deg for t in np.linspace(0, reel.period_s, 41)]
    assert sways[0] == pytest.approx(0, abs=1)
    assert max(sways) > 10
    assert min(sways) < -10
    assert np.abs(np.diff(sways)).max() < 4
    assert len({moment.time_s for moment in reel.moments}) == 1


@pytest.mark.parametrize("count", [1, 2, 3, 8, 35, 60])
def test_pictures_are_painted_coarse_to_fine_and_each_once(count: int) -> None:
    order = coarse_to_fine(count)
    assert sorted(order) == list(range(count))
    if count == 60:
        assert max(np.diff(sorted(order[:8]))) <= 8


def test_a_cropped_picture_lies_where_the_hand_was() -> None:
    pixels = np.zeros((40, 80, 4), np.uint8)
    pixels[10:20, 40:60] = (10, 20, 30, 255)
    picture = Picture.cut_out(pixels)
    assert (picture.image.width(), picture.image.height()) == (20, 10)
    assert picture.place.getRect() == pytest.approx((0.5, 0.25, 0.25, 0.25))
    colour = picture.image.pixelColor(0, 0)
    assert (colour.red(), colour.green(), colour.blue()) == (30, 20, 10)
    assert Picture.cut_out(np.zeros((4, 4, 4), np.uint8)).image.pixelColor(0, 0).alpha() == 0


def a_film(yaw_deg: float, draft: bool = False) -> Film:
    return Film(SCENE, REEL, Outlook(yaw_deg), 100, 100, draft)


def a_picture() -> Picture:
    return Picture.cut_out(np.full((500, 500, 4), 255, np.uint8))


def test_the_shelf_gives_away_what_was_not_looked_at_for_longest() -> None:
    shelf = Shelf()
    films = [a_film(yaw_deg) for yaw_deg in range(3)]
    for film in films:
        for number in range(18):
            shelf.keep(film, number, a_picture())
    shelf.look_at(films[0])
    for number in range(18):
        shelf.keep(a_film(3), number, a_picture())
    assert len(shelf.pictures(films[0])) == 18
    assert not shelf.pictures(films[1])
    assert shelf.size_bytes < 65e6


def test_of_drafts_only_the_last_one_is_kept() -> None:
    shelf = Shelf()
    for yaw_deg in range(3):
        shelf.keep(a_film(yaw_deg, draft=True), 0, a_picture())
    assert [len(shelf.pictures(a_film(yaw_deg, draft=True))) for yaw_deg in range(3)] == [0, 0, 1]


def test_a_place_that_changes_a_little_needs_no_new_pictures() -> None:
    pictures = SignFormat()
    assert pictures.fit(QSizeF(480, 420))
    assert not pictures.fit(QSizeF(480, 440))
    assert not pictures.fit(QSizeF(470, 410))
    frame = pictures.frame(QRectF(0, 0, 480, 440))
    assert frame.contains(QRectF(0, 0, 480, 440))
    assert frame.width() / frame.height() == pytest.approx(480 / 420)
    assert pictures.fit(QSizeF(480, 300))
    assert pictures.fit(QSizeF(800, 500))


def test_pictures_do_not_grow_without_end_and_drafts_are_smaller() -> None:
    pictures = SignFormat()
    pictures.fit(QSizeF(4000, 2000))
    size = pictures.size(draft=False)
    assert (size.width(), size.height()) == (900, 450)
    assert pictures.size(draft=True).width() < 700


def test_half_the_speed_takes_twice_the_time() -> None:
    reel = Reel(motion_of_gesture("J"))
    player = SignPlayer()
    player.load(reel)
    player.speed = 0.5
    player.play(100.0)
    player.tick(101.0)
    assert player.shown().picture == reel.at(0.5, loops=True).picture


def test_time_in_which_nobody_looked_does_not_count() -> None:
    reel = Reel(motion_of_gesture("J"))
    player = SignPlayer()
    player.load(reel)
    player.play(0.0)
    player.hold(60.0)
    player.tick(60.5)
    assert player.shown().picture == reel.at(0.5, loops=True).picture


def test_in_steps_only_key_moments_follow_each_other() -> None:
    reel = Reel(motion_of_gesture("J"))
    player = SignPlayer()
    player.in_steps = True
    player.load(reel)
    player.play(0.0)
    seen = []
    for number in range(len(reel.steps) + 1):
        player.tick((number + 0.5) * STEP_S)
        seen.append(player.shown().picture)
    assert seen == [*reel.steps, reel.steps[0]]


def test_what_is_played_once_may_begin_before_all_of_it_is_painted() -> None:
    reel = Reel(motion_of_word("HELLO", 1.0))
    player = SignPlayer()
    player.load(reel)
    player.play(0.0)
    assert player.needed(picture_s=0.05) == 0
    player.loops = False
    quickly, slowly, never = (player.needed(picture_s) for picture_s in (0.01, 0.08, 100.0))
    assert 0 < quickly < slowly < never == len(reel.moments)
    player.tick(1.0)
    assert player.needed(picture_s=100.0) == 0


def test_the_little_finger_draws_the_j_and_a_held_sign_draws_nothing() -> None:
    motion = motion_of_gesture("J")
    (way_mm,) = SignTrail(motion)._ways_mm
    tip = landmarks_of(motion.poses["right"], motion.build)[:, 20]
    assert np.abs(way_mm[0] - tip[0]).max() < 1e-6
    assert len(SignTrail(motion_of_gesture("clap"))._ways_mm) == 2
    for name in ("A", "grab", "beckon"):
        assert SignTrail(motion_of_gesture(name))._ways_mm == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("A", "palm to the viewer: all fingers closed"),
        ("B", "all fingers straight"),
        ("V", "index and middle finger straight, ring and little finger closed"),
        ("I", "little finger straight"),
        ("G", "palm to the signer"),
        ("swipe left", "the signer's left"),
        ("swipe up", "It moves up"),
        ("wave", "to and fro"),
        ("clap", "Left hand"),
        ("A", "It is held."),
    ],
)
def test_words_say_what_the_hand_does(name: str, words: str) -> None:
    assert words in sign_in_words(motion_of_gesture(name))
