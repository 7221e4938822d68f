"""A screen of its own for a test, and a window on it that tells what reaches it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

Environment = dict[str, str]


def need(*programs: str) -> None:
    """Skip where they are not installed; fail where they have to be."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("GESTURE_APP_REQUIRE_XVFB"):
        pytest.fail(f"missing here: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@contextmanager
def a_screen(*, manager: bool = False) -> Iterator[Environment]:
    """An X server, with a window manager if wanted; gives the environment of programs on it."""
    need("Xvfb", *(["openbox"] if manager else []))
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        name = f":{numbers.readline().strip()}"
    environment = {
        "DISPLAY": name,
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "LC_ALL": "C.UTF-8",
    }
    processes = [server]
    if manager:
        processes.insert(0, subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL))
    try:
        yield environment
    finally:
        for process in processes:
            process.terminate()
            process.wait(10)


def wait_until(holds: Callable[[], object], what: str, seconds: float = 5.0) -> None:
    """Look again and again; a test fails that waits in vain."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.02)


KEY_EVENTS = 0b11
"""X11's masks of keys that go down and up."""


class Heard(NamedTuple):
    """A key or a button went down or up."""

    kind: str
    """`KeyPress`, `KeyRelease`, `ButtonPress`, `ButtonRelease`."""
    name: str
    """The keysym's name, or the button's number."""
    state: int
    """The modifiers that were down before."""
    text: str
    """What a program would have written."""


_EVENT = re.compile(
    r"^((?:Key|Button)(?:Press|Release)) event,[^\n]*\n[^\n]*\n\s+state (0x[0-9a-f]+), "
    r"(?:keycode \d+ \(keysym 0x[0-9a-f]+, (\w+)\)|button (\d+))(.*?)\n\n",
    re.MULTILINE | re.DOTALL,
)
_TEXT = re.compile(r'XmbLookupString gives \d+ bytes: \([0-9a-f ]+\) "(.*)"', re.DOTALL)


class Window:
    """xev, another program than ours, as large as the screen, so that everything reaches it."""

    def __init__(self, environment: Environment) -> None:
        need("xev", "stdbuf")
        self._process = subprocess.Popen(
            ["stdbuf", "-oL", "xev", "-geometry", "1280x800+0+0",
             *(part for mask in ("keyboard", "button", "structure") for part in ("-event", mask))],
            env=environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said = ""
        """All that xev printed."""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        wait_until(lambda: "MapNotify" in self.said, "the window")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said += line

    @property
    def heard(self) -> list[Heard]:
        found = _EVENT.findall(self.said + "\n\n")
        return [
            Heard(kind, key or button, int(state, 16), text[1] if (text := _TEXT.search(rest)) else "")
            for kind, state, key, button, rest in found
        ]

    @property
    def pressed(self) -> list[str]:
        """The names of keys and buttons that went down, in this order."""
        return [event.name for event in self.heard if event.kind.endswith("Press")]

    @property
    def keycodes(self) -> list[int]:
        """Of the keys that went down, in this order."""
        downs = self.said.split("KeyPress event")[1:]
        return [int(found[1]) for down in downs if (found := re.search(r"keycode (\d+)", down))]

    @property
    def text(self) -> str:
        """What was typed."""
        return "".join(event.text for event in self.heard if event.kind == "KeyPress")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


class ProgramWindow:
    """The window of a program of this name, which takes the focus that a window manager gives it."""

    def __init__(self, environment: Environment, program: str, process: int = 0) -> None:
        """`process`: its number, 0: it does not tell."""
        from Xlib import Xutil
        from Xlib.display import Display

        self._display = Display(environment["DISPLAY"])
        screen = self._display.screen()
        self._window = screen.root.create_window(0, 0, 200, 100, 0, screen.root_depth, event_mask=KEY_EVENTS)
        self._window.set_wm_class(program.lower(), program)
        self._window.set_wm_hints(flags=Xutil.InputHint, input=1)
        if process:
            numbers = self._display.intern_atom("CARDINAL")
            self._window.change_property(self._display.intern_atom("_NET_WM_PID"), numbers, 32, [process])
        self._window.map()
        self._display.sync()

    def raise_it(self) -> None:
        """Put it in front, as a taskbar would."""
        from Xlib import X
        from Xlib.protocol import event

        kind = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        wish = event.ClientMessage(window=self._window, client_type=kind, data=(32, [2, 0, 0, 0, 0]))
        self._display.screen().root.send_event(wish, X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()

    def keys_heard(self) -> int:
        """How many keys went down in it since this was last asked."""
        from Xlib import X

        number = self._display.pending_events()
        return [self._display.next_event().type for _ in range(number)].count(X.KeyPress)

    def close(self) -> None:
        self._window.destroy()
        self._display.sync()
        self._display.close()


@contextmanager
def a_window(environment: Environment) -> Iterator[Window]:
    window = Window(environment)
    try:
        yield window
    finally:
        window.close()
