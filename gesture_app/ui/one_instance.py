"""Only one window for each user and folder: a second start brings the first one to the front."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from gesture_app.ui.front_calls import FrontCalls


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
        name = f"gesture-app-{_short_name(home)}"
        folder = place or _own_folder()
        self._address = name if sys.platform == "win32" else str(folder / f"{name}.socket")
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # however long it runs: the lock is stale once its process is gone
        self._calls: FrontCalls | None = None
        self.first = self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError
        """Whether this is the only one. Where no lock can be made, everyone is."""
        self.answered = not self.first and self._call()
        """Whether the first one heard that it is wanted in front."""

    def listen(self) -> None:
        """Hear other starts from now on. It can wait until the window stands: they try for a while."""
        from gesture_app.ui.front_calls import FrontCalls

        if self.first and self._calls is None:
            self._calls = FrontCalls(self._address, self)
            self._calls.called.connect(self.called)

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
        if self._calls is not None:
            self._calls.close()
        self._lock.unlock()

    def _call(self) -> bool:
        from gesture_app.ui.front_calls import call_to_front

        return call_to_front(self._address)


def _short_name(home: Path) -> str:
    """Sixteen letters that stand for a folder."""
    digest = QCryptographicHash.hash(os.fsencode(home.absolute()), QCryptographicHash.Algorithm.Sha256)
    return bytes(digest.toHex().data()).decode()[:16]


def _own_folder() -> Path:
    """A folder that only this user can enter: the system's for sockets, else one of our own."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and _is_private(Path(runtime)):
        return Path(runtime)
    import tempfile  # desktops have a folder of their own for such things: it is seldom needed

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
