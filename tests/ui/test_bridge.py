"""Messages in order, of pictures only the newest, however many threads talk."""

from __future__ import annotations

import threading
import time

from pytestqt.qtbot import QtBot

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame
from gesture_app.pipeline.latest import LatestValue
from gesture_app.pipeline.messages import LiveResult, Trouble
from gesture_app.ui.bridge import Bridge


def result(number: int) -> LiveResult:
    hands = HandFrame.empty(float(number), 4 / 3)
    return LiveResult(Frame(number, float(number), None, hands, 4 / 3), hands, None, None, 30.0, 0.0)


def test_messages_of_another_thread_arrive_in_order_on_the_windows_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    heard: list[tuple[str, int]] = []
    bridge.message.connect(lambda message: heard.append((message.sentence, threading.get_ident())))

    def talk() -> None:
        for number in range(2000):
            bridge.post(Trouble(str(number)))

    talker = threading.Thread(target=talk)
    talker.start()
    qtbot.waitUntil(lambda: len(heard) == 2000, timeout=10_000)
    talker.join()
    assert [sentence for sentence, _ in heard] == [str(number) for number in range(2000)]
    assert {thread for _, thread in heard} == {threading.get_ident()}


def test_five_thousand_signals_from_a_worker_do_not_end_the_process(qtbot: QtBot) -> None:
    """PySide 6.12.0 on Python 3.11 lost a reference at every emit and aborted after about 570."""
    bridge = Bridge()
    live: list[int] = []
    bridge.live.connect(lambda shown: live.append(shown.frame.index))
    results: LatestValue[LiveResult] = LatestValue()
    bridge.show_results_of(results)

    def work() -> None:
        for number in range(5000):
            results.put(result(number))
            bridge._woken.emit()

    worker = threading.Thread(target=work)
    worker.start()
    qtbot.waitUntil(lambda: bool(live) and live[-1] == 4999, timeout=20_000)
    worker.join()
    assert live == sorted(set(live)), "no result is shown twice or after a newer one"


def test_a_busy_window_sees_the_newest_result_when_it_comes_back(qtbot: QtBot) -> None:
    bridge = Bridge()
    live: list[int] = []
    bridge.live.connect(lambda shown: live.append(shown.frame.index))
    results: LatestValue[LiveResult] = LatestValue()
    bridge.show_results_of(results)
    for number in range(100):  # nothing is shown meanwhile: the event loop does not run
        if results.put(result(number)):
            bridge.wake()
    qtbot.waitUntil(lambda: bool(live))
    assert live == [99]


def test_after_closing_nothing_arrives(qtbot: QtBot) -> None:
    bridge = Bridge()
    heard: list[object] = []
    bridge.message.connect(heard.append)
    bridge.post(Trouble("before"))
    bridge.close()
    bridge.post(Trouble("after"))
    qtbot.wait(50)
    assert heard == []


def test_many_messages_do_not_hold_the_window_up(qtbot: QtBot) -> None:
    bridge = Bridge()
    heard: list[float] = []

    def slow(_: object) -> None:
        time.sleep(0.005)
        heard.append(time.monotonic())

    bridge.message.connect(slow)
    for number in range(20):
        bridge.post(Trouble(str(number)))
    turns = 0
    while len(heard) < 20:
        before = len(heard)
        qtbot.wait(1)
        turns += len(heard) > before
    assert turns > 1, "they are heard in several turns of the event loop"
