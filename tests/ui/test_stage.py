"""Of several troubles the stage tells the one that has to be solved first."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame
from gesture_app.pipeline.messages import LiveResult, SourceStatus, TrackerStatus
from gesture_app.ui.stage import Stage
from made_hands import hand_frame

RUNNING = SourceStatus("Camera", "running")
LOST = SourceStatus("Camera", "waiting", "Camera was disconnected.", "Connect it again.")
MISSING = TrackerStatus("missing", "The model could not be fetched.")


def stage_of(qtbot: QtBot) -> Stage:
    stage = Stage()
    qtbot.addWidget(stage)
    return stage


def replayed(hands: HandFrame) -> LiveResult:
    return LiveResult(Frame(0, hands.time_s, None, hands, 4 / 3, "wave"), hands, None, None, 30.0, 0.0)


def test_a_lost_camera_is_told_with_what_to_do_and_a_button(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    wishes: list[str] = []
    stage.source_wanted.connect(lambda: wishes.append("source"))
    stage.set_source_status(LOST)
    assert "Camera was disconnected. Connect it again." in stage.accessibleDescription()
    stage.action.emit()
    assert wishes == ["source"]


def test_a_camera_that_is_back_is_not_talked_about(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    stage.set_source_status(LOST)
    stage.set_source_status(RUNNING)
    assert not stage.message_shown


def test_the_source_comes_before_the_tracker(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    stage.set_tracker_status(MISSING)
    stage.set_source_status(LOST)
    assert "disconnected" in stage.accessibleDescription()
    stage.set_source_status(RUNNING)
    assert "could not be fetched" in stage.accessibleDescription()


def test_fetching_the_tracker_can_be_tried_again(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    wishes: list[str] = []
    stage.tracker_wanted.connect(lambda: wishes.append("tracker"))
    stage.set_source_status(RUNNING)
    stage.set_tracker_status(MISSING)
    stage.action.emit()
    assert wishes == ["tracker"]
    stage.set_tracker_status(TrackerStatus("ready"))
    assert not stage.message_shown


def test_replayed_takes_need_no_tracker(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    stage.set_source_status(RUNNING)
    stage.set_tracker_status(MISSING)
    stage.show_result(replayed(hand_frame(1.0)), mirrored=True)
    assert not stage.message_shown


def test_a_video_that_is_over_can_be_played_again(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    wishes: list[str] = []
    stage.again_wanted.connect(lambda: wishes.append("again"))
    stage.set_source_status(SourceStatus("clip.mp4", "ended"))
    stage.action.emit()
    assert wishes == ["again"]


def test_a_replayed_take_is_named_and_a_camera_is_not(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    stage.show_result(replayed(hand_frame(1.0)), mirrored=True)
    assert stage._name == "A take of “wave”"
    stage.set_source_status(SourceStatus("Camera", "opening"))
    assert stage._name == ""


def test_what_the_virtual_hand_shows_is_named_while_it_shows_it(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    picture = np.zeros((48, 64, 3), np.uint8)
    hands = HandFrame.empty(1.0, 4 / 3)
    for caption, told in (("wave", "Showing: wave"), ("", "")):
        stage.show_result(
            LiveResult(Frame(0, 1.0, picture, None, 4 / 3, caption), hands, None, None, 25.0, 0.0),
            mirrored=True,
        )
        assert stage._name == told


def test_a_stand_in_is_told_above_the_picture_with_the_way_to_another_source(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    stage.resize(640, 480)
    stage.show()
    wishes: list[str] = []
    stage.note_action.connect(lambda: wishes.append("source"))
    stage.set_note("No camera was found. This is the program's own hand.")
    note = stage._note
    assert note.isVisible()
    assert "No camera was found" in note.accessibleName()
    assert stage.picture_rect().toRect().contains(note.geometry())
    note._button.click()
    assert wishes == ["source"]
    stage.resize(320, 400)
    assert note._button.isVisible(), "below the sentence, in a narrow picture"
    assert stage.picture_rect().toRect().contains(note.geometry())
    stage.set_note("")
    assert not note.isVisible()


def test_a_take_recorded_from_the_stand_in_is_marked_as_any_other(qtbot: QtBot) -> None:
    stage = stage_of(qtbot)
    stage.show()
    stage.set_note("No camera was found.")
    stage.show_recording(0.3, "Take 1 of 5")
    assert not stage._note.isVisible(), "REC stands where the note was"
    stage.show_recording(None)
    assert stage._note.isVisible()
