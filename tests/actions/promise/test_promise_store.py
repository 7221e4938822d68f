"""The promise store: what was measured comes back, whole or not at all, and days of use add up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from gesture_app.actions.promise.measurement import Measurement, PromptedHands
from gesture_app.actions.promise.store import PromiseError, PromiseStore
from gesture_app.actions.promise_card import PromiseCard, Rate, Thresholds
from gesture_app.keeping import atomic
from made_hands import sequence

MINE, OTHER = "profile-0a1b2c3d4e5f", "profile-ffffffffffff"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIFE = (sequence(2.0), sequence(1.5))
CARDS = (
    PromiseCard(
        gesture="wave",
        verdict="fit",
        rate=Rate(per_hour=0, low=0, high=90),
        thresholds=Thresholds(threshold=0.8, patience=1.6),
    ),
    PromiseCard(gesture="fist", verdict="accident", false_fires=2, advice=("Hold it.",)),
)


@pytest.fixture
def store(tmp_path):
    return PromiseStore(tmp_path / "promises")


def prompts(*gestures, seconds=1.0):
    return tuple(PromptedHands(gesture, sequence(seconds)) for gesture in gestures)


def measured(*gestures, life=LIFE, at=NOON, seconds=1.0):
    return Measurement(life, prompts(*gestures, seconds=seconds), at)


def test_before_anything_was_measured_nothing_is_known(store):
    assert store.measurement(["wave"]) == Measurement((), (), None)
    assert store.life_at() is None
    assert store.trend(MINE) == ()
    assert store.cards(MINE, "model", NOON) is None
    assert not store.folder.exists(), "looking makes no folder"


def test_life_and_prompts_come_back_as_they_were(store):
    store.keep(measured("wave", "wave", "fist"))
    again = PromiseStore(store.folder).measurement(["wave", "fist"])

    assert again.life_at == NOON
    assert [len(stretch) for stretch in again.life] == [60, 45]
    np.testing.assert_array_equal(again.life[0].image, LIFE[0].image)
    np.testing.assert_array_equal(again.life[0].time_s, LIFE[0].time_s)
    assert sorted(prompt.gesture for prompt in again.prompts) == ["fist", "wave", "wave"]


def test_only_the_prompts_that_are_wanted_come_back(store):
    store.keep(measured("wave", "fist"))

    assert store.measurement(["fist"]).gestures == {"fist"}


def test_prompts_without_life_leave_life_and_other_gestures_as_they_were(store):
    store.keep(measured("wave", "fist"))
    store.keep(Measurement((), prompts("fist", "fist", seconds=2.0), None))
    known = store.measurement(["wave", "fist"])

    assert (known.life_at, len(known.life)) == (NOON, 2)
    lasting = sorted((prompt.gesture, len(prompt.hands)) for prompt in known.prompts)
    assert lasting == [("fist", 60), ("fist", 60), ("wave", 30)]


def test_landmarks_that_were_replaced_do_not_stay_on_the_disk(store):
    store.keep(measured("wave", "fist"))
    store.keep(measured("wave", at=NOON + timedelta(days=1)))

    assert len(list(store.folder.glob("*.npz"))) == 2 + 1 + 1, "life, and one prompt of each gesture"


def test_a_crash_while_a_measurement_is_written_leaves_the_one_before(store, monkeypatch):
    store.keep(measured("wave"))
    written = []

    def full(file, data, *, durable=True):
        written.append(file)
        if len(written) > 2:
            raise OSError(28, "No space left on device")
        atomic.write_atomically(file, data, durable=durable)

    monkeypatch.setattr("gesture_app.takes.take_file.write_atomically", full)
    with pytest.raises(PromiseError, match="The disk is full"):
        store.keep(measured("wave", "fist", life=(sequence(3.0),), at=NOON + timedelta(days=1)))
    known = PromiseStore(store.folder).measurement(["wave", "fist"])

    assert known.life_at == NOON
    assert [len(stretch) for stretch in known.life] == [60, 45]
    assert known.gestures == {"wave"}


def test_damaged_landmarks_are_set_aside_and_the_rest_is_used(store):
    store.keep(measured("wave", "wave"))
    damaged = sorted(store.folder.glob("stretch-*.npz"))
    for file in damaged:
        file.write_bytes(file.read_bytes()[:200])
    known = store.measurement(["wave"])

    assert known == Measurement((), (), None)
    assert len(list(store.folder.glob("damaged/*.npz"))) == len(damaged)
    assert store.life_at() is None, "so that it is watched again"


def test_a_damaged_list_of_what_was_measured_is_set_aside(store):
    store.keep(measured("wave"))
    (store.folder / "measured.json").write_text('{"format_version": 1, "life": ["../../etc/passwd"]}')

    assert store.measurement(["wave"]) == Measurement((), (), None)
    assert (store.folder / "damaged" / "measured.json").is_file()


def test_what_a_newer_version_wrote_is_not_written_over(store):
    store.keep(measured("wave"))
    file = store.folder / "measured.json"
    file.write_text('{"format_version": 99}')

    with pytest.raises(PromiseError, match="newer version"):
        store.keep(measured("wave"))
    assert file.read_text() == '{"format_version": 99}'


def test_cards_come_back_for_exactly_what_they_were_reckoned_from(store):
    store.keep(measured("wave", "fist"))
    store.keep_cards(MINE, "model", NOON, CARDS)
    again = PromiseStore(store.folder)

    assert again.cards(MINE, "model", NOON) == CARDS
    assert again.cards(MINE, "another model", NOON) is None
    assert again.cards(MINE, "model", NOON + timedelta(days=1)) is None
    assert again.cards(OTHER, "model", NOON) is None


def test_prompts_measured_anew_make_cards_void(store):
    store.keep(measured("wave", "fist"))
    store.keep_cards(MINE, "model", NOON, CARDS)
    store.keep(Measurement((), prompts("wave"), None))

    assert store.cards(MINE, "model", NOON) is None


def test_the_cards_of_several_models_are_kept_but_not_of_endlessly_many(store):
    store.keep(measured("wave"))
    for number in range(30):
        store.keep_cards(MINE, f"model {number}", NOON, CARDS)

    assert store.cards(MINE, "model 29", NOON) == store.cards(MINE, "model 25", NOON) == CARDS
    assert store.cards(MINE, "model 0", NOON) is None


def test_days_of_use_add_up(store):
    store.note(MINE, NOON, NOON, armed_s=600)
    store.note(MINE, NOON, NOON, fired=2)
    store.note(MINE, NOON + timedelta(days=1), NOON, armed_s=60, called_false=1)
    first, second = PromiseStore(store.folder).trend(MINE)

    assert second.day - first.day == timedelta(days=1)
    assert (first.armed_s, first.fired, first.called_false) == (600, 2, 0)
    assert (second.armed_s, second.fired, second.called_false) == (60, 0, 1)
    assert store.trend(OTHER) == ()


def test_the_rate_in_use_counts_from_the_promise_that_is_in_force(store):
    newer = NOON + timedelta(hours=1)
    store.note(MINE, NOON, NOON, armed_s=3600, called_false=5)
    store.note(MINE, newer, newer, armed_s=7200, called_false=1)

    assert store.rate_in_use(MINE, newer).per_hour == pytest.approx(0.5)
    assert store.rate_in_use(MINE, NOON + timedelta(days=9)) is None
    assert sum(day.called_false for day in store.trend(MINE)) == 6


def test_a_profile_that_is_no_file_name_is_refused(store):
    with pytest.raises(PromiseError):
        store.note("../mine", NOON, NOON, armed_s=1)
