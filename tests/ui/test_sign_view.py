"""The hand that shows a sign: what is painted when, and how it is turned."""

from __future__ import annotations

import threading
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.practice.references.motion import SignMotion
from gesture_app.ui.signs import studio
from gesture_app.ui.signs.controls import SignControls
from gesture_app.ui.signs.view import SignView
from gesture_app.ui.widgets.button import Button
from gesture_app.virtual_hand.painting.atlas import atlas
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK

HELD, MOVING = "A", "J"


@pytest.fixture(scope="module", autouse=True)
def skin() -> None:
    """The sheets of the skin take seconds, once; a studio must not be at them when its test ends."""
    atlas(DEFAULT_LOOK.skin, DEFAULT_LOOK.sleeve)


@pytest.fixture(scope="module")
def held() -> SignMotion:
    return motion_of_gesture(HELD)


@pytest.fixture(scope="module")
def moving() -> SignMotion:
    return motion_of_gesture(MOVING)


@pytest.fixture
def view(qtbot: QtBot) -> SignView:
    made = SignView()
    qtbot.addWidget(made)
    made.resize(220, 200)
    return made


def studios() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "sign-studio"]


def painted(view: SignView) -> int:
    """How many pictures there are of what is shown now."""
    film = view._film()
    return 0 if film is None else view._studio.count(film)


def wait_for_picture(qtbot: QtBot, view: SignView) -> None:
    qtbot.waitUntil(lambda: not view.turning and painted(view) > 0)


def settle(qtbot: QtBot, view: SignView) -> None:
    qtbot.waitUntil(lambda: not view.turning)


def hand_pixels(view: QWidget) -> int:
    """How many pixels have the colour of skin."""
    image = view.grab().toImage()
    colours = (
        image.pixelColor(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)
    )
    return sum(colour.red() > colour.blue() + 40 for colour in colours)


def wheel_up() -> QWheelEvent:
    place = QPointF(100, 100)
    return QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_the_hand_is_painted_where_only_its_bones_were(
    view: SignView, held: SignMotion, qtbot: QtBot
) -> None:
    view.set_motion(held, "A")
    view.show()
    assert hand_pixels(view) == 0
    wait_for_picture(qtbot, view)
    assert hand_pixels(view) > 150


def test_nothing_is_painted_before_anybody_looks(view: SignView, held: SignMotion) -> None:
    view.set_motion(held)
    view.turn(30, 0)
    assert not studios()


def test_nothing_is_painted_after_it_was_hidden(view: SignView, moving: SignMotion, qtbot: QtBot) -> None:
    view.set_motion(moving)
    view.show()
    wait_for_picture(qtbot, view)
    film = view._film()
    assert film is not None
    view.hide()
    qtbot.waitUntil(lambda: not studios())
    assert not view._timer.isActive()
    assert view._studio.count(film) < len(film.reel.moments)


