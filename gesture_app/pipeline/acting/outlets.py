"""Where firings leave the program: all ends under one runner, and the streams that tell other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.actions.action import (
    AddToSentence,
    Click,
    Kind,
    Notify,
    Open,
    OpenApplication,
    PlayMidiNote,
    PressKeys,
    PressMediaKey,
    RunCommand,
    Scroll,
    SendMidiControl,
    SendOsc,
    SendWebSocket,
    Speak,
    TypeText,
)
from gesture_app.actions.binding import Profile, Streams
from gesture_app.actions.ends.applications import ApplicationStarter
from gesture_app.actions.ends.commands import CommandRunner
from gesture_app.actions.ends.keyboard import Keyboard
from gesture_app.actions.ends.midi import MidiOut
from gesture_app.actions.ends.mouse import Mouse
from gesture_app.actions.ends.opening import Opener
from gesture_app.actions.ends.osc import OscSender, OscStream
from gesture_app.actions.firing import ActionFailed, End, Firing, Result
from gesture_app.actions.running import Runner
from gesture_app.actions.told import GestureTold
from gesture_app.hands import HandFrame
from gesture_app.pipeline.acting.deciding import hands_in_sight
from gesture_app.pipeline.acting.messages import ActingMessage
from gesture_app.pipeline.acting.window_ends import NotificationEnd, SentenceEnd, SpeechEnd
from gesture_app.recognition.prediction import GestureEvent

if TYPE_CHECKING:
    from gesture_app.actions.ends.websocket import WebSocketServer

TOKEN = "websocket-token"  # noqa: S105 - the name of its file
SOCKET_OFF = "The WebSocket is off. Turn it on under “For makers” of this profile."


class Outlets:
    """`submit` and `tell` are quick and may be called on the vision thread; the rest on one worker.

    Args:
        folder: of the WebSocket's token.
        send: messages for the window.
        report: what came of each firing, on the runner's threads.
    """

    def __init__(
        self, folder: Path, send: Callable[[ActingMessage], None], report: Callable[[Result], None]
    ) -> None:
        self._folder = folder
        self.sentence = SentenceEnd(send)
        self._streams: Streams | None = None
        self._labels: tuple[str, ...] = ()
        self._socket: WebSocketServer | None = None
        self._osc: OscStream | None = None
        self._keyboard, self._mouse, self._midi = Keyboard(), Mouse(), _Exchangeable(MidiOut(""))
        self.trouble: tuple[str, ...] = ()
        """Streams that should be open and are not, a sentence each."""
        self._runner = Runner(self._ends(send), report)

    def _ends(self, send: Callable[[ActingMessage], None]) -> dict[type[Kind], End]:
        keyboard, mouse = self._keyboard, self._mouse
        return {
            OpenApplication: ApplicationStarter(),
            Open: Opener(),
            RunCommand: CommandRunner(),
            PressKeys: keyboard,
            TypeText: keyboard,
            PressMediaKey: keyboard,
            Click: mouse,
            Scroll: mouse,
            Speak: SpeechEnd(send),
            Notify: NotificationEnd(send),
            SendOsc: OscSender(),
            SendWebSocket: _SocketEnd(lambda: self._socket),
            PlayMidiNote: self._midi,
            SendMidiControl: self._midi,
            AddToSentence: self.sentence,
        }

    @property
    def address(self) -> str:
        """Where programs connect to the WebSocket; empty: it is not open."""
        return "" if self._socket is None else self._socket.address

    def submit(self, firing: Firing) -> None:
        """Have it carried out."""
        self._runner.submit(firing)

    def tell(self, event: GestureEvent, hands: HandFrame) -> None:
        """Tell other programs of it."""
        told = GestureTold(
            event.kind, event.label, event.confidence, hands_in_sight(hands), event.time_s, datetime.now(UTC)
        )
        for stream in (self._osc, self._socket):
            if stream is not None:
                stream.tell(told)

    def connect(self, profile: Profile | None, labels: Sequence[str]) -> None:
        """Open what this profile streams to, and close what it does not. One that nobody trusts has nothing open.

        Args:
            labels: what the model in use knows: Wekinator's numbers count these.
        """
        streams = profile.streams if profile is not None and profile.trusted else Streams()
        if streams == self._streams and tuple(labels) == self._labels:
            return
        before, self._streams, self._labels = self._streams, streams, tuple(labels)
        self.trouble = ()
        self._connect_osc(streams)
        kept = (
            before is not None
            and self._socket is not None
            and before.websocket_port == streams.websocket_port
        )
        if not (kept and streams.websocket):  # who is connected stays so when something else changes
            self._connect_socket(streams)
        if before is None or before.midi_port != streams.midi_port:
            self._midi.exchange(MidiOut(streams.midi_port))

    def prepare(self, profile: Profile) -> None:
        """Open what this profile needs, so that its first action leaves as soon as the others.

        Raises:
            ActionFailed: there is no MIDI here, or no such output.
        """
        actions = [each.action for each in profile.bindings if each.enabled]
        if any(isinstance(each, PressKeys | TypeText | PressMediaKey) for each in actions):
            self._keyboard.prepare()
        if any(isinstance(each, Click | Scroll) for each in actions):
            self._mouse.prepare()
        if any(isinstance(each, PlayMidiNote | SendMidiControl) for each in actions):
            self._midi.open()

    def _connect_osc(self, streams: Streams) -> None:
        before, self._osc = self._osc, None
        if before is not None:
            before.close()
        if streams.osc:
            self._osc = OscStream(streams.osc_port, self._labels, streams.wekinator)

    def _connect_socket(self, streams: Streams) -> None:
        from gesture_app.actions.ends.websocket import WebSocketServer
        from gesture_app.actions.ends.websocket_door import load_token

        before, self._socket = self._socket, None
        if before is not None:
            before.close()
        if not streams.websocket:
            return
        try:
            server = WebSocketServer(streams.websocket_port, load_token(self._folder / TOKEN))
            server.open()
        except (ActionFailed, OSError) as error:
            self.trouble = (str(error),)
        else:
            self._socket = server

    def close(self) -> None:
        """Everything is let go of, in bounded time."""
        self._runner.close()
        for stream in (self._osc, self._socket):
            if stream is not None:
                stream.close()


class _SocketEnd:
    """Texts of one's own, over the server that is open at the time."""

    def __init__(self, server: Callable[[], WebSocketServer | None]) -> None:
        self._server = server

    def do(self, firing: Firing) -> None:
        server = self._server()
        if server is None:
            raise ActionFailed(SOCKET_OFF)
        server.do(firing)

    def close(self) -> None:
        """The server is the outlets' to close."""


class _Exchangeable:
    """A MIDI output that may become another one."""

    def __init__(self, end: MidiOut) -> None:
        self._end = end
        self._heir: _Exchangeable | None = None  # took its place at the runner's when it hung

    def exchange(self, end: MidiOut) -> None:
        if self._heir is not None:
            self._heir.exchange(end)
            return
        before, self._end = self._end, end
        before.close()

    def open(self) -> None:
        """So that other programs find it before the first note; raises `ActionFailed`."""
        (self._heir or self)._end.open()

    def anew(self) -> _Exchangeable:
        """Another one in place of one that hung."""
        self._heir = _Exchangeable(self._end.anew())
        return self._heir

    def do(self, firing: Firing) -> None:
        self._end.do(firing)

    def close(self) -> None:
        self._end.close()
