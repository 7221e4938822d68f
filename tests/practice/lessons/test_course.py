"""What comes next in a session, and what it came to."""

from __future__ import annotations

import pytest

from gesture_app.practice.lessons.attempt import Attempt, Mode, Skill
from gesture_app.practice.lessons.course import Course, Exercise, balance_of, exercises_of, more_of
from gesture_app.practice.lessons.session import DueCard


def attempt(
    card: str, *, right: bool = True, skill: Skill = "produce", mode: Mode = "produce", **more: object
) -> Attempt:
    return Attempt(card=card, skill=skill, mode=mode, right=right, seconds=3.0, **more)


def cards_asked(course: Course, wrong: str, most: int = 50) -> list[str]:
    """The order in which cards come up if one of them is always wrong."""
    asked: list[str] = []
    while course.current is not None and len(asked) < most:
        asked.append(course.current.card)
        right = course.current.card != wrong
        course.go_on(attempt(course.current.card, right=right), once_more=not right)
    return asked


def made(*cards: str) -> list[Exercise]:
    return [Exercise(card, "produce", "produce") for card in cards]


def test_what_went_wrong_is_asked_again_after_three_others() -> None:
    assert cards_asked(Course(made("a", "b", "c", "d", "e")), wrong="a")[:6] == ["a", "b", "c", "d", "a", "e"]


def test_what_keeps_going_wrong_is_asked_three_times_and_no_more() -> None:
    assert cards_asked(Course(made("a", "b")), wrong="a").count("a") == 3


def test_it_says_whether_a_card_would_come_once_more() -> None:
    course = Course(made("a"))
    told = []
    while course.current is not None:
        told.append(course.asks_again)
        course.go_on(attempt("a", right=False), once_more=True)
    assert told == [True, True, False]


def test_a_lone_card_that_went_wrong_comes_at_once() -> None:
    assert cards_asked(Course(made("a")), wrong="a") == ["a", "a", "a"]


def test_a_sign_that_was_imitated_is_asked_from_memory_a_little_later() -> None:
    new = Exercise("a", "produce", "learn", new=True)
    course = Course([new, *made("b", "c", "d", "e")], from_memory=True)
    modes = []
    while course.current is not None:
        modes.append((course.current.card, course.current.mode))
        course.go_on(attempt(course.current.card), once_more=False)
    assert modes[:5] == [
        ("a", "learn"), ("b", "produce"), ("c", "produce"), ("d", "produce"), ("a", "produce"),
    ]  # fmt: skip


def test_a_sign_that_could_not_be_imitated_is_shown_again_before_it_is_asked_for() -> None:
    course = Course([Exercise("a", "produce", "learn", new=True)], from_memory=True)
    course.go_on(attempt("a", right=False), once_more=True)
    assert course.current == Exercise("a", "produce", "learn", new=True, again=1)


def test_an_attempt_at_another_card_is_refused() -> None:
    with pytest.raises(ValueError, match="b is not what was asked"):
        Course(made("a")).go_on(attempt("b"), once_more=False)


def test_how_far_one_is_counts_what_is_asked_again() -> None:
    course = Course(made("a", "b"))
    course.go_on(attempt("a", right=False), once_more=True)
    assert (course.done, course.total) == (1, 3)


def test_how_far_one_is_counts_from_the_start_what_will_be_asked_from_memory() -> None:
    course = Course([Exercise("a", "produce", "learn", new=True), *made("b")], from_memory=True)
    totals = []
    while course.current is not None:
        totals.append(course.total)
        course.go_on(attempt(course.current.card), once_more=False)
    assert totals == [3, 3, 3]


def test_a_card_that_is_gone_is_left_out_and_counts_nowhere() -> None:
    course = Course(made("a", "b"))
    course.leave_out()
    assert course.current is not None
    assert (course.current.card, course.done, course.total) == ("b", 0, 1)


def test_new_signs_are_shown_first_and_read_when_all_have_been_made() -> None:
    due = [
        DueCard("a", "produce", new=True), DueCard("a", "read", new=True),
        DueCard("b", "produce", new=False), DueCard("b", "read", new=False),
    ]  # fmt: skip
    asked = [(each.card, each.mode) for each in exercises_of(due, "all")]
    assert asked == [("a", "learn"), ("b", "produce"), ("b", "read"), ("a", "read")]


@pytest.mark.parametrize("way", ["produce", "read"])
def test_one_mode_alone_asks_only_in_that_mode(way: Skill) -> None:
    due = [DueCard("a", "produce", new=True), DueCard("a", "read", new=False), DueCard("b", way, new=False)]
    assert {each.mode for each in exercises_of(due, way)} == {way}


def test_learning_shows_each_new_card_once() -> None:
    due = [
        DueCard("a", "produce", new=True), DueCard("a", "read", new=True), DueCard("b", "read", new=False),
    ]  # fmt: skip
    assert exercises_of(due, "learn") == (Exercise("a", "produce", "learn", new=True),)


def test_beyond_what_is_due_the_weakest_cards_are_practised_first() -> None:
    more = more_of(["a", "b", "c"], {"a": 0.9, "c": 0.2}, "produce")
    assert [each.card for each in more] == ["c", "a", "b"]


def test_beyond_what_is_due_new_cards_are_learned_first() -> None:
    more = more_of(["a", "b", "c"], {"a": 0.9, "c": 0.2}, "learn")
    assert [(each.card, each.new) for each in more] == [("b", True), ("c", False), ("a", False)]


def test_the_balance_counts_a_card_once_for_each_skill() -> None:
    attempts = [
        attempt("a", right=False, corrections=("handshape:ring", "handshape:thumb", "handshape:ring")),
        attempt("a"),
        attempt("a", skill="read", mode="read"),
        attempt("b", helped=True),
        attempt("c", mode="learn", helped=True),
    ]
    balance = balance_of(attempts)
    assert (balance.practised, balance.at_once) == (4, 2)
    assert balance.look_again == (("a", "handshape:ring"), ("b", ""))
