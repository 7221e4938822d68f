"""As many hands are looked for as are there, and nothing is lost by it: compared with MediaPipe asked for two."""

from collections.abc import Iterator

import numpy as np
import pytest

from footage import hand_picture, tracker_bundle
from gesture_app.capture.hand_finder import HandFinder
from gesture_app.capture.idle_watch import IDLE_AFTER_S, LOOK_EVERY_S
from gesture_app.capture.landmarker import Landmarker, as_rgb

FPS = 25
RNG = np.random.default_rng(4)


@pytest.fixture
def finder() -> Iterator[HandFinder]:
    finder = HandFinder(tracker_bundle(), 2)
    yield finder
    finder.close()


@pytest.fixture
def bare() -> Iterator[Landmarker]:
    bare = Landmarker(tracker_bundle(), 2)
    yield bare
    bare.close()


def searches(landmarker: Landmarker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows with every picture this landmarker is shown."""
    shown: list[int] = []
    find = landmarker.find

    def counting(rgb: np.ndarray) -> list:
        shown.append(1)
        return find(rgb)

    monkeypatch.setattr(landmarker, "find", counting)
    return shown


def noisy(picture: np.ndarray) -> np.ndarray:
    return np.clip(picture + RNG.normal(0, 3, picture.shape), 0, 255).astype(np.uint8)


def test_a_hand_that_is_alone_is_followed_alone_and_as_mediapipe_would(
    finder: HandFinder, bare: Landmarker, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = searches(finder._all, monkeypatch)
    picture = hand_picture("open", size=(640, 480))
    apart = []
    for step in range(3 * FPS):
        moved = np.roll(picture, round(20 * np.sin(step / 6)), axis=1)
        hands, theirs = finder.find(moved, step / FPS), bare.find(as_rgb(moved))
        assert len(hands) == len(theirs) == 1
        apart.append(np.abs((hands[0].image - theirs[0].image)[:, :2] * [640, 480]).mean())
    assert np.mean(apart) < 1  # pixel
    assert len(shown) < 0.6 * 3 * FPS


def test_a_second_hand_is_seen_within_three_tenths_of_a_second(finder: HandFinder) -> None:
    one, both = hand_picture("open", "right"), hand_picture("open", "both")
    for comes_at in range(2 * FPS, 2 * FPS + 6, 2):  # at any time between two looks
        for step in range(comes_at):
            finder.find(one, step / FPS)
        seen = [len(finder.find(both, (comes_at + step) / FPS)) for step in range(FPS)]
        assert seen.index(2) / FPS < 0.3
        assert set(seen[seen.index(2) :]) == {2}


def test_of_two_hands_the_one_that_stays_is_never_missed(finder: HandFinder) -> None:
    both, alone = hand_picture("victory", "both"), hand_picture("victory", "both").copy()
    middle = both.shape[1] // 2
    alone[:, :middle] = hand_picture("nothing")[:, :middle]
    found = [len(finder.find(both if step < 2 * FPS else alone, step / FPS)) for step in range(4 * FPS)]
    assert min(found) == 1
    assert found == sorted(found, reverse=True)
    assert found[: 2 * FPS] == [2] * (2 * FPS)


def test_a_lost_hand_is_found_again_in_the_frame_in_which_mediapipe_finds_it(
    finder: HandFinder, bare: Landmarker
) -> None:
    hand, nothing = hand_picture("open"), hand_picture("nothing")
    away = {*range(40, 44), *range(60, 90), *range(100, 101)}
    pictures = [nothing if step in away else np.roll(hand, 90 * (step > 70), axis=1) for step in range(120)]
    ours = [len(finder.find(picture, step / FPS)) for step, picture in enumerate(pictures)]
    theirs = [len(bare.find(as_rgb(picture))) for picture in pictures]
    assert ours == theirs


WALL = hand_picture("nothing", size=(640, 480))
BOTH = hand_picture("open", "both", size=(640, 480))


def two_hands(
    left: tuple[float, float] | None = (0, 0), right: tuple[float, float] | None = (0, 0)
) -> np.ndarray:
    """Two hands side by side in front of a wall, each moved by (right, down) in pixels; None: not there."""
    height, width = BOTH.shape[:2]
    shown = np.abs(BOTH.astype(int) - WALL).sum(axis=2) > 40
    picture = WALL.copy()
    for half, moved in ((slice(width // 2, None), right), (slice(None, width // 2), left)):
        if moved is None:
            continue
        here = np.zeros_like(shown)
        here[:, half] = shown[:, half]
        rows, columns = np.nonzero(here)
        to_rows, to_columns = rows + round(moved[1]), columns + round(moved[0])
        inside = (to_rows >= 0) & (to_rows < height) & (to_columns >= 0) & (to_columns < width)
        picture[to_rows[inside], to_columns[inside]] = BOTH[rows[inside], columns[inside]]
    return noisy(picture)


def compared(
    finder: HandFinder, bare: Landmarker, pictures: list[np.ndarray]
) -> list[tuple[int, int, float]]:
    """Of each picture how many hands we and MediaPipe find, and how far apart theirs are from ours, in pixels."""
    told = []
    for step, picture in enumerate(pictures):
        ours, theirs = finder.find(picture, step / FPS), bare.find(as_rgb(picture))
        pixels = [
            min(np.abs((one.image - other.image)[:, :2] * [640, 480]).mean() for one in ours)
            for other in theirs if ours
        ]  # fmt: skip
        told.append((len(ours), len(theirs), max(pixels, default=0.0)))
    return told


def test_two_hands_that_are_apart_are_followed_each_by_itself_and_as_mediapipe_would(
    finder: HandFinder, bare: Landmarker, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = searches(finder._all, monkeypatch)
    pictures = [
        two_hands(
            (20 * np.sin(step / 6), 15 * np.cos(step / 5)), (20 * np.cos(step / 7), 10 * np.sin(step / 4))
        )
        for step in range(3 * FPS)
    ]
    told = compared(finder, bare, pictures)
    assert {(ours, theirs) for ours, theirs, _ in told[2:]} == {(2, 2)}
    assert np.mean([pixels for *_, pixels in told]) < 1
    assert len(shown) < 0.3 * len(pictures)


@pytest.mark.parametrize("reach", [60, 250], ids=["that touch", "that cross"])
def test_two_hands_come_together_and_none_is_lost_that_mediapipe_sees(
    finder: HandFinder, bare: Landmarker, reach: float
) -> None:
    inward = [reach * max(0.0, np.sin(step / 16 - 1.5)) for step in range(4 * FPS)]
    told = compared(finder, bare, [two_hands((x, 0), (-x, 20 * (reach > 100))) for x in inward])
    assert [ours for ours, _, _ in told] == [theirs for _, theirs, _ in told]
    assert np.mean([pixels for *_, pixels in told]) < 1


def test_of_two_hands_followed_by_themselves_one_goes_and_comes_back_as_soon_as_mediapipe_sees_it(
    finder: HandFinder, bare: Landmarker
) -> None:
    away = {*range(40, 52), *range(70, 73)}
    pictures = [two_hands(right=None if step in away else (30, 0)) for step in range(100)]
    told = compared(finder, bare, pictures)
    assert [ours for ours, _, _ in told] == [theirs for _, theirs, _ in told]


def test_two_hands_go_and_come_back_together(finder: HandFinder, bare: Landmarker) -> None:
    away = {*range(40, 46), *range(80, 81)}
    pictures = [WALL if step in away else two_hands() for step in range(100)]
    told = compared(finder, bare, pictures)
    assert [ours for ours, _, _ in told] == [theirs for _, theirs, _ in told]


def test_with_nobody_there_few_pictures_are_searched_but_whoever_comes_is_seen_at_once(
    finder: HandFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = searches(finder._all, monkeypatch)
    nothing = hand_picture("nothing")
    steps = iter(range(10_000))
    for step in range(round(IDLE_AFTER_S * FPS)):
        finder.find(noisy(nothing), next(steps) / FPS)
        assert len(shown) == step + 1
    shown.clear()
    for _ in range(4 * FPS):
        assert finder.find(noisy(nothing), next(steps) / FPS) == []
    assert len(shown) <= 4 / LOOK_EVERY_S + 1
    assert len(finder.find(noisy(hand_picture("open")), next(steps) / FPS)) == 1


def test_a_hand_that_comes_so_slowly_that_nothing_seems_to_move_is_found(finder: HandFinder) -> None:
    nothing, hand = hand_picture("nothing").astype(float), hand_picture("open").astype(float)
    for step in range(round((IDLE_AFTER_S + 1) * FPS)):
        finder.find(nothing.astype(np.uint8), step / FPS)
    begin_s = IDLE_AFTER_S + 1
    seen = []
    for step in range(6 * FPS):
        share = step / (6 * FPS)
        picture = (nothing + share * (hand - nothing)).astype(np.uint8)
        seen.append(bool(finder.find(picture, begin_s + step / FPS)))
    assert seen[-1]


def test_a_clock_that_jumps_either_way_stops_nothing(finder: HandFinder) -> None:
    hand, nothing = hand_picture("open"), hand_picture("nothing")
    times_s = [*np.arange(0, 2, 0.04), *(3600 + np.arange(0, 1, 0.04)), *np.arange(0, 1, 0.04)]
    assert all(finder.find(hand, float(now_s)) for now_s in times_s)
    for now_s in (*np.arange(0, 8, 0.04), *np.arange(-5, 0, 0.04)):
        finder.find(nothing, float(now_s))
    assert finder.find(hand, -3600.0)


def test_one_hand_asked_for_is_all_that_is_found() -> None:
    finder = HandFinder(tracker_bundle(), 1)
    both = hand_picture("open", "both")
    assert {len(finder.find(both, step / FPS)) for step in range(2 * FPS)} == {1}
    finder.close()
    finder.close()
