"""Corrections come one at a time and stay until they are read or done."""

from __future__ import annotations

from gesture_app.practice.teacher.steadiness import Steady
from gesture_app.practice.teacher.verdict import Correction, Part

FRAME_S = 1 / 30


def wrong(part: Part) -> Correction:
    return Correction("handshape", part, "right", f"Straighten your {part} finger.", 1.5)


def shown(parts: list[Part | None], steady: Steady | None = None) -> list[str]:
    """What is shown of what is wrong, frame by frame."""
    steady = steady or Steady()
    found = []
    for frame, part in enumerate(parts):
        correction = steady.update(() if part is None else (wrong(part),), frame * FRAME_S)
        found.append("" if correction is None else str(correction.part))
    return found


def test_what_is_wrong_for_a_moment_is_not_told() -> None:
    assert set(shown([None] * 10 + ["ring"] * 8 + [None] * 10)) == {""}


def test_what_stays_wrong_is_told() -> None:
    assert shown(["ring"] * 30)[-1] == "ring"


def test_two_that_take_turns_do_not_flicker() -> None:
    found = shown(["ring"] * 15 + ["ring", "index"] * 40)
    assert set(found[15:]) == {"ring"}


def test_a_correction_gives_way_once_it_was_there_to_be_read() -> None:
    found = shown(["ring"] * 20 + ["index"] * 60)
    assert found[-1] == "index"
    assert found.count("ring") * FRAME_S > 0.25


def test_a_correction_that_was_followed_goes_soon() -> None:
    found = shown(["ring"] * 30 + [None] * 15)
    assert found[29] == "ring"
    assert found[-1] == ""
