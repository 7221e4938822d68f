"""How a second start of the program has the first one's window come to the front."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - what Wayland calls the leave to come to the front

_GREETING = b"gesture-app front "
_ANSWER = b"here"
_LONGEST_BYTES = 512
_ANSWER_MS = 3000
_TRY_AGAIN_S = 0.05


def call_to_front(address: str) -> bool:
    """Call the first one; whether it has answered. It may be about to open its window: it is called for a while."""
    until_s = time.monotonic() + _ANSWER_MS / 1000
    while not (heard := _call(address)) and time.monotonic() < until_s:
        time.sleep(_TRY_AGAIN_S)
    return heard


def _call(address: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(address)
    heard = False
    if socket.waitForConnected(_ANSWER_MS):
        token = os.environ.get(TOKEN_VARIABLE, "")
        socket.write(_GREETING + token.encode(errors="replace")[: _LONGEST_BYTES // 2] + b"\n")
        heard = socket.waitForReadyRead(_ANSWER_MS) and bytes(socket.readAll().data()).startswith(_ANSWER)
    socket.abort()
    return heard


class FrontCalls(QObject):
    """Hears them. The socket is only there for this, and lies where only this user can enter."""

    called = Signal()
    """Another start wants the window in front."""

    def __init__(self, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        QLocalServer.removeServer(address)  # what a crash left behind: the lock says that nobody uses it
        self._server.listen(address)

    def close(self) -> None:
        """Hear nothing more; may be called twice."""
        self._server.close()

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
