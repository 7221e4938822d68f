"""The pulse misses its beats while the window's thread does something else, and tells for how long."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from gesture_app.ui.pulse import Pulse


def test_a_blocked_event_loop_is_told_in_milliseconds(qtbot: QtBot) -> None:
    pulse = Pulse()
    pulse.start()
    qtbot.wait(30)
    pulse.take_blocks_ms()
    time.sleep(0.2)
    qtbot.wait(30)
    pulse.stop()
    assert max(pulse.take_blocks_ms()) > 190
    assert pulse.take_blocks_ms() == []


def test_the_time_between_stop_and_start_is_no_block(qtbot: QtBot) -> None:
    pulse = Pulse()
    pulse.start()
    qtbot.wait(10)
    pulse.stop()
    pulse.take_blocks_ms()
    pulse.start()
    assert pulse.take_blocks_ms() == []
    pulse.stop()
