"""The measured promise is told without claiming more than was watched, and each advice can be followed at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.actions.promise.statistics import poisson_rate
from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.acting.messages import TrendDay
from gesture_app.ui.actions.promise import PromiseView
from gesture_app.ui.actions.promise_card import PromiseCardView
from gesture_app.ui.actions.promise_plot import TrendPlot, trend_points
from gesture_app.ui.actions.promise_words import (
    NOT_ARMED,
    card_sentence,
    fires_told,
    hits_told,
    rate_told,
    summary,
    use_told,
)
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Text
from made_promises import ACCIDENT, FIT, MEASURED, MISSED, UNMEASURED, a_day, promises

HOUR_S = 3600.0


@pytest.fixture
def view(qtbot: QtBot) -> PromiseView:
    made = PromiseView()
    qtbot.addWidget(made)
    made.resize(1150, 740)
    made.show()
    return made


def button(view: PromiseView, words: str) -> Button:
    QApplication.processEvents()  # new cards are laid out
    return next(each for each in view.findChildren(Button) if each.isVisible() and each.text() == words)


def texts(view: PromiseView) -> list[str]:
    return [each.text() for each in view.findChildren(Text) if each.isVisible()]


def test_two_quiet_minutes_prove_no_more_than_fewer_than_ninety_an_hour() -> None:
    assert fires_told(FIT) == ("None", "in 2 minutes: fewer than 90 an hour")


def test_false_fires_are_told_with_both_bounds() -> None:
    count, proof = fires_told(ACCIDENT)
    rate = poisson_rate(2, 120)
    assert rate is not None
    assert count == "2"
    assert rate_told(rate.low) in proof
    assert rate_told(rate.high) in proof


def test_nothing_is_claimed_of_a_gesture_that_was_not_measured() -> None:
    assert fires_told(UNMEASURED) == ("–", "not watched yet")
    assert hits_told(UNMEASURED) == ("–", "not asked for yet")


def test_what_became_of_every_prompt_is_told() -> None:
    assert hits_told(MISSED) == ("1 of 5", "3 missed · 1 fired twice · another fired on 2")


@pytest.mark.parametrize(
    ("rate", "told"),
    [(89.87, "90"), (10.0, "10"), (4.46, "4.5"), (0.96, "1.0"), (0.214, "0.2"), (0.0036, "0.004")],
)
def test_rates_are_as_exact_as_they_are_worth(rate: float, told: str) -> None:
    assert rate_told(rate) == told


def test_hours_of_use_without_a_mistake_narrow_the_promise() -> None:
    told = use_told(promises(FIT, trend=(a_day(0, 4 * HOUR_S), a_day(3, 10 * HOUR_S))))
    assert told == "In 14 hours of use since then nothing was called a mistake: fewer than 0.2 an hour."


def test_use_before_the_measurement_does_not_count_for_it() -> None:
    told = use_told(promises(FIT, trend=(a_day(-5, 40 * HOUR_S, called_false=9), a_day(1, 2 * HOUR_S))))
    assert told.startswith("In 2 hours of use since then nothing was called a mistake")


def test_mistakes_in_use_are_told() -> None:
    told = use_told(promises(FIT, trend=(a_day(1, 10 * HOUR_S, called_false=2),)))
    assert "2 firings called a mistake" in told


def test_what_was_never_armed_says_so() -> None:
    assert use_told(promises(FIT)) == NOT_ARMED


def test_a_card_is_one_sentence_for_who_hears_it(qtbot: QtBot) -> None:
    card = PromiseCardView(ACCIDENT)
    qtbot.addWidget(card)
    assert card.accessibleName() == card_sentence(ACCIDENT)
    assert "fist" in card.accessibleName()
    assert "Record takes of “not a gesture”." in card.accessibleName()


def test_the_summary_counts_what_may_act() -> None:
    assert summary(promises(FIT, ACCIDENT, MISSED)).startswith("1 of 3 gestures may act.")


def test_before_a_measurement_the_page_says_what_to_do_first(view: PromiseView, qtbot: QtBot) -> None:
    view.set_promises(promises(UNMEASURED, measured=False))
    assert "Nothing is measured yet" in texts(view)
    with qtbot.waitSignal(view.measure_wanted):
        button(view, "Measure now").click()


def test_what_would_fire_by_accident_can_be_helped_at_once(view: PromiseView, qtbot: QtBot) -> None:
    view.set_promises(promises(FIT, ACCIDENT))
    with qtbot.waitSignal(view.record_wanted) as recorded:
        button(view, "Record “Not a gesture”").click()
    with qtbot.waitSignal(view.hold_wanted) as held:
        button(view, "Hold to confirm").click()
    assert recorded.args == [NONE]
    assert held.args == ["fist"]


def test_what_is_seldom_recognised_leads_to_more_takes_of_it(view: PromiseView, qtbot: QtBot) -> None:
    view.set_promises(promises(MISSED))
    with qtbot.waitSignal(view.record_wanted) as recorded:
        button(view, "Record more takes").click()
    assert recorded.args == ["wave"]


def test_new_cards_replace_the_ones_before(view: PromiseView, qtbot: QtBot) -> None:
    view.set_promises(promises(ACCIDENT))
    view.set_promises(promises(FIT))
    qtbot.waitUntil(lambda: len(view.findChildren(PromiseCardView)) == 1)
    assert "Would fire by accident" not in texts(view)


def test_the_same_cards_told_again_keep_what_has_the_focus(view: PromiseView) -> None:
    view.set_promises(promises(ACCIDENT))
    held = button(view, "Hold to confirm")
    held.setFocus()
    view.set_promises(promises(ACCIDENT, trend=(a_day(1, HOUR_S),)))
    assert held.isVisible()


def test_every_day_of_use_narrows_what_is_known() -> None:
    points = trend_points([a_day(day, 2 * HOUR_S) for day in range(5)])
    highs = [point.rate.high for point in points]
    assert len(points) == 5
    assert highs == sorted(highs, reverse=True)
    assert len(set(highs)) == 5


def test_days_may_come_in_any_order_and_idle_ones_are_no_points() -> None:
    days = [a_day(3, HOUR_S), a_day(1, HOUR_S, called_false=1), a_day(2, 0.0, fired=0)]
    points = trend_points(days)
    assert [point.day for point in points] == [days[1].day.date(), days[0].day.date()]
    assert points[-1].rate == poisson_rate(1, 2 * HOUR_S)


@pytest.fixture
def plot(qtbot: QtBot) -> TrendPlot:
    made = TrendPlot()
    qtbot.addWidget(made)
    made.resize(700, 200)
    return made


def test_a_measurement_begins_the_count_anew(plot: TrendPlot) -> None:
    trend = [a_day(-3, 30 * HOUR_S, called_false=4), a_day(1, HOUR_S)]
    plot.set_trend(trend, MEASURED.date())
    before, after = plot.points
    assert before.rate == poisson_rate(4, 30 * HOUR_S)
    assert after.rate == poisson_rate(0, HOUR_S)


TRENDS = {
    "none": (),
    "one day": (a_day(0, 600.0),),
    "many mistakes in a minute": (a_day(0, 60.0, called_false=40),),
    "two months": tuple(a_day(day, HOUR_S, called_false=day % 2) for day in range(60)),
}


@pytest.mark.parametrize("trend", TRENDS.values(), ids=TRENDS)
def test_any_trend_can_be_painted_and_walked_through(plot: TrendPlot, trend: tuple[TrendDay, ...]) -> None:
    plot.set_trend(trend, MEASURED.date())
    plot.grab()
    assert len(plot.cells) == len(trend)
    assert all(cell.place.width() > 0 and cell.sentence for cell in plot.cells)
