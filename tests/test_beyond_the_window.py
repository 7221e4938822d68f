"""The real program beyond its window: started twice, and acting without a window until it is told to end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import numpy as np
import pytest

from footage import tracker_bundle
from gesture_app.actions.action import SendOsc
from gesture_app.actions.binding import Binding, Profile
from gesture_app.actions.profiles.store import ProfileStore
from gesture_app.actions.promise.measurement import Measurement, PromptedHands
from gesture_app.actions.promise.store import PromiseStore
from gesture_app.folders import Folders, find_folders
from gesture_app.settings import Settings, save_settings
from gesture_app.virtual_hand.tracked.life import Day, asked, live
from gesture_app.virtual_hand.tracked.person import somebody
from screens import Environment, ProgramWindow, a_screen, need

GESTURE = "thumbs up"
PROMPTS = 5
MEASURED_LIFE = Day(hours=1 / 60, in_sight=0.5, meant=0.0, half=0.0)
LONG_S = 60.0
"""Nothing takes nearly as long; a machine with much to do may."""

pytestmark = pytest.mark.outside


class Program:
    """The real one, on its screen."""

    def __init__(self, screen: Environment, *options: str) -> None:
        need("xdotool")
        own = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
        self._environment = own | {"DISPLAY": screen["DISPLAY"]}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gesture_app", *options],
            env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, *command: str) -> str:
        """What xdotool says, "" where it finds nothing, or a window has vanished under it."""
        said = subprocess.run(
            ["xdotool", *command],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        return said.stdout.strip() if said.returncode == 0 else ""

    @property
    def is_seen(self) -> bool:
        """Whether a window of it can be seen."""
        return bool(self.ask("search", "--onlyvisible", "--name", "Gesture App"))

    @property
    def is_in_front(self) -> bool:
        return "Gesture App" in self.ask("getactivewindow", "getwindowname")

    def wait_until(self, holds: Callable[[], object], what: str) -> None:
        until = time.monotonic() + LONG_S
        while not holds():
            assert self._process.poll() is None, f"the program ended while waiting for {what}"
            assert time.monotonic() < until, f"waited in vain for {what}"
            time.sleep(0.1)

    def tell_to_end(self) -> None:
        """As a desktop does that logs its user out."""
        self._process.send_signal(signal.SIGTERM)

    def end(self) -> tuple[int, str, str]:
        """Its exit code, what it printed, and what it complained of, once it has ended by itself."""
        output, complaints = self._process.communicate(timeout=LONG_S)
        return self._process.returncode, output, complaints

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


@contextmanager
def started(screen: Environment, *options: str) -> Iterator[Program]:
    program = Program(screen, *options)
    try:
        yield program
    finally:
        program.kill()


@pytest.fixture
def screen() -> Iterator[Environment]:
    with a_screen(manager=True) as environment:
        yield environment


@pytest.fixture
def folders(own_home: object) -> Folders:
    """With the tracker's model, so that nothing is fetched."""
    found = find_folders()
    found.models.mkdir(parents=True)
    found.landmarker.write_bytes(tracker_bundle())
    return found


@pytest.fixture
def lamp() -> Iterator[socket.socket]:
    """Another program, which hears OSC."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.1", 0))
        heard.setblocking(False)
        yield heard


def told(lamp: socket.socket) -> bytes:
    """What reached it, nothing where nothing did."""
    try:
        return lamp.recv(1024)
    except BlockingIOError:
        return b""


def measure(folders: Folders) -> None:
    """What a person's measurement leaves behind: the program works out by itself what it promises."""
    rng = np.random.default_rng(0)
    person = somebody("person", [GESTURE], rng)
    life = tuple(visit.sequence for visit in live(person, MEASURED_LIFE, rng))
    prompts = [PromptedHands(GESTURE, asked(person, GESTURE, rng).sequence) for _ in range(PROMPTS)]
    PromiseStore(folders.actions / "promises").keep(Measurement(life, tuple(prompts), datetime.now(UTC)))


def bind(folders: Folders, action: SendOsc) -> None:
    store = ProfileStore(folders.actions)
    binding = Binding(id="lamp", gesture=GESTURE, action=action)
    store.use(store.add(Profile(id="new", name="Lamp", bindings=(binding,))).id)


def test_a_second_start_ends_with_a_sentence_and_brings_the_first_window_to_the_front(
    screen: Environment, folders: Folders
) -> None:
    with started(screen, "--source", "virtual:") as first:
        first.wait_until(lambda: first.is_in_front, "the window")
        other = ProgramWindow(screen, "Other")
        other.raise_it()
        first.wait_until(lambda: not first.is_in_front, "the other program's window")
        with started(screen, "--source", "virtual:") as second:
            code, output, sentence = second.end()
        first.wait_until(lambda: first.is_in_front, "the window to come to the front")
        other.close()
        first.tell_to_end()
        assert first.end() == (0, "", "")
    assert (code, output) == (0, "")
    assert sentence.strip() == "Gesture App is running already. Its window was brought to the front."


def test_without_its_window_it_acts_and_ends_in_order_when_it_is_told_to(
    screen: Environment, folders: Folders, lamp: socket.socket
) -> None:
    measure(folders)
    bind(folders, SendOsc(address="/lamp", arguments=("on",), port=lamp.getsockname()[1]))
    settings = Settings(
        source=f"virtual:{GESTURE}", at_start="armed", in_background=True, pause_key="", pause_gesture=""
    )
    save_settings(settings, folders.settings_file)
    heard: list[bytes] = []
    seen: list[bool] = []

    def acted() -> bool:
        seen.append(program.is_seen)
        heard.extend(filter(None, [told(lamp)]))
        return bool(heard)

    with started(screen, "--in-background") as program:
        program.wait_until(acted, "the lamp")
        assert heard[0].startswith(b"/lamp\0")
        assert not any(seen), "a window was shown"
        with started(screen) as second:
            assert second.end()[0] == 0
        program.wait_until(lambda: program.is_seen, "the window, called for by a second start")
        program.tell_to_end()
        assert program.end() == (0, "", "")
    assert told(lamp) in (b"", heard[0])
    assert PromiseStore(folders.actions / "promises").trend(ProfileStore(folders.actions).in_use())[0].fired
