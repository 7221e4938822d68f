"""The measurement tells what to do at every moment, can be left at any, and ends with its cards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from gesture_app.pipeline.acting.messages import MeasuringEnded, MeasuringMoved
from gesture_app.ui.actions import measure_words as words
from gesture_app.ui.actions.gesture_film import GestureFilm
from gesture_app.ui.actions.measure import MeasureView
from gesture_app.ui.actions.promise_card import PromiseCardView
from gesture_app.ui.actions.time_ring import TimeRing
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text
from made_promises import ACCIDENT, FIT, UNMEASURED, promises

GESTURES = ("thumbs up", "fist", "my own one")
LIFE = MeasuringMoved("life", 95.0, 0.1, hands_seen=True, fires=2)
REST = MeasuringMoved("rest", 1.5, 0.5, gesture="fist", number=4, of=15)
PROMPT = MeasuringMoved("prompt", 2.5, 0.5, gesture="fist", number=4, of=15, hands_seen=True)
HEARD = MeasuringMoved("prompt", 1.0, 0.5, gesture="fist", number=4, of=15, hands_seen=True, heard=True)
LAST = MeasuringMoved("rest", 1.0, 0.95, number=15, of=15)
RECKONING = MeasuringMoved("reckoning", 0.0, 1.0, of=15)


@pytest.fixture
def view(qtbot: QtBot) -> MeasureView:
    made = MeasureView()
    qtbot.addWidget(made)
    made.set_gestures(GESTURES, GESTURES)
    made.resize(1150, 740)
    made.show()
    return made


def button(view: MeasureView, words_: str) -> Button:
    return next(each for each in view.findChildren(Button) if each.isVisible() and each.text() == words_)


def texts(view: MeasureView) -> list[str]:
    return [each.text() for each in view.findChildren(Text) if each.isVisible()]


def box(view: MeasureView, gesture: str) -> QCheckBox:
    return next(each for each in view.findChildren(QCheckBox) if each.text() == gesture)


def test_every_gesture_of_the_profile_is_asked_for_at_first(view: MeasureView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.measure_wanted) as wanted:
        button(view, "Start").click()
    assert wanted.args == [GESTURES, True]


def test_a_gesture_can_be_left_out(view: MeasureView, qtbot: QtBot) -> None:
    box(view, "fist").click()
    with qtbot.waitSignal(view.measure_wanted) as wanted:
        button(view, "Start").click()
    assert wanted.args == [("thumbs up", "my own one"), True]


def test_nothing_chosen_cannot_be_measured(view: MeasureView) -> None:
    for gesture in GESTURES:
        box(view, gesture).click()
    assert not button(view, "Start").isEnabled()


def test_what_the_model_does_not_know_is_not_asked_for_and_said(view: MeasureView, qtbot: QtBot) -> None:
    view.set_gestures(GESTURES, GESTURES[:2])
    assert not box(view, "my own one").isEnabled()
    assert any("does not know “my own one”" in text for text in texts(view))
    with qtbot.waitSignal(view.measure_wanted) as wanted:
        button(view, "Start").click()
    assert wanted.args == [GESTURES[:2], True]


def test_after_a_measurement_only_what_is_new_is_asked_for_and_life_need_not_be_watched_again(
    view: MeasureView, qtbot: QtBot
) -> None:
    view.set_gestures(("thumbs up", "fist", "swipe left"), ("thumbs up", "fist", "swipe left"))
    view.set_promises(promises(FIT, ACCIDENT, UNMEASURED))
    with qtbot.waitSignal(view.measure_wanted) as wanted:
        button(view, "Start").click()
    assert wanted.args == [("swipe left",), False]


def test_life_can_be_watched_again(view: MeasureView, qtbot: QtBot) -> None:
    view.set_gestures(("thumbs up", "swipe left"), ("thumbs up", "swipe left"))
    view.set_promises(promises(FIT, UNMEASURED))
    button(view, "Watch again").click()
    with qtbot.waitSignal(view.measure_wanted) as wanted:
        button(view, "Start").click()
    assert wanted.args == [("swipe left",), True]


def test_a_choice_survives_promises_that_say_nothing_new(view: MeasureView) -> None:
    view.set_promises(promises(FIT, ACCIDENT))
    box(view, "fist").click()
    view.set_promises(promises(FIT, ACCIDENT))
    assert not box(view, "fist").isChecked()


@pytest.mark.parametrize(
    "moved", [LIFE, REST, PROMPT, HEARD, LAST, RECKONING], ids=lambda moved: str(moved.phase)
)
def test_every_phase_says_what_to_do(view: MeasureView, moved: MeasuringMoved) -> None:
    view.show_moved(moved)
    shown = texts(view)
    assert view.measuring
    assert words.title(moved) in shown
    assert words.sentence(moved) in shown
    assert (moved.gesture in shown) == bool(moved.gesture)


def test_the_phases_do_not_sound_alike() -> None:
    told = {
        (words.title(each), words.sentence(each)) for each in (LIFE, REST, PROMPT, HEARD, LAST, RECKONING)
    }
    assert len(told) == 6


def test_life_offers_something_to_do_and_counts_what_would_have_fired(view: MeasureView) -> None:
    view.show_moved(LIFE)
    assert words.suggestion(LIFE.left_s) in texts(view)
    assert any("2 times" in text for text in texts(view))


def test_the_suggestions_of_two_minutes_differ() -> None:
    assert len({words.suggestion(left_s) for left_s in range(1, 120)}) >= 9


def test_a_prompt_that_waits_for_a_hand_says_so(view: MeasureView) -> None:
    told, right = words.seen(MeasuringMoved("prompt", 3.5, 0.5, gesture="fist", number=1, of=5))
    assert not right
    assert "waits" in told
    assert words.seen(PROMPT) == ("Hands in sight", True)


@pytest.mark.parametrize(("words_", "asked"), [("Skip this one", "skip"), ("Stop measuring", "cancel")])
def test_a_measurement_can_be_skipped_and_stopped(
    view: MeasureView, qtbot: QtBot, words_: str, asked: str
) -> None:
    view.show_moved(PROMPT)
    with qtbot.waitSignal(view.request) as request:
        button(view, words_).click()
    assert request.args == [asked]


def test_going_back_stops_the_measurement(view: MeasureView, qtbot: QtBot) -> None:
    view.show_moved(LIFE)
    with qtbot.waitSignals([view.request, view.back_wanted]):
        button(view, "Actions").click()


def test_going_back_before_it_has_begun_stops_nothing(view: MeasureView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.request), qtbot.waitSignal(view.back_wanted):
        button(view, "Actions").click()


def test_what_came_to_nothing_says_why(view: MeasureView) -> None:
    view.show_moved(LIFE)
    view.show_ended(MeasuringEnded(False, "The camera has gone."))
    assert not view.measuring
    assert "The camera has gone." in texts(view)


def test_a_cancelled_measurement_leads_back_to_the_choice_without_a_word(view: MeasureView) -> None:
    view.show_moved(LIFE)
    view.show_ended(MeasuringEnded(False))
    assert button(view, "Start").isEnabled()


@pytest.mark.parametrize("cards_first", [True, False])
def test_it_ends_with_its_cards_whichever_comes_first(
    view: MeasureView, qtbot: QtBot, cards_first: bool
) -> None:
    view.show_moved(RECKONING)
    steps = [
        lambda: view.set_promises(promises(FIT, ACCIDENT)),
        lambda: view.show_ended(MeasuringEnded(True)),
    ]
    for step in steps if cards_first else reversed(steps):
        step()
    qtbot.waitUntil(lambda: len(view.findChildren(PromiseCardView)) == 2)
    QApplication.processEvents()  # new cards are laid out
    assert [card.isVisible() for card in view.findChildren(PromiseCardView)] == [True, True]
    with qtbot.waitSignal(view.arm_wanted):
        button(view, "Arm").click()


def test_nothing_fit_cannot_be_armed(view: MeasureView) -> None:
    view.show_moved(RECKONING)
    view.set_promises(promises(ACCIDENT))
    view.show_ended(MeasuringEnded(True))
    assert not button(view, "Arm").isEnabled()


def test_the_ring_begins_anew_with_every_prompt(view: MeasureView) -> None:
    view.show_moved(PROMPT)
    view.show_moved(MeasuringMoved("prompt", 1.25, 0.5, gesture="fist", number=4, of=15))
    ring = view._now._small_ring
    assert ring._share == pytest.approx(0.5)
    view.show_moved(MeasuringMoved("prompt", 3.5, 0.6, gesture="fist", number=5, of=15))
    assert ring._share == pytest.approx(1.0)


def test_the_ring_tells_whoever_cannot_see_it(qtbot: QtBot) -> None:
    ring = TimeRing(4.5)
    qtbot.addWidget(ring)
    ring.show_left(2.2, 0.5)
    assert ring.accessibleDescription() == "3 seconds left"
    ring.show_left(0.0, 0.0, done=True)
    assert ring.accessibleDescription() == "Done"


@pytest.mark.parametrize("gesture", ["wave", "fist", "my own one", ""])
def test_any_gesture_can_be_shown(qtbot: QtBot, gesture: str) -> None:
    film = GestureFilm()
    qtbot.addWidget(film)
    film.resize(300, 300)
    film.show_gesture(gesture)
    empty = film.grab().toImage()
    film.show_gesture("wave" if gesture != "wave" else "fist")
    assert film.grab().toImage() != empty


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A])
def test_typing_while_life_is_watched_presses_nothing(view: MeasureView, qtbot: QtBot, key: Qt.Key) -> None:
    button(view, "Start").setFocus()
    with qtbot.waitSignal(view.measure_wanted):
        button(view, "Start").click()
    view.show_moved(LIFE)
    with qtbot.assertNotEmitted(view.request), qtbot.assertNotEmitted(view.measure_wanted):
        qtbot.keyClick(QApplication.focusWidget() or view, key)
    assert view.measuring


def test_until_the_first_frame_it_waits_and_can_be_stopped(view: MeasureView, qtbot: QtBot) -> None:
    button(view, "Start").click()
    assert view.measuring
    assert words.WAITING in texts(view)
    with qtbot.waitSignal(view.request):
        button(view, "Stop measuring").click()


def test_what_waits_but_is_unknown_to_the_model_is_not_all_that_is_chosen(
    view: MeasureView, qtbot: QtBot
) -> None:
    view.set_gestures(("thumbs up", "swipe left"), ("thumbs up",))
    view.set_promises(promises(FIT, UNMEASURED))
    with qtbot.waitSignal(view.measure_wanted) as wanted:
        button(view, "Start").click()
    assert wanted.args == [("thumbs up",), True]
