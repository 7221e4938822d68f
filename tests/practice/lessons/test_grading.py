"""The grade follows from what happened, and only what was done from memory counts as remembered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesture_app.practice.lessons.attempt import Attempt, Grade
from gesture_app.practice.lessons.grading import EASY_S, GOOD_S, grade
from made_attempts import made

WORTH: list[Grade] = ["again", "hard", "good", "easy"]


@pytest.mark.parametrize(
    ("attempt", "worth"),
    [
        (made(seconds=2), "easy"),
        (made(seconds=2, corrections=("handshape:ring",)), "good"),
        (made(seconds=2, corrections=("handshape:ring", "handshape:ring")), "good"),
        (made(seconds=2, corrections=("handshape:ring", "orientation:palm")), "hard"),
        (made(seconds=2, corrections=("visibility:thumb", "tempo:speed")), "easy"),
        (made(seconds=8), "good"),
        (made(seconds=30), "hard"),
        (made(seconds=2, again_after=1), "hard"),
        (made(seconds=2, helped=True), "again"),
        (made(seconds=2, right=False), "again"),
        (made(skill="read", seconds=1), "good"),
        (made(skill="read", seconds=30), "hard"),
        (made(skill="read", seconds=1, right=False), "again"),
        (made(mode="spell", seconds=2), "easy"),
        (made(mode="spell", seconds=2, helped=True), "again"),
        (made(mode="learn", seconds=2, helped=True), "hard"),
        (made(mode="learn", seconds=2, right=False), "again"),
    ],
)
def test_an_attempt_is_worth(attempt: Attempt, worth: Grade) -> None:
    assert grade(attempt) == worth


@given(
    skill=st.sampled_from(["produce", "read"]),
    mode=st.sampled_from(["learn", "produce", "read", "spell", "free"]),
    seconds=st.sampled_from([0.0, EASY_S, EASY_S + 0.1, GOOD_S, GOOD_S + 0.1, 1e6]),
    corrections=st.lists(st.sampled_from(["handshape:ring", "movement:path", "tempo:speed"]), max_size=4),
    helped=st.booleans(),
    again_after=st.integers(0, 3),
)
def test_nothing_that_went_worse_is_worth_more(
    skill: str, mode: str, seconds: float, corrections: list[str], helped: bool, again_after: int
) -> None:
    def worth(**changed: object) -> int:
        tried: dict[str, object] = {
            "skill": skill, "mode": mode, "seconds": seconds, "corrections": tuple(corrections), "helped": helped,
            "again_after": again_after,
        }  # fmt: skip
        return WORTH.index(grade(made(**{**tried, **changed})))  # type: ignore[arg-type]

    as_it_was = worth()
    assert worth(seconds=seconds + 5) <= as_it_was
    assert worth(helped=True) <= as_it_was
    assert worth(right=False) == 0
    assert worth(again_after=again_after + 1) <= as_it_was
    assert worth(corrections=(*corrections, "orientation:palm")) <= as_it_was
    assert worth(mode="learn") <= WORTH.index("hard")
