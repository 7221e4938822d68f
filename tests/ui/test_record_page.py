"""The Record page on data as the engine would send it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gesture_app.capture.source import Frame
from gesture_app.learning.model_card import AT_ONCE_FILE, ModelFile
from gesture_app.pipeline.messages import Library, LiveResult
from gesture_app.pipeline.recording import RecordingPlan, RecordingState
from gesture_app.settings import Settings
from gesture_app.takes.store import Gesture
from gesture_app.takes.take import TakeInfo, new_take
from gesture_app.ui.pages.record import RecordPage
from gesture_app.ui.pages.take_list import recorded_when
from made_hands import hand_frame, sequence
from made_models import made_model

NONE_CLASS = Gesture("none", 0, True)


def take(gesture: str, number: int) -> TakeInfo:
    return msgspec.structs.replace(new_take(sequence(), gesture).info, id=f"{gesture}-{number}")


def library(*gestures: str, takes: tuple[TakeInfo, ...] = ()) -> Library:
    counted = [Gesture(name, sum(info.gesture == name for info in takes), False) for name in gestures]
    return Library((*counted, NONE_CLASS), takes, (), ())


def page_of(qtbot: QtBot, listed: Library) -> RecordPage:
    page = RecordPage()
    qtbot.addWidget(page)
    page.set_settings(Settings(takes_in_a_row=3, take_seconds=2.0))
    page.set_library(listed)
    page.show()
    return page


def at(state: RecordingState | None) -> LiveResult:
    hands = hand_frame(1.0)
    return LiveResult(Frame(0, 1.0, None, hands, 4 / 3), hands, None, state, 30.0, 0.0)


def test_without_a_gesture_the_button_says_what_to_do_first(qtbot: QtBot) -> None:
    page = page_of(qtbot, library())
    assert not page._controls._setup.start.isEnabled()
    assert "name a gesture" in page._controls._setup.start.text()


def test_recording_asks_for_what_the_settings_say(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    plans: list[RecordingPlan] = []
    page.recording_wanted.connect(plans.append)
    page._controls._setup.start.click()
    assert plans == [RecordingPlan("wave", 3, "fixed", 2.0, 3.0, hands_needed=True)]


def test_whoever_records_the_virtual_hand_is_told_and_can_have_it_show_the_gesture(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("Thumbs-Up", "my secret sign"))
    sources: list[str] = []
    page.source_chosen.connect(sources.append)
    page.set_source("camera", "No camera was found.")
    assert "not yours" in page.stage._note.sentence
    page.stage._note._button.click()
    assert sources == ["virtual:thumbs up"]
    page.set_source("virtual:thumbs up", "")
    assert page.stage._note.sentence == "", "it shows what was asked for"
    page.gestures.choose("none")
    page.stage._note._button.click()
    assert sources[-1] == "virtual:idle"
    page.set_source("camera", "")
    assert page.stage._note.sentence == ""


def test_a_gesture_the_virtual_hand_does_not_know_leads_to_other_sources(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("my secret sign"))
    sources: list[str] = []
    ways: list[str] = []
    page.source_chosen.connect(sources.append)
    page.stage.source_wanted.connect(lambda: ways.append("settings"))
    page.set_source("virtual:wave", "")
    assert "not of you" in page.stage._note.sentence
    page.stage._note._button.click()
    assert (sources, ways) == ([], ["settings"])


def test_the_virtual_hands_movement_starts_and_ends_its_takes(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    plans: list[RecordingPlan] = []
    kept: list[Settings] = []
    page.recording_wanted.connect(plans.append)
    page.settings_changed.connect(kept.append)
    page.set_source("virtual:wave", "")
    page._controls._setup.takes.setValue(7)
    assert kept[-1].take_mode == "fixed", "what was chosen for one's own hands stays chosen"
    page._controls._setup.start.click()
    page._stop()
    page.gestures.choose("none")
    page._controls._setup.start.click()
    page._stop()
    page.gestures.choose("wave")
    page.set_source("camera", "")
    page._controls._setup.start.click()
    assert [plan.mode for plan in plans] == ["motion", "fixed", "fixed"]


def test_takes_of_the_virtual_hand_say_so(qtbot: QtBot) -> None:
    own, virtual = take("wave", 1), msgspec.structs.replace(take("wave", 2), person="virtual")
    page = page_of(qtbot, library("wave", takes=(own, virtual)))
    for info in (own, virtual):
        page.set_sequence(info.id, sequence())
    cards = page._takes._cards
    assert "virtual hand" in cards["wave-2"].accessibleDescription()
    assert "virtual hand" not in cards["wave-1"].accessibleDescription()


def test_takes_of_no_gesture_need_no_hands(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    page.gestures.choose("none")
    plans: list[RecordingPlan] = []
    page.recording_wanted.connect(plans.append)
    page._controls._setup.start.click()
    assert [(plan.gesture, plan.hands_needed) for plan in plans] == [("none", False)]


def test_keys_steer_the_recording_and_only_while_there_is_one(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    asked: list[str] = []
    page.request.connect(asked.append)
    assert not any(key.isEnabled() for key in page._keys)
    page._controls._setup.start.click()
    assert all(key.isEnabled() for key in page._keys)
    for key in page._keys:
        key.activated.emit()
    assert asked == ["next", "next", "redo", "stop"]
    assert not any(key.isEnabled() for key in page._keys)


def test_a_late_state_of_the_recording_before_does_not_end_the_next_one(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    plans: list[RecordingPlan] = []
    page.recording_wanted.connect(plans.append)
    page._controls._setup.start.click()
    first = RecordingState(plans[0], "finished", 3)
    page.show_result(at(first))
    assert not page._recording
    page._controls._setup.start.click()
    page.show_result(at(first))
    assert page._recording, "the same plan again is another recording"
    page.show_result(at(RecordingState(plans[1], "finished", 3)))
    assert not page._recording


def test_leaving_the_page_stops_the_recording(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    asked: list[str] = []
    page.request.connect(asked.append)
    page._controls._setup.start.click()
    page.left()
    assert asked == ["stop"]


def test_only_the_chosen_gestures_takes_are_asked_for_and_each_once(qtbot: QtBot) -> None:
    takes = (take("wave", 1), take("wave", 2), take("fist", 1))
    page = RecordPage()
    qtbot.addWidget(page)
    asked: list[str] = []
    page.load_wanted.connect(asked.append)
    page.set_library(library("fist", "wave", takes=takes))
    page.gestures.choose("wave")
    page.set_library(library("fist", "wave", takes=takes))
    assert sorted(asked) == ["fist-1", "wave-1", "wave-2"]
    page.set_sequence("wave-2", sequence())
    page.set_sequence("wave-1", sequence())
    column = page._takes._scroll.column
    shown = [column.itemAt(place).widget() for place in range(2)]
    assert [card.take_id for card in shown] == ["wave-2", "wave-1"], "newest first, whichever came first"


def test_a_take_is_played_trimmed_and_gone_from_the_player(qtbot: QtBot) -> None:
    takes = (take("wave", 1),)
    page = page_of(qtbot, library("wave", takes=takes))
    page.set_sequence("wave-1", sequence())
    page._takes._play("wave-1")
    assert page._middle.currentIndex() == 1
    trims: list[tuple[str, int, int]] = []
    page.trim_wanted.connect(lambda *wish: trims.append(wish))
    page._player.trim_requested.emit(3, 20)
    assert trims == [("wave-1", 3, 20)]
    page.set_library(library("wave", takes=(take("wave", 2),)))
    assert page._middle.currentIndex() == 0


def test_a_new_gesture_is_chosen_once_it_is_there(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("fist"))
    created: list[str] = []
    page.gestures.create_wanted.connect(created.append)
    qtbot.keyClicks(page.gestures._name, "  wave ")
    qtbot.keyClick(page.gestures._name, Qt.Key.Key_Return)
    assert created == ["wave"]
    page.set_library(library("fist", "wave"))
    assert page.gestures.current == "wave"


def test_the_way_takes_end_is_kept_as_a_setting(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    kept: list[Settings] = []
    page.settings_changed.connect(kept.append)
    page._controls._setup.mode.setCurrentIndex(1)
    assert kept[-1].take_mode == "motion"
    assert kept[-1].take_seconds == 2.0


def test_space_means_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    asked: list[str] = []
    page.request.connect(asked.append)
    page._controls._setup.start.click()
    space = page._keys[0]
    space.activated.emit()
    page._controls._progress.redo.setFocus()
    space.activated.emit()
    page._controls._progress.stop.setFocus()
    space.activated.emit()
    assert asked == ["next", "redo", "stop"]


def test_several_takes_in_a_row_are_deleted_by_the_keyboard(qtbot: QtBot) -> None:
    takes = tuple(take("wave", number) for number in range(4))
    page = page_of(qtbot, library("wave", takes=takes))
    for info in takes:
        page.set_sequence(info.id, sequence())
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    cards = page._takes._cards
    cards["wave-2"].setFocus()
    page.set_library(library("wave", takes=(takes[0], takes[1], takes[3])))
    assert cards["wave-1"].hasFocus(), "the one that took its place"
    page.set_library(library("wave", takes=(takes[1], takes[3])))
    assert cards["wave-1"].hasFocus()
    page.set_library(library("wave", takes=(takes[3],)))
    assert cards["wave-3"].hasFocus(), "the last one, where none comes after"


def test_takes_of_other_days_tell_their_day() -> None:
    now = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    assert recorded_when("2026-11-20T09:05:07+00:00", now) == "09:05:07"
    assert recorded_when("2026-11-03T09:05:07+00:00", now) == "3 Nov 09:05"
    assert recorded_when("", now) == ""


def test_a_long_name_asks_for_no_scroll_bar(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("a name that is much longer than the list of gestures is wide"))
    assert page.gestures._list.horizontalScrollBar().maximum() == 0
    assert "much longer" in page.gestures._list.item(0).toolTip()


def test_the_page_fits_a_small_screen_whatever_a_gesture_is_called(qtbot: QtBot) -> None:
    name = "W" * 60
    takes = (take(name, 1),)
    page = page_of(qtbot, library(name, takes=takes))
    page.set_sequence(takes[0].id, sequence())
    assert page.minimumSizeHint().width() <= 1024 - 84, "beside the rail"


def test_takes_that_are_asked_for_are_listed_alone_and_the_newest_is_played(qtbot: QtBot) -> None:
    takes = tuple(take(gesture, number) for gesture in ("wave", "fist") for number in (1, 2, 3))
    page = page_of(qtbot, library("wave", "fist", takes=takes))
    asked: list[str] = []
    page.load_wanted.connect(asked.append)
    page.show_takes(["fist-1", "fist-2", "gone"])
    assert page.gestures.current == "fist"
    assert "fist-2" in asked
    for take_id in ("fist-1", "fist-2", "fist-3"):
        page.set_sequence(take_id, sequence())
    assert page._playing == "fist-2"
    assert page._takes._heading.text() == "2 of 3 takes"
    assert sorted(page._takes._cards) == ["fist-1", "fist-2"]
    page._takes._all.click()
    assert sorted(page._takes._cards) == ["fist-1", "fist-2", "fist-3"]
    assert page._takes._heading.text() == "3 takes"


def test_another_gesture_shows_all_its_takes_again(qtbot: QtBot) -> None:
    takes = tuple(take(gesture, number) for gesture in ("wave", "fist") for number in (1, 2))
    page = page_of(qtbot, library("wave", "fist", takes=takes))
    page.show_takes(["fist-1"])
    page.gestures.choose("wave")
    page.gestures.choose("fist")
    assert page._takes._heading.text() == "2 takes"


def test_takes_that_are_gone_change_nothing(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave", takes=(take("wave", 1),)))
    page.show_takes(["gone"])
    assert page._takes._heading.text() == "1 take"
    assert page._playing == ""


AT_ONCE = ModelFile(Path("/models") / AT_ONCE_FILE, made_model("fist", "wave", name="Your takes").card)
OWN = ModelFile(Path("/models/own.safetensors"), made_model("fist", "stop").card)
NEWER = ModelFile(Path("/models/newer.safetensors"), made_model("fist", "wave").card)


@pytest.mark.parametrize(
    ("in_use", "told"),
    [
        (AT_ONCE, "Ready: “wave” is recognised from now on. Five takes make it sharper."),
        (OWN, "Train to have “wave” recognised. “Your takes” on Live knows it already."),
        (NEWER, ""),
    ],
)
def test_a_gestures_first_take_is_told_of_once_it_is_recognised(
    qtbot: QtBot, in_use: ModelFile, told: str
) -> None:
    page = page_of(qtbot, library("wave", "fist"))
    notices: list[str] = []
    page.notice.connect(notices.append)
    page.set_models([AT_ONCE, OWN, NEWER], in_use.file)
    assert notices == []
    first = take("wave", 0)
    page.add_take(first, sequence())
    page.set_library(library("wave", "fist", takes=(first,)))
    page.set_models([OWN], OWN.file)  # from before the take
    for _ in range(2):
        page.set_models([AT_ONCE, OWN, NEWER], in_use.file)
    page.add_take(take("wave", 1), sequence())
    page.set_models([AT_ONCE, OWN, NEWER], in_use.file)
    assert notices == [told] * bool(told)


def test_idle_hands_are_not_told_to_be_recognised(qtbot: QtBot) -> None:
    page = page_of(qtbot, library("wave"))
    notices: list[str] = []
    page.notice.connect(notices.append)
    page.add_take(take("none", 0), sequence())
    at_once = ModelFile(AT_ONCE.file, made_model("none", "wave").card)
    page.set_models([at_once], at_once.file)
    assert notices == []
