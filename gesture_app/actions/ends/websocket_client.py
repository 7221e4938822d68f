"""One program connected to the WebSocket: what it is sent, and when it is let go."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from websockets.sync.server import ServerConnection

MOST_WAITING = 64
"""Messages for a program that reads too slowly; with one more it is let go, so that it cannot fill the memory."""

MOST_HEARD_PER_S = 20.0
"""Messages from a program. None is expected, so nothing is done with them; many are a flood, and it is let go."""

POLICY_VIOLATION = 1008
"""Close code (RFC 6455, 7.4.1)."""


class Client:
    """Sends from a thread of its own, so that whoever tells something never waits for a slow reader."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection
        self._waiting: queue.Queue[str | None] = queue.Queue(MOST_WAITING)
        self._sender = threading.Thread(target=self._send_all, name="websocket sender", daemon=True)

    def serve(self, greeting: str) -> None:
        """Send what is told until the program goes; returns when it has gone."""
        self._waiting.put_nowait(greeting)
        self._sender.start()
        try:
            self._hear()
        finally:
            self.let_go(wait_s=0)
            self._sender.join()

    def tell(self, text: str) -> None:
        """Send it as soon as the program reads; one that does not read is let go."""
        try:
            self._waiting.put_nowait(text)
        except queue.Full:
            cut(self._connection)

    def let_go(self, wait_s: float) -> None:
        """Send what waits, for at most `wait_s`, then send no more."""
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(None)
        if wait_s and self._sender.is_alive():
            self._sender.join(wait_s)
        if wait_s == 0 or self._sender.is_alive():
            cut(self._connection)

    def _send_all(self) -> None:
        from websockets.exceptions import ConnectionClosed

        with contextlib.suppress(ConnectionClosed):
            while (text := self._waiting.get()) is not None:
                self._connection.send(text)

    def _hear(self) -> None:
        """Read, so that pings and a farewell are answered, and think nothing of it."""
        from websockets.exceptions import ConnectionClosed

        allowance, before_s = MOST_HEARD_PER_S, time.monotonic()
        with contextlib.suppress(ConnectionClosed):
            while True:
                self._connection.recv(decode=False)
                now_s = time.monotonic()
                allowance = min(MOST_HEARD_PER_S, allowance + (now_s - before_s) * MOST_HEARD_PER_S) - 1
                before_s = now_s
                if allowance < 0:
                    self._connection.close(POLICY_VIOLATION, "too many messages; none is expected")


def cut(connection: ServerConnection) -> None:
    """End a connection at once: a polite farewell would wait for the program to read."""
    with contextlib.suppress(OSError):
        connection.socket.shutdown(socket.SHUT_RDWR)
