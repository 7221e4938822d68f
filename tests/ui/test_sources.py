"""The list of what can be watched."""

from __future__ import annotations

from gesture_app.ui.sources import PICK_SCRIPT, PICK_VIDEO, source_choices


def test_the_virtual_hand_is_there_with_what_it_can_perform() -> None:
    choices = dict(source_choices([], "camera"))
    assert choices["virtual"] == "Virtual hand"
    assert {"virtual:alphabet", "virtual:digits", "virtual:everyday", PICK_SCRIPT, PICK_VIDEO} <= set(choices)


def test_a_word_that_is_performed_is_named_among_the_choices() -> None:
    choices = source_choices([], "virtual:HELLO")
    assert ("virtual:HELLO", "Virtual hand: HELLO") in choices


def test_no_source_is_listed_twice() -> None:
    for in_use in ("camera", "virtual", "virtual:digits", "camera:Webcam"):
        sources = [source for source, _ in source_choices([("camera:Webcam", "Webcam")], in_use)]
        assert len(sources) == len(set(sources))
        assert in_use in sources
