"""From the question to the answer."""

from __future__ import annotations

from gesture_app.practice.lessons.trying import Trying


def test_the_attempt_tells_how_long_it_took_and_what_was_told() -> None:
    trying = Trying("letters/A", "produce", "learn", now_s=10.0)
    trying.corrected("handshape", "ring")
    trying.corrected("orientation", "palm")
    trying.failed()
    attempt = trying.answered(True, now_s=14.5)
    assert (attempt.card, attempt.skill, attempt.mode) == ("letters/A", "produce", "learn")
    assert (attempt.seconds, attempt.again_after, attempt.helped) == (4.5, 1, False)
    assert attempt.corrections == ("handshape:ring", "orientation:palm")


def test_a_correction_that_stays_on_show_counts_once_and_again_when_it_comes_back() -> None:
    trying = Trying("a", "produce", "produce", 0.0)
    for part in ("ring", "ring", "ring", "thumb", "ring"):
        trying.corrected("handshape", part)
    assert trying.answered(True, 1.0).corrections == ("handshape:ring", "handshape:thumb", "handshape:ring")


def test_what_the_camera_lost_is_no_mistake_of_the_learner() -> None:
    trying = Trying("a", "produce", "produce", 0.0)
    trying.corrected("visibility", "thumb")
    assert trying.answered(True, 1.0).corrections == ()


def test_help_and_the_answer_are_remembered() -> None:
    trying = Trying("a", "read", "read", 0.0)
    trying.help()
    attempt = trying.answered(False, 2.0, "B")
    assert (attempt.right, attempt.helped, attempt.answer) == (False, True, "B")
