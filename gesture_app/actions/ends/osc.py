"""Open Sound Control: messages of one's own, and every gesture told under named and Wekinator's addresses."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from gesture_app.actions.action import SendOsc
from gesture_app.actions.firing import ActionFailed, Firing
from gesture_app.actions.told import GestureTold
from gesture_app.hands.labelled import NONE

LOOPBACK = "127.0.0.1"
"""Messages stay on this machine."""

Argument = bool | int | float | str
Typed = tuple[Argument, str]
"""A value and its OSC type tag: s text, f 32-bit and d 64-bit number."""

_NOT_IN_ADDRESSES = str.maketrans(dict.fromkeys(" #*,/?[]{}", "_"))


def address_part(name: str) -> str:
    """A gesture's name as one part of an address: what OSC 1.0 reserves becomes `_`, as does what no one sees."""
    seen = "".join(letter if letter.isprintable() else "_" for letter in name)
    return seen.translate(_NOT_IN_ADDRESSES) or "_"


class _Port:
    """A port of this machine that messages go to. UDP: nobody may be listening, and sending never waits."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.connect((LOOPBACK, port))

    def send(self, address: str, arguments: Sequence[Typed | Argument]) -> None:
        """Send one message.

        Raises:
            OSError: the system did not take it.
            ValueError: it cannot be written as OSC.
        """
        message = _datagram(address, arguments)
        try:
            self._socket.send(message)
        except ConnectionRefusedError:  # about the message before this one; this one has not left
            self._socket.send(message)

    def refused(self) -> bool:
        """Whether the system knows that nobody listens there; the loopback interface answers at once."""
        return self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0

    def close(self) -> None:
        self._socket.close()


def _datagram(address: str, arguments: Sequence[Typed | Argument]) -> bytes:
    from pythonosc.osc_message_builder import BuildError, OscMessageBuilder

    builder = OscMessageBuilder(address)
    for argument in arguments:
        value, tag = argument if isinstance(argument, tuple) else (argument, None)
        if isinstance(value, str) and "\0" in value:
            raise ValueError("OSC ends texts with NUL")
        builder.add_arg(value, tag)
    try:
        return builder.build().dgram
    except (BuildError, OverflowError) as error:
        raise ValueError(str(error)) from error


class OscSender:
    """Sends messages of one's own, each to its port."""

    def __init__(self) -> None:
        self._ports: dict[int, _Port] = {}

    def do(self, firing: Firing) -> None:
        """Send it.

        Raises:
            ActionFailed: it cannot be written as OSC, or no program listens there.
        """
        action = firing.action
        if not isinstance(action, SendOsc):
            raise TypeError(f"not an OSC message: {action}")
        try:
            port = self._ports.get(action.port) or self._ports.setdefault(action.port, _Port(action.port))
            port.send(action.address, action.arguments)
            refused = port.refused()
        except ValueError as error:
            raise ActionFailed(
                f"The arguments of {action.address} cannot be written as OSC: numbers are too large for it,"
                " or a text has a character that it does not allow. Change them."
            ) from error
        except OSError as error:
            raise ActionFailed(
                f"The OSC message {action.address} could not be sent ({error.strerror})."
            ) from error
        if refused:
            raise ActionFailed(
                f"No program on this machine listens for OSC on port {action.port}. Start it, or change the port."
            )

    def close(self) -> None:
        """Let go of the ports; may be called twice."""
        while self._ports:
            self._ports.popitem()[1].close()


class OscStream:
    """Tells every gesture to one port, whoever listens there.

    `/gesture/start` and `/gesture/end` carry name, confidence, hand and time (s f s d); so do `/gesture/NAME/start`
    and `/gesture/NAME/end` without the name. For what listens to Wekinator
    (github.com/fiebrink1/wekinator, `OSCSender`, `OSCDtwOutput`): `/wek/outputs` is the number of the gesture as a
    float, as its classifiers send it, from 1 in the model's order without `none`, and 0 when it ended, its number for
    "no match"; `/NAME` without arguments says that a gesture began, as its dynamic time warping does.
    """

    def __init__(self, port: int, labels: Sequence[str], wekinator: bool = True) -> None:
        self._to = _Port(port)
        _datagram("/", [])  # loads the library here and not with the first gesture, which must not wait
        gestures = [label for label in labels if label != NONE]
        self._numbers = {gesture: number for number, gesture in enumerate(gestures, 1)}
        self._wekinator = wekinator

    def tell(self, told: GestureTold) -> None:
        """Send it; never waits, and a port where nobody listens is no trouble."""
        try:
            for address, arguments in self._messages(told):
                self._to.send(address, arguments)
        except OSError:
            return  # the socket's buffer is full or the stream is closed: what is late is of no use

    def close(self) -> None:
        """May be called twice."""
        self._to.close()

    def _messages(self, told: GestureTold) -> list[tuple[str, list[Typed]]]:
        name = address_part(told.gesture)
        how: list[Typed] = [(told.confidence, "f"), (told.hands, "s"), (told.time_s, "d")]
        messages: list[tuple[str, list[Typed]]] = [
            (f"/gesture/{told.kind}", [(told.gesture, "s"), *how]),
            (f"/gesture/{name}/{told.kind}", how),
        ]
        if self._wekinator and told.gesture in self._numbers:
            number = self._numbers[told.gesture] if told.kind == "start" else 0
            messages.append(("/wek/outputs", [(float(number), "f")]))
            if told.kind == "start":
                messages.append((f"/{name}", []))
        return messages
