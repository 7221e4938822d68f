"""Ready-made models in the window: listed, told of, and offered to be made one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gesture_app.learning.model_card import AT_ONCE_FILE, ModelFile
from gesture_app.ui.pages.live import LivePage
from gesture_app.ui.pages.train import TrainPage
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.text import Elided
from made_models import made_model

EVERYDAY = ModelFile(
    Path("/built-in/everyday.safetensors"), made_model("OK", "wave", name="Everyday").card, True
)
LETTERS = ModelFile(
    Path("/built-in/manual-alphabet.safetensors"), made_model("A", "B", name="Manual alphabet").card, True
)
OWN = ModelFile(Path("/models/mine.safetensors"), made_model("fist", "wave", name="fist, wave").card)

AT_ONCE = ModelFile(
    Path("/models") / AT_ONCE_FILE, made_model("fist", "none", "wave", name="Your takes").card
)


@pytest.fixture
def train(qtbot: QtBot) -> TrainPage:
    page = TrainPage()
    qtbot.addWidget(page)
    page.resize(1180, 800)
    page.show()
    return page


@pytest.fixture
def live(qtbot: QtBot) -> LivePage:
    page = LivePage()
    qtbot.addWidget(page)
    page.show()
    return page


def texts(page: TrainPage | LivePage) -> list[str]:
    QApplication.processEvents()  # rows put into a visible list are shown on the next turn of the loop
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    return [label.accessibleName() if isinstance(label, Elided) else label.text() for label in labels]


def buttons(page: TrainPage | LivePage, words: str) -> list[Button]:
    QApplication.processEvents()
    return [found for found in page.findChildren(Button) if found.text() == words and found.isVisible()]


def test_they_are_listed_apart_with_what_they_know_even_before_anything_is_recorded(train: TrainPage) -> None:
    train.set_models([EVERYDAY, LETTERS], EVERYDAY.file)
    shown = texts(train)
    assert shown.index("Your own appear here after training.") < shown.index("Ready-made")
    assert any(text.startswith("Everyday gestures: thumbs up") for text in shown)
    assert "The letters A to Z of American Sign Language" in shown
    assert buttons(train, "Record gestures")
    assert len(buttons(train, "Use")) == 1


def test_a_ready_made_model_is_chosen_like_any_other(train: TrainPage, qtbot: QtBot) -> None:
    train.set_models([OWN, EVERYDAY, LETTERS], OWN.file)
    with qtbot.waitSignal(train.model_chosen) as chosen:
        buttons(train, "Use")[-1].click()
    assert chosen.args == [str(LETTERS.file)]


def test_takes_of_its_signs_are_an_offer_to_make_it_ones_own(train: TrainPage, qtbot: QtBot) -> None:
    train.set_models([EVERYDAY, LETTERS], EVERYDAY.file, {EVERYDAY.file: 0, LETTERS.file: 3})
    assert "You recorded 3 of its signs" in texts(train)
    (offer,) = buttons(train, "Make it yours")
    with qtbot.waitSignal(train.own_model_wanted) as wanted:
        offer.click()
    assert wanted.args == [str(LETTERS.file)]


def test_without_such_takes_nothing_is_offered(train: TrainPage) -> None:
    train.set_models([OWN, EVERYDAY], OWN.file)
    assert not buttons(train, "Make it yours")


def test_live_says_what_is_recognised_and_what_else_one_can_do(live: LivePage, qtbot: QtBot) -> None:
    live.set_models([EVERYDAY, LETTERS], EVERYDAY.file)
    (told,) = [text for text in texts(live) if text.startswith("Recognising")]
    assert told.endswith("swipes and more. Record your own, or choose another model.")
    with qtbot.waitSignal(live.record_wanted):
        buttons(live, "Record your own")[0].click()
    assert not buttons(live, "Record a gesture")  # no first steps beside it


def test_live_advises_no_recording_to_whoever_has_a_model(live: LivePage) -> None:
    live.set_models([OWN, EVERYDAY], EVERYDAY.file)
    assert any(text.endswith("swipes and more.") for text in texts(live))
    assert not buttons(live, "Record your own")


def test_live_says_nothing_of_the_kind_of_the_users_own_model(live: LivePage) -> None:
    live.set_models([OWN, EVERYDAY], OWN.file)
    assert not [text for text in texts(live) if text.startswith("Recognising")]


def test_live_offers_them_by_name(live: LivePage) -> None:
    live.set_models([OWN, EVERYDAY], OWN.file)
    assert [live._models.itemText(row) for row in range(live._models.count())][-1] == "Everyday · ready-made"


def test_live_says_that_it_recognises_the_users_takes_and_how_to_get_more(
    live: LivePage, qtbot: QtBot
) -> None:
    live.set_models([AT_ONCE, EVERYDAY], AT_ONCE.file)
    assert "Recognising your takes: fist, wave. Record another gesture, then train for more." in texts(live)
    with qtbot.waitSignal(live.record_wanted):
        buttons(live, "Record another")[0].click()
    live.set_trainable(True)
    assert "Recognising your takes: fist, wave. Train for more." in texts(live)
    assert not buttons(live, "Record another")
    with qtbot.waitSignal(live.train_wanted):
        buttons(live, "Train")[0].click()
    assert live._models.currentText() == "Your takes · at once"


def test_live_offers_no_training_beside_takes_to_whoever_has_trained(live: LivePage) -> None:
    live.set_trainable(True)
    live.set_models([OWN, AT_ONCE, EVERYDAY], AT_ONCE.file)
    assert not buttons(live, "Train")


def test_the_model_of_all_takes_is_listed_as_what_it_is(train: TrainPage) -> None:
    train.set_models([AT_ONCE, EVERYDAY], AT_ONCE.file)
    shown = texts(train)
    assert shown.index("Those you train appear here.") < shown.index("Your takes") < shown.index("Ready-made")
    assert "Ready at once, no training" in shown
    train.set_models([OWN, AT_ONCE, EVERYDAY], OWN.file)
    assert "Those you train appear here." not in texts(train)
