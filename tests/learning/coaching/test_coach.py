"""Planted causes: the coach must find what was planted and say it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.coaching.advice import Advice, Kind
from gesture_app.learning.coaching.coach import MOST, advise
from gesture_app.learning.coaching.takes import Answer
from gesture_app.virtual_hand.body.camera import Camera
from made_gestures import handless
from planted_takes import Sign, Sitting, called, embedded, planted

FLAT = Sign()
RING = Sign(bent=lambda done: (0, 0, 1, 0))
RING_AT_THE_END = Sign(bent=lambda done: (0, 0, float(done > 0.64), 0))
FIST = Sign(bent=lambda done: (1, 1, 1, 1))
UP = Sign(place=lambda done: (0, 1.2 * done))
ASIDE = Sign(turn_deg=(0, 0, 70))


def asked(samples: list[LabelledSequence], **mistaken: str) -> list[Answer]:
    """Answers to all takes; those named (spaces as `_`) were mistaken for what is given."""
    names = {name.replace("_", " "): label for name, label in mistaken.items()}
    return [Answer(row, names.get(sample.name, sample.label)) for row, sample in enumerate(samples)]


def advice(
    samples: list[LabelledSequence], answers: list[Answer] | None = None, by: str = "session"
) -> list[Advice]:
    given = asked(samples) if answers is None else answers
    return advise(samples, embedded(samples), given, by, np.random.default_rng(0))


def of(kind: Kind, told: list[Advice]) -> list[Advice]:
    return [each for each in told if each.kind == kind]


def test_gestures_that_differ_in_one_finger_at_the_end_are_told_so():
    rng = np.random.default_rng(0)
    samples = [*planted("get", FLAT, 8, rng), *planted("muffin", RING_AT_THE_END, 8, rng),
               *planted("stop", FIST, 8, rng)]  # fmt: skip
    told = of("confused", advice(samples, asked(samples, get_2_one="muffin", get_5_one="muffin")))[0]

    assert told.sentence.startswith("“get” was taken for “muffin” in 2 of 8 held-out takes.")
    assert "almost only in the bend of the ring finger in the last 0.4 s" in told.sentence
    assert "more bent in “muffin”" in told.sentence
    assert told.figure == "2 of 8"
    assert told.takes == ["get 2 one", "get 5 one"]
    assert told.gestures == ["get", "muffin"]


def test_a_mistaken_take_is_told_in_the_part_where_it_went_wrong():
    rng = np.random.default_rng(1)
    sloppy = [replace(take, name="sloppy") for take in planted("get", RING_AT_THE_END, 1, rng)]
    samples = [*planted("get", FLAT, 8, rng), *sloppy, *planted("muffin", RING_AT_THE_END, 8, rng)]
    told = of("confused", advice(samples, asked(samples, sloppy="muffin")))[0]

    assert "the mistaken take is more like “muffin” in that" in told.sentence
    assert "ring finger" in told.sentence


def test_the_mistaken_takes_may_go_wrong_in_another_part_than_the_one_that_differs_most():
    rng = np.random.default_rng(2)
    both = Sign(bent=RING.bent, turn_deg=(0, 0, 35))
    sloppy = [replace(take, name="sloppy") for take in planted("get", Sign(turn_deg=(0, 0, 35)), 1, rng)]
    samples = [*planted("get", FLAT, 8, rng), *sloppy, *planted("muffin", both, 8, rng)]
    told = of("confused", advice(samples, asked(samples, sloppy="muffin")))[0]

    assert "differ most in the bend of the ring finger" in told.sentence
    assert (
        "the mistaken take is more like “muffin” in the direction in which the hand points: watch that"
        in told.sentence
    )


def test_gestures_that_are_one_and_the_same_are_told_so():
    rng = np.random.default_rng(3)
    samples = [*planted("get", FLAT, 8, rng), *planted("take", FLAT, 8, rng), *planted("stop", FIST, 8, rng)]
    told = of("confused", advice(samples))

    assert "alike in every part" in told[0].sentence, "also where the network made no mistake"
    assert set(told[0].gestures) == {"get", "take"}


def test_the_class_of_no_gesture_has_sentences_of_its_own():
    rng = np.random.default_rng(4)
    samples = [*planted("get", FLAT, 6, rng), *planted(NONE, UP, 6, rng), *planted("stop", FIST, 6, rng)]
    answers = asked(samples, get_0_one=NONE, none_1_one="stop", none_2_one="stop")
    told = [each.sentence for each in of("confused", advice(samples, answers))]

    assert told[0].startswith(
        "Hands that meant nothing were taken for “stop” in 2 of 6 held-out takes: record"
    )
    assert told[1].startswith("“get” was taken for no gesture in 1 of 6 held-out takes: perform")


def test_a_take_under_a_wrong_name_is_found_and_the_right_name_is_told():
    rng = np.random.default_rng(5)
    samples = [
        *planted("get", FLAT, 8, rng),
        *planted("stop", FIST, 8, rng),
        *planted("aside", ASIDE, 8, rng),
    ]
    samples[3] = called(samples[3], "stop")
    told = of("outlier", advice(samples))

    assert [each.takes for each in told] == [["get 3 one"]]
    assert told[0].gestures == ["stop", "get"]
    assert "more like “get”" in told[0].sentence
    assert "stands out in the bend of" in told[0].sentence


def test_a_take_in_which_the_tracker_took_one_hand_for_the_other_is_found():
    rng = np.random.default_rng(5)
    samples = [*planted("get", FLAT, 8, rng), *planted("stop", FIST, 8, rng)]
    samples[2] = in_the_other_hand(samples[2])
    told = of("outlier", advice(samples))

    assert [each.takes for each in told] == [["get 2 one"]]
    assert "stands out in whether the left hand is in the picture" in told[0].sentence


def in_the_other_hand(take: LabelledSequence) -> LabelledSequence:
    whole = take.sequence
    swapped = replace(whole, image=whole.image[:, ::-1], world=whole.world[:, ::-1],
                      present=whole.present[:, ::-1], score=whole.score[:, ::-1])  # fmt: skip
    return replace(take, sequence=swapped)


def test_takes_made_alike_have_no_outlier():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        samples = [*planted("get", FLAT, 8, rng), *planted("stop", FIST, 8, rng), *planted("up", UP, 8, rng)]
        assert of("outlier", advice(samples)) == []


def test_a_gesture_made_in_two_ways_has_no_outliers():
    rng = np.random.default_rng(6)
    samples = [*planted("get", FLAT, 5, rng), *planted("get", ASIDE, 3, rng), *planted("stop", FIST, 8, rng)]
    assert of("outlier", advice(samples)) == []


def test_another_sitting_is_no_outlier():
    rng = np.random.default_rng(7)
    tuesday = Sitting(session="two", tilt_deg=(35, 0, 0))
    samples = [*planted("get", FLAT, 8, rng), *planted("get", FLAT, 1, rng, tuesday),
               *planted("stop", FIST, 8, rng)]  # fmt: skip
    assert of("outlier", advice(samples)) == []


def test_a_gesture_that_another_person_makes_differently_is_named_with_what_differs():
    rng = np.random.default_rng(8)
    bob = Sitting("Bob", "two")
    samples = [
        *planted("get", FLAT, 6, rng), *planted("tea", RING, 6, rng), *planted("stop", FIST, 6, rng),
        *planted("get", RING, 6, rng, bob), *planted("tea", FLAT, 6, rng, bob),
        *planted("stop", FIST, 6, rng, bob),
    ]  # fmt: skip
    told = of("persons", advice(samples))

    assert len(told) == 1
    assert "ring finger" in told[0].sentence
    assert int(told[0].figure.removesuffix("%")) < 20
    assert "by their own in 100%" in told[0].sentence
    assert told[0].gestures[0] in ("get", "tea")


def test_sittings_before_different_cameras_are_told_with_the_sitting_that_fares_worst():
    rng = np.random.default_rng(9)
    signs = {"get": FLAT, "tea": RING, "stop": FIST, "up": UP, "aside": ASIDE}
    tilted = Sitting(session="20261117T090000Z", camera=Camera(1280, 720, 38), tilt_deg=(-50, 20, 55))
    usual = Sitting(session="20261116T090000Z")
    samples = [take for where in (usual, tilted) for label, sign in signs.items()
               for take in planted(label, sign, 6, rng, where)]  # fmt: skip
    told = of("sessions", advice(samples))

    assert len(told) == 1
    assert "another sitting’s" in told[0].sentence
    assert "in every place and light" in told[0].sentence
    assert "gestures is the " in told[0].sentence
    assert any(turned in told[0].sentence for turned in ("which the hand points", "the palm faces"))


def test_sittings_alike_are_not_complained_of():
    rng = np.random.default_rng(10)
    signs = {"get": FLAT, "stop": FIST, "aside": ASIDE}
    samples = [take for session in ("one", "two") for label, sign in signs.items()
               for take in planted(label, sign, 6, rng, Sitting(session=session))]  # fmt: skip
    assert of("sessions", advice(samples)) == []
    assert of("persons", advice(samples)) == []


def test_few_held_out_takes_all_right_are_never_a_silent_hundred():
    rng = np.random.default_rng(11)
    samples = [*planted("get", FLAT, 3, rng), *planted("stop", FIST, 3, rng)]
    told = advice(samples, [Answer(2, "get"), Answer(5, "stop")], "take")

    sentences = " ".join(each.sentence for each in told)
    assert (
        "Only 2 takes were held out, 2 of them recognised: the true share may be anything from 34%"
        in sentences
    )
    assert "fewer than 4 takes" in sentences
    assert "one sitting" in sentences


def test_takes_of_unknown_sittings_are_not_said_to_be_of_one():
    rng = np.random.default_rng(17)
    samples = [
        *planted("get", FLAT, 6, rng, Sitting(session="")),
        *planted("stop", FIST, 6, rng, Sitting(session="")),
    ]
    told = of("sessions", advice(samples, by="take"))
    assert told[0].sentence.startswith(
        "It is not known which takes were made in the same sitting; on another day"
    )


def test_nothing_held_out_is_said():
    rng = np.random.default_rng(12)
    samples = [*planted("get", FLAT, 1, rng), *planted("stop", FIST, 1, rng)]
    assert "No take could be held out" in advice(samples, [])[0].sentence


def test_a_gesture_of_which_nothing_was_held_out_is_named():
    rng = np.random.default_rng(13)
    samples = [*planted("get", FLAT, 9, rng), *planted("stop", FIST, 4, rng)]
    answers = [Answer(row, "get") for row in range(9)]
    assert "No take of “stop” could be held out" in " ".join(
        each.sentence for each in advice(samples, answers)
    )


def test_every_kind_is_heard_before_one_is_heard_twice():
    rng = np.random.default_rng(14)
    samples = [
        take for number, sign in enumerate((FLAT, RING, FIST, UP, ASIDE))
        for take in planted(f"sign {number}", sign, 6, rng)
    ]  # fmt: skip
    wrong = [Answer(row, f"sign {(row // 6 + 1) % 5}") for row in range(len(samples))]
    told = advice(samples, wrong, "take")

    assert len(told) <= MOST
    assert {each.kind for each in told} >= {"confused", "sessions", "more takes"}


@pytest.mark.parametrize("hands", [0, 1])
def test_takes_without_a_hand_harm_nothing(hands):
    rng = np.random.default_rng(15)
    samples = planted("get", FLAT, hands, rng) + [
        LabelledSequence(handless(), label, name=f"{label} {number}")
        for label in ("get", "stop")
        for number in (1, 2)
    ]
    embeddings = np.full((len(samples), 4), np.nan)
    embeddings[:hands] = 1
    told = advise(samples, embeddings, asked(samples, get_1="stop"), "take", rng)
    assert told
    assert told[0].kind == "confused"


def test_embeddings_must_be_of_these_takes():
    rng = np.random.default_rng(16)
    samples = planted("get", FLAT, 2, rng)
    with pytest.raises(ValueError, match="2 takes need as many embeddings"):
        advise(samples, np.zeros((3, 4)), [], "take", rng)
