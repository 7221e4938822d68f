"""The place for one value."""

from __future__ import annotations

import threading
import time

from gesture_app.pipeline.latest import LatestValue


def test_only_the_newest_value_is_taken() -> None:
    place: LatestValue[int] = LatestValue()
    for number in range(1000):
        place.put(number)
    assert place.take() == 999
    assert place.take() is None


def test_only_an_empty_place_asks_for_a_wake_up() -> None:
    place: LatestValue[str] = LatestValue()
    assert place.put("a")
    assert not place.put("b")
    place.take()
    assert place.put("c")


def test_closing_releases_a_waiting_reader() -> None:
    place: LatestValue[int] = LatestValue()
    taken: list[int | None] = []
    reader = threading.Thread(target=lambda: taken.append(place.take(None)))
    reader.start()
    time.sleep(0.02)
    place.close()
    reader.join(2)
    assert taken == [None]
    assert not place.put(1), "a closed place takes nothing more"
    assert place.take() is None


def test_a_waiting_reader_gets_the_value_put_by_another_thread() -> None:
    place: LatestValue[int] = LatestValue()
    writer = threading.Timer(0.02, place.put, [7])
    writer.start()
    assert place.take(2.0) == 7
    writer.join()


def test_whoever_waits_can_be_called_away_once() -> None:
    place: LatestValue[int] = LatestValue()
    caller = threading.Timer(0.02, place.call)
    caller.start()
    assert place.take(None) is None
    caller.join()
    place.call()
    place.put(3)
    assert place.take(None) == 3, "who was called takes what is there"
    began_s = time.monotonic()
    assert place.take(0.05) is None
    assert time.monotonic() - began_s >= 0.04, "nobody has called since"
