"""The desk of actions: measured before it acts, armed and paused by a person, resting by itself, never untrusted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from gesture_app.actions.action import Notify, RunCommand
from gesture_app.actions.binding import Profile
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.pipeline.acting import measuring_session, promises
from gesture_app.pipeline.acting.desk import MEASURING, PRACTISING, ActionDesk
from gesture_app.pipeline.acting.messages import (
    ActionDone,
    ActionsState,
    MeasuringEnded,
    MeasuringMoved,
    NotifyWanted,
    Promises,
)
from gesture_app.pipeline.acting.remembering import Remembered
from gesture_app.pipeline.messages import Message, Trouble
from gesture_app.pipeline.vision import Seen
from gesture_app.settings import Settings
from made_measurements import FPS, SURE, card, seen
from made_models import made_model
from made_profiles import binding_of

Kind = TypeVar("Kind")

MODEL = Checkpoint(made_model("open", "fist", "swipe", "none").weights, card())
LIFE_S = 6.0


class Desk:
    """A desk with somebody in front of its camera, whose clock only goes on while frames are shown."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.heard: list[Message] = []
        self.asked: list[str | None] = []
        self.reason = ""
        self._news = threading.Condition()
        self._now_s = 0.0
        self.desk = ActionDesk(
            folder, lambda: settings, lambda: self.reason, self.asked.append, self._hear, self._fail
        )
        self.desk.use_model(MODEL)
        self.desk.start()

    def _hear(self, message: Message) -> None:
        with self._news:
            self.heard.append(message)
            self._news.notify_all()

    def _fail(self, error: Exception) -> None:
        self._hear(Trouble(f"{type(error).__name__}: {error}"))

    def newest(self, kind: type[Kind]) -> Kind | None:
        return next((each for each in reversed(self.heard) if isinstance(each, kind)), None)

    def wait_for(self, what: Callable[[], object]) -> None:
        """Not everything that is waited for is told: it is looked at again after a moment."""
        until_s = time.monotonic() + 60.0
        with self._news:
            while not what():
                assert time.monotonic() < until_s, self.heard[-5:]
                self._news.wait(0.02)

    def wait_for_state(self, state: str) -> ActionsState:
        self.wait_for(lambda: (told := self.newest(ActionsState)) is not None and told.state == state)
        told = self.newest(ActionsState)
        assert told is not None
        return told

    def show(self, stretch: Remembered) -> None:
        """As the live loop would, with the clock going on from stretch to stretch."""
        for hands, prediction in zip(stretch.frames, stretch.predictions, strict=True):
            self.desk.observer.saw(Seen(hands, prediction, ()), time.monotonic())
        self._now_s = stretch.frames[-1].time_s + 1 / FPS

    def make(self, gesture: str) -> None:
        """A gesture, held for two seconds, and the hands down again."""
        self.show(seen(("", 0, 1.0), (gesture, SURE, 2.0), ("", 0, 1.5), begin_s=self._now_s))

    def measure(self, *gestures: str) -> None:
        """Ordinary life without a gesture, then each gesture when it is asked for."""
        observer = self.desk.observer
        self.desk.promises.measure(gestures, True)
        self.wait_for(lambda: observer.measuring is not None)
        arrived_s = 0.0
        while (measuring := observer.measuring) is not None:
            where = self.newest(MeasuringMoved)
            asked = where.gesture if where is not None and where.phase == "prompt" else ""
            life = where is None or where.phase == "life"
            shown = seen((asked or ("none" if life else ""), SURE, 1 / FPS), begin_s=self._now_s)
            measuring.saw(shown.frames[0], shown.predictions[0], arrived_s)
            self._now_s += 1 / FPS
            arrived_s += 1 / FPS
        self.wait_for(lambda: self.newest(MeasuringEnded) is not None)
        self.wait_for(lambda: (told := self.newest(Promises)) and all(each.thresholds for each in told.cards))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(promises, "LIFE_S", LIFE_S)
    made = Desk(tmp_path, Settings(pause_gesture="fist", pause_key=""))
    yield made
    made.desk.close()


def give(desk: Desk, *bindings: object, trusted: bool = True) -> None:
    profile = Profile(id="new", name="Talk", bindings=bindings, trusted=trusted)  # type: ignore[arg-type]
    desk.desk.profiles.create(profile)
    desk.wait_for(lambda: (told := desk.newest(ActionsState)) is not None and told.in_use)


def done(desk: Desk) -> list[str]:
    results = [each.result for each in desk.heard if isinstance(each, ActionDone)]
    return [result.firing.gesture for result in results if result.outcome == "done"]


