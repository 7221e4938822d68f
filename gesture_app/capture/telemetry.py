"""Keep MediaPipe from reporting usage to Google unless the user allows it.

MediaPipe 1.2 contacts play.googleapis.com whenever a landmarker runs and documents no way out
(google-ai-edge/mediapipe#6291). Its upload goes through libcurl, which asks the environment for a
proxy: with a closed port of this machine as proxy no name is looked up and nothing leaves. Nothing
else in this process speaks https; other programs that we start get `unguarded_environment()`.
"""

from __future__ import annotations

import os
import threading

_CLOSED_PORT = "http://127.0.0.1:9"
_GUARD: dict[str, str | None] = {
    "https_proxy": _CLOSED_PORT,
    "HTTPS_PROXY": _CLOSED_PORT,
    # An exception from the proxy ("*", "googleapis.com") would be a hole in the guard.
    "no_proxy": None,
    "NO_PROXY": None,
}

_lock = threading.Lock()
_before: dict[str, str | None] | None = None
_decided = False


def silence_telemetry(allowed: bool) -> None:
    """Set up or take down the guard; to be called before the first landmarker is made.

    Args:
        allowed: the user's choice. True restores the environment as it was found.
    """
    with _lock:
        _decide(allowed)


def silence_unless_decided() -> None:
    """The guard for whoever forgot to ask the user: no decision means no telemetry.

    Waits for a decision that is just being carried out in another thread, so that no landmarker can be
    made between the decision and the guard.
    """
    with _lock:
        if not _decided:
            _decide(allowed=False)


def telemetry_silenced() -> bool:
    """Whether the guard is up."""
    return _before is not None


def unguarded_environment() -> dict[str, str]:
    """The environment for other programs (pip, a browser), with the user's own proxies."""
    with _lock:
        environment = dict(os.environ)
        for name, value in (_before or {}).items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = value
        return environment


def _decide(allowed: bool) -> None:
    global _before, _decided
    if not allowed and _before is None:
        _before = {name: os.environ.get(name) for name in _GUARD}
        _apply(_GUARD)
    elif allowed and _before is not None:
        _apply(_before)
        _before = None
    _decided = True


def _apply(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
