"""What is learned from corrections is used only where held-out takes get no worse, and one can go back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from msgspec.structs import replace as changed

from gesture_app.folders import find_folders
from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE
from gesture_app.learning.checkpoint import load_checkpoint, save_checkpoint
from gesture_app.learning.model_card import AT_ONCE_FILE
from gesture_app.learning.no_worse import Comparison
from gesture_app.learning.training import TrainingPlan
from gesture_app.pipeline.acting import recipes
from gesture_app.pipeline.acting.messages import Moment, Retrained
from gesture_app.pipeline.acting.retraining_words import told
from gesture_app.pipeline.at_once import CORRECTED, recorded
from gesture_app.pipeline.inside import known_to_virtual_hand, perform
from gesture_app.pipeline.models import BEFORE
from gesture_app.takes.take import TakeInfo
from learning_bench import LearningBench
from made_gestures import takes_of
from made_moments import waved
from trained import learned_at_once


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[LearningBench]:
    monkeypatch.setattr(recipes, "VIRTUAL_ASKED", 30)  # performing more takes time, and shows nothing else
    opened = LearningBench(find_folders())
    yield opened
    opened.close()


def moment_of(sequence: HandSequence, name: str = "moment 1") -> Moment:
    """A moment that shows nothing but this."""
    made = waved()
    return replace(made, id=name, sequence=sequence, glimpses=made.glimpses[:1] * len(sequence))


def correct(bench: LearningBench, sequence: HandSequence, label: str, name: str = "moment 1") -> str:
    """The id of the take."""
    told = bench.correct(moment_of(sequence, name), label, 0.0, sequence.duration_s)
    assert told.take
    return told.take


# --- the model of all takes ---------------------------------------------------------------------------


@pytest.fixture
def at_once(bench: LearningBench) -> LearningBench:
    bench.record(*takes_of("open", "fist", "swipe", count=3))
    bench.start()
    bench.wait(lambda: bench.models.in_use is not None and bench.models.in_use[0].name == AT_ONCE_FILE)
    return bench


def learned_from(bench: LearningBench) -> set[str]:
    return set(bench.models.learned_at_once())


def test_the_model_of_all_takes_learns_a_correction_that_does_no_harm(at_once: LearningBench) -> None:
    take = correct(at_once, takes_of("fist", count=1, seed=5)[0].sequence, "fist")
    retrained = at_once.next_retrained()
    assert retrained.adopted
    assert retrained.can_go_back
    assert "9 takes held out" in retrained.sentence
    at_once.wait(lambda: take in learned_from(at_once))


def test_the_model_of_all_takes_leaves_out_a_correction_that_does_harm(at_once: LearningBench) -> None:
    fist = takes_of("fist", count=1, seed=5)[0].sequence
    take = correct(at_once, fist, NONE)
    retrained = at_once.next_retrained()
    assert not retrained.adopted
    assert not retrained.can_go_back
    assert "“fist” less often" in retrained.sentence
    at_once.wait(lambda: len(learned_from(at_once)) == 9)
    assert take in {each.id for each in at_once.store.takes()}


def test_another_correction_is_judged_by_itself_after_one_was_refused(at_once: LearningBench) -> None:
    refused = correct(at_once, takes_of("fist", count=1, seed=5)[0].sequence, NONE)
    at_once.next_retrained()
    good = correct(at_once, takes_of("open", count=1, seed=6)[0].sequence, "open", "moment 2")
    assert at_once.next_retrained(after=1).adopted
    at_once.wait(lambda: good in learned_from(at_once))
    assert refused not in learned_from(at_once)


def test_going_back_puts_the_correction_into_the_bin_and_the_model_is_made_without_it(
    at_once: LearningBench,
) -> None:
    take = correct(at_once, takes_of("fist", count=1, seed=5)[0].sequence, "fist")
    at_once.next_retrained()
    at_once.wait(lambda: take in learned_from(at_once))
    at_once.retraining.go_back()
    at_once.wait(lambda: take not in learned_from(at_once))
    assert len(learned_from(at_once)) == 9
    assert [entry.gesture for entry in at_once.store.bin()] == ["fist"]
    assert not at_once.all_of(Retrained)[-1].can_go_back


def test_what_was_learned_is_not_in_doubt_again_after_the_next_start(at_once: LearningBench) -> None:
    take = correct(at_once, takes_of("fist", count=1, seed=5)[0].sequence, "fist")
    at_once.wait(lambda: take in learned_from(at_once))
    at_once.close()
    at_once.open()
    at_once.start()
    at_once.record(*takes_of("lift", count=1))
    at_once.library.refresh()
    at_once.wait(lambda: len(learned_from(at_once)) == 11)
    assert take in learned_from(at_once)
    assert not at_once.all_of(Retrained)


def test_a_gesture_that_was_only_ever_marked_does_not_become_a_model_of_its_own() -> None:
    takes = [
        TakeInfo(id="1", gesture="open"),
        TakeInfo(id="2", gesture="open", source=CORRECTED),
        TakeInfo(id="3", gesture="fist", source=CORRECTED),
        TakeInfo(id="4", gesture=NONE, source=CORRECTED),
    ]
    assert [take.id for take in recorded(takes)] == ["1", "2", "4"]


# --- ready-made models --------------------------------------------------------------------------------


@pytest.fixture
def everyday(bench: LearningBench) -> LearningBench:
    bench.start()
    return bench


def odd_movement() -> HandSequence:
    """Something that nobody means: a fist that is drawn upwards."""
    return takes_of(NONE, count=1, seed=2)[0].sequence


def test_a_ready_made_model_stays_as_it_is_and_its_better_version_is_used(everyday: LearningBench) -> None:
    base = everyday.models.in_use
    assert base is not None
    bytes_before = base[0].read_bytes()
    take = correct(everyday, odd_movement(), NONE)
    retrained = everyday.next_retrained()
    assert retrained.adopted, retrained.sentence
    now = everyday.models.in_use
    assert now is not None
    assert now[0] == retrained.file == everyday.folders.models / "My everyday.safetensors"
    assert now[1].card.takes == {NONE: [take]}
    assert base[0].read_bytes() == bytes_before
    everyday.retraining.go_back()
    everyday.wait(lambda: everyday.models.in_use is not None and everyday.models.in_use[0] == base[0])
    assert not now[0].exists()
    everyday.wait(lambda: not everyday.store.takes())  # or the next correction would bring it back
    assert [entry.gesture for entry in everyday.store.bin()] == [NONE]


def test_the_next_correction_adds_to_the_better_version_and_going_back_is_one_step(
    everyday: LearningBench,
) -> None:
    correct(everyday, odd_movement(), NONE)
    first = everyday.next_retrained()
    assert first.file is not None
    before = first.file.read_bytes()
    own = perform(known_to_virtual_hand(["victory"]), 1, 4)[0].sequence
    take = correct(everyday, own, "victory", "moment 2")
    second = everyday.next_retrained(after=1)
    assert second.adopted, second.sentence
    assert second.file == first.file
    assert load_checkpoint(first.file).card.takes["victory"] == [take]
    assert (first.file.parent / BEFORE / first.file.name).read_bytes() == before
    everyday.retraining.go_back()
    everyday.next_retrained(after=2)
    assert first.file.read_bytes() == before


def with_takes_of_thumbs_up(bench: LearningBench) -> list[HandSequence]:
    """Somebody uses Everyday and has takes of thumbs up; two more of these, to be called nothing."""
    takes = perform(known_to_virtual_hand(["thumbs up"]), 8, 4)
    bench.record(*(replace(take, label="thumbs up") for take in takes[:-2]))
    bench.models.use(bench.folders.built_in / "everyday.safetensors")
    return [take.sequence for take in takes[-2:]]


def learned_as_nothing(bench: LearningBench) -> list[str]:
    assert bench.models.in_use is not None
    return bench.models.in_use[1].card.takes.get(NONE, [])


def test_a_gesture_called_nothing_is_not_learned_and_does_not_stand_in_the_way_of_the_next_correction(
    everyday: LearningBench,
) -> None:
    thumbs_up, _ = with_takes_of_thumbs_up(everyday)
    kept = correct(everyday, thumbs_up, NONE)
    refused = everyday.next_retrained()
    assert not refused.adopted
    assert "would do harm" in refused.sentence
    assert "“thumbs up” less often" in refused.sentence
    assert everyday.models.in_use is not None
    assert everyday.models.is_ready_made(everyday.models.in_use[0])
    assert [take.id for take in everyday.store.takes(NONE)] == [kept]
    other = correct(everyday, odd_movement(), NONE, "moment 2")
    assert everyday.next_retrained(after=1).adopted
    assert learned_as_nothing(everyday) == [other]


def test_of_several_new_corrections_the_newest_is_tried_by_itself_where_together_they_do_harm(
    everyday: LearningBench,
) -> None:
    everyday.busy = True  # all of them come before the first one is looked at
    for number, sequence in enumerate(with_takes_of_thumbs_up(everyday)):
        correct(everyday, sequence, NONE, f"moment {number}")
    newest = correct(everyday, odd_movement(), NONE, "moment 3")
    everyday.busy = False
    assert everyday.next_retrained().adopted
    assert learned_as_nothing(everyday) == [newest]


def test_a_gesture_that_the_model_does_not_know_is_kept_and_said_so(everyday: LearningBench) -> None:
    take = correct(everyday, odd_movement(), "my own")
    retrained = everyday.next_retrained()
    assert not retrained.adopted
    assert "does not know “my own”" in retrained.sentence
    assert everyday.store.load(take).info.gesture == "my own"


def test_nothing_is_learned_while_something_goes_on_that_must_not_be_slowed_down(
    everyday: LearningBench,
) -> None:
    everyday.busy = True
    correct(everyday, odd_movement(), NONE)
    time.sleep(0.3)
    assert not everyday.all_of(Retrained)
    everyday.busy = False
    assert everyday.next_retrained().adopted


def test_a_correction_that_is_taken_back_meanwhile_is_not_learned(everyday: LearningBench) -> None:
    everyday.busy = True
    take = correct(everyday, odd_movement(), NONE)
    everyday.library.delete_take(take)
    everyday.wait(lambda: not everyday.store.takes())
    everyday.busy = False
    correct(everyday, takes_of(NONE, count=1, seed=3)[0].sequence, NONE, "moment 2")
    everyday.next_retrained()
    current = everyday.models.in_use
    assert current is not None
    assert take not in current[1].card.takes.get(NONE, [])


# --- trained models -----------------------------------------------------------------------------------


def test_a_trained_model_is_trained_again_with_the_correction_under_its_own_name(
    bench: LearningBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipes, "TrainingPlan", partial(TrainingPlan, epochs=1))  # it would take a minute
    samples = takes_of("open", "fist", count=3)
    bench.record(*samples)
    names = {name: [take.id for take in bench.store.takes(name)] for name in ("fist", "open")}
    model = learned_at_once(samples)
    file = bench.folders.models / "mine.safetensors"
    save_checkpoint(replace(model, card=changed(model.card, name="mine", way="trained", takes=names)), file)
    bench.start()
    bench.wait(lambda: bench.models.in_use is not None and bench.models.in_use[0] == file)
    take = correct(bench, odd_movement(), NONE)
    retrained = bench.next_retrained()
    assert retrained.adopted, retrained.sentence
    assert "of 2 takes held out" in retrained.sentence
    now = load_checkpoint(file).card
    assert (now.name, now.takes) == ("mine", {**names, NONE: [take]})
    assert bench.models.in_use is not None
    assert bench.models.in_use[0] == file


# --- wording ------------------------------------------------------------------------------------------


def test_the_sentence_says_what_was_tried_on_how_many_takes() -> None:
    assert told(Comparison(40, 38, 39, ())) == (
        "It was learned from: of 40 takes held out, 39 are recognised with it and 38 without."
    )
    assert "too few other takes" in told(Comparison(0, 0, 0, ()))
    assert "“fist” and “open” less often" in told(Comparison(40, 38, 30, ("fist", "open")))


def test_it_ends_in_the_middle_of_work(everyday: LearningBench) -> None:
    correct(everyday, odd_movement(), NONE)
    everyday.close()
    everyday.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("retraining")]
