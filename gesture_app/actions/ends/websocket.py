"""A WebSocket for programs on this machine: every gesture as a JSON event, and texts of one's own."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Collection
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from gesture_app.actions.action import SendWebSocket
from gesture_app.actions.ends.websocket_client import Client, cut
from gesture_app.actions.ends.websocket_door import Door
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.actions.told import GestureTold

if TYPE_CHECKING:
    from websockets.http11 import Request, Response
    from websockets.server import ServerProtocol
    from websockets.sync.server import Server, ServerConnection

HOST = "127.0.0.1"
"""No other machine can connect."""

PROTOCOL = 1
"""Of the events; counted up when one changes so that programs must."""

MOST_CONNECTED = 16
_MOST_KNOCKING = 16
"""Connections, besides those that are open, that have not said yet what they want; each costs a thread."""

_LARGEST_HEARD = 4096  # bytes
_HANDSHAKE_S = 5.0
_FAREWELL_S = 0.5


class WebSocketServer:
    """Open after `open()` until `close()`; every message that it sends is one JSON object with an `event`.

    `hello` on connecting; `gesture` with kind, gesture, confidence, hands, time_s, at; `text` with the text of one's
    own, the gesture and the phase. It listens to nothing: what programs send is thrown away.
    """

    def __init__(self, port: int, token: str, origins: Collection[str] = ()) -> None:
        """`port` 0: the system chooses one. `origins`: see `Door`."""
        self._port, self._token = port, token
        self._door = Door(token, origins)
        self._lock = threading.Lock()
        self._clients: set[Client] = set()
        self._known: WeakSet[ServerConnection] = WeakSet()
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        return self._port

    @property
    def address(self) -> str:
        """Where programs connect, with the token."""
        return f"ws://{HOST}:{self._port}/?token={self._token}"

    @property
    def connected(self) -> int:
        """How many programs are."""
        with self._lock:
            return len(self._clients)

    def open(self) -> None:
        """Listen; nothing happens where it is open already.

        Raises:
            ActionFailed: another program has the port.
        """
        if self._server is not None:
            return
        try:
            self._server = self._listening()
        except OSError as error:
            raise ActionFailed(
                f"The WebSocket could not be opened: port {self._port} is in use by another program or not allowed"
                f" ({error.strerror}). Choose another port in the profile."
            ) from error
        self._port = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="websocket", daemon=True)
        self._thread.start()

    def tell(self, told: GestureTold) -> None:
        """Tell a gesture to everyone who is connected; never waits."""
        self._send(
            {
                "event": "gesture",
                "kind": told.kind,
                "gesture": told.gesture,
                "confidence": round(told.confidence, 4),
                "hands": told.hands,
                "time_s": round(told.time_s, 4),
                "at": _written(told.at),
            }
        )

    def do(self, firing: Firing) -> None:
        """Send a text of one's own.

        Raises:
            ActionFailed: another program has the port, or nobody is connected.
        """
        action = firing.action
        if not isinstance(action, SendWebSocket):
            raise TypeError(f"not a text for the WebSocket: {action}")
        self.open()
        if not self.connected:
            raise ActionFailed(
                f"No program is connected to the WebSocket on port {self._port}, so nobody got the text. Connect one"
                " with the address on the Actions page."
            )
        self._send(
            {"event": "text", "text": action.text, "gesture": firing.gesture, "phase": firing.phase}
            | {
                "confidence": round(firing.confidence, 4),
                "hands": firing.hands,
                "time_s": round(firing.time_s, 4),
            }
        )

    def close(self) -> None:
        """Say farewell to everyone and stop listening; may be called twice, and takes little more than a second."""
        server, self._server = self._server, None
        if server is None:
            return
        with self._lock:
            leaving, known = list(self._clients), list(self._known)
        for client in leaving:
            client.let_go(_FAREWELL_S / len(leaving))
        for connection in known:
            if connection.request is None:  # connected and silent: the library would wait for it
                cut(connection)
        server.shutdown()
        if self._thread is not None:
            self._thread.join()

    def _listening(self) -> Server:
        from websockets.sync.server import serve

        return serve(
            self._serve,
            HOST,
            self._port,
            process_request=self._refuse,
            create_connection=_counted(self._known, self._lock),
            open_timeout=_HANDSHAKE_S,
            close_timeout=_FAREWELL_S,
            compression=None,  # messages are short, and compressing costs memory for each program
            max_size=_LARGEST_HEARD,
            server_header=None,
            logger=_silent_logger(),
        )

    def _refuse(self, connection: ServerConnection, request: Request) -> Response | None:
        refusal = self._door.refusal(request, self._port)
        if refusal is None and self.connected >= MOST_CONNECTED:
            refusal = HTTPStatus.SERVICE_UNAVAILABLE
        return None if refusal is None else connection.respond(refusal, f"{refusal.phrase}\n")

    def _serve(self, connection: ServerConnection) -> None:
        """One program, from its greeting until it goes; runs on a thread of its own."""
        client = Client(connection)
        with self._lock:
            self._clients.add(client)
        try:
            client.serve(json.dumps({"event": "hello", "program": "Gesture App", "protocol": PROTOCOL}))
        finally:
            with self._lock:
                self._clients.discard(client)

    def _send(self, event: dict[str, object]) -> None:
        text = json.dumps(event, ensure_ascii=False)
        with self._lock:
            for client in self._clients:
                client.tell(text)


def _written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _counted(known: WeakSet[ServerConnection], lock: threading.Lock) -> type[ServerConnection]:
    """Connections of which there are only so many, told apart from those that have said what they want."""
    from websockets.sync.server import ServerConnection

    class Counted(ServerConnection):
        def __init__(
            self, sock: socket.socket, protocol: ServerProtocol, server: Server, **options: Any
        ) -> None:
            if len(server.handler_threads) > MOST_CONNECTED + _MOST_KNOCKING:
                raise ConnectionRefusedError  # the library hangs up
            super().__init__(sock, protocol, server, **options)
            with lock:
                known.add(self)

    return Counted


def _silent_logger() -> logging.Logger:
    """Requests hold the token, and refused ones are no news: nothing of it is to be written anywhere."""
    logger = logging.Logger("websocket")
    logger.addHandler(logging.NullHandler())
    return logger