def test_a_loop_is_painted_once_and_then_nothing_works_any_more(
    view: SignView, moving: SignMotion, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_REST_SHARE", 0.0)
    view.set_motion(moving)
    view.show()
    film = view._film()
    assert film is not None
    qtbot.waitUntil(lambda: painted(view) == len(film.reel.moments), timeout=20_000)
    qtbot.waitUntil(lambda: not studios())
    kept = dict(view._studio._shelf.pictures(film))
    view.turn(20, 0)
    settle(qtbot, view)
    view.turn(-20, 0)
    settle(qtbot, view)
    assert view._studio._shelf.pictures(film) == kept


def test_closing_the_window_waits_for_the_picture_that_is_being_painted(
    qtbot: QtBot, moving: SignMotion
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = SignView(window)
    view.set_motion(moving)
    window.show()
    assert studios()
    window.close()
    assert not studios()


def test_a_widget_that_is_deleted_takes_its_thread_along(qtbot: QtBot, moving: SignMotion) -> None:
    view = SignView()
    view.set_motion(moving)
    view.show()
    qtbot.waitUntil(lambda: bool(studios()))
    view.deleteLater()
    QApplication.sendPostedEvents(view, 52)  # QEvent.DeferredDelete
    assert not studios()


def test_a_held_sign_sways_a_little_so_that_its_depth_is_seen(
    view: SignView, held: SignMotion, qtbot: QtBot
) -> None:
    view.set_motion(held)
    view.show()
    wait_for_picture(qtbot, view)
    qtbot.waitUntil(lambda: painted(view) > 2)
    first = view._shown
    qtbot.waitUntil(lambda: view._shown is not first)


def test_with_reduced_motion_only_key_moments_are_painted(
    view: SignView, moving: SignMotion, qtbot: QtBot
) -> None:
    view.set_reduced_motion(True)
    view.set_motion(moving)
    view.show()
    film = view._film()
    assert film is not None
    for _ in film.reel.steps:
        qtbot.waitUntil(lambda: not studios())
        view.step_forward()
    qtbot.waitUntil(lambda: not studios())
    assert set(view._studio._shelf.pictures(film)) == set(film.reel.steps)
    assert not view.glides


def test_a_held_sign_stands_still_with_reduced_motion(view: SignView, held: SignMotion, qtbot: QtBot) -> None:
    view.set_reduced_motion(True)
    view.set_motion(held)
    view.show()
    wait_for_picture(qtbot, view)
    assert not view._timer.isActive()


def test_dragging_turns_the_hand_and_paints_it_finely_when_let_go(
    view: SignView, held: SignMotion, qtbot: QtBot
) -> None:
    view.set_motion(held)
    view.show()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(view, QPoint(140, 110))
    assert view.outlook.yaw_deg > 10
    assert view.outlook.pitch_deg > 2
    film = view._film()
    assert film is not None
    assert film.draft
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(140, 110))
    wait_for_picture(qtbot, view)
    film = view._film()
    assert film is not None
    assert not film.draft


def test_pictures_come_while_it_is_being_dragged(view: SignView, held: SignMotion, qtbot: QtBot) -> None:
    view.set_motion(held)
    view.show()
    wait_for_picture(qtbot, view)
    before = view._shown
    view.turn(5, 0)
    qtbot.waitUntil(lambda: view._shown is not before)


@pytest.mark.parametrize(
    ("key", "field", "sign"),
    [
        (Qt.Key.Key_Right, "yaw_deg", 1),
        (Qt.Key.Key_Left, "yaw_deg", -1),
        (Qt.Key.Key_Down, "pitch_deg", 1),
        (Qt.Key.Key_Up, "pitch_deg", -1),
    ],
)
def test_arrow_keys_turn_as_dragging_does(
    view: SignView, key: Qt.Key, field: str, sign: int, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, key)
    assert getattr(view.outlook, field) * sign > 0


def test_wheel_and_keys_bring_it_nearer_but_not_into_the_eye(view: SignView, qtbot: QtBot) -> None:
    for _ in range(40):
        QApplication.sendEvent(view, wheel_up())
    nearest = view.outlook.zoom
    assert 2 < nearest < 4
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.outlook.zoom == nearest
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.outlook.zoom < nearest


def test_home_looks_from_the_front_again(view: SignView, qtbot: QtBot) -> None:
    view.turn(120, 40)
    view.zoom(2)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view.outlook.yaw_deg, view.outlook.pitch_deg, view.outlook.zoom) == (0, 0, 1)


def test_one_walks_round_to_the_own_eyes(view: SignView, held: SignMotion, qtbot: QtBot) -> None:
    view.set_motion(held)
    view.show()
    with qtbot.waitSignal(view.changed):
        view.look_from("own eyes")
    assert view.seen_from == "own eyes"
    qtbot.waitUntil(lambda: view.outlook.from_behind and not view.turning)
    assert view.outlook.pitch_deg > 0


def test_a_way_round_that_is_hidden_half_way_ends_there_at_once(
    view: SignView, held: SignMotion, qtbot: QtBot
) -> None:
    view.set_motion(held)
    view.show()
    view.look_from("own eyes")
    view.hide()
    assert view.outlook.from_behind
    assert not view.turning
    qtbot.waitUntil(lambda: not studios())


def test_steps_go_through_the_key_moments_and_round(view: SignView, moving: SignMotion) -> None:
    view.set_motion(moving)
    seen = []
    for _ in range(view.step_count):
        view.step_forward()
        assert not view.playing
        seen.append(view._player.place())
    assert sorted(place for place in seen if place is not None) == list(range(view.step_count))
    view.step_forward()
    assert view._player.place() == seen[0]
    view.step_back()
    assert view._player.place() == seen[-1]


