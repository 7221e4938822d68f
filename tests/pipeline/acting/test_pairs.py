"""What other programs are told of comes in pairs."""

from __future__ import annotations

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from gesture_app.pipeline.acting.pairs import Pairs
from gesture_app.recognition.prediction import GestureEvent


def event(kind: Literal["start", "end"], label: str, time_s: float = 1.0) -> GestureEvent:
    return GestureEvent(kind, label, time_s, time_s, 0.9)


def kinds(events: list[GestureEvent]) -> list[tuple[str, str]]:
    return [(each.kind, each.label) for each in events]


def test_a_gesture_is_told_as_it_begins_and_ends() -> None:
    pairs, start, end = Pairs(), event("start", "wave"), event("end", "wave", 2.0)
    assert pairs.whole([start], acting=True, now_s=1.0) == [start]
    assert pairs.whole([], acting=True, now_s=1.5) == []
    assert pairs.whole([end], acting=True, now_s=2.0) == [end]


def test_pausing_in_the_middle_of_a_gesture_ends_it_once() -> None:
    pairs = Pairs()
    pairs.whole([event("start", "wave")], acting=True, now_s=1.0)
    ended = pairs.whole([], acting=False, now_s=1.4)
    assert kinds(ended) == [("end", "wave")]
    assert (ended[0].time_s, ended[0].end_s, ended[0].confidence) == (1.4, 1.4, 0.9)
    assert pairs.whole([event("end", "wave", 2.0)], acting=True, now_s=2.0) == []


def test_a_gesture_that_begins_anew_ends_first() -> None:
    pairs = Pairs()
    pairs.whole([event("start", "wave")], acting=True, now_s=1.0)
    again = pairs.whole([event("start", "wave", 3.0)], acting=True, now_s=3.0)
    assert kinds(again) == [("end", "wave"), ("start", "wave")]


FRAMES = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(["start", "end"]), st.sampled_from(["a", "b"])), max_size=3),
        st.booleans(),
    ),
    max_size=30,
)


@given(FRAMES)
def test_starts_and_ends_of_a_gesture_take_turns_whatever_comes(
    frames: list[tuple[list[tuple[Literal["start", "end"], str]], bool]],
) -> None:
    pairs = Pairs()
    told: list[tuple[str, str]] = []
    for number, (events, acting) in enumerate(frames):
        now_s = float(number)
        told += kinds(pairs.whole([event(*each, now_s) for each in events], acting=acting, now_s=now_s))
    told += kinds(pairs.end_all(99.0))
    for label in ("a", "b"):
        of_label = [kind for kind, each in told if each == label]
        assert of_label == ["start", "end"] * (len(of_label) // 2)
    assert pairs.end_all(100.0) == []
