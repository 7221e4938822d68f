"""The WebSocket, from a client of its library and from plain sockets: who gets in, and what they hear."""

from __future__ import annotations

import json
import os
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from gesture_app.actions.action import SendWebSocket
from gesture_app.actions.ends.websocket import MOST_CONNECTED, WebSocketServer
from gesture_app.actions.ends.websocket_client import MOST_WAITING
from gesture_app.actions.ends.websocket_door import load_token
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.actions.told import GestureTold

TOKEN = "t" * 40
AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[WebSocketServer]:
    made = WebSocketServer(0, TOKEN, ["https://sketches.example"])
    made.open()
    yield made
    made.close()
    made.close()


def told(gesture: str = "wave") -> GestureTold:
    return GestureTold("start", gesture, 0.97, "right", 1.5, AT)


def firing(text: str) -> Firing:
    return Firing(1, "b", "wave", SendWebSocket(text=text), "start", 0.9, "both", 2.0, 2.0)


@contextmanager
def join(server: WebSocketServer, address: str = "", **options: Any) -> Iterator[ClientConnection]:
    """Connected and greeted."""
    with connect(address or server.address, proxy=None, **options) as client:
        assert json.loads(client.recv(timeout=5)) == {
            "event": "hello",
            "program": "Gesture App",
            "protocol": 1,
        }
        yield client


def refusal(server: WebSocketServer, query: str, **options: Any) -> int:
    """The status with which the library's client is refused."""
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://127.0.0.1:{server.port}/{query}", proxy=None, **options),
    ):
        pass
    return refused.value.response.status_code


def status_for(server: WebSocketServer, path: str = f"/?token={TOKEN}", **headers: str) -> int:
    """What a handshake written by hand is answered with."""
    lines = {
        "Host": f"127.0.0.1:{server.port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    } | headers
    request = f"GET {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        plain.sendall((request + "\r\n").encode())
        return int(plain.recv(1000).split()[1])


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not what() and time.monotonic() < end:
        time.sleep(0.005)
    assert what()


def test_a_gesture_reaches_every_connected_program_as_json(server: WebSocketServer) -> None:
    with join(server) as first, join(server) as second:
        server.tell(told("schön 手"))
        for client in (first, second):
            assert json.loads(client.recv(timeout=5)) == {
                "event": "gesture",
                "kind": "start",
                "gesture": "schön 手",
                "confidence": 0.97,
                "hands": "right",
                "time_s": 1.5,
                "at": "2026-05-04T12:00:00.000+00:00",
            }


def test_events_arrive_in_their_order(server: WebSocketServer) -> None:
    with join(server) as client:
        for number in range(50):
            server.tell(told(str(number)))
        heard = [json.loads(client.recv(timeout=5))["gesture"] for _ in range(50)]
    assert heard == [str(number) for number in range(50)]


def test_a_text_of_ones_own_is_sent_with_its_gesture(server: WebSocketServer) -> None:
    with join(server) as client:
        server.do(firing('{"scene": 3}'))
        event = json.loads(client.recv(timeout=5))
    assert (event["event"], event["text"], event["gesture"], event["phase"], event["hands"]) == (
        "text",
        '{"scene": 3}',
        "wave",
        "start",
        "both",
    )


def test_a_text_that_nobody_gets_is_told(server: WebSocketServer) -> None:
    with pytest.raises(ActionFailed, match="No program is connected"):
        server.do(firing("hello"))
    server.tell(told())  # an event that nobody hears is none


def test_the_token_may_come_in_the_address_or_in_a_header(server: WebSocketServer) -> None:
    bare = f"ws://127.0.0.1:{server.port}/"
    header = {"Authorization": f"Bearer {TOKEN}"}
    with join(server), join(server, bare, additional_headers=header):
        assert server.connected == 2


@pytest.mark.parametrize(
    "query",
    ["", "?token=", "?token=wrong", f"?token={TOKEN}x", f"?token={TOKEN[:-1]}", f"?token={TOKEN}&token=x"],
)
def test_without_the_token_nobody_connects(server: WebSocketServer, query: str) -> None:
    assert refusal(server, query) == 401
    assert server.connected == 0


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://evil.example:8765",
        "https://127.0.0.1.evil.example",
        "https://localhost.evil.example",
        "http://localhost@evil.example",
        "http://evil.example/http://localhost",
        "chrome-extension://abcdef",
        "",
    ],
)
def test_a_web_page_cannot_connect_even_with_the_token(server: WebSocketServer, origin: str) -> None:
    assert status_for(server, Origin=origin) == 403
    assert server.connected == 0


def test_a_browsers_page_is_refused_through_the_librarys_own_client(server: WebSocketServer) -> None:
    assert refusal(server, f"?token={TOKEN}", origin=Origin("https://evil.example")) == 403


