"""A simulated life: hours of the clock, marked deeds, the same for the same numbers, another day for others."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gesture_app.virtual_hand.signs.catalogue import gestures
from gesture_app.virtual_hand.signs.daily import daily_movements, this_time
from gesture_app.virtual_hand.signs.half_made import half_made
from gesture_app.virtual_hand.tracked.life import EMPTY_S, Day, Visit, live, takes_of
from gesture_app.virtual_hand.tracked.person import Person, seated_again, somebody

WANTED = ("wave", "thumbs up", "swipe left")


@pytest.fixture(scope="module")
def person() -> Person:
    return somebody("somebody", WANTED, np.random.default_rng(5))


@pytest.fixture(scope="module")
def quarter_of_an_hour(person: Person) -> list[Visit]:
    return list(live(person, Day(hours=0.25, meant=40, half=24), np.random.default_rng(6)))


def test_visits_follow_each_other_within_the_hours_asked_for(quarter_of_an_hour: list[Visit]) -> None:
    for visit, later in pairwise(quarter_of_an_hour):
        assert visit.sequence.time_s[-1] < later.sequence.time_s[0]
    assert quarter_of_an_hour[-1].sequence.time_s[-1] <= 0.25 * 3600


def test_as_many_gestures_are_meant_and_half_made_as_asked_for(quarter_of_an_hour: list[Visit]) -> None:
    kinds = [deed.kind for visit in quarter_of_an_hour for deed in visit.deeds]
    assert kinds.count("meant") == 10
    assert kinds.count("half") == 6
    assert kinds.count("idle") > 10


def test_what_is_meant_is_one_of_the_persons_gestures_and_idle_movement_is_none(
    quarter_of_an_hour: list[Visit],
) -> None:
    for visit in quarter_of_an_hour:
        for deed in visit.deeds:
            assert (deed.what in WANTED) == (deed.kind != "idle")
            assert visit.sequence.time_s[0] < deed.start_s < deed.end_s < visit.sequence.time_s[-1]


def test_hands_come_out_of_an_empty_picture_and_leave_an_empty_one(quarter_of_an_hour: list[Visit]) -> None:
    for visit in quarter_of_an_hour:
        shown_s = visit.sequence.time_s[visit.sequence.seen]
        assert shown_s[0] - visit.sequence.time_s[0] > EMPTY_S / 2
        assert visit.sequence.time_s[-1] - shown_s[-1] > EMPTY_S / 2


def test_the_same_numbers_give_the_same_life_and_others_another(person: Person) -> None:
    def day(seed: int) -> list[Visit]:
        return list(live(person, Day(hours=0.02), np.random.default_rng(seed)))

    first, again, other = day(1), day(1), day(2)
    assert [visit.deeds for visit in first] == [visit.deeds for visit in again]
    np.testing.assert_array_equal(first[0].sequence.image, again[0].sequence.image)
    assert [visit.deeds for visit in first] != [visit.deeds for visit in other]


def test_somebody_who_sits_down_again_is_the_same_person_seen_otherwise(person: Person) -> None:
    again = seated_again(person, np.random.default_rng(1))
    assert again.ways is person.ways
    assert again.manner is person.manner
    assert again.stage.distance_mm != person.stage.distance_mm


def test_takes_show_the_gesture_from_a_little_before_to_a_little_after(person: Person) -> None:
    for take in takes_of(person, "thumbs up", 3, np.random.default_rng(3)):
        assert take.seen.mean() > 0.5
        assert 0.6 < take.duration_s < 2.5


@pytest.mark.parametrize("name", list(gestures("everyday")))
def test_half_a_gesture_is_shorter_than_the_gesture_and_marked_as_half_made(name: str) -> None:
    whole = gestures("everyday")[name]
    rng = np.random.default_rng(4)
    for _ in range(20):
        half = half_made(whole, rng)
        stroke_s = sum(key.seconds for key in whole.keys[1:]) * whole.repeat
        half_s = sum(key.seconds for key in half.keys[1:] if key.shape != "relaxed")
        assert half.set == "half-made"
        assert half_s < 0.7 * stroke_s if stroke_s else half.hold_s < whole.hold_s


def test_a_daily_movement_is_made_otherwise_every_time() -> None:
    rng = np.random.default_rng(2)
    drinking = daily_movements()["drinking"]
    first, second = this_time(drinking, rng), this_time(drinking, rng)
    assert not np.allclose(first.place, second.place)
    assert first.keys[1].seconds != second.keys[1].seconds
    assert drinking.set == "idle"
