"""OSC read back by the library's own server, and by a plain socket where the bytes matter."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from queue import Queue

import pytest
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_message import OscMessage
from pythonosc.osc_server import BlockingOSCUDPServer

from gesture_app.actions.action import SendOsc
from gesture_app.actions.ends.osc import OscSender, OscStream, address_part
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.actions.told import GestureTold
from gesture_app.hands.labelled import NONE

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Listener:
    """A program with an OSC server of the library's."""

    def __init__(self) -> None:
        self.heard: Queue[tuple[str, list[object]]] = Queue()
        dispatcher = Dispatcher()
        dispatcher.set_default_handler(lambda address, *arguments: self.heard.put((address, list(arguments))))
        self._server = BlockingOSCUDPServer(("127.0.0.1", 0), dispatcher)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def next(self) -> tuple[str, list[object]]:
        return self.heard.get(timeout=5)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def raw() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.settimeout(5)
        yield bound


@pytest.fixture
def sender() -> Iterator[OscSender]:
    made = OscSender()
    yield made
    made.close()
    made.close()


def firing(action: SendOsc) -> Firing:
    return Firing(1, "b", "wave", action, "start", 0.9, "right", 1.0, 1.0)


def told(kind: str = "start", gesture: str = "wave") -> GestureTold:
    return GestureTold(kind, gesture, 0.875, "right", 123456.789, AT)  # type: ignore[arg-type]


def test_a_message_of_ones_own_arrives_with_its_arguments(listener: Listener, sender: OscSender) -> None:
    arguments = (True, False, 7, -1, 2**40, 0.5, "schön 手")
    sender.do(firing(SendOsc(address="/synth/play", arguments=arguments, port=listener.port)))
    address, got = listener.next()
    assert address == "/synth/play"
    assert got == list(arguments)
    assert [type(value) for value in got] == [type(value) for value in arguments]


def test_one_sender_serves_several_ports(sender: OscSender) -> None:
    first, second = Listener(), Listener()
    try:
        sender.do(firing(SendOsc(address="/one", port=first.port)))
        sender.do(firing(SendOsc(address="/two", port=second.port)))
        assert (first.next(), second.next()) == (("/one", []), ("/two", []))
    finally:
        first.close()
        second.close()


def test_a_port_where_nobody_listens_is_told_and_heard_again_once_somebody_does(sender: OscSender) -> None:
    gone = Listener()
    gone.close()
    with pytest.raises(ActionFailed, match=f"No program .* port {gone.port}"):
        sender.do(firing(SendOsc(address="/lost", port=gone.port)))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as later:
        later.bind(("127.0.0.1", gone.port))
        later.settimeout(5)
        sender.do(firing(SendOsc(address="/found", port=gone.port)))
        assert OscMessage(later.recv(1000)).address == "/found"


@pytest.mark.parametrize("argument", [2**64, 1e300, "two\0texts"])
def test_what_osc_cannot_carry_is_refused_with_a_sentence(
    listener: Listener, sender: OscSender, argument: int | float | str
) -> None:
    with pytest.raises(ActionFailed, match="cannot be written as OSC"):
        sender.do(firing(SendOsc(address="/x", arguments=(argument,), port=listener.port)))


def test_a_message_too_long_for_one_datagram_is_refused_with_a_sentence(
    listener: Listener, sender: OscSender
) -> None:
    with pytest.raises(ActionFailed, match="could not be sent"):
        sender.do(firing(SendOsc(address="/x", arguments=("語" * 2000,) * 32, port=listener.port)))


def test_a_gesture_is_told_by_name_with_confidence_hand_and_time(raw: socket.socket) -> None:
    stream = OscStream(raw.getsockname()[1], ["wave"], wekinator=False)
    stream.tell(told("start"))
    stream.tell(told("end"))
    stream.close()
    packets = [raw.recv(1000) for _ in range(4)]
    messages = [OscMessage(packet) for packet in packets]
    how = [0.875, "right", 123456.789]  # the last exactly: as a 64-bit number
    assert [(each.address, each.params) for each in messages] == [
        ("/gesture/start", ["wave", *how]),
        ("/gesture/wave/start", how),
        ("/gesture/end", ["wave", *how]),
        ("/gesture/wave/end", how),
    ]
    assert b",sfsd" in packets[0]
    assert b",fsd" in packets[1]


def test_what_listens_to_wekinator_hears_the_class_as_a_float_and_the_name_without_arguments(
    raw: socket.socket,
) -> None:
    stream = OscStream(raw.getsockname()[1], ["fist", NONE, "wave"])
    stream.tell(told("start", "wave"))
    stream.tell(told("end", "wave"))
    stream.close()
    packets = [raw.recv(1000) for _ in range(7)]
    wekinators = [packet for packet in packets if not packet.startswith(b"/gesture/")]
    assert [(OscMessage(each).address, OscMessage(each).params) for each in wekinators] == [
        ("/wek/outputs", [2.0]),
        ("/wave", []),
        ("/wek/outputs", [0.0]),
    ]
    assert b",f\0\0" in wekinators[0]


def test_a_gesture_that_the_model_does_not_number_has_no_class(raw: socket.socket) -> None:
    stream = OscStream(raw.getsockname()[1], ["wave"])
    stream.tell(told("start", "none of them"))
    stream.tell(told("start", "wave"))
    stream.close()
    addresses = [OscMessage(raw.recv(1000)).address for _ in range(6)]
    assert addresses[:2] == ["/gesture/start", "/gesture/none_of_them/start"]
    assert addresses[4] == "/wek/outputs"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("thumbs up", "thumbs_up"),
        ("a/b#c*?[]{},", "a_b_c_______"),
        ("schön", "schön"),
        ("line\nbreak\0", "line_break_"),
        ("", "_"),
    ],
)
def test_names_become_one_part_of_an_address(name: str, part: str) -> None:
    assert address_part(name) == part


def test_telling_gestures_to_nobody_is_no_trouble() -> None:
    gone = Listener()
    gone.close()
    stream = OscStream(gone.port, ["wave"])
    for _ in range(5):
        stream.tell(told())
    stream.close()
    stream.tell(told())