@pytest.mark.parametrize(
    "origin", ["null", "file://", "http://localhost:5173", "http://127.0.0.1", "https://sketches.example"]
)
def test_pages_of_this_machine_and_allowed_ones_connect_with_the_token_only(
    server: WebSocketServer, origin: str
) -> None:
    with join(server, origin=Origin(origin)):
        assert server.connected == 1
    assert refusal(server, "", origin=Origin(origin)) == 401


@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1:1", "127.0.0.1", "127.0.0.1.evil.example:{port}"]
)
def test_a_name_rebound_to_this_machine_is_refused(server: WebSocketServer, host: str) -> None:
    assert status_for(server, Host=host.format(port=server.port)) == 421
    assert status_for(server, Host=f"localhost:{server.port}") == 101


def test_there_is_nothing_else_to_be_had(server: WebSocketServer) -> None:
    assert status_for(server, path=f"/secret?token={TOKEN}") == 404


def test_no_other_machine_can_reach_it(server: WebSocketServer) -> None:
    with pytest.raises(OSError, match=r"."), socket.create_connection(("127.0.0.2", server.port), timeout=1):
        pass  # 127.0.0.2 is this machine, but not the one address that is listened on


def test_a_port_in_use_is_told_in_a_sentence(server: WebSocketServer) -> None:
    other = WebSocketServer(server.port, TOKEN)
    with pytest.raises(ActionFailed, match=f"port {server.port} is in use"):
        other.open()
    other.close()


def test_after_closing_the_port_is_free_and_programs_were_told(server: WebSocketServer) -> None:
    with join(server) as client:
        server.tell(told())
        server.close()
        assert json.loads(client.recv(timeout=5))["event"] == "gesture"
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1001
    again = WebSocketServer(server.port, TOKEN)
    again.open()
    again.close()


def test_a_flood_of_messages_ends_the_connection_and_nothing_else(server: WebSocketServer) -> None:
    with join(server) as quiet, join(server) as loud:
        with pytest.raises(ConnectionClosed) as closed:  # noqa: PT012 - which message is one too many is open
            for _ in range(2000):
                loud.send("x")
            loud.recv(timeout=5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
        server.tell(told())
        assert json.loads(quiet.recv(timeout=5))["event"] == "gesture"


def test_a_few_messages_are_heard_and_do_nothing(server: WebSocketServer) -> None:
    with join(server) as client:
        for _ in range(5):
            client.send('{"event": "gesture", "kind": "start", "gesture": "wave"}')
        server.tell(told())
        assert json.loads(client.recv(timeout=5))["event"] == "gesture"


def test_a_large_message_ends_the_connection(server: WebSocketServer) -> None:
    with join(server) as client:
        client.send("x" * 5000)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_a_program_that_does_not_read_is_let_go_and_nobody_waits_for_it(server: WebSocketServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(
            (
                f"GET /?token={TOKEN} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                "Sec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        wait_for(lambda: server.connected == 1)
        long = told("x" * 200_000)
        for _ in range(MOST_WAITING + 50):
            server.tell(long)
        wait_for(lambda: server.connected == 0)


def test_there_are_only_so_many_connections(server: WebSocketServer) -> None:
    with ExitStack() as clients:
        for _ in range(MOST_CONNECTED - 1):
            clients.enter_context(join(server))
        with join(server):
            assert refusal(server, f"?token={TOKEN}") == 503
        wait_for(lambda: server.connected == MOST_CONNECTED - 1)
        clients.enter_context(join(server))


def test_many_that_say_nothing_neither_fill_the_machine_nor_hold_up_the_end(server: WebSocketServer) -> None:
    before = threading.active_count()
    silent = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(100)]
    try:
        wait_for(lambda: threading.active_count() > before + 20)
        time.sleep(0.1)
        assert threading.active_count() <= before + 3 * 2 * MOST_CONNECTED
        server.close()
        wait_for(lambda: threading.active_count() <= before)
    finally:
        for each in silent:
            each.close()


GARBAGE = [
    b"",
    b"\0" * 5000,
    b"\xff\xfe\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    f"GET /?token={'%00' * 100} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_handshake_harms_nobody(
    server: WebSocketServer, garbage: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        plain.sendall(garbage)
        plain.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            assert b"101 Switching" not in plain.recv(2000)
    with join(server) as client:
        server.tell(told())
        assert json.loads(client.recv(timeout=5))["event"] == "gesture"
    assert capfd.readouterr() == ("", ""), "nothing is written to the terminal, least of all the token"


def test_the_token_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "actions" / "token"
    token = load_token(file)
    assert len(token) >= 40
    assert load_token(file) == token
    assert [each.name for each in file.parent.iterdir()] == ["token"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o644)
        load_token(file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damaged", [b"", b"short", b"\xff\xfe" * 40, b"with spaces and more of them, long enough"]
)
def test_a_damaged_token_is_made_anew(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "token"
    file.write_bytes(damaged)
    token = load_token(file)
    assert len(token) >= 40
    assert load_token(file) == token
    assert load_token(tmp_path / "another") != token
