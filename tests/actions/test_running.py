"""Firings are carried out beside all else: what hangs, crashes or floods is ended and told, and holds up nothing."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping

import pytest

from gesture_app.actions.action import (
    Click,
    Kind,
    PlayMidiNote,
    PressKeys,
    RunCommand,
    Scroll,
    SendOsc,
    TypeText,
)
from gesture_app.actions.firing import ActionEnded, ActionFailed, End, Firing, Result
from gesture_app.actions.lane import LONGEST_WAIT_S, MOST_HUNG
from gesture_app.actions.running import Runner
from made_profiles import ECHO, firing_of

PATIENCE_S = 10.0
"""For what is sure to come: long, since nothing is proven by its coming soon."""


class Notebook:
    """An end that writes down what it is asked to do and does whatever a test wants."""

    def __init__(self, doing: Callable[[Firing], None] = lambda firing: None) -> None:
        self.done: queue.Queue[Firing] = queue.Queue()
        self.closed = threading.Event()
        self._doing = doing

    def do(self, firing: Firing) -> None:
        self._doing(firing)
        self.done.put(firing)

    def close(self) -> None:
        self.closed.set()


class Sticky(Notebook):
    """An end that hangs until it is let go of."""

    def __init__(self) -> None:
        super().__init__(lambda firing: self._hang())
        self.hanging = threading.Semaphore(0)
        self.let_go = threading.Event()

    def _hang(self) -> None:
        self.hanging.release()
        self.let_go.wait(PATIENCE_S)


class Renewed(Sticky):
    """One that another takes the place of."""

    def __init__(self, successor: End) -> None:
        super().__init__()
        self.successor = successor

    def anew(self) -> End:
        return self.successor


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Bench:
    """Makes runners and ends them."""

    def __init__(self) -> None:
        self.results: queue.Queue[Result] = queue.Queue()
        self.clock = Clock()
        self._runners: list[Runner] = []

    def runner(self, ends: Mapping[type[Kind], End], **limits: float) -> Runner:
        runner = Runner(ends, self.results.put, now_s=self.clock, **limits)
        self._runners.append(runner)
        return runner

    def next(self) -> Result:
        return self.results.get(timeout=PATIENCE_S)

    def close(self) -> None:
        for runner in self._runners:
            runner.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


def fail(error: BaseException) -> Callable[[object], None]:
    def doing(given: object) -> None:
        raise error

    return doing


def test_a_firing_is_carried_out_and_told_with_its_delay(bench: Bench):
    end = Notebook()
    bench.clock.now_s = 100.04
    bench.runner({Click: end}).submit(firing_of(Click(), arrived_s=100.0))
    result = bench.next()
    assert (result.outcome, result.sentence, result.firing.action) == ("done", "", Click())
    assert result.delay_s == pytest.approx(0.04)
    assert result.at.utcoffset() is not None
    assert end.done.get(timeout=PATIENCE_S) == result.firing


def test_the_delay_is_measured_when_the_action_leaves_and_not_when_it_is_done(bench: Bench):
    def slowly(firing: Firing) -> None:
        bench.clock.now_s += 3.0

    bench.runner({Click: Notebook(slowly)}, hang_s=60.0).submit(firing_of(Click(), arrived_s=99.9))
    assert bench.next().delay_s == pytest.approx(0.1)


def test_actions_of_one_end_are_done_in_order_also_if_it_serves_several_kinds(bench: Bench):
    keyboard = Notebook()
    runner = bench.runner({PressKeys: keyboard, TypeText: keyboard})
    actions = [PressKeys(keys=("a",)), TypeText(text="b"), PressKeys(keys=("c",))]
    for number, action in enumerate(actions, 1):
        runner.submit(firing_of(action, number))
    assert [bench.next().firing.number for _ in actions] == [1, 2, 3]


@pytest.mark.parametrize(
    ("error", "outcome", "sentence"),
    [
        (ActionFailed("There is no window."), "failed", "There is no window."),
        (ActionEnded("It took too long."), "ended", "It took too long."),
        (ValueError("secret detail"), "failed", "ValueError"),
        (SystemExit(3), "failed", "SystemExit"),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_one_is_done(
    bench: Bench, error: BaseException, outcome: str, sentence: str
):
    runner = bench.runner({Click: Notebook(fail(error)), Scroll: Notebook()})
    for number in (1, 2):
        runner.submit(firing_of(Click(), number))
        result = bench.next()
        assert (result.firing.number, result.outcome) == (number, outcome)
        assert sentence in result.sentence
        assert "secret" not in result.sentence
    runner.submit(firing_of(Scroll(), 3))
    assert bench.next().outcome == "done"


def test_an_action_without_an_end_is_told_as_failed(bench: Bench):
    bench.runner({Click: Notebook()}).submit(firing_of(Scroll()))
    result = bench.next()
    assert result.outcome == "failed"
    assert result.sentence.endswith(".")


def test_an_end_that_hangs_does_not_hold_up_the_others(bench: Bench):
    sticky, free = Sticky(), Notebook()
    runner = bench.runner({Click: sticky, Scroll: free}, hang_s=60.0)
    runner.submit(firing_of(Click(), 1))
    assert sticky.hanging.acquire(timeout=PATIENCE_S)
    runner.submit(firing_of(Scroll(), 2))
    assert (bench.next().firing.number, free.done.get(timeout=PATIENCE_S).number) == (2, 2)
    sticky.let_go.set()
    assert bench.next().firing.number == 1


def test_a_hanging_action_is_given_up_told_once_and_the_end_goes_on_with_another_thread(bench: Bench):
    first = threading.Event()
    let_go = threading.Event()

    def hang_once(firing: Firing) -> None:
        if not first.is_set():
            first.set()
            let_go.wait(PATIENCE_S)

    runner = bench.runner({Click: Notebook(hang_once)}, hang_s=0.05)
    runner.submit(firing_of(Click(), 1))
    assert first.wait(PATIENCE_S)
    bench.clock.now_s += 1.0
    given_up = bench.next()
    assert (given_up.firing.number, given_up.outcome) == (1, "ended")
    runner.submit(firing_of(Click(), 2))
    assert bench.next().firing.number == 2
    let_go.set()  # that the first one comes to its end after all is nobody's business any more
    runner.submit(firing_of(Click(), 3))
    assert bench.next().firing.number == 3
    assert bench.results.empty()


def test_an_end_that_hung_is_closed_and_made_anew_where_it_offers_that(bench: Bench):
    successor = Notebook()
    hung = Renewed(successor)
    runner = bench.runner({Click: hung, Scroll: hung}, hang_s=0.05)
    runner.submit(firing_of(Click(), 1))
    assert hung.hanging.acquire(timeout=PATIENCE_S)
    bench.clock.now_s += 1.0
    assert bench.next().outcome == "ended"
    assert hung.closed.wait(PATIENCE_S)
    runner.submit(firing_of(Scroll(), 2))
    assert bench.next().outcome == "done"
    assert successor.done.get(timeout=PATIENCE_S).number == 2
    hung.let_go.set()
    runner.close()
    assert successor.closed.is_set()


def test_an_end_that_hangs_again_and_again_is_not_given_more_threads(bench: Bench):
    sticky = Sticky()
    runner = bench.runner({Click: sticky}, hang_s=0.02)
    for number in range(1, MOST_HUNG + 1):
        runner.submit(firing_of(Click(), number))
        assert sticky.hanging.acquire(timeout=PATIENCE_S)
        bench.clock.now_s += 2.0
        assert bench.next().outcome == "ended"
    runner.submit(firing_of(Click(), 99))
    refused = bench.next()
    assert (refused.outcome, refused.firing.number) == ("limited", 99)
    assert "Restart" in refused.sentence
    sticky.let_go.set()


def test_a_command_may_take_its_own_time_and_does_not_hold_up_other_commands(bench: Bench):
    sticky = Sticky()
    runner = bench.runner({RunCommand: sticky}, hang_s=5.0)
    slow = RunCommand(arguments=("slow",), longest_s=60.0)
    runner.submit(firing_of(slow, 1, binding="one"))
    runner.submit(firing_of(ECHO, 2, binding="two"))
    assert sticky.hanging.acquire(timeout=PATIENCE_S)
    assert sticky.hanging.acquire(timeout=PATIENCE_S)  # both run
    bench.clock.now_s += 16.0
    runner.submit(firing_of(ECHO, 3, binding="three"))  # so that somebody looks
    given_up = bench.next()
    sticky.let_go.set()
    results = [given_up, bench.next(), bench.next()]
    assert {each.firing.number: each.outcome for each in results} == {1: "done", 2: "ended", 3: "done"}


def test_a_flood_is_limited_and_told_once(bench: Bench):
    end = Notebook()
    runner = bench.runner({Click: end}, most_per_s=5, most_waiting=100)
    for number in range(1, 51):
        runner.submit(firing_of(Click(), number))
    results = [bench.next() for _ in range(6)]
    assert sorted(result.outcome for result in results) == ["done"] * 5 + ["limited"]
    bench.clock.now_s += 1.5
    runner.submit(firing_of(Click(), 51))
    assert (bench.next().firing.number, end.done.qsize()) == (51, 6)
    for number in range(52, 72):  # another flood is told again
        runner.submit(firing_of(Click(), number))
    assert sorted(bench.next().outcome for _ in range(5)) == ["done"] * 4 + ["limited"]
    assert bench.results.empty()


def test_no_more_wait_before_an_end_than_may(bench: Bench):
    sticky = Sticky()
    runner = bench.runner({Click: sticky}, hang_s=60.0, most_waiting=3, most_per_s=1000)
    runner.submit(firing_of(Click(), 1))
    assert sticky.hanging.acquire(timeout=PATIENCE_S)
    for number in range(2, 30):
        runner.submit(firing_of(Click(), number))
    refused = bench.next()
    assert (refused.outcome, refused.firing.number) == ("limited", 5)
    sticky.let_go.set()
    assert [bench.next().firing.number for _ in range(4)] == [1, 2, 3, 4]
    assert bench.results.empty()


def test_what_had_to_wait_too_long_is_left_out_since_it_would_come_by_surprise(bench: Bench):
    sticky = Sticky()
    runner = bench.runner({Click: sticky}, hang_s=60.0)
    for number in (1, 2):
        runner.submit(firing_of(Click(), number))
    assert sticky.hanging.acquire(timeout=PATIENCE_S)
    bench.clock.now_s += LONGEST_WAIT_S + 0.1
    sticky.let_go.set()
    assert [bench.next().outcome for _ in range(2)] == ["done", "limited"]
    assert sticky.done.qsize() == 1


def test_the_end_of_a_note_is_never_limited_nor_late(bench: Bench):
    note = PlayMidiNote(seconds=0)
    sticky = Sticky()
    runner = bench.runner({PlayMidiNote: sticky}, hang_s=60.0, most_per_s=1)
    runner.submit(firing_of(note, 1))
    runner.submit(firing_of(note, 2, "end"))
    assert sticky.hanging.acquire(timeout=PATIENCE_S)
    bench.clock.now_s += 30.0
    sticky.let_go.set()
    assert [bench.next().outcome for _ in range(2)] == ["done", "done"]


def test_other_actions_on_the_end_of_a_gesture_are_limited_like_all(bench: Bench):
    runner = bench.runner({Click: Notebook()}, most_per_s=1)
    for number in (1, 2):
        runner.submit(firing_of(Click(), number, "end"))
    assert sorted(bench.next().outcome for _ in range(2)) == ["done", "limited"]


def test_whoever_is_told_may_fail_without_ending_anything(bench: Bench):
    end = Notebook()
    runner = Runner({Click: end}, fail(RuntimeError("the window is gone")))
    for number in (1, 2):
        runner.submit(firing_of(Click(), number))
        assert end.done.get(timeout=PATIENCE_S).number == number
    runner.close()


def test_closing_lets_go_of_every_end_also_unused_ones_and_does_nothing_afterwards(bench: Bench):
    used, unused = Notebook(), Notebook()
    runner = bench.runner({Click: used, SendOsc: unused})
    runner.submit(firing_of(Click(), 1))
    bench.next()
    runner.close()
    runner.close()
    assert used.closed.is_set()
    assert unused.closed.is_set()
    runner.submit(firing_of(Click(), 2))
    assert bench.results.empty()
    assert used.done.qsize() == 1


def test_closing_does_not_wait_for_what_hangs_and_drops_what_waits(bench: Bench):
    sticky = Sticky()
    runner = bench.runner({Click: sticky}, hang_s=60.0)
    for number in (1, 2):
        runner.submit(firing_of(Click(), number))
    assert sticky.hanging.acquire(timeout=PATIENCE_S)
    runner.close(timeout_s=0.2)
    assert not sticky.let_go.is_set()
    assert sticky.closed.is_set()
    sticky.let_go.set()
    assert sticky.done.get(timeout=PATIENCE_S).number == 1
    assert not sticky.hanging.acquire(timeout=0.1)  # the second one did not begin
    assert bench.results.empty()


def test_an_end_whose_closing_fails_or_hangs_does_not_keep_the_others_open(bench: Bench):
    class Stubborn(Notebook):
        def close(self) -> None:
            let_go.wait(PATIENCE_S)
            raise OSError("no")

    let_go = threading.Event()
    good = Notebook()
    runner = bench.runner({Click: Stubborn(), Scroll: good})
    runner.close(timeout_s=0.2)
    assert good.closed.is_set()
    let_go.set()
