"""Actions through the window: measured on the virtual hand with the real tracker, armed, acting, paused, explained."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import ThreadingOSCUDPServer

from footage import tracker_bundle
from gesture_app.actions.action import SendOsc
from gesture_app.actions.binding import Binding, Profile
from gesture_app.folders import Folders, find_folders
from gesture_app.pipeline.acting import promises
from gesture_app.pipeline.engine import Engine
from gesture_app.settings import Settings
from gesture_app.takes.store import TakeStore
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

ANSWER_MS = 120_000
"""Nothing takes nearly as long; a machine with much to do may."""

GESTURE = "thumbs up"
NOTHING_MS = 6000
"""Longer than the virtual hand needs for a gesture."""


class Listener:
    """Another program, which hears OSC through a library of its own."""

    def __init__(self) -> None:
        self.heard: queue.SimpleQueue[tuple[object, ...]] = queue.SimpleQueue()
        dispatcher = Dispatcher()
        dispatcher.map("/lights", lambda _, *arguments: self.heard.put(arguments))
        self._server = ThreadingOSCUDPServer(("127.0.0.1", 0), dispatcher)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Person:
    """A window on the Actions page, with everything behind it, and what a person does in it."""

    def __init__(self, qtbot: QtBot, folders: Folders) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._qtbot = qtbot
        self.bridge = Bridge()
        self.engine = Engine(
            folders, Settings(pause_key=""), self.bridge.post, self.bridge.wake, source="virtual:"
        )
        self.bridge.show_results_of(self.engine.results)
        self.window = Window(self.engine, self.bridge, ThemeController(application))
        # Closing a window whose gestures act would ask what is meant.
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.quit())
        self.window.show()
        self.window.begin()
        self.window.rail.choose(self.window.pages.index(self.window.acting))

    def wait_for(self, what: Callable[[], object]) -> None:
        try:
            self._qtbot.waitUntil(lambda: bool(what()), timeout=ANSWER_MS)
        except QtTimeout:
            pytest.fail(f"the page says: {self._texts()}")

    def _texts(self) -> list[str]:
        """What can be read on the page."""
        return [each.text() for each in self.window.acting.findChildren(QLabel) if each.isVisible()]

    def _button(self, text: str) -> QAbstractButton | None:
        shown = [each for each in self.window.acting.findChildren(QAbstractButton) if each.isVisible()]
        return next((each for each in shown if each.text() == text and each.isEnabled()), None)

    def click(self, text: str) -> None:
        """A button, as soon as it can be seen and pressed."""
        self.wait_for(lambda: self._button(text) is not None)
        button = self._button(text)
        assert button is not None
        button.click()

    def make(self, gesture: str) -> None:
        """The virtual hand in a person's place."""
        self.engine.let_pupil_do(gesture)

    def look_on(self, milliseconds: int) -> None:
        self._qtbot.wait(milliseconds)

    def close(self) -> None:
        self.window.quit()
        self.bridge.close()


@pytest.fixture
def folders(own_home: object) -> Folders:
    found = find_folders()
    found.models.mkdir(parents=True)
    found.landmarker.write_bytes(tracker_bundle())
    return found


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def person(qtbot: QtBot, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    monkeypatch.setattr(promises, "LIFE_S", 12.0)
    made = Person(qtbot, folders)
    yield made
    made.close()


def test_measured_armed_it_acts_once_pauses_explains_and_learns(
    person: Person, listener: Listener, folders: Folders
) -> None:
    lights = SendOsc(address="/lights", arguments=("on",), port=listener.port)
    binding = Binding(id="lights", gesture=GESTURE, action=lights)
    person.engine.actions.profiles.create(Profile(id="new", name="Lamp", bindings=(binding,)))
    person.click("Measure and arm")
    person.click("Start")
    person.click("Arm")
    person.wait_for(lambda: person.engine.actions.observer.armed)
    assert listener.heard.empty(), "something acted before it was armed"

    person.make(GESTURE)
    person.wait_for(lambda: not listener.heard.empty())
    person.look_on(NOTHING_MS)
    assert [listener.heard.get(), listener.heard.empty()] == [("on",), True]

    person.click("Pause")
    person.make(GESTURE)
    person.look_on(NOTHING_MS)
    assert listener.heard.empty(), "it acted while it was paused"

    person.click("Why?")
    person.click("Not a gesture")
    person.wait_for(
        lambda: [take for take in TakeStore(folders.recordings).takes() if take.gesture == "none"]
    )
