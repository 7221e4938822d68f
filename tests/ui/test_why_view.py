"""A moment can be moved through, says why something fired, and a part of it can be set right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.messages import Moment, MomentCorrected, Retrained
from gesture_app.ui.actions.why import WhyView
from gesture_app.ui.actions.why_words import here, needed_s, why
from gesture_app.ui.widgets.text import Text
from made_moments import moment, prediction, waved


@pytest.fixture
def view(qtbot: QtBot) -> WhyView:
    made = WhyView()
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.set_gestures(["wave", "fist", NONE])
    made.show()
    qtbot.waitExposed(made)
    return made


def button(view: WhyView, name: str) -> QPushButton:
    (found,) = (each for each in view.findChildren(QPushButton) if each.accessibleName() == name)
    return found


def texts(view: WhyView) -> str:
    return " ".join(text.text() for text in view.findChildren(Text) if text.isVisible())


# --- words --------------------------------------------------------------------------------------------


def test_a_firing_is_explained_by_belief_time_threshold_and_distance() -> None:
    assert why(waved()) == (
        "“wave” was believed with 93% for 0.4 s; above 65% it counts, and 93% must last at least 0.4 s. "
        "It lay 0.12 from how it was learned; up to 0.31 counts."
    )


def test_the_thresholds_that_were_in_force_are_told() -> None:
    strict = waved(thresholds=(("wave", 0.9, 0.25),), nearest=())
    assert why(strict) == (
        "“wave” was believed with 93% for 0.4 s; above 90% it counts, and 93% must last at least 0.5 s."
    )


def test_how_far_it_lay_from_what_this_person_showed_when_asked_is_told_where_it_was_measured() -> None:
    measured = with_asked(waved(), (("wave", 0.04, 0.1),))
    assert why(measured).endswith(
        "It lay 0.12 from how it was learned; up to 0.31 counts, and 0.04 from how you showed it when asked; "
        "up to 0.10 counts."
    )
    unlike = with_asked(waved(), (("wave", 0.2, 0.1),))
    assert here(unlike, 66).endswith("it lay 0.20 from how you showed it when asked: only up to 0.10 counts.")


def with_asked(shown: Moment, asked: tuple[tuple[str, float, float], ...]) -> Moment:
    return replace(shown, glimpses=tuple(replace(seen, asked=asked) for seen in shown.glimpses))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phase": "end"}, "It was done when the gesture was over."),
        ({"phase": "held"}, "It was done while the gesture went on."),
        ({"fired": {2.9: 7}}, "held for another 0.5 s"),
    ],
)
def test_what_lay_between_the_gesture_and_the_action_is_told(changes: dict[str, object], said: str) -> None:
    assert said in why(waved(**changes))


def test_what_was_told_only_when_the_hands_had_left_is_explained_so() -> None:
    left = waved()
    glimpses = list(left.glimpses)
    glimpses[72] = replace(glimpses[72], prediction=prediction(102.4, {"wave": 0.88}, complete=True))
    assert "The hands had just left" in why(replace(left, glimpses=tuple(glimpses)))
    assert "88%" in why(replace(left, glimpses=tuple(glimpses)))


def test_what_cannot_be_explained_is_not() -> None:
    assert "cannot be said" in why(waved(marked=3))
    assert why(moment()).startswith("Nothing was told")
    assert why(waved(phase="try")).startswith("Nobody made a gesture")


def test_more_belief_needs_less_time_and_too_little_never_suffices() -> None:
    assert needed_s(0.97, 0.65, 1.0) == pytest.approx(0.28, abs=0.01)
    assert needed_s(0.97, 0.65, 2.0) == pytest.approx(0.56, abs=0.01)
    assert needed_s(0.6, 0.65, 1.0) is None


def test_each_instant_says_why_nothing_was_told_there() -> None:
    often = waved(hand=lambda time_s: time_s < 5.0)
    assert here(often, 72) == "Here “wave” was told."
    assert here(often, 66) == "“wave” was believed with 93%: 50% of what it takes was together."
    assert here(often, 170) == "No hand was in sight."
    doubtful = waved(belief=lambda _: 0.6, told_s=(), fired={})
    assert here(doubtful, 10) == "“wave” was believed with 60%: too little, above 65% it counts."
    strange = waved(nearest=(("wave", 0.5, 0.31),))
    assert "only up to 0.31 counts" in here(strange, 66)
    assert "no gesture" in here(moment(gesture=NONE, belief=lambda _: 0.8), 3)
    unknown = replace(often, glimpses=(replace(often.glimpses[0], prediction=None), *often.glimpses[1:]))
    assert "no model" in here(unknown, 0)


# --- the view -----------------------------------------------------------------------------------------


def test_before_anything_fired_it_says_what_belongs_here(view: WhyView) -> None:
    assert "Nothing to look into yet" in texts(view)


def test_a_moment_opens_at_its_firing_with_the_part_around_it_marked(view: WhyView) -> None:
    view.show_moment(waved())
    assert "“wave”: Press" in texts(view)
    assert why(waved()) in texts(view)
    assert "Here “wave” was told." in texts(view)
    assert "Marked: 1.4 s" in texts(view)


def test_moving_the_place_tells_what_was_believed_there(view: WhyView, qtbot: QtBot) -> None:
    view.show_moment(waved())
    view.take_focus()
    for _ in range(6):
        qtbot.keyClick(view._bar, Qt.Key.Key_Left)
    assert here(waved(), 66) in texts(view)
    assert "wave: belief 93%" in view._rows.accessibleDescription()
    assert "distance 0.12 of at most 0.31" in view._rows.accessibleDescription()
    qtbot.keyClick(view._bar, Qt.Key.Key_F)
    assert "Here “wave” was told." in texts(view)


def test_the_marked_part_is_what_is_corrected(view: WhyView, qtbot: QtBot) -> None:
    shown = waved()
    view.show_moment(shown)
    view.take_focus()
    qtbot.keyClick(view._bar, Qt.Key.Key_I)  # the part begins at the firing
    with qtbot.waitSignal(view.correct_wanted) as asked:
        button(view, "Not a gesture").click()
    name, label, begin_s, end_s = asked.args
    assert (name, label) == (shown.id, NONE)
    assert begin_s == pytest.approx(102.4, abs=0.02)
    assert end_s == pytest.approx(103.25, abs=0.05)


def test_what_it_really_was_is_chosen_among_the_gestures(view: WhyView, qtbot: QtBot) -> None:
    view.show_moment(waved())
    choice = view._correction._gesture
    assert [choice.itemText(row) for row in range(choice.count())] == ["wave", "fist"]
    choice.setCurrentText("fist")
    view.set_gestures(["fist", "open", NONE])
    with qtbot.waitSignal(view.correct_wanted) as asked:
        button(view, "It was this").click()
    assert asked.args[1] == "fist"


def test_a_part_without_a_hand_cannot_be_corrected(view: WhyView, qtbot: QtBot) -> None:
    view.show_moment(waved(hand=lambda time_s: time_s < 4.0))
    assert button(view, "Not a gesture").isEnabled()
    view._player.show_frame(150)
    view.take_focus()
    qtbot.keyClick(view._bar, Qt.Key.Key_O)
    qtbot.keyClick(view._bar, Qt.Key.Key_I)
    assert not button(view, "Not a gesture").isEnabled()
    assert "No hand was in sight in the marked part" in texts(view)
    button(view, "Around the firing").click()
    assert button(view, "Not a gesture").isEnabled()


def test_distances_come_in_without_moving_the_place_or_the_part(view: WhyView) -> None:
    view.show_moment(waved(nearest=()))
    view._player.show_frame(66)
    view._bar.set_kept(10, 50)
    assert "distance" not in view._rows.accessibleDescription()
    view.show_moment(waved())
    assert view._player.shown_frame == 66
    assert view._bar.kept == (10, 50)
    assert "distance 0.12" in view._rows.accessibleDescription()


def test_what_followed_is_told_and_can_be_undone(view: WhyView, qtbot: QtBot) -> None:
    shown = waved()
    view.show_moment(shown)
    view.show_corrected(MomentCorrected("another", "Not this one.", "t0"))
    assert "Not this one." not in texts(view)
    view.show_corrected(MomentCorrected(shown.id, "It is a take.", "t1"))
    assert "It is a take." in texts(view)
    with qtbot.waitSignal(view.take_back_wanted) as asked:
        button(view, "Undo: put the take into the bin").click()
    assert asked.args == ["t1"]
    assert not button(view, "Undo: put the take into the bin").isVisible()


def test_once_it_was_learned_there_is_one_way_back(view: WhyView, qtbot: QtBot) -> None:
    shown = waved()
    view.show_moment(shown)
    view.show_corrected(MomentCorrected(shown.id, "It is a take.", "t1"))
    view.show_retrained(Retrained(True, "It was learned from.", can_go_back=True))
    assert "It was learned from." in texts(view)
    assert not button(view, "Undo: put the take into the bin").isVisible()
    with qtbot.waitSignal(view.go_back_wanted):
        button(view, "Go back to the model before").click()
    view.show_retrained(Retrained(False, "It is as before.", can_go_back=False))
    assert not button(view, "Go back to the model before").isVisible()


def test_what_was_refused_can_still_be_taken_back(view: WhyView) -> None:
    shown = waved()
    view.show_moment(shown)
    view.show_corrected(MomentCorrected(shown.id, "It is a take.", "t1"))
    view.show_retrained(Retrained(False, "It would do harm.", can_go_back=False))
    assert button(view, "Undo: put the take into the bin").isVisible()


def test_another_moment_tells_nothing_of_the_one_before(view: WhyView) -> None:
    view.show_moment(waved())
    view.show_corrected(MomentCorrected(waved().id, "It is a take.", "t1"))
    view.show_moment(moment())
    assert "It is a take." not in texts(view)
    assert "The last half minute" in texts(view)


def test_all_of_it_is_played_not_only_the_marked_part(view: WhyView, qtbot: QtBot) -> None:
    view.show_moment(waved())
    view._player.show_frame(150)
    view._player.play()
    qtbot.waitUntil(lambda: view._player.shown_frame > 150)
    view._player.pause()
    assert view._bar.kept[1] < 150


@pytest.mark.parametrize("closer", [False, True])
def test_a_place_is_where_it_was_clicked_close_or_not(view: WhyView, qtbot: QtBot, closer: bool) -> None:
    long = waved(seconds=30.0, told_s=(20.0,), fired={20.0: 7})
    view.show_moment(long)
    button(view, "Closer").setChecked(closer)
    bar = view._bar
    lane = bar._lane()
    assert lane.left() <= bar._x(bar.value()) <= lane.right()
    for share in (0.1, 0.5, 0.9):
        x = lane.left() + share * lane.width()
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(lane.top() + 6)))
        step = bar._x(1) - bar._x(0)
        assert bar._x(bar.value()) == pytest.approx(round(x), abs=max(step, 1.0))
    bar.setValue(0)
    assert bar._x(0) >= lane.left() - 1e-6


def test_closer_shows_single_frames(view: WhyView) -> None:
    view.show_moment(waved(seconds=30.0, told_s=(20.0,), fired={20.0: 7}))
    far = view._bar._x(1) - view._bar._x(0)
    button(view, "Closer").setChecked(True)
    assert view._bar._x(1) - view._bar._x(0) > 4 * far


@pytest.mark.parametrize(
    "odd",
    [
        moment(0.04),
        moment(hand=lambda _: False),
        waved(told_s=(2.4, 2.5, 2.6), fired={2.4: 7, 2.5: 8, 2.6: 9}),
        waved(marked=99),
    ],
    ids=["one frame", "no hand", "many marks", "an unknown firing"],
)
def test_odd_moments_are_shown_and_painted(view: WhyView, odd: Moment) -> None:
    view.show_moment(odd)
    assert not view.grab().isNull()


def test_escape_goes_back(view: WhyView, qtbot: QtBot) -> None:
    view.activateWindow()
    with qtbot.waitSignal(view.back_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
