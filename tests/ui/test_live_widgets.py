"""What the Live page shows of a recognition: label, bars, timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pytestqt.qtbot import QtBot

from gesture_app.ui.widgets.bars import ProbabilityBars
from gesture_app.ui.widgets.gesture_label import GestureLabel
from gesture_app.ui.widgets.timeline import SHOWN_S, Timeline

RANKED = [("wave", 0.7), ("fist", 0.2), ("none", 0.06), ("point", 0.03), ("thumb", 0.008), ("six", 0.002)]


@dataclass(frozen=True)
class Event:
    kind: Literal["start", "end"]
    label: str
    time_s: float
    start_s: float


def test_the_label_is_calm_until_there_is_a_gesture(qtbot: QtBot) -> None:
    label = GestureLabel()
    qtbot.addWidget(label)
    assert label.text == "No gesture"
    label.set_gesture("wave", 0.93)
    assert label.text == "wave"
    assert "wave" in label.accessibleName()
    label.set_gesture(None, hint="No hands in view")
    assert label.text == "No gesture"


def test_a_fading_label_rests_when_it_is_hidden(qtbot: QtBot) -> None:
    label = GestureLabel()
    qtbot.addWidget(label)
    label.show()
    label.set_gesture("wave", 0.93)
    assert label._fade.state() == label._fade.State.Running
    label.hide()
    assert label._fade.state() == label._fade.State.Stopped


def test_the_same_gesture_again_does_not_fade(qtbot: QtBot) -> None:
    label = GestureLabel()
    qtbot.addWidget(label)
    label.show()
    label.set_gesture("wave", 0.93)
    label._fade.stop()
    label.set_gesture("wave", 0.71)
    assert label._fade.state() == label._fade.State.Stopped


def test_only_the_five_best_are_shown_and_told(qtbot: QtBot) -> None:
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.set_ranked(RANKED)
    assert bars.accessibleDescription() == "wave 70%, fist 20%, Not a gesture 6%, point 3%, thumb 1%"


def test_bars_glide_to_their_length_and_then_rest(qtbot: QtBot) -> None:
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.show()
    bars.set_ranked(RANKED)
    assert bars._timer.isActive()
    assert bars._bars["wave"].value < 0.7
    qtbot.waitUntil(lambda: not bars._timer.isActive())
    assert bars._bars["wave"].value == 0.7


def test_hidden_bars_do_not_move(qtbot: QtBot) -> None:
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.show()
    bars.set_ranked(RANKED)
    bars.hide()
    assert not bars._timer.isActive()
    bars.set_ranked([("fist", 0.9)])
    assert not bars._timer.isActive()
    assert bars._bars["fist"].value == 0.9


def test_a_gesture_lasts_from_its_start_to_its_end(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.add_event(Event("start", "wave", 10.3, 10.0))
    assert [(span.label, span.start_s, span.end_s) for span in timeline.spans] == [("wave", 10.0, None)]
    timeline.add_event(Event("end", "wave", 12.0, 10.0))
    assert [(span.start_s, span.end_s) for span in timeline.spans] == [(10.0, 12.0)]


def test_a_gesture_whose_end_never_came_ends_with_the_next(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.add_event(Event("start", "wave", 10.3, 10.0))
    timeline.add_event(Event("start", "fist", 15.3, 15.0))
    assert [(span.label, span.end_s) for span in timeline.spans] == [("wave", 15.0), ("fist", None)]
    assert timeline.accessibleDescription() == "wave, fist"


def test_an_end_without_a_start_is_shown_all_the_same(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.add_event(Event("end", "wave", 12.0, 10.0))
    assert [(span.start_s, span.end_s) for span in timeline.spans] == [(10.0, 12.0)]


def test_what_is_older_than_thirty_seconds_is_forgotten(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    for frame in range(30 * 300):
        now_s = frame / 30
        timeline.add_hands(now_s, frame % 90 < 45)
        if frame % 90 == 0:
            timeline.add_event(Event("start", "wave", now_s, now_s))
            timeline.add_event(Event("end", "wave", now_s + 1, now_s))
        timeline.set_now(now_s)
    assert all(span.end_s is not None and span.end_s >= now_s - SHOWN_S for span in timeline.spans)
    assert len(timeline.spans) <= 11
    assert len(timeline._sights) <= 11


def test_what_happens_while_another_page_is_shown_is_forgotten_as_well(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    for time_s in range(0, 600, 3):  # events come to every page, frames only to the one that is shown
        timeline.add_event(Event("start", "wave", time_s, time_s))
        timeline.add_event(Event("end", "wave", time_s + 1, time_s))
    assert len(timeline.spans) <= 11
    assert len(timeline.accessibleDescription().split(", ")) <= 11


def test_a_short_loss_of_the_hand_leaves_no_gap(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    for frame in range(60):
        timeline.add_hands(frame / 30, frame not in (20, 21, 22))
    assert len(timeline._sights) == 1
    timeline.reset()
    assert len(timeline._sights) == 0


def test_live_widgets_paint_in_any_size(qtbot: QtBot) -> None:
    timeline, bars, label = Timeline(), ProbabilityBars(), GestureLabel()
    timeline.add_event(Event("start", "wave", 1.0, 0.5))
    timeline.add_hands(1.0, True)
    timeline.set_now(2.0)
    bars.set_ranked(RANKED)
    label.set_gesture("a gesture with a name that is much too long for its place", 0.5)
    for widget in (timeline, bars, label):
        qtbot.addWidget(widget)
        for width, height in ((1, 1), (40, 30), (900, 200)):
            widget.resize(width, height)
            assert not widget.grab().isNull()