def test_space_plays_and_pauses_and_page_keys_step(view: SignView, moving: SignMotion, qtbot: QtBot) -> None:
    view.set_motion(moving)
    assert view.playing
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert not view.playing
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view._player.place() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view._player.place() == view.step_count - 1


def test_without_a_loop_it_plays_to_its_end_and_again(
    view: SignView, moving: SignMotion, qtbot: QtBot
) -> None:
    view.set_motion(moving)
    view.set_looping(False)
    view._player._at_s = moving.duration_s - 0.02
    view.show()
    qtbot.waitUntil(lambda: not view.playing)
    assert not view._timer.isActive()
    view.play()
    assert view.playing
    assert view._player.place() is None


def test_what_is_played_once_waits_until_its_pictures_come_in_time(
    view: SignView, moving: SignMotion, qtbot: QtBot
) -> None:
    view.set_looping(False)
    view.set_motion(moving)
    view._studio.picture_s = 10.0
    view.show()
    film = view._film()
    assert film is not None
    view._tick()
    assert view._share_ready() < 1.0
    assert view._player.shown().picture == 0
    qtbot.waitUntil(lambda: painted(view) == len(film.reel.moments), timeout=20_000)
    qtbot.waitUntil(lambda: view._player.shown().picture > 0)


def test_a_hand_that_only_adorns_a_page_leaves_it_the_wheel(view: SignView) -> None:
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    QApplication.sendEvent(view, wheel_up())
    assert view.outlook.zoom == 1


def test_the_left_hand_does_it_and_the_words_say_so(view: SignView, held: SignMotion) -> None:
    view.set_motion(held, "A")
    assert view.accessibleDescription().startswith("Right hand")
    view.set_side("left")
    assert view.accessibleDescription().startswith("Left hand")
    assert view.accessibleName() == "Sign: A"


def test_no_sign_is_an_empty_ground(view: SignView, held: SignMotion, qtbot: QtBot) -> None:
    view.set_motion(held)
    view.show()
    wait_for_picture(qtbot, view)
    view.set_motion(None)
    assert hand_pixels(view) == 0
    assert view.step_count == 0
    view.step_forward()
    view.toggle()
    assert view.accessibleDescription() == ""


def test_without_a_ground_it_lies_on_what_is_behind_it(view: SignView) -> None:
    view.setStyleSheet("background: #ff00ff")
    before = view.grab().toImage().pixelColor(100, 100)
    view.set_ground_shown(False)
    after = view.grab().toImage().pixelColor(100, 100)
    assert before != after


def test_buttons_do_what_they_say_and_show_how_things_stand(
    view: SignView, moving: SignMotion, qtbot: QtBot
) -> None:
    view.set_motion(moving)
    controls = SignControls(view)
    qtbot.addWidget(controls)
    controls.show()
    buttons = {button.accessibleName(): button for button in controls.findChildren(Button)}
    for name in ("Speed: ¼", "Hand: Left", "Seen from: My eyes", "Repeat"):
        qtbot.mouseClick(buttons[name], Qt.MouseButton.LeftButton)
    assert (view.speed, view.side, view.seen_from, view.looping) == (0.25, "left", "own eyes", False)
    qtbot.mouseClick(buttons["Step forward"], Qt.MouseButton.LeftButton)
    assert not view.playing
    assert buttons["Pause"].accessibleName() == "Play"
    view.look_from("front")
    assert buttons["Seen from: Front"].isChecked()


@pytest.mark.parametrize("width", [240, 420, 640, 1200])
def test_buttons_stay_within_any_width_and_none_covers_another(
    view: SignView, width: int, qtbot: QtBot
) -> None:
    controls = SignControls(view)
    qtbot.addWidget(controls)
    controls.resize(width, controls.heightForWidth(width))
    controls.show()
    places = [
        QRect(button.mapTo(controls, QPoint()), button.size()) for button in controls.findChildren(Button)
    ]
    assert all(controls.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    tops = [place.top() for place in places]
    assert (max(tops) - min(tops) < 5) == (width == 1200)


def test_a_single_key_moment_needs_no_steps(view: SignView, held: SignMotion, qtbot: QtBot) -> None:
    view.set_motion(held)
    controls = SignControls(view)
    qtbot.addWidget(controls)
    buttons = {button.accessibleName(): button for button in controls.findChildren(Button)}
    assert not buttons["Step forward"].isEnabled()
    view.set_motion(motion_of_gesture(MOVING))
    assert buttons["Step forward"].isEnabled()
