"""From takes to a model with one button, told in plain words."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.hands.features import FeatureSpec
from gesture_app.learning.coaching.advice import Advice
from gesture_app.learning.model_card import (
    GestureTiming,
    HeldOutReport,
    ModelCard,
    ModelFile,
    NetworkSizes,
)
from gesture_app.ui.pages.train import TrainPage
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.confusion import ConfusionMatrix
from gesture_app.ui.widgets.curves import TrainingCurves
from gesture_app.ui.widgets.training_progress import told as told_progress
from gesture_app.ui.widgets.training_result import recalls, told

GESTURES = [("wave", 6, False), ("fist", 5, False), ("none", 9, True)]
LABELS = ["fist", "none", "wave"]
REPORT = HeldOutReport(
    labels=LABELS,
    confusion=[[3, 0, 1], [0, 4, 0], [0, 0, 2]],
    accuracy=0.9,
    recall={"fist": 0.75, "none": 1.0, "wave": 1.0},
    validated_by="session",
    takes=10,
)


class Round:
    """A round of training as `learning.training` reports it."""

    def __init__(self, epoch: int, accuracy: float | None = 0.8, seconds_left: float | None = 12.0) -> None:
        self.epoch, self.epochs, self.seconds_left = epoch, 40, seconds_left
        self.train_loss = self.validation_loss = 1.0 / (1 + epoch)
        self.train_accuracy = self.validation_accuracy = accuracy
        self.phase = "learning"


def model_card(name: str, report: HeldOutReport | None = REPORT) -> ModelCard:
    return ModelCard(
        name=name,
        created="2026-11-20T14:05:00+00:00",
        labels=LABELS,
        features=FeatureSpec(),
        sizes=NetworkSizes(features=FeatureSpec().size, labels=3),
        temperature=1.0,
        threshold=0.5,
        timings={label: GestureTiming(usual_s=1.0, longest_s=2.0, still=False) for label in LABELS},
        radius=dict.fromkeys(LABELS, 1.0),
        report=report,
    )


@pytest.fixture
def page(qtbot: QtBot) -> TrainPage:
    made = TrainPage()
    qtbot.addWidget(made)
    made.resize(1180, 800)
    made.set_gestures(GESTURES)
    made.show()
    return made


def button(page: TrainPage, text: str) -> Button:
    return next(found for found in page.findChildren(Button) if found.text() == text and found.isVisible())


def activate(page: TrainPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def focused_name() -> str:
    focused = QApplication.focusWidget()
    return "" if focused is None else focused.accessibleName()


def test_a_page_without_takes_says_what_to_do_first(page: TrainPage, qtbot: QtBot) -> None:
    page.set_gestures([("wave", 0, False)])
    with qtbot.waitSignal(page.record_wanted):
        button(page, "Record gestures").click()


def test_train_hands_out_the_checked_gestures(page: TrainPage, qtbot: QtBot) -> None:
    page._picker._rows["fist"].box.setChecked(False)
    with qtbot.waitSignal(page.train_requested) as asked:
        button(page, "Train").click()
    assert asked.args == [["wave", "none"]]


def test_a_gesture_unchecked_stays_so_when_takes_are_added(page: TrainPage) -> None:
    page._picker._rows["fist"].box.setChecked(False)
    page.set_gestures([*GESTURES, ("point", 2, False)])
    assert page.chosen == ["point", "wave", "none"]


def test_another_take_leaves_the_keyboard_where_it_is(page: TrainPage) -> None:
    box = page._picker._rows["wave"].box
    box.setFocus()
    page.set_gestures([("wave", 7, False), *GESTURES[1:]])
    assert page._picker._rows["wave"].box is box
    assert box.accessibleName() == "wave, 7 takes"


def test_a_click_on_a_gestures_row_checks_it(page: TrainPage, qtbot: QtBot) -> None:
    row = page._picker._rows["wave"]
    with qtbot.waitSignal(page.choice_changed) as changed:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, row.height() // 2))
    assert changed.args == [["fist", "none"]]


def test_a_refusal_is_shown_and_stops_the_button(page: TrainPage) -> None:
    page.set_refusal("“fist” has only one take. Record at least one more.")
    assert not page._train.isEnabled()
    assert page._why_not.text().startswith("“fist” has only one take.")
    page.set_refusal(None)
    assert page._train.isEnabled()


def test_nothing_checked_is_nothing_to_train(page: TrainPage) -> None:
    button(page, "Choose none").click()
    assert page.chosen == []
    assert not page._train.isEnabled()
    assert page._why_not.isVisible()


def test_training_can_be_stopped_and_started_again(page: TrainPage, qtbot: QtBot) -> None:
    button(page, "Train").click()
    page.show_progress(Round(1))
    assert not page._train.isEnabled()
    with qtbot.waitSignal(page.cancel_requested):
        button(page, "Cancel").click()
    page.show_cancelled()
    assert page._train.isEnabled()


def test_a_training_that_failed_says_why(page: TrainPage) -> None:
    page.show_started()
    page.show_failure("No hand was seen in the takes of “wave”.")
    assert page._failed.isVisible()
    assert page._failed._sentence.text() == "No hand was seen in the takes of “wave”."
    assert page._train.isEnabled()


def test_progress_is_told_in_words() -> None:
    assert (
        told_progress(Round(3)) == "Round 3 of 40 · 80% of the test takes recognised · about 12 seconds left"
    )
    assert told_progress(Round(0, None, None)) == "Getting ready"


def test_the_result_is_a_sentence_about_takes(page: TrainPage) -> None:
    assert told(REPORT) == "9 of 10 takes that it had not seen before were recognised."
    assert [(row.label, row.told()) for row in recalls(REPORT)] == [
        ("fist", "3 of 4"),
        ("none", "4 of 4"),
        ("wave", "2 of 2"),
    ]
    page.show_trained(model_card("wave, fist"))
    assert page._result._share.text() == "90%"
    assert page._result._matrix.isVisible()


def test_a_model_without_a_test_claims_nothing(page: TrainPage) -> None:
    page.show_trained(model_card("wave, fist", None))
    assert "too few takes" in page._result._sentence.text()
    assert not page._result._matrix.isVisible()
    assert not page._result._share.isVisible()


def test_older_models_can_be_used_again(page: TrainPage, qtbot: QtBot) -> None:
    files = [Path("/models/new.safetensors"), Path("/models/old.safetensors")]
    page.set_models([ModelFile(file, model_card(file.stem)) for file in files], files[0])
    QApplication.processEvents()  # rows put into a visible list are shown on the next turn of the loop
    with qtbot.waitSignal(page.model_chosen) as chosen:
        button(page, "Use").click()
    assert chosen.args == [str(files[1])]
    page.set_models([], None)
    assert not [found for found in page.findChildren(Button) if found.text() == "Use" and found.isVisible()]


def test_the_focus_stays_with_the_models_when_one_is_taken_into_use(page: TrainPage, qtbot: QtBot) -> None:
    files = [Path(f"/models/{name}.safetensors") for name in ("new", "older", "oldest")]
    models = [ModelFile(file, model_card(file.stem)) for file in files]
    activate(page, qtbot)
    page.set_models(models, files[0])
    QApplication.processEvents()
    last = [found for found in page.findChildren(Button) if found.text() == "Use"][-1]
    last.setFocus()
    page.set_models(models, files[2])
    qtbot.waitUntil(lambda: focused_name() == "Use this model: older")


def test_the_focus_goes_to_cancel_and_back_to_train(page: TrainPage, qtbot: QtBot) -> None:
    activate(page, qtbot)
    page._train.setFocus()
    page._train.click()
    assert focused_name() == "Cancel"
    page.show_trained(model_card("wave, fist"))
    assert focused_name() == "Train"
    page._train.click()
    button(page, "Cancel").click()
    page.show_cancelled()
    assert focused_name() == "Train"


def test_curves_keep_a_round_whose_figures_are_not_known(qtbot: QtBot) -> None:
    curves = TrainingCurves()
    qtbot.addWidget(curves)
    curves.add(Round(0))
    assert curves.rounds() == 0
    for epoch in range(1, 6):
        curves.add(Round(epoch, 0.8 if epoch % 2 else None))
    assert curves.rounds() == 5
    assert not curves.grab().isNull()
    curves.clear()
    assert curves.rounds() == 0


@pytest.mark.parametrize("count", [2, 14, 60])
def test_every_cell_of_a_matrix_can_be_clicked(qtbot: QtBot, count: int) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    labels = [f"gesture {number}" for number in range(count)]
    matrix.set_matrix(labels, [[int(row == column) for column in range(count)] for row in range(count)])
    matrix.resize(700, 600)
    for cell in ((0, 0), (0, count - 1), (count - 1, 0), (count - 1, count - 1)):
        place = matrix._cell_rect(matrix._grid(), cell)
        assert matrix.rect().contains(place.toAlignedRect())
        with qtbot.waitSignal(matrix.cell_clicked) as clicked:
            qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
        assert clicked.args == [labels[cell[0]], labels[cell[1]]]
    assert not matrix.grab().isNull()


def test_arrow_keys_walk_through_a_matrix_and_enter_asks(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_matrix(LABELS, REPORT.confusion)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(matrix, key)
    assert matrix.accessibleDescription() == "fist: 1 of 4 taken for wave."
    with qtbot.waitSignal(matrix.cell_clicked) as clicked:
        qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert clicked.args == ["fist", "wave"]


def test_a_matrix_calls_the_class_of_no_gesture_by_its_name_for_people(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_matrix(LABELS, REPORT.confusion)
    assert matrix.sentence((1, 1)) == "Not a gesture: 4 of 4 recognised."


def test_what_the_coach_is_talking_of_can_be_asked_for_from_the_page(page: TrainPage, qtbot: QtBot) -> None:
    advice = Advice(
        kind="outlier", sentence="A take stands out.", figure="3×", takes=["a"], gestures=["fist"]
    )
    page.set_takes(["a", "b"])
    page.show_trained(msgspec.structs.replace(model_card("wave, fist"), advice=[advice]))
    QApplication.processEvents()
    with qtbot.waitSignal(page.takes_wanted) as shown:
        button(page, "Show take").click()
    assert shown.args == [["a"]]
    with qtbot.waitSignal(page.drop_wanted) as dropped:
        button(page, "Move to bin").click()
    assert dropped.args == ["a"]
    page.set_takes(["b"])
    assert not [
        found for found in page.findChildren(Button) if found.text() == "Move to bin" and found.isVisible()
    ]