def test_nothing_acts_before_it_was_measured(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.desk.arm()
    desk.wait_for(lambda: isinstance(desk.newest(Trouble), Trouble))
    desk.make("open")
    assert "Measure" in desk.wait_for_state("off").reason
    assert not done(desk)


def test_measured_and_armed_a_gesture_acts_once_and_pausing_stops_it(desk: Desk) -> None:
    give(desk, binding_of("open", Notify(text="it works")))
    desk.measure("open")
    told = desk.newest(Promises)
    assert told is not None
    assert [each.verdict for each in told.cards] == ["fit"]
    desk.desk.arm()
    desk.wait_for_state("armed")
    desk.make("open")
    desk.wait_for(lambda: done(desk) == ["open"])
    desk.desk.pause(True)
    desk.make("open")
    desk.wait_for_state("paused")
    assert done(desk) == ["open"]
    desk.make("fist")  # the pause gesture: go on
    desk.wait_for_state("armed")
    desk.make("open")
    desk.wait_for(lambda: done(desk) == ["open", "open"])


def test_the_virtual_hand_is_asked_to_live_and_to_make_the_gestures(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.measure("open")
    assert desk.asked[0] == measuring_session.IDLE
    assert "open" in desk.asked
    assert desk.asked[-1] == ""


def test_it_rests_while_something_else_needs_the_hands_and_goes_on_by_itself(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.measure("open")
    desk.desk.arm()
    desk.wait_for_state("armed")
    desk.reason = "Takes are being recorded."
    desk.make("open")
    assert desk.wait_for_state("resting").reason == desk.reason
    assert not done(desk)
    desk.reason = ""
    desk.make("open")
    desk.wait_for(lambda: done(desk) == ["open"])
    desk.wait_for_state("armed")


def test_a_measurement_that_is_cancelled_leaves_everything_as_it_was(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.desk.promises.measure(("open",), True)
    desk.wait_for(lambda: desk.desk.observer.measuring is not None)
    desk.make("open")
    assert desk.newest(MeasuringMoved) is not None
    desk.desk.promises.measuring_request("cancel")
    desk.wait_for(lambda: desk.newest(MeasuringEnded) is not None)
    assert desk.newest(MeasuringEnded) == MeasuringEnded(done=False)
    assert desk.desk.observer.measuring is None


def test_a_profile_of_somebody_else_does_nothing_before_a_person_has_read_it(
    desk: Desk, tmp_path: Path
) -> None:
    planted = tmp_path / "planted"
    give(desk, binding_of("open", RunCommand(arguments=("touch", str(planted)))), trusted=False)
    desk.measure("open")
    desk.desk.arm()
    desk.make("open")
    desk.desk.try_action(RunCommand(arguments=("touch", str(planted))), "open")
    assert "somebody else" in desk.wait_for_state("off").reason
    assert not planted.exists()
    state = desk.newest(ActionsState)
    assert state is not None
    desk.desk.profiles.trust(state.in_use)
    desk.desk.arm()
    desk.wait_for_state("armed")
    desk.make("open")
    desk.wait_for(lambda: planted.exists())


def test_the_promise_is_there_after_the_next_start_without_measuring_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "LIFE_S", LIFE_S)
    first = Desk(tmp_path, Settings(pause_key=""))
    give(first, binding_of("open", Notify()))
    first.measure("open")
    before = first.newest(Promises)
    first.desk.close()
    second = Desk(tmp_path, Settings(pause_key="", at_start="armed"))
    second.wait_for_state("armed")
    second.make("open")
    second.wait_for(lambda: done(second) == ["open"])
    after = second.newest(Promises)
    second.desk.close()
    assert before is not None
    assert after is not None
    assert before.cards == after.cards


def test_use_is_counted_and_a_firing_that_was_not_meant_counts_once(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.measure("open")
    desk.desk.arm()
    desk.wait_for_state("armed")
    desk.make("open")
    desk.wait_for(lambda: done(desk))
    number = next(each for each in desk.heard if isinstance(each, ActionDone)).result.firing.number
    desk.desk.moments.open(number)
    desk.wait_for(lambda: desk.desk.moments.opened("moment 1"))
    desk.desk.called_false("moment 1")
    desk.desk.called_false("moment 1")
    desk.desk.disarm()
    desk.wait_for(
        lambda: (told := desk.newest(Promises)) is not None and told.trend and told.trend[-1].called_false
    )
    told = desk.newest(Promises)
    assert told is not None
    assert (told.trend[-1].fired, told.trend[-1].called_false) == (1, 1)


def test_a_program_in_front_whose_profile_was_not_measured_only_interrupts(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.measure("open")
    state = desk.newest(ActionsState)
    assert state is not None
    measured = state.in_use
    own = Profile(id="new", name="Slides", bindings=(binding_of("swipe", Notify()),), programs=("impress",))
    desk.desk.profiles.create(own)
    desk.wait_for(lambda: (told := desk.newest(ActionsState)) is not None and len(told.profiles) == 2)
    desk.desk.profiles.choose(measured)
    desk.wait_for(lambda: (told := desk.newest(ActionsState)) is not None and told.in_use == measured)
    desk.desk.arm()
    desk.wait_for_state("armed")
    desk.desk.profiles.program_came("impress")
    desk.wait_for(lambda: "Measure" in desk.wait_for_state("resting").reason)  # once that is worked out
    desk.make("open")
    assert not done(desk)
    desk.desk.profiles.program_came("a browser")
    desk.wait_for_state("armed")
    desk.make("open")
    desk.wait_for(lambda: done(desk) == ["open"])


def test_a_profile_that_is_bound_alike_has_the_promise_of_its_own(desk: Desk) -> None:
    give(desk, binding_of("open", Notify()))
    desk.measure("open")
    desk.desk.profiles.create(Profile(id="new", name="Another", bindings=(binding_of("open", Notify()),)))
    desk.wait_for(lambda: (told := desk.newest(ActionsState)) is not None and len(told.profiles) == 2)
    state = desk.newest(ActionsState)
    assert state is not None
    desk.wait_for(
        lambda: (
            (told := desk.newest(Promises)) is not None
            and told.profile == state.in_use
            and [each.verdict for each in told.cards] == ["fit"]
        )
    )


def test_an_action_is_tried_without_being_armed(desk: Desk) -> None:
    desk.desk.try_action(Notify(text="hello"), "open")
    desk.wait_for(lambda: desk.newest(NotifyWanted) is not None)
    told = desk.newest(NotifyWanted)
    assert told is not None
    assert told.text == "hello"


def test_reasons_to_rest_are_sentences() -> None:
    assert all(reason.endswith(".") for reason in (MEASURING, PRACTISING))
