"""What follows every frame: it fires, rests, measures, and lets nothing sound on."""

from __future__ import annotations

import itertools

from gesture_app.actions.action import Action, Notify, PlayMidiNote
from gesture_app.actions.firing import Firing
from gesture_app.hands import HandFrame
from gesture_app.pipeline.acting.deciding import Decider
from gesture_app.pipeline.acting.observer import ActionObserver
from gesture_app.pipeline.acting.remembering import Remembered
from gesture_app.pipeline.vision import Seen
from gesture_app.recognition.prediction import GestureEvent
from made_measurements import SURE, card, seen
from made_profiles import binding_of, profile_of

NOTE = PlayMidiNote(seconds=0)


class Watched:
    """An observer, and what it brought about."""

    def __init__(self, action: Action) -> None:
        self.fired: list[Firing] = []
        self.told: list[tuple[str, str]] = []
        self.rests: list[str] = []
        self.reason = ""
        self.observer = ActionObserver(
            self.fired.append, self._tell, lambda: None, lambda _: self.reason, self.rests.append
        )
        self.observer.armed = True
        self.action = action
        self.decide_anew()

    def _tell(self, event: GestureEvent, hands: HandFrame) -> None:
        self.told.append((event.kind, event.label))

    def decide_anew(self) -> None:
        profile = profile_of(binding_of("open", self.action))
        self.observer.decider = Decider(card(), profile, {}, ["open"], "", itertools.count(1))

    def show(self, stretch: Remembered) -> None:
        for hands, prediction in zip(stretch.frames, stretch.predictions, strict=True):
            self.observer.saw(Seen(hands, prediction, ()), hands.time_s)

    @property
    def phases(self) -> list[str]:
        return [firing.phase for firing in self.fired]


BEGUN = seen(("", 0, 0.5), ("open", SURE, 1.5))
GOES_ON = seen(("open", SURE, 0.3), begin_s=2.0)


def test_a_gesture_fires_is_told_and_is_remembered() -> None:
    watched = Watched(Notify())
    watched.show(seen(("", 0, 0.5), ("open", SURE, 1.5), ("", 0, 1.0)))
    assert watched.phases == ["start"]
    assert watched.told == [("start", "open"), ("end", "open")]
    remembered = watched.observer.black_box.snapshot(watched.fired[0].number)
    assert remembered is not None
    assert [each.fired for each in remembered.instants if each.fired] == [(watched.fired[0].number,)]


def test_a_note_ends_when_nothing_is_armed_any_more() -> None:
    watched = Watched(NOTE)
    watched.show(BEGUN)
    watched.observer.armed = False
    watched.show(GOES_ON)
    assert watched.phases == ["start", "end"]


def test_a_note_ends_when_another_profile_decides() -> None:
    watched = Watched(NOTE)
    watched.show(BEGUN)
    watched.decide_anew()
    watched.show(GOES_ON)
    assert watched.phases == ["start", "end"]


def test_a_note_ends_when_the_camera_is_exchanged() -> None:
    watched = Watched(NOTE)
    watched.show(BEGUN)
    watched.observer.forget()
    assert watched.phases == ["start", "end"]


def test_nothing_fires_while_it_rests_and_the_reason_is_told_once() -> None:
    watched = Watched(Notify())
    watched.reason = "Takes are being recorded."
    watched.show(BEGUN)
    assert not watched.fired
    assert watched.rests == ["Takes are being recorded."]
