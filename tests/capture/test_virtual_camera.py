"""The virtual hand as a camera: pictures in time, true times, and an end when it is asked for."""

from __future__ import annotations

import threading
import tracemalloc
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from gesture_app.capture.open_source import make_source, person_before
from gesture_app.capture.source import Frame, SourceError
from gesture_app.capture.virtual_camera import FPS, VirtualCamera
from gesture_app.virtual_hand.film import Film


def frames(source: VirtualCamera, most: int = 1000) -> list[Frame]:
    """Up to `most` frames of one opening."""
    source.open()
    read = []
    while len(read) < most and (frame := source.read()) is not None:
        read.append(frame)
    source.close()
    return read


def test_a_word_is_spelled_letter_by_letter_and_then_it_is_over() -> None:
    read = frames(VirtualCamera("HI*1", seed=1, fast=True, fps=15))
    captions = [frame.caption for frame in read]
    said = [after for before, after in pairwise(captions) if after and after != before]
    assert [letter for letter in said if len(letter) == 1] == ["H", "I"]
    assert captions[0] == captions[-1] == "", "the hand comes and goes"


def test_pictures_look_like_a_cameras_and_the_hands_are_left_to_the_tracker() -> None:
    read = frames(VirtualCamera("fist*1", seed=1, fast=True))
    assert all(frame.pixels is not None and frame.hands is None for frame in read)
    assert {frame.pixels.shape for frame in read if frame.pixels is not None} == {(480, 640, 3)}
    assert {frame.aspect for frame in read} == {640 / 480}
    first, middle = read[0].pixels, next(frame.pixels for frame in read if frame.caption == "fist")
    assert first is not None
    assert middle is not None
    changed = np.abs(first.astype(int) - middle).max(axis=2) > 40
    assert 0.02 < changed.mean() < 0.5, "a hand came into the picture"


def test_times_follow_each_other_as_a_cameras_do_also_when_it_is_opened_again() -> None:
    source = VirtualCamera("fist", seed=1, fast=True)
    read = [*frames(source, 20), *frames(source, 20)]
    assert [frame.index for frame in read] == list(range(40))
    np.testing.assert_allclose(np.diff([frame.time_s for frame in read]), 1 / FPS, atol=1e-9)


def test_the_same_seed_gives_the_same_pictures_and_another_one_others() -> None:
    def shown(seed: int) -> list[str]:
        source = VirtualCamera("", seed=seed, fast=True, fps=2)
        return [frame.caption for frame in frames(source, 40)]

    one, again, other = (frames(VirtualCamera("wave", seed=seed, fast=True), 25) for seed in (1, 1, 2))
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(one, again, strict=True))
    assert any(not np.array_equal(a.pixels, b.pixels) for a, b in zip(one, other, strict=True))
    assert shown(1) == shown(1) != shown(2)


def test_without_an_end_it_goes_on_and_with_loop_an_end_is_none() -> None:
    once = len(frames(VirtualCamera("fist*1", seed=1, fast=True, fps=5)))
    for source in (VirtualCamera("fist", seed=1, fast=True, fps=5),
                   VirtualCamera("fist*1", seed=1, fast=True, fps=5, loop=True)):  # fmt: skip
        assert len(frames(source, 3 * once)) == 3 * once


def test_two_rounds_show_every_gesture_twice() -> None:
    captions = [frame.caption for frame in frames(VirtualCamera("fist,point*2", seed=1, fast=True, fps=10))]
    shown = [after for before, after in pairwise(captions) if after != before and after]
    assert shown == ["fist", "point", "fist", "point"]


def test_closing_from_another_thread_ends_a_wait_at_once() -> None:
    source = VirtualCamera("fist", seed=1, fps=0.02)  # the second picture is due in fifty seconds
    source.open()
    assert source.read() is not None
    closer = threading.Timer(0.05, source.close)
    closer.start()
    assert source.read() is None
    closer.join()
    source.close()
    assert source.read() is None


def test_a_picture_that_is_late_is_skipped_and_times_stay_true(monkeypatch: pytest.MonkeyPatch) -> None:
    late_s = iter([0.0, 0.0, 3.5 / FPS, 0.0, 0.0])
    source = VirtualCamera("fist", seed=1, fast=True)
    monkeypatch.setattr(source._pace, "overdue_s", lambda _: next(late_s))
    read = frames(source, 5)
    assert [round(frame.time_s * FPS) for frame in read] == [0, 1, 5, 6, 7]
    assert [frame.index for frame in read] == [0, 1, 2, 3, 4]


def test_a_left_hand_comes_from_the_other_side() -> None:
    def middle(side: str) -> float:
        source = VirtualCamera("fist*1", seed=1, side=side, fast=True, fps=5)  # type: ignore[arg-type]
        read = frames(source)
        shown = next(frame.pixels for frame in read if frame.caption == "fist")
        assert shown is not None
        assert read[0].pixels is not None
        changed = np.abs(read[0].pixels.astype(int) - shown).max(axis=2) > 40
        return float(np.flatnonzero(changed.any(axis=0)).mean()) / 640

    assert middle("right") < 0.5 < middle("left"), "facing us, a right hand is on our left"


