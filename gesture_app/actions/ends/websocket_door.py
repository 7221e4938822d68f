"""Who may connect to the WebSocket: programs of this machine that know the token, and no web page from elsewhere."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from websockets.datastructures import Headers
    from websockets.http11 import Request

_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]"})
_FILES = frozenset({"null", "file://"})
"""What browsers call the origin of a page that was opened from the disk. A web page can hide behind `null`, too
(in a sandboxed frame), so that it opens no door without the token; but no origin does."""

_SHORTEST_TOKEN = 32


class Door:
    """Decides on each request to connect, before anything is sent."""

    def __init__(self, token: str, origins: Collection[str] = ()) -> None:
        """Besides pages of this machine, pages of these origins (`https://editor.p5js.org`) may connect."""
        self._token = token.encode()
        self._origins = frozenset(origins)

    def refusal(self, request: Request, port: int) -> HTTPStatus | None:
        """Why this request may not connect; None: it may."""
        if not _is_host(request.headers, port):
            return HTTPStatus.MISDIRECTED_REQUEST
        if not self._is_welcome(request.headers.get_all("Origin")):
            return HTTPStatus.FORBIDDEN
        if urlsplit(request.path).path != "/":
            return HTTPStatus.NOT_FOUND
        return None if self._knows_token(request) else HTTPStatus.UNAUTHORIZED

    def _is_welcome(self, origins: list[str]) -> bool:
        """Browsers always name the page's origin, and pages cannot change it; other programs have none."""
        if not origins:
            return True
        if len(origins) > 1:
            return False
        return origins[0] in _FILES | self._origins or _is_here(origins[0])

    def _knows_token(self, request: Request) -> bool:
        given = parse_qs(urlsplit(request.path).query, max_num_fields=8).get("token", [])
        given += [
            value.removeprefix("Bearer ")
            for value in request.headers.get_all("Authorization")
            if value.startswith("Bearer ")
        ]
        return len(given) == 1 and hmac.compare_digest(given[0].encode(), self._token)


def _is_host(headers: Headers, port: int) -> bool:
    """A name that someone let point to this machine (DNS rebinding) shows in the Host header."""
    return headers.get_all("Host") in [[f"{name}:{port}"] for name in _THIS_MACHINE]


def _is_here(origin: str) -> bool:
    """Whether a page came from a server on this machine."""
    scheme, _, rest = origin.partition("://")
    name, colon, port = rest.rpartition(":")
    host = name if colon and port.isdigit() else rest
    return scheme in ("http", "https") and host in _THIS_MACHINE


def load_token(file: Path) -> str:
    """The token that programs need to connect; made at the first use, and readable by its owner only.

    Raises:
        OSError: the folder cannot be written.
    """
    try:
        token = file.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        token = ""
    if len(token) >= _SHORTEST_TOKEN and token.replace("-", "").replace("_", "").isalnum():
        file.chmod(0o600)
        return token
    token = secrets.token_urlsafe(_SHORTEST_TOKEN)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{secrets.token_hex(6)}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(token + "\n")  # never readable by others, not even while it is written
    beside.replace(file)
    return token
