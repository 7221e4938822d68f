"""Texts as lines of a field: what a line cannot hold as it is stands in quotation marks, as in JSON."""

from __future__ import annotations

import json

import msgspec

from gesture_app.actions.visible import is_hidden


def line_of(text: str) -> str:
    """One line that stands for a text, whatever is in it."""
    plain = text and text[0] != '"' and not any(map(is_hidden, text))
    return text if plain else json.dumps(text)


def text_of(line: str) -> str:
    """The text that a line stands for."""
    return line if (meant := quoted(line)) is None else meant


def quoted(line: str) -> str | None:
    """What a line in quotation marks holds; None: it is none."""
    try:
        return msgspec.json.decode(line, type=str) if line.strip()[:1] == '"' else None
    except msgspec.DecodeError:
        return None
