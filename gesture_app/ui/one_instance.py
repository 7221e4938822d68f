"""Only one window for each user and folder: a second start brings the first one to the front."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - what Wayland calls the leave to come to the front

_GREETING = b"gesture-app front "
_ANSWER = b"here"
_LONGEST_BYTES = 512
_ANSWER_MS = 3000


class OneInstance(QObject):
    """Whoever comes first holds a lock and listens; the system lets go of the lock when the program ends, however.

    The socket lies in a folder that only this user can enter, and is only there to be called to the front.
    """

    called = Signal()
    """Another start wants the window in front."""

    def __init__(self, home: Path, parent: QObject | None = None, *, place: Path | None = None) -> None:
        """Find out who is first.

        Args:
            home: the folder of the settings; starts with another one are another program.
            place: where lock and socket lie; None: the user's own folder for such things.
        """
        super().__init__(parent)
        name = f"gesture-app-{hashlib.sha256(os.fsencode(home.absolute())).hexdigest()[:16]}"
        folder = place or _own_folder()
        self._address = name if sys.platform == "win32" else str(folder / f"{name}.socket")
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # however long it runs: the lock is stale once its process is gone
        self._server = QLocalServer(self)
        self.first = self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError
        """Whether this is the only one. Where no lock can be made, everyone is."""
        self.answered = not self.first and self._call()
        """Whether the first one heard that it is wanted in front."""
        if self.first:
            self._listen()

    @property
    def sentence(self) -> str:
        """For who started it, where it is not the first; else empty."""
        if self.first:
            return ""
        if self.answered:
            return "Gesture App is running already. Its window was brought to the front."
        return (
            "Gesture App is running already, but does not answer. Wait a moment and start it again; if that does "
            "not help, end it first."
        )

    def close(self) -> None:
        """Let another one be the first; may be called twice."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        QLocalServer.removeServer(
            self._address
        )  # what a crash left behind: the lock says that nobody uses it
        self._server.listen(self._address)

    def _call(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        heard = False
        if socket.waitForConnected(_ANSWER_MS):
            token = os.environ.get(TOKEN_VARIABLE, "")
            socket.write(_GREETING + token.encode(errors="replace")[: _LONGEST_BYTES // 2] + b"\n")
            heard = socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readAll().data()).startswith(_ANSWER)
        socket.abort()
        return heard

    @Slot()
    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(_LONGEST_BYTES)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            self._answer(socket)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= _LONGEST_BYTES:
                socket.abort()
            return
        line = bytes(socket.readLine(_LONGEST_BYTES).data()).strip()
        if line.startswith(_GREETING.strip()):
            _keep_token(line[len(_GREETING) :].decode(errors="replace").strip())
            socket.write(_ANSWER)
            socket.flush()
            self.called.emit()
        socket.disconnectFromServer()


def _keep_token(token: str) -> None:
    """Wayland lets a window come to the front only with the token of whoever was clicked."""
    if token and token.isprintable():
        os.environ[TOKEN_VARIABLE] = token


def _own_folder() -> Path:
    """A folder that only this user can enter: the system's for sockets, else one of our own."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and _is_private(Path(runtime)):
        return Path(runtime)
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())  # the user's own there
    folder = Path(tempfile.gettempdir()) / f"gesture-app-{os.getuid()}"
    with contextlib.suppress(OSError):  # somebody may have laid something else there
        folder.mkdir(mode=0o700, exist_ok=True)
    if _is_private(folder):
        return folder
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation))


def _is_private(folder: Path) -> bool:
    """Whether it is this user's, and nobody else may enter it."""
    if sys.platform == "win32":
        return False
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