@pytest.mark.parametrize(
    ("spec", "nearest"),
    [("virtual:thumps up", "thumbs up"), ("virtual:wave,swipe lefd", "swipe left"), ("virtual:ÄH", "A–Z")],
)
def test_what_does_not_exist_is_answered_with_what_does(tmp_path: Path, spec: str, nearest: str) -> None:
    with pytest.raises(SourceError) as refused:
        make_source(spec, recordings=tmp_path)
    assert refused.value.problem == "absent"
    assert nearest in refused.value.sentence


def test_it_is_named_and_so_is_who_is_in_its_pictures(tmp_path: Path) -> None:
    plain, word = (make_source(spec, recordings=tmp_path) for spec in ("virtual", "virtual: HELLO"))
    assert (plain.name, word.name) == ("Virtual hand", "Virtual hand: HELLO")
    assert person_before(plain) == "virtual"
    assert person_before(make_source("camera", recordings=tmp_path)) == ""


def test_drawing_that_fails_does_not_keep_it_from_being_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = VirtualCamera("fist", seed=1, fast=True)

    def broken(film: Film, time_s: float) -> None:
        raise RuntimeError("out of paint")

    with monkeypatch.context() as patch:
        patch.setattr(Film, "shot", broken)
        source.open()
        with pytest.raises(RuntimeError, match="paint"):
            source.read()
    assert len(frames(source, 3)) == 3


def test_a_long_programme_has_a_name_that_fits_a_window() -> None:
    assert VirtualCamera("A" * 1000).name == f"Virtual hand: {'A' * 39}…"


@pytest.mark.parametrize("spec", ["x" * 5000, "~nobody of this name/clip.mp4", "video:a\0b", ""])
def test_what_cannot_even_be_a_file_is_no_source(tmp_path: Path, spec: str) -> None:
    with pytest.raises(SourceError) as refused:
        make_source(spec, recordings=tmp_path)
    assert refused.value.problem == "absent"


def test_a_camera_that_runs_for_minutes_needs_no_more_memory() -> None:
    source = VirtualCamera("A*1", seed=1, fast=True, loop=True, fps=2)
    source.open()
    for _ in range(15):  # whatever is kept from round to round is kept now
        source.read()
    tracemalloc.start()
    try:
        source.read()
        early = tracemalloc.get_traced_memory()[0]
        for _ in range(30):
            source.read()
        assert tracemalloc.get_traced_memory()[0] - early < 500_000, "half a picture"
    finally:
        tracemalloc.stop()
        source.close()


def captions(source: VirtualCamera, most: int) -> list[str]:
    """What the next pictures show, each gesture once."""
    read = [frame.caption for frame in (source.read() for _ in range(most)) if frame is not None]
    return [after for before, after in pairwise(["", *read]) if after and after != before]


def test_asked_to_perform_it_does_so_once_and_then_waits_out_of_sight() -> None:
    source = VirtualCamera("point", seed=1, fast=True, fps=5)
    source.open()
    source.perform("B!ring,B")
    assert captions(source, 60) == ["B!ring", "B"]
    source.perform("B")
    assert captions(source, 30) == ["B"]
    source.close()


def test_asked_in_the_middle_of_something_it_goes_over_at_once() -> None:
    source = VirtualCamera("point", seed=1, fast=True, fps=25)
    source.open()
    source.perform("L")
    while (frame := source.read()) is not None and frame.caption != "L":
        pass
    source.perform("Y")
    assert captions(source, 30) == ["Y"], "little more than a second later"
    source.close()


def test_an_empty_script_is_the_programme_again() -> None:
    source = VirtualCamera("point", seed=1, fast=True, fps=5)
    source.open()
    source.perform("B")
    assert captions(source, 20) == ["B"]
    source.perform("")
    assert captions(source, 60)[:2] == ["point", "point"]
    source.close()


def test_it_rests_until_it_is_asked_again() -> None:
    source = VirtualCamera("point", seed=1, fast=True, fps=5)
    source.open()
    source.rest()
    assert captions(source, 40) == []
    source.perform("wave")
    assert captions(source, 30) == ["wave"]
    source.close()


def test_what_is_asked_for_while_nothing_reads_is_done_at_the_next_reading_and_the_newest_counts() -> None:
    source = VirtualCamera("point", seed=1, fast=True, fps=5)
    source.perform("A")
    threading.Thread(target=source.perform, args=("Y",), kwargs={"hold_s": 4.0}).run()
    source.open()
    read = [frame.caption for frame in (source.read() for _ in range(50)) if frame is not None]
    source.close()
    assert set(read) == {"", "Y"}
    assert read.count("Y") >= 19, "held for four seconds"


@pytest.mark.parametrize("script", ["thumps up", "A!wings", "wave!"])
def test_what_cannot_be_performed_is_refused_and_what_is_under_way_goes_on(script: str) -> None:
    source = VirtualCamera("point", seed=1, fast=True, fps=5)
    source.open()
    with pytest.raises(SourceError):
        source.perform(script)
    assert captions(source, 20) == ["point"]
    source.close()
