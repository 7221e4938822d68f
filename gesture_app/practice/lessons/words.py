"""Words to spell: a list graded from short and easy to long and hard, and the user's own."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np

from gesture_app.keeping.atomic import write_atomically

LEVELS = 5
MOST_WORDS = 2_000
LONGEST_WORD = 40
_LARGEST_FILE = 256 << 10

_WORDS = """
am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we
all and ask bag bed big boy bus can car cat cup day dog ear eat egg eye far fat few fly fox fun get gym hat her him hot
how ice job joy key kid leg let lip map mix mom net new nut old one out pet pie quiz red run sad sea see sit sky son
sun tax tea ten toy two van war way web who why win yes you zoo
ball bike bird blue book calm cake city cold cook dark deaf door duck east face farm fish food game gift girl give good
green hair hand head help home hope hour jazz joke jump kiss know lake life like lion look love milk moon name nice
night note open page park pink play rain read ride ring road room rose ship shoe sign sing snow song star stop swim
talk tall team tell time tree walk warm week west wish word work year zero
apple beach black bread bring brown chair child class clean cloud dance dream drink earth field floor friend fruit glass
grass happy heart horse house juice knife laugh learn lemon light lunch magic money month mouse music night ocean
paper party piano plant queen quick quiet radio river salad sheep sleep smile snake sound spoon storm story sugar
summer table taxi teach thank tiger today tooth train truth uncle visit voice watch water white woman world write young
answer autumn banana bottle bridge butter camera cheese coffee cousin dinner doctor dragon family finger flower garden
guitar hearing jacket kitchen kitten letter listen market mirror morning mother number orange pencil people planet
pocket purple puzzle rabbit rainbow school sister spring street sunday teacher ticket tomato travel village weather
window winter yellow zebra
birthday children computer daughter december dictionary different elephant exercise february football grandma holiday
hospital husband important interest kangaroo language mountain neighbour newspaper notebook practice question sandwich
saturday sentence shoulder surprise swimming telephone together tomorrow umbrella vegetable wednesday
wonderful yesterday
"""

_TURNED, _ALIKE, _DRAWN = frozenset("GHKPQX"), frozenset("AEMNST"), frozenset("JZ")
_HARDER = {"turned": 0.35, "alike": 0.2, "drawn": 0.7, "doubled": 0.5}
"""Added to the number of letters: estimates, in letters."""


def signs_of(word: str) -> tuple[str, ...]:
    """The letters and digits of a word as gestures are called: capital, without accents; the rest is left out."""
    plain = unicodedata.normalize("NFKD", word).upper()
    return tuple(sign for sign in plain if sign.isascii() and sign.isalnum())


def difficulty(word: str) -> float:
    """About as hard to spell as a word of so many easy letters."""
    signs = signs_of(word)
    count = Counter(
        "drawn" if sign in _DRAWN else "turned" if sign in _TURNED else "alike" if sign in _ALIKE else ""
        for sign in signs
    )
    count["doubled"] = sum(one == other for one, other in pairwise(signs))
    return len(signs) + sum(harder * count[kind] for kind, harder in _HARDER.items())


def graded_words() -> tuple[str, ...]:
    """Common English words of two to ten letters, the easiest to spell first."""
    return tuple(sorted(dict.fromkeys(_WORDS.split()), key=lambda word: (difficulty(word), word)))


def words_of_level(level: int) -> tuple[str, ...]:
    """A fifth of the graded words: level 0 the easiest, `LEVELS` - 1 the hardest."""
    words = graded_words()
    edges = np.linspace(0, len(words), LEVELS + 1).round().astype(int)
    return words[edges[level] : edges[level + 1]]


def next_word(words: Iterable[str], rng: np.random.Generator, just_had: Iterable[str] = ()) -> str:
    """One of the words, none of those just had as long as there are others.

    Raises:
        ValueError: there are no words.
    """
    offered = list(words)
    if not offered:
        raise ValueError("There are no words to choose from.")
    had = {word.casefold() for word in just_had}
    fresh = [word for word in offered if word.casefold() not in had]
    return (fresh or offered)[int(rng.integers(len(fresh or offered)))]


def read_own_words(file: Path) -> tuple[str, ...]:
    """The user's words, one a line, in their order; none where there is no file. What cannot be spelled is left out.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(_LARGEST_FILE).decode("utf-8-sig", "replace")
    except FileNotFoundError:
        return ()
    return _kept(text.splitlines())


def write_own_words(file: Path, words: Iterable[str]) -> tuple[str, ...]:
    """Write them whole or not at all; returns those that can be spelled, which are kept.

    Raises:
        OSError: what was there is still there.
    """
    kept = _kept(words)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, "".join(f"{word}\n" for word in kept).encode())
    return kept


def _kept(lines: Iterable[str]) -> tuple[str, ...]:
    words = [" ".join(unicodedata.normalize("NFC", line).split()) for line in lines]
    spelled = [
        word for word in words if word.isprintable() and 0 < len(signs_of(word)) <= len(word) <= LONGEST_WORD
    ]
    return tuple(dict.fromkeys(spelled))[:MOST_WORDS]
