"""A line that recognised signs and spelled letters gather into, to be corrected, copied and spoken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["word", "letter", "space", "delete", "clear"]
"""What changes the line; see `AddToSentence.what`, whose others only use it."""

LONGEST = 2000  # characters


@dataclass(slots=True)
class _Word:
    """Signed words, which may be several (thank you), are deleted whole; others letter by letter."""

    text: str
    signed: bool


class SentenceLine:
    """One line of text. Words stand apart from what is before them; letters that follow one another make one word.

    A spelled word begins with its letter as that is named and goes on in small letters, A N N A becoming Anna:
    what people spell is mostly names. The same letter twice is two letters. `delete` takes the last letter of a word
    that was spelled or written by hand, and the whole of one that was signed.
    """

    def __init__(self) -> None:
        self._words: list[_Word] = []
        self._apart = False  # the next letter begins a word

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self._words) + (" " if self._apart else "")

    def set_text(self, text: str) -> None:
        """What a person made of it by hand; letters go on where that ends. Words that are as they were stay signed."""
        rest = in_one_line(text)[:LONGEST]
        self._apart = rest.endswith(" ")
        kept: list[_Word] = []
        for word in self._words:
            if f"{rest} ".startswith(f"{word.text} "):
                kept.append(word)
                rest = rest[len(word.text) + 1 :]
            else:
                break
        self._words = kept + [_Word(each, signed=False) for each in rest.split()]
        self._apart = self._apart and bool(self._words)

    def add(self, what: Step, text: str) -> None:
        """Change it; `text` is the word or the letters. A line that is full takes nothing more."""
        given = in_one_line(text).strip()
        if what == "delete":
            self._delete()
        elif what == "clear":
            self._words, self._apart = [], False
        elif what == "space":
            self._apart = bool(self._words)
        elif given and len(self.text) + 1 + len(given) <= LONGEST:
            if what == "word":
                self._words.append(_Word(given, signed=True))
            else:
                self._spell(given)
            self._apart = False

    def _spell(self, letters: str) -> None:
        last = self._words[-1] if self._words else None
        if last is None or last.signed or self._apart:
            self._words.append(_Word(letters, signed=False))
        else:
            within = last.text[-1].isalpha() and len(letters) == 1
            last.text += letters.lower() if within else letters

    def _delete(self) -> None:
        if not self._words:
            return
        last = self._words[-1]
        if last.signed:
            self._words.pop()
            self._apart = False
        elif self._apart:
            self._apart = False
        elif len(last.text) > 1:
            last.text = last.text[:-1]
        else:
            self._words.pop()
            self._apart = bool(self._words)  # what is spelled next is another word than the one before


_JOINERS = "\u200c\u200d"
"""Not seen, but some scripts cannot be written without them."""


def in_one_line(text: str) -> str:
    """Line breaks become spaces; what cannot be seen (control characters, marks that turn text around) goes."""
    return "".join(each for each in " ".join(text.splitlines()) if each.isprintable() or each in _JOINERS)
