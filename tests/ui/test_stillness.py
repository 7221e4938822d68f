"""An empty room is painted seldom, whatever moves in it is painted at once."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.ui.widgets.stillness import EMPTY_S, LONGEST_S, Stillness

ROOM = np.random.default_rng(0).integers(40, 200, (480, 640, 3)).astype(np.uint8)
FRAME_S = 1 / 30


def noisy(room: np.ndarray, number: int) -> np.ndarray:
    """As a camera sees it: no two pictures are the same."""
    noise = np.random.default_rng(number).normal(0, 3, room.shape)
    return np.clip(room + noise, 0, 255).astype(np.uint8)


def shown(
    stillness: Stillness, rooms: list[np.ndarray], start_s: float, *, any_hand: bool = False
) -> list[bool]:
    return [
        stillness.must_show(noisy(room, number), any_hand, start_s + number * FRAME_S)
        for number, room in enumerate(rooms)
    ]


@pytest.fixture
def still() -> Stillness:
    """Nobody has been there for long."""
    made = Stillness()
    shown(made, [ROOM] * 2, 0.0)
    shown(made, [ROOM] * 10, EMPTY_S + 1)
    return made


def test_for_some_seconds_after_a_hand_every_picture_is_shown() -> None:
    stillness = Stillness()
    assert all(shown(stillness, [ROOM] * 30, 0.0, any_hand=True))
    assert all(shown(stillness, [ROOM] * round((EMPTY_S - 0.1) / FRAME_S), 1.0))


def test_an_empty_room_is_shown_a_few_times_a_second(still: Stillness) -> None:
    seen = shown(still, [ROOM] * 90, EMPTY_S + 2)
    assert 3 / LONGEST_S * 0.8 <= sum(seen) <= 3 / LONGEST_S * 1.2


def test_a_hand_is_shown_at_once(still: Stillness) -> None:
    assert all(shown(still, [ROOM] * 5, EMPTY_S + 2, any_hand=True))


@pytest.mark.parametrize("side", [24, 60, 200])
def test_whatever_moves_is_shown_in_every_picture(still: Stillness, side: int) -> None:
    rooms = []
    for number in range(20):
        room = ROOM.copy()
        left = 100 + 15 * number
        room[200 : 200 + side, left : left + side] = 230
        rooms.append(room)
    assert all(shown(still, rooms, EMPTY_S + 2)[1:])


def test_what_changes_slowly_is_shown_before_it_has_changed_much(still: Stillness) -> None:
    """It is compared with what is on the screen, not with the picture before."""
    rooms = [np.clip(ROOM.astype(int) - 2 * number, 0, 255).astype(np.uint8) for number in range(60)]
    gaps = np.diff(np.flatnonzero(shown(still, rooms, EMPTY_S + 2)))
    assert gaps.max() <= LONGEST_S / FRAME_S + 1


def test_another_source_with_another_clock_is_shown(still: Stillness) -> None:
    assert still.must_show(ROOM, False, 0.0)
    assert still.must_show(ROOM, False, FRAME_S)
