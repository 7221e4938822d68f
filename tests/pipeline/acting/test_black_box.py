"""The last half minute is remembered, firings for longer, and never more than that."""

from __future__ import annotations

import threading

from gesture_app.hands import HandFrame
from gesture_app.pipeline.acting.black_box import AFTER_S, BEFORE_S, LEAD_S, MOST_STRETCHES, BlackBox, Rules
from made_moments import prediction

FPS = 8.0  # exact in binary


def watch(box: BlackBox, begin_s: float, end_s: float, fired: dict[float, int] | None = None) -> None:
    for frame in range(round(begin_s * FPS), round(end_s * FPS)):
        time_s = frame / FPS
        number = (fired or {}).get(time_s)
        hands = HandFrame.empty(time_s, 4 / 3)
        box.saw(hands, prediction(time_s, {}), (), (), () if number is None else (number,))


def times_s(box: BlackBox, firing: int = 0) -> list[float]:
    found = box.snapshot(firing)
    assert found is not None
    return [instant.hands.time_s for instant in found.instants[found.shown :]]


def test_half_a_minute_is_shown_and_what_leads_up_to_it_is_kept() -> None:
    box = BlackBox()
    watch(box, 0, 100)
    shown = times_s(box)
    assert (shown[0], shown[-1]) == (69.875, 99.875)
    found = box.snapshot()
    assert found is not None
    assert found.instants[0].hands.time_s == 99.875 - 30 - LEAD_S


def test_nothing_is_there_before_anything_was_seen() -> None:
    assert BlackBox().snapshot() is None


def test_a_clock_that_goes_back_begins_another_stream() -> None:
    box = BlackBox()
    watch(box, 50, 60)
    watch(box, 0, 3)
    assert times_s(box)[0] == 0
    assert times_s(box)[-1] == 2.875


def test_what_lay_around_a_firing_outlives_the_half_minute() -> None:
    box = BlackBox()
    watch(box, 0, 200, {40.0: 1})
    kept = times_s(box, 1)
    assert kept[0] <= 40 - BEFORE_S
    assert kept[-1] == 40 + AFTER_S


def test_what_lay_around_a_firing_outlives_another_source() -> None:
    box = BlackBox()
    watch(box, 0, 41, {40.0: 1})
    watch(box, 0, 200)
    assert times_s(box, 1)[-1] == 40.875


def test_a_firing_of_the_last_moments_is_shown_with_the_whole_half_minute() -> None:
    box = BlackBox()
    watch(box, 0, 100, {95.0: 1})
    assert times_s(box, 1) == times_s(box)


def test_a_firing_that_never_was_or_is_long_gone_is_not_made_up() -> None:
    box = BlackBox()
    watch(box, 0, 10, {5.0: 1})
    assert box.snapshot(2) is None
    for number in range(2, MOST_STRETCHES + 3):
        watch(box, number * 10, number * 10 + 10, {number * 10 + 5.0: number})
    assert box.snapshot(1) is None
    assert box.snapshot(MOST_STRETCHES + 2) is not None


def test_firings_of_one_performance_share_what_is_kept() -> None:
    box = BlackBox()
    held = {20 + step * 0.5: step + 1 for step in range(9)}
    watch(box, 0, 20 + AFTER_S + 100, held)
    assert times_s(box, 1) == times_s(box, 9)
    for number in range(100, 100 + MOST_STRETCHES - 1):
        watch(box, number * 10, number * 10 + 1, {number * 10 + 0.5: number})
    assert box.snapshot(1) is not None


def test_each_instant_knows_what_decided_it() -> None:
    box = BlackBox()
    first, second = Rules(None, (("wave", 0.7, 1.0),)), Rules(None, (("wave", 0.9, 2.0),))
    box.decides(first)
    watch(box, 0, 1)
    box.decides(second)
    watch(box, 1, 2)
    found = box.snapshot()
    assert found is not None
    assert [found.instants[0].rules, found.instants[-1].rules] == [first, second]


def test_it_can_be_looked_into_while_it_goes_on() -> None:
    box, over = BlackBox(1.0), threading.Event()

    def go_on() -> None:
        watch(box, 0, 300)
        over.set()

    thread = threading.Thread(target=go_on)
    thread.start()
    while not over.is_set():
        found = box.snapshot()
        if found is not None:
            seen = [instant.hands.time_s for instant in found.instants]
            assert seen == sorted(seen)
            assert seen[-1] - seen[0] <= 1.0 + LEAD_S + 1e-6
    thread.join()
