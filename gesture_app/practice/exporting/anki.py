"""A deck for Anki: each sign to be made and to be read, with its moving picture (https://apps.ankiweb.net)."""

from __future__ import annotations

import html
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gesture_app.keeping.atomic import write_atomically
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.takes.errors import ExportRefused, storage_sentence

if TYPE_CHECKING:
    import genanki

ENDING = ".apkg"

_MODEL = 1_720_365_117
"""Never changes: Anki knows by it that a later export has the same kind of cards."""

_FIELDS = ("Sign", "Meaning", "Note", "Source", "Signer", "Picture")

_ABOUT = """
<div class="about">{{#Note}}<p>{{Note}}</p>{{/Note}}
{{#Source}}<p>{{Source}}</p>{{/Source}}{{#Signer}}<p>Reference: {{Signer}}</p>{{/Signer}}</div>
"""
_NAMED = '<div class="sign">{{Sign}}</div>{{#Meaning}}<div class="meaning">{{Meaning}}</div>{{/Meaning}}'

_TEMPLATES = (
    {
        "name": "Make the sign",
        "qfmt": f"{{{{#Sign}}}}<p>Make the sign:</p>{_NAMED}{{{{/Sign}}}}",
        "afmt": f"{{{{FrontSide}}}}<hr id=answer>{{{{Picture}}}}{_ABOUT}",
    },
    {
        "name": "Read the sign",
        "qfmt": "{{#Picture}}<p>Which sign is this?</p>{{Picture}}{{/Picture}}",
        "afmt": f"{{{{FrontSide}}}}<hr id=answer>{_NAMED}{_ABOUT}",
    },
)

_STYLE = """
.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.sign { font-size: 44px; }
.meaning { font-size: 24px; }
.about { font-size: 16px; opacity: 0.75; }
img { max-height: 60vh; }
"""


def write_anki(deck: Deck, pictures: Mapping[str, bytes], file: Path, now: datetime) -> None:
    """Write a package that Anki imports; imported again later, it renews the same notes and keeps what was learned.

    Args:
        pictures: of each card's id, WebP or GIF; a card without one is only asked to be made.
        file: whole or not at all; what was there is replaced.
        now: aware; Anki takes the newer of two packages.

    Raises:
        ExportRefused: the file cannot be written; nothing was changed.
    """
    named = {card.id: _picture_name(pictures[card.id]) for card in deck.cards if card.id in pictures}
    media = {name: pictures[card] for card, name in named.items()}
    package = _zipped(_collection(_anki_deck(deck, named), now), media)
    try:
        write_atomically(file, package)
    except OSError as error:
        raise ExportRefused(storage_sentence("The Anki deck could not be written", file, error)) from error


def _anki_deck(deck: Deck, pictures: Mapping[str, str]) -> genanki.Deck:
    import genanki

    model = genanki.Model(
        _MODEL,
        "Gesture App: sign",
        fields=[{"name": name} for name in _FIELDS],
        templates=[dict(template) for template in _TEMPLATES],
        css=_STYLE,
    )
    made = genanki.Deck(_number_of(deck.id), deck.name, html.escape(deck.note))
    for place, card in enumerate(deck.cards):
        values = _values(card, pictures.get(card.id, ""))
        made.add_note(genanki.Note(model, values, guid=_guid(deck, card), due=place))
    return made


def _values(card: Card, picture: str) -> list[str]:
    texts = (card.name, card.meaning, card.note, card.source, card.signer)
    return [*map(html.escape, texts), f'<img src="{picture}">' if picture else ""]


def _guid(deck: Deck, card: Card) -> str:
    """Stable: a renamed card is still the same note."""
    return sha256(f"gesture-app\0{deck.id}\0{card.id}".encode()).hexdigest()[:20]


def _number_of(deck_id: str) -> int:
    """Stable and of the size that Anki gives its decks."""
    return (1 << 40) + int.from_bytes(sha256(f"gesture-app\0{deck_id}".encode()).digest()[:4], "big")


def _picture_name(picture: bytes) -> str:
    """By what it shows: a new picture gets a new name, so that Anki does not keep the old one."""
    ending = "gif" if picture.startswith(b"GIF8") else "webp"
    return f"gesture-app-{sha256(picture).hexdigest()[:20]}.{ending}"


def _collection(deck: genanki.Deck, now: datetime) -> bytes:
    """Anki's database; genanki's own writing would leave a file behind."""
    import genanki

    seconds = now.timestamp()
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package(deck).write_to_db(database.cursor(), seconds, itertools.count(int(seconds * 1000)))
        database.commit()
        return database.serialize()


def _zipped(collection: bytes, media: Mapping[str, bytes]) -> bytes:
    """The layout of a package: the media files are called 0, 1, 2…, and a list tells their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", collection)
        archive.writestr("media", json.dumps({str(number): name for number, name in enumerate(media)}))
        for number, picture in enumerate(media.values()):
            archive.writestr(str(number), picture)
    return packed.getvalue()
