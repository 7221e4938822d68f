"""A second start finds the first one, also after a crash, and nobody else can."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from gesture_app.ui import one_instance
from gesture_app.ui.front_calls import TOKEN_VARIABLE
from gesture_app.ui.one_instance import OneInstance

SECOND = """
import sys
import tempfile
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gesture_app.ui.one_instance import OneInstance
application = QCoreApplication([])
instance = OneInstance(Path(sys.argv[1]), place=Path(sys.argv[2]))
instance.listen()
print("first" if instance.first else instance.sentence, flush=True)
if sys.argv[3] == "stay":
    application.exec()
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def first(qapp: QCoreApplication, tmp_path: Path, place: Path) -> Iterator[OneInstance]:
    made = OneInstance(tmp_path, place=place)
    made.listen()
    yield made
    made.close()


def start(home: Path, place: Path, then: str = "leave") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(home), str(place), then], stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    with process.stdout:
        return process.stdout.readline().strip()


def test_a_second_start_calls_the_first_to_the_front_and_says_so(
    first: OneInstance, qtbot: QtBot, tmp_path: Path, place: Path
) -> None:
    assert first.first
    with qtbot.waitSignal(first.called, timeout=20_000):
        second = start(tmp_path, place)
    assert said(second) == "Gesture App is running already. Its window was brought to the front."
    assert second.wait(20) == 0


def test_another_home_is_another_program(first: OneInstance, tmp_path: Path, place: Path) -> None:
    other = OneInstance(tmp_path / "other", place=place)
    assert other.first
    other.close()


def test_once_the_first_has_ended_the_next_one_is_the_first(
    tmp_path: Path, place: Path, qapp: object
) -> None:
    for _ in range(3):
        one = OneInstance(tmp_path, place=place)
        assert one.first
        one.close()
        one.close()


def test_what_a_crash_leaves_behind_is_in_nobodys_way(tmp_path: Path, place: Path, qapp: object) -> None:
    crashed = start(tmp_path, place, "stay")
    assert said(crashed) == "first"
    crashed.send_signal(signal.SIGKILL)
    crashed.wait(20)
    assert list(place.iterdir())
    one = OneInstance(tmp_path, place=place)
    assert one.first
    assert one.sentence == ""
    one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes have other rights")
def test_only_this_user_can_reach_it(first: OneInstance, place: Path) -> None:
    (socket,) = [file for file in place.iterdir() if stat.S_ISSOCK(file.stat().st_mode)]
    assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a folder for each user")
def test_a_folder_that_others_may_enter_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_to_all, mine = tmp_path / "open", tmp_path / "mine"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    mine.mkdir(mode=0o700)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))
    own = one_instance._own_folder()
    assert own.parent == tmp_path
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(mine))
    assert one_instance._own_folder() == mine


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_somebody_laid_in_our_place_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs").mkdir(mode=0o700)
    (tmp_path / f"gesture-app-{os.getuid()}").symlink_to(tmp_path / "theirs")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert tmp_path not in one_instance._own_folder().parents


def socket_to(first: OneInstance) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(first._address)
    assert socket.waitForConnected(3000)
    return socket


@pytest.mark.parametrize("line", [b"hello\n", b"x" * 5000, b"\0\xff\n", b"gesture-app back\n"])
def test_whatever_else_is_said_to_it_calls_nobody(first: OneInstance, qtbot: QtBot, line: bytes) -> None:
    socket = socket_to(first)
    with qtbot.assertNotEmitted(first.called, wait=50):
        socket.write(line)
        socket.flush()
        qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    socket.abort()


def test_the_leave_to_come_to_the_front_is_handed_on(
    first: OneInstance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "")
    socket = socket_to(first)
    with qtbot.waitSignal(first.called):
        socket.write(b"gesture-app front token-17\n")
        socket.flush()
    assert os.environ[TOKEN_VARIABLE] == "token-17"
    socket.abort()
