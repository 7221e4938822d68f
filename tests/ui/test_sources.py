"""The list of what can be watched."""

from __future__ import annotations

from gesture_app.hands.labelled import NONE
from gesture_app.ui.sources import PICK_SCRIPT, PICK_VIDEO, source_choices, source_showing
from gesture_app.ui.watched import is_virtual


def test_the_virtual_hand_is_there_with_what_it_can_perform() -> None:
    choices = dict(source_choices([], "camera"))
    assert choices["virtual"].startswith("Virtual hand")
    assert {"virtual:alphabet", "virtual:digits", "virtual:everyday", PICK_SCRIPT, PICK_VIDEO} <= set(choices)


def test_a_word_that_is_performed_is_named_among_the_choices() -> None:
    choices = source_choices([], "virtual:HELLO")
    assert ("virtual:HELLO", "Virtual hand: HELLO") in choices


def test_a_camera_that_is_missing_is_said_to_be() -> None:
    assert "none found" in dict(source_choices([], "camera", camera_missing=True))["camera"]
    assert "none found" not in dict(source_choices([], "camera"))["camera"]


def test_the_virtual_hand_shows_a_gesture_however_its_name_is_written() -> None:
    assert source_showing("Thumbs_Up") == "virtual:thumbs up"
    assert source_showing(NONE) == "virtual:idle"
    assert source_showing("my secret sign") == ""
    assert is_virtual(source_showing("wave"))
    assert not is_virtual("camera:Webcam")


def test_no_source_is_listed_twice() -> None:
    for in_use in ("camera", "virtual", "virtual:digits", "camera:Webcam"):
        sources = [source for source, _ in source_choices([("camera:Webcam", "Webcam")], in_use)]
        assert len(sources) == len(set(sources))
        assert in_use in sources
