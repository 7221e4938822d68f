"""Takes nobody would wish for: a model that does what it can, or a sentence; no crash, no unearned figure."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from gesture_app.hands import RIGHT, HandSequence
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.learning.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.refusal import TrainingRefused
from gesture_app.learning.training import TrainingPlan, train
from gesture_app.recognition.recogniser import Recogniser
from made_gestures import handless, performed, takes_of
from made_hands import hand_frame
from trained import learned_at_once, run

QUICK = TrainingPlan(epochs=1)


def labelled(label: str, *sequences: HandSequence) -> list[LabelledSequence]:
    return [LabelledSequence(each, label, name=f"{label} {row}") for row, each in enumerate(sequences)]


def frozen(x: float, frames: int = 20) -> HandSequence:
    """A hand of which every landmark stays exactly where it is."""
    return HandSequence.from_frames([hand_frame(row / 30, x) for row in range(frames)])


def in_one_point(frames: int = 20) -> HandSequence:
    """All landmarks in the same place, as a broken tracker or file may have it."""
    image = np.full((frames, 2, 21, 3), np.nan, np.float32)
    image[:, RIGHT] = 0.5
    return HandSequence.from_image(image, np.arange(frames) / 30, 4 / 3)


def sound(model: Checkpoint) -> None:
    """Its weights are numbers, it can be kept, and it answers."""
    assert all(np.isfinite(array).all() for array in model.weights.values())
    assert all(np.isfinite(radius) for radius in model.card.radius.values())
    prediction = Recogniser(model).classify(performed("open", np.random.default_rng(0)))
    assert all(np.isfinite(share) for _, share in prediction.ranked)


def test_takes_in_which_nobody_is_seen_are_refused_alone_and_passed_over_among_others() -> None:
    empty = labelled("fist", *[handless()] * 2)
    with pytest.raises(TrainingRefused, match="No hand is seen in any take of 'fist'"):
        run(takes_of("open") + empty, QUICK)
    with pytest.raises(TrainingRefused, match="No take of a gesture shows a hand"):
        learned_at_once(empty)
    assert learned_at_once(takes_of("open", count=1) + empty).card.labels == ["open"]
    takes = takes_of("open", "fist", count=2) + empty
    for model in (run(takes, QUICK)[1], learned_at_once(takes)):
        assert len(model.card.takes["fist"]) == 2
        sound(model)


def test_takes_of_a_single_frame_can_be_learned() -> None:
    rng = np.random.default_rng(0)
    takes = [LabelledSequence(performed(each, rng, seconds=0.01), each) for each in ("open", "fist")]
    assert len(takes[0].sequence) == 1
    model = learned_at_once(takes)
    sound(model)
    assert Classifier(model).ranked(takes[1].sequence)[0][0] == "fist"


def test_one_frame_among_long_takes_can_be_learned() -> None:
    takes = takes_of("open", "fist", count=3)
    takes[0] = replace(takes[0], sequence=takes[0].sequence.slice(0, 1))
    takes[-1] = replace(takes[-1], sequence=takes[-1].sequence.slice(0, 1))  # one of those that are held out
    sound(run(takes, QUICK)[1])


def test_hands_that_never_move_a_hair_can_be_learned() -> None:
    takes = labelled("left", frozen(0.3), frozen(0.31)) + labelled("right", frozen(0.7), frozen(0.71))
    model = learned_at_once(takes)
    sound(model)
    assert model.card.timings["left"].still
    sound(run(takes, QUICK)[1])


def test_a_hand_without_any_extent_is_no_crash() -> None:
    takes = takes_of("open", count=2) + labelled("point", in_one_point(), in_one_point(21))
    sound(learned_at_once(takes))
    sound(run(takes, QUICK)[1])


def test_a_very_long_take_is_learned_from_in_part() -> None:
    takes = takes_of("open", "fist", count=1)
    takes.append(LabelledSequence(performed("swipe", np.random.default_rng(0), seconds=40, fps=15), "swipe"))
    model = learned_at_once(takes)
    sound(model)
    assert 30 < model.card.timings["swipe"].longest_s <= 60


def test_a_take_under_two_labels_is_refused_in_a_sentence() -> None:
    takes = takes_of("open", "fist", count=2)
    takes.append(replace(takes[0], label="fist"))
    with pytest.raises(TrainingRefused, match=r"The same take is in 'open' and 'fist'. Delete it"):
        next(train(takes, QUICK, threading.Event()))
    sound(learned_at_once(takes))  # at once, nobody is there to be asked


def test_nothing_at_all_is_refused_in_a_sentence() -> None:
    for takes in ([], takes_of(NONE)):
        with pytest.raises(TrainingRefused, match="no recorded gestures yet"):
            next(train(takes, QUICK, threading.Event()))
        with pytest.raises(TrainingRefused, match="No take of a gesture shows a hand"):
            learned_at_once(takes)


@pytest.mark.parametrize("gestures", [("open", "fist"), ("open", "fist", NONE)])
def test_without_held_out_takes_nothing_is_reported(gestures: tuple[str, ...]) -> None:
    takes = takes_of(*gestures, count=1)
    assert learned_at_once(takes).card.report is None
    assert run(takes, QUICK)[1].card.report is None


def test_a_report_is_about_gestures_of_which_a_take_was_held_out() -> None:
    report = run(takes_of("open", count=5) + takes_of("fist", count=1), QUICK)[1].card.report
    assert report is not None
    assert report.takes == 1
    assert "fist" not in report.recall


def test_copies_are_learned_once_and_never_held_out() -> None:
    takes = takes_of("open", count=2) + takes_of("fist", count=1)
    another = replace(takes_of("fist", count=1, seed=8)[0], name="another")
    model = run([*takes, takes[2], takes[0], another], QUICK)[1]
    assert {label: len(own) for label, own in model.card.takes.items()} == {"open": 2, "fist": 2}
    assert model.card.report is not None
    assert model.card.report.takes == 2


def test_hundreds_of_gestures_with_one_take_each_make_a_model(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(0)
    takes = [
        LabelledSequence(performed(each, rng, seconds=0.3), f"{each} {number}")
        for number in range(50)
        for each in ("open", "fist", "swipe", "lift")
    ]
    model = learned_at_once(takes)
    assert len(model.card.labels) == 200
    sound(model)
    save_checkpoint(model, tmp_path / "many.safetensors")
    assert load_checkpoint(tmp_path / "many.safetensors").card == model.card
