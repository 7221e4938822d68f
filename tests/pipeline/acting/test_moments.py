"""A moment opens at once, gets its distances from the model that decided, and can be found again for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from gesture_app.actions.firing import Result
from gesture_app.actions.promise_card import Thresholds
from gesture_app.hands import HandFrame
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.pipeline.acting.black_box import BlackBox, Rules
from gesture_app.pipeline.acting.messages import Moment
from gesture_app.pipeline.acting.moments import GONE, MOST_REMEMBERED, NOTHING_YET, Moments
from gesture_app.pipeline.messages import Trouble
from gesture_app.recognition.recogniser import Recogniser
from made_gestures import stream_of, takes_of
from made_moments import result
from trained import learned_at_once


@cache
def model() -> Checkpoint:
    return learned_at_once(takes_of("open", "fist", count=2))


@cache
def frames() -> tuple[HandFrame, ...]:
    return tuple(stream_of([take.sequence for take in takes_of("fist", "open", count=1, seed=9)]))


class Opened:
    """Moments of a stream in which the first frame with a fist fired as number 1, and the last one as number 2."""

    def __init__(self) -> None:
        self.told: list[Moment | Trouble] = []
        self.errors: list[Exception] = []
        self.box = BlackBox()
        self.results: list[Result] = [result(1, "fist"), result(2, "open"), result(9, "gone")]
        self.moments = Moments(self.box, lambda: self.results, self.told.append, self.errors.append)

    def watch(self, checkpoint: Checkpoint, since: int = 0, fired: dict[int, int] | None = None) -> None:
        recogniser = Recogniser(checkpoint)
        self.box.decides(Rules(checkpoint, (("fist", 0.7, 1.0),)))
        for index, hands in enumerate(frames()):
            if index < since:
                continue
            number = (fired or {}).get(index)
            self.box.saw(hands, recogniser.update(hands), (), (), () if number is None else (number,))

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not until():
            assert time.monotonic() < end, self.told
            assert not self.errors
            time.sleep(0.005)

    def open(self, firing: int = 0) -> Moment:
        """The moment with its distances."""
        before = len(self.told)
        self.moments.open(firing)
        self.wait(lambda: len(self.told) >= before + 2)
        last = self.told[-1]
        assert isinstance(last, Moment)
        return last


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    found.moments.close()
    found.moments.close()


def test_a_moment_is_shown_at_once_and_again_with_its_distances(opened: Opened) -> None:
    opened.watch(model(), fired={5: 1, 30: 2})
    whole = opened.open(2)
    first = opened.told[0]
    assert isinstance(first, Moment)
    assert first.id == whole.id
    assert not any(seen.nearest for seen in first.glimpses)
    # Where a hand is seen, and where it has just left and all it did was judged.
    for seen, glimpse in zip(whole.sequence.seen, whole.glimpses, strict=True):
        assert glimpse.prediction is not None
        assert bool(glimpse.nearest) == (seen or glimpse.prediction.complete)
    assert {glimpse.nearest[0][0] for glimpse in whole.glimpses if glimpse.nearest} == {"fist", "open"}


def test_it_holds_what_was_seen_and_only_the_results_of_its_own_firings(opened: Opened) -> None:
    opened.watch(model(), fired={5: 1, 30: 2})
    whole = opened.open(2)
    assert len(whole.sequence) == len(whole.glimpses) == len(frames())
    assert [each.firing.number for each in whole.results] == [1, 2]
    assert [index for index, seen in enumerate(whole.glimpses) if seen.fired] == [5, 30]
    assert whole.marked == 2
    assert whole.thresholds == (("fist", 0.7, 1.0),)


def test_distances_are_told_only_where_the_model_that_decided_was_in_use(opened: Opened) -> None:
    half = len(frames()) // 2
    recogniser = Recogniser(model())
    opened.box.decides(Rules(None))
    for hands in frames()[:half]:
        opened.box.saw(hands, recogniser.update(hands))
    opened.watch(model(), since=half)
    whole = opened.open()
    assert not any(seen.nearest for seen in whole.glimpses[:half])
    assert any(seen.nearest for seen in whole.glimpses[half:])


def test_a_measured_gesture_is_compared_with_how_it_was_shown_when_asked(opened: Opened) -> None:
    recogniser = Recogniser(model())
    seen = [(hands, recogniser.update(hands)) for hands in frames()]
    shown = next(found.lies["fist"] for _, found in seen if found.label == "fist")
    measured = Thresholds(threshold=0.7, patience=1.0, reach=0.1, shown=shown.astype("<f2").tobytes())
    opened.box.decides(Rules(model(), (), {"fist": measured}))
    for hands, found in seen:
        opened.box.saw(hands, found)
    whole = opened.open()
    asked = [{label: away for label, away, _ in each.asked} for each in whole.glimpses]
    with_fist = [away["fist"] for away, (_, found) in zip(asked, seen, strict=True) if found.label == "fist"]
    with_open = [away["fist"] for away, (_, found) in zip(asked, seen, strict=True) if found.label == "open"]
    assert min(with_fist) == pytest.approx(0, abs=1e-3)
    assert max(with_fist) < 0.1 < min(with_open)


def test_what_is_not_remembered_is_said_in_a_sentence(opened: Opened) -> None:
    opened.moments.open()
    opened.watch(model(), fired={5: 1})
    opened.moments.open(77)
    assert opened.told == [Trouble(NOTHING_YET), Trouble(GONE)]


def test_opened_moments_can_be_found_again_until_others_take_their_place(opened: Opened) -> None:
    opened.watch(model())
    first = opened.open()
    assert opened.moments.opened(first.id) == first
    for _ in range(MOST_REMEMBERED):
        opened.open()
    assert opened.moments.opened(first.id) is None
    assert opened.moments.opened("moment 0") is None


def test_of_several_that_wait_only_the_newest_is_opened(opened: Opened) -> None:
    opened.watch(model(), fired={5: 1, 30: 2})
    for _ in range(6):
        opened.moments.open(1)
    opened.moments.open(2)
    opened.wait(lambda: any(isinstance(each, Moment) and each.glimpses[0].nearest for each in opened.told))
    shown = [each for each in opened.told if isinstance(each, Moment)]
    assert shown[-1].marked == 2
    assert len(shown) <= 3  # the first may have been under way
