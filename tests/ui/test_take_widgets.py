"""Takes to look at, play and trim."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gesture_app.hands import HandSequence
from gesture_app.ui.widgets.filmstrip import Filmstrip
from gesture_app.ui.widgets.take_card import TakeCard
from gesture_app.ui.widgets.take_player import TakePlayer
from gesture_app.ui.widgets.trim_bar import TrimBar
from made_hands import hand_frame, no_hand, sequence


@pytest.fixture
def player(qtbot: QtBot) -> TakePlayer:
    made = TakePlayer()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.set_sequence(sequence(0.4))
    made.show()
    return made


def test_a_filmstrip_is_painted_once_until_something_changes(qtbot: QtBot) -> None:
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.resize(420, 72)
    strip.set_sequence(sequence())
    strip.grab()
    kept = strip._kept
    strip.grab()
    assert strip._kept is kept
    strip.resize(300, 72)
    strip.grab()
    assert strip._kept is not kept


def test_a_filmstrip_has_six_to_eight_pictures_at_its_usual_size(qtbot: QtBot) -> None:
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.set_sequence(sequence())
    strip.resize(strip.sizeHint())
    assert 6 <= strip.cells() <= 8


def test_pictures_are_even_in_time_and_not_in_frames(qtbot: QtBot) -> None:
    times = np.concatenate([np.linspace(0, 0.1, 20), np.linspace(0.2, 1.0, 9)])
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.set_sequence(HandSequence.from_frames([hand_frame(float(time_s)) for time_s in times]))
    chosen = [times[frame] for frame in strip._chosen_frames(6)]
    assert np.diff(chosen) == pytest.approx(0.2, abs=0.05)


def test_a_filmstrip_shows_a_part_of_a_take(qtbot: QtBot) -> None:
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.set_sequence(sequence(), 3, 9)
    assert strip.accessibleDescription() == "6 frames, 0.2 s, hands seen in 6"


@pytest.mark.parametrize("frames", [[no_hand(0.0)], [no_hand(0.0), no_hand(0.1)], [hand_frame(0.0)]])
def test_empty_and_single_frames_are_painted(qtbot: QtBot, frames: list[object]) -> None:
    strip = Filmstrip()
    qtbot.addWidget(strip)
    strip.set_sequence(HandSequence.from_frames(frames))  # type: ignore[arg-type]
    assert not strip.grab().isNull()


def test_a_take_plays_to_its_end_and_stops(player: TakePlayer, qtbot: QtBot) -> None:
    player.play()
    assert player.playing
    qtbot.waitUntil(lambda: not player.playing)
    assert player.shown_frame == 11


def test_space_plays_and_pauses(player: TakePlayer, qtbot: QtBot) -> None:
    qtbot.keyClick(player, Qt.Key.Key_Space)
    assert player.playing
    qtbot.keyClick(player._bar, Qt.Key.Key_Space)
    assert not player.playing


def test_whoever_takes_hold_of_the_bar_stops_the_playing(player: TakePlayer, qtbot: QtBot) -> None:
    player.play()
    qtbot.mouseClick(player._bar, Qt.MouseButton.LeftButton, pos=QPoint(250, 20))
    assert not player.playing
    player.play()
    qtbot.keyClick(player._bar, Qt.Key.Key_Right)
    assert not player.playing


def test_a_hidden_player_stands_still(player: TakePlayer) -> None:
    player.play()
    player.hide()
    assert not player.playing


def test_only_the_kept_part_plays(player: TakePlayer, qtbot: QtBot) -> None:
    player._bar.set_kept(3, 6)
    player.play()
    assert player.shown_frame == 3
    qtbot.waitUntil(lambda: not player.playing)
    assert player.shown_frame == 5


def test_trimming_is_offered_once_something_is_cut(player: TakePlayer, qtbot: QtBot) -> None:
    assert not player._trim.isEnabled()
    player._bar.set_kept(2, 9)
    with qtbot.waitSignal(player.trim_requested) as asked:
        player._trim.click()
    assert asked.args == [2, 9]
    player._whole.click()
    assert player._bar.kept == (0, 12)
    assert not player._trim.isEnabled()


def test_another_take_starts_from_its_beginning_and_whole(player: TakePlayer) -> None:
    player._bar.set_kept(2, 9)
    player.play()
    player.set_sequence(sequence(0.2))
    assert not player.playing
    assert player._bar.kept == (0, 6)
    assert player.shown_frame == 0


def test_a_player_without_a_take_offers_nothing(player: TakePlayer) -> None:
    player.set_sequence(None)
    player.play()
    assert not player.playing
    assert not player._play.isEnabled()
    assert not player.grab().isNull()


def test_keys_set_the_start_and_the_end(qtbot: QtBot) -> None:
    bar = TrimBar()
    qtbot.addWidget(bar)
    bar.set_frames(20)
    bar.setValue(4)
    qtbot.keyClick(bar, Qt.Key.Key_I)
    bar.setValue(14)
    qtbot.keyClick(bar, Qt.Key.Key_O)
    assert bar.kept == (4, 15)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert bar.value() == 13


def test_at_least_one_frame_is_kept(qtbot: QtBot) -> None:
    bar = TrimBar()
    qtbot.addWidget(bar)
    bar.set_frames(20)
    bar.set_kept(30, 2)
    assert bar.kept == (19, 20)
    bar.set_kept(-5, 100)
    assert bar.kept == (0, 20)


def test_handles_are_dragged(qtbot: QtBot) -> None:
    bar = TrimBar()
    qtbot.addWidget(bar)
    bar.resize(320, 40)
    bar.set_frames(21)
    bar.show()
    left, _ = bar._edges()
    middle = QPoint(160, 20)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(left) - 4, 20))
    qtbot.mouseMove(bar, middle)
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=middle)
    assert bar.kept == (10, 21)
    assert bar.value() == 10


def test_a_card_tells_its_take_without_eyes(qtbot: QtBot) -> None:
    card = TakeCard(
        "id-1", sequence(1.4), "usable", ("The hand was lost in 3 of 40 frames.",), title="Take 2"
    )
    qtbot.addWidget(card)
    assert card.accessibleName() == "Take 2, 1.4 s, usable"
    assert card.accessibleDescription() == "The hand was lost in 3 of 40 frames."


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "play_requested"),
        (Qt.Key.Key_T, "trim_requested"),
        (Qt.Key.Key_Delete, "delete_requested"),
        (Qt.Key.Key_Space, "selected"),
    ],
)
def test_a_card_obeys_the_keyboard(qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    card = TakeCard("id-1", sequence(), "good")
    qtbot.addWidget(card)
    with qtbot.waitSignal(getattr(card, signal)) as asked:
        qtbot.keyClick(card, key)
    assert asked.args == ["id-1"]


def test_every_button_of_a_card_has_a_name_and_acts(qtbot: QtBot) -> None:
    from gesture_app.ui.widgets.button import Button

    card = TakeCard("id-1", sequence(), "good")
    qtbot.addWidget(card)
    signals = (card.play_requested, card.trim_requested, card.delete_requested)
    for button, signal in zip(card.findChildren(Button), signals, strict=True):
        assert button.accessibleName()
        with qtbot.waitSignal(signal):
            button.click()


def test_a_selected_card_says_so(qtbot: QtBot) -> None:
    card = TakeCard("id-1", sequence(), "poor")
    qtbot.addWidget(card)
    card.set_selected(True)
    assert card.is_selected
    card.set_selected(False)
    assert not card.is_selected
