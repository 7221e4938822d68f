"""A take played above what the network does with it: keyboard, mouse, words, and what an empty page says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.hands import HandSequence
from gesture_app.learning.inside.insight import Insight, TwinInsight
from gesture_app.learning.inside.looking import look_inside
from gesture_app.learning.model_card import ModelFile
from gesture_app.pipeline.inside import Subject
from gesture_app.pipeline.messages import Looked
from gesture_app.takes.take import TakeInfo
from gesture_app.ui.pages.inside import InsidePage
from gesture_app.ui.pages.inside_comparison import fairly_told, left_after
from gesture_app.ui.pages.inside_gates import belief_curves, summary
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.heat_map import HeatMap
from gesture_app.ui.widgets.time_curves import Remembered
from gesture_app.ui.widgets.time_plot import TimePlot
from made_gestures import takes_of
from trained import small_model

MODEL = Path("/models/small.safetensors")
TAKES = [
    TakeInfo(id="1", gesture="swipe", recorded_at="2026-11-20T14:05:00+00:00"),
    TakeInfo(id="2", gesture="swipe", recorded_at="2026-11-20T14:06:00+00:00"),
    TakeInfo(id="3", gesture="something else", recorded_at="2026-11-20T14:07:00+00:00"),
]


@cache
def taken() -> tuple[HandSequence, Insight]:
    sequence = takes_of("swipe", count=1, seed=9)[0].sequence
    insight = look_inside(small_model(), sequence)
    assert insight is not None
    return sequence, insight


def twins_of(insight: Insight) -> TwinInsight:
    """An LSTM that keeps nine tenths a step, and a plain network that keeps a tenth."""
    back = np.arange(len(insight))[::-1]
    lstm, rnn = (np.power(kept, back).astype(np.float32) for kept in (0.9, 0.1))
    return TwinInsight((lstm,), (rnn,), 11, 9, 12, 48, "takes")


@pytest.fixture
def page(qtbot: QtBot) -> InsidePage:
    made = InsidePage()
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.set_takes(TAKES)
    made.set_models([ModelFile(MODEL, small_model().card)], MODEL)
    made.choose("swipe")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def looking(page: InsidePage) -> InsidePage:
    page.entered()
    page.choose("swipe", "1")
    show(page)
    QApplication.processEvents()
    return page


def show(page: InsidePage, twins: TwinInsight | None = None) -> None:
    sequence, insight = taken()
    page.show_look(Looked(MODEL, Subject("swipe", "1"), sequence, insight, twins))


def words(page: InsidePage) -> str:
    return page._words.text()


def mouse(plot: TimePlot, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton) -> None:
    viewport = plot.plot.viewport()
    held = button if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    here = QPointF(place)
    event = QMouseEvent(kind, here, viewport.mapToGlobal(here), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def cursors(page: InsidePage) -> set[float]:
    assert page._gates is not None
    return {round(plot._line.value(), 3) for plot in page._gates._plots}


def test_entering_asks_for_the_newest_take_of_the_model_in_use(page: InsidePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.look_wanted) as asked:
        page.entered()
    assert asked.args == [MODEL, Subject("swipe", "2")]


def test_nothing_is_asked_for_while_the_page_is_out_of_view(page: InsidePage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.look_wanted):
        page.set_takes(TAKES[:1])
        page.choose("swipe", "1")


def test_another_take_is_asked_for_and_one_that_comes_too_late_is_not_shown(
    looking: InsidePage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(looking.look_wanted) as asked:
        looking.choose("swipe", "2")
    assert asked.args == [MODEL, Subject("swipe", "2")]
    before = looking._looked
    show(looking)
    assert looking._looked is before


def test_what_the_model_has_not_learned_can_be_looked_at_and_is_marked(page: InsidePage) -> None:
    gestures = page._choice._gestures
    names = [gestures.itemText(place) for place in range(gestures.count())]
    # The virtual hand knows a fist and an open hand.
    assert names == ["fist", "open", "swipe", "something else (not learned)"]


def test_without_a_model_the_page_leads_to_training(page: InsidePage, qtbot: QtBot) -> None:
    page.set_models([], None)
    page.entered()
    assert page._no_model.isVisible()
    with qtbot.waitSignal(page.back_wanted):
        next(each for each in page._no_model.findChildren(Button)).click()


def test_without_a_take_the_page_leads_to_recording(page: InsidePage, qtbot: QtBot) -> None:
    card = small_model().card
    own = dict(zip(("this", "that", "what", "which"), card.timings.values(), strict=True))
    page.set_takes([])
    page.set_models(
        [
            ModelFile(
                MODEL,
                msgspec.structs.replace(card, labels=list(own), timings=own, radius=dict.fromkeys(own, 1.0)),
            )
        ],
        MODEL,
    )
    page.entered()
    assert page._no_take.isVisible()
    with qtbot.waitSignal(page.record_wanted):
        next(each for each in page._no_take.findChildren(Button)).click()


def test_without_a_take_the_virtual_hand_performs_what_it_knows(page: InsidePage, qtbot: QtBot) -> None:
    page.set_takes([])
    with qtbot.waitSignal(page.look_wanted) as asked:
        page.entered()
    assert asked.args == [MODEL, Subject("fist", performance=1)]
    show(page)  # of another take: too late
    assert page._looked is None


def test_a_take_without_a_hand_says_so(looking: InsidePage) -> None:
    looked = Looked(MODEL, Subject("swipe", "1"), taken()[0], None, None)
    looking.show_look(looked)
    assert looking._trouble.isVisible()
    assert "No hand" in looking._trouble._sentence.text()
    show(looking)
    assert not looking._trouble.isVisible()


def test_space_plays_and_the_cursor_runs_through_all_pictures(looking: InsidePage, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert looking._player.playing
    qtbot.waitUntil(lambda: looking._player.shown_frame > 3)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert not looking._player.playing
    sequence, _ = taken()
    here = sequence.time_s[looking._player.shown_frame] - sequence.time_s[0]
    assert cursors(looking) == {round(float(here), 3)}


def test_arrow_keys_go_from_frame_to_frame_wherever_the_focus_is(looking: InsidePage, qtbot: QtBot) -> None:
    for widget in (QApplication.focusWidget(), looking):
        before = looking._player.shown_frame
        qtbot.keyClick(widget, Qt.Key.Key_Right)
        qtbot.keyClick(widget, Qt.Key.Key_Right)
        qtbot.keyClick(widget, Qt.Key.Key_Left)
        assert looking._player.shown_frame == before + 1


def test_escape_leads_back_and_leaving_stops_playing(looking: InsidePage, qtbot: QtBot) -> None:
    looking._player.play()
    with qtbot.waitSignal(looking.back_wanted):
        qtbot.keyClick(looking, Qt.Key.Key_Escape)
    with qtbot.waitSignal(looking.cancel_wanted):
        looking.left()
    assert not looking._player.playing


def test_a_press_on_a_picture_goes_to_that_time(looking: InsidePage) -> None:
    assert looking._gates is not None
    plot = looking._gates._memory
    middle = plot.plot.viewport().rect().center()
    mouse(plot, QEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
    time_s = plot._place(middle)[0]
    sequence, _ = taken()
    nearest = int(np.abs(sequence.time_s - sequence.time_s[0] - time_s).argmin())
    assert 0 < nearest < len(sequence) - 1
    assert looking._player.shown_frame == nearest


def test_a_heat_map_tells_unit_time_and_value_in_words(looking: InsidePage) -> None:
    assert looking._gates is not None
    _, insight = taken()
    layer = insight.layers[0]
    for name, says in (("forget", "keeps"), ("input", "lets in"), ("output", "shows")):
        plot = looking._gates._gates[name]
        unit = int(layer.order()[3])
        told = plot.words_at(float(insight.times_s[5]), 3.5)
        assert f"unit {unit + 1}, at {insight.times_s[5]:.2f} s" in told
        assert f"{says} {getattr(layer, name)[5, unit]:.0%}" in told
        assert plot.words_at(float(insight.times_s[5]), -1.0) == ""
    mouse(
        looking._gates._gates["forget"], QEvent.Type.MouseMove,
        looking._gates._gates["forget"].plot.viewport().rect().center(), Qt.MouseButton.NoButton,
    )  # fmt: skip
    assert words(looking).startswith("Forget gate, unit")
    QApplication.sendEvent(looking._gates._gates["forget"].plot.viewport(), QEvent(QEvent.Type.Leave))
    assert words(looking).startswith("At 0.00 s")


def test_pictures_show_the_gates_in_the_order_of_the_units(looking: InsidePage) -> None:
    assert looking._gates is not None
    _, insight = taken()
    picture = looking._gates._gates["forget"]._picture.image
    np.testing.assert_array_equal(picture, insight.layers[0].forget[:, insight.layers[0].order()].T)


def test_the_sentence_at_a_time_is_about_that_time() -> None:
    _, insight = taken()
    last = float(insight.times_s[-1])
    assert "believes in “swipe”" in summary(insight, 0, last)
    assert f"{insight.layers[0].forget[-1].mean():.0%} of their memory" in summary(insight, 0, last)
    assert summary(insight, 0, -0.5) == "At -0.50 s no hand has been seen yet."
    curves = belief_curves(insight)
    assert curves[0].name == "swipe"
    assert curves[-1].name == "Too little to tell"
    assert curves[-1].values + insight.beliefs.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_comparison_is_asked_for_shown_and_told(looking: InsidePage, qtbot: QtBot) -> None:
    looking._view._group.buttons()[1].click()
    comparison = looking._comparison
    assert comparison is not None
    assert comparison.isVisible()
    assert not looking._gates.isVisible() if looking._gates is not None else False
    assert (
        "After one second" in comparison._left.text()
        or "as long as this take lasts" in comparison._left.text()
    )
    with qtbot.waitSignal(looking.compare_wanted) as asked:
        comparison._compare.click()
    assert asked.args == [MODEL]
    looking.show_comparison_progress(0.5)
    assert comparison._bar.value() == 500
    with qtbot.waitSignal(looking.cancel_wanted):
        comparison._cancel.click()
    with qtbot.waitSignal(looking.look_wanted):
        looking.show_comparison_ended("")
    show(looking, twins_of(taken()[1]))
    names = [curve.name for curve in comparison._plot._curves]
    assert names == ["LSTM", "plain RNN", "this model"]
    assert not comparison._compare.isVisible()


def test_a_comparison_that_came_to_nothing_says_why_and_can_be_tried_again(looking: InsidePage) -> None:
    looking._view._group.buttons()[1].click()
    assert looking._comparison is not None
    looking._comparison._compare.click()
    looking.show_comparison_ended("“fist” has only one take.")
    assert looking._comparison._said.text() == "“fist” has only one take."
    assert looking._comparison._compare.isVisible()
    assert not looking._comparison._cancel.isVisible()


def test_what_is_left_is_told_from_the_figures() -> None:
    _, insight = taken()
    long = Insight(
        np.arange(41) * 0.05, 0.05, insight.layers, insight.labels, insight.beliefs, insight.winner,
        insight.contribution,
    )  # fmt: skip
    kept = np.linspace(0, 1, 41, dtype=np.float32)
    twins = TwinInsight((kept,), (kept**20,), 11, 9, 12, 48, "virtual hand")
    told = left_after(long, twins, 0)
    assert told.startswith(
        "After one second 50% of a change is left in the LSTM, 1 in 1,000,000 in the plain RNN"
    )
    assert fairly_told(twins) == (
        "Both learned from the same 48 of performances of the virtual hand. Of 12 others the LSTM recognised 11, "
        "the plain RNN 9. The LSTM's forget gates began open, as is usual."
    )


def test_a_logarithmic_axis_bears_a_memory_that_is_gone(qtbot: QtBot) -> None:
    from gesture_app.ui.widgets.time_curves import Curve

    plot = Remembered("left", "", 200)
    qtbot.addWidget(plot)
    plot.set_span(-1.0, 0.0)
    plot.set_curves([Curve("gone", np.array([-1.0, 0.0]), np.array([0.0, 1.0]))])
    assert "1.00 s before the end: gone 0%" in plot.words_at(-1.0, -3.0)
    assert not plot.grab().isNull()


def test_both_themes_dress_the_pictures(looking: InsidePage) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    controller = ThemeController(application, "light")
    light = looking.grab().toImage()
    controller.choose("dark")
    QApplication.processEvents()
    dark = looking.grab().toImage()
    for plot in looking.findChildren(HeatMap):
        corner = plot.plot.mapTo(looking, QPoint(2, 2))
        assert light.pixelColor(corner).lightness() > 200
        assert dark.pixelColor(corner).lightness() < 60
    controller.choose("light")


def test_thousands_of_takes_are_told_in_words_only_where_they_are_seen(page: InsidePage) -> None:
    many = [TakeInfo(id=f"{number:05}", gesture="swipe") for number in range(5000)]
    page.set_takes([*many, *TAKES])
    page.choose("swipe", "02500")
    choice = page._choice
    assert choice.subject == Subject("swipe", "02500")
    assert choice._subjects.currentText() == "Take 2501"
    page.set_takes([*many[1:], *TAKES])  # the first was deleted: the one looked at stays chosen
    assert choice.subject == Subject("swipe", "02500")
    page.set_takes([take for take in many if take.id != "02500"])
    assert choice.subject == Subject("swipe", "04999")  # the newest in its stead
