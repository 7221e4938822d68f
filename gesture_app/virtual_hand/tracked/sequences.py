"""Labelled sequences of landmarks without end: people who never lived perform gestures in front of cameras.

Purely kinematic, with a tracker's noise, no picture is drawn. Everybody has bones, a manner, a camera and a place in
front of it of their own, and performs a sitting of gestures with idle movement between; sequences are cut from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.virtual_hand.acting.performance import Span
from gesture_app.virtual_hand.signs.gesture import Gesture
from gesture_app.virtual_hand.signs.script import ScriptItem, Word
from gesture_app.virtual_hand.tracked.batch import Batch
from gesture_app.virtual_hand.tracked.noise_model import tracker_noise
from gesture_app.virtual_hand.tracked.sitting import Variety, looked_at, random_sitting
from gesture_app.virtual_hand.tracked.tracker_noise import as_tracked

Numbers = NDArray[np.float64]

_SHORTEST_S, _LONGEST_NONE_S = 0.4, 2.5
_APART_S = 0.1
_GLIMPSE = 0.3
"""As much of a movement may be seen in an example of none."""


@dataclass(frozen=True, slots=True)
class _Cut:
    label: str
    start_s: float
    end_s: float


def generate(
    wanted: Sequence[ScriptItem], count: int, rng: np.random.Generator, variety: Variety | None = None
) -> Iterator[LabelledSequence]:
    """Sequences of these gestures and words, about as many of each, and of none; the same for the same seed.

    Args:
        wanted: what to perform.
        count: how many sequences.

    Yields:
        sequences as a tracker would have told them, labelled with the gesture's name, the word, or `NONE`; `person`
        tells who it is.
    """
    variety = variety or Variety()
    deck = _Deck(wanted, rng)
    left, number = count, 0
    while left > 0:
        number += 1
        cuts, batch = _sitting(deck, min(left, variety.per_person), rng, variety)
        person = f"virtual {number}"
        for index, (cut, sequence) in enumerate(zip(cuts, batch.sequences(), strict=True), 1):
            yield LabelledSequence(
                sequence, cut.label, person, person, name=f"{cut.label} {index} by {person}"
            )
        left -= len(cuts)


class _Deck:
    """Deals what to perform next: everything once, shuffled, and again."""

    def __init__(self, items: Sequence[ScriptItem], rng: np.random.Generator) -> None:
        self._items, self._rng = list(items), rng
        self._left: list[int] = []

    def deal(self, count: int) -> list[ScriptItem]:
        dealt = []
        for _ in range(count if self._items else 0):
            if not self._left:
                self._left = self._rng.permutation(len(self._items)).tolist()
            dealt.append(self._items[self._left.pop()])
        return dealt


def _sitting(deck: _Deck, count: int, rng: np.random.Generator, variety: Variety) -> tuple[list[_Cut], Batch]:
    """One person's `count` sequences."""
    items = deck.deal(int(rng.binomial(count, 1 - variety.none_share)))
    sitting = random_sitting(items, 1 + (count - len(items)) // 2, rng, variety)
    spans = _own_spans(items, sitting.performance.spans)
    cuts = [
        _around(span, before, after, rng, variety)
        for before, span, after in _neighbours(spans, sitting.performance.duration_s)
    ]
    cuts += _of_none(spans, items, count - len(cuts), sitting.performance.duration_s, rng)
    times_s, lengths = _frame_times(cuts, sitting.rate_hz, rng, variety)
    exact = looked_at(sitting, times_s, lengths)
    return cuts, as_tracked(exact, variety.noise or tracker_noise(), rng)


def _own_spans(items: Sequence[ScriptItem], spans: Sequence[Span]) -> list[Span]:
    """A span for each item; those of a word's letters are left out."""
    found, at = [], 0
    for item in items:
        found.append(spans[at])
        at += 1 + (len(item.signs) if isinstance(item, Word) else 0)
    return found


def _neighbours(spans: Sequence[Span], duration_s: float) -> Iterator[tuple[float, Span, float]]:
    """Each span with the end of the one before and the start of the one after."""
    ends = [0.0, *(span.end_s for span in spans)]
    starts = [*(span.start_s for span in spans[1:]), duration_s]
    return zip(ends, spans, starts, strict=False)


def _around(span: Span, before_s: float, after_s: float, rng: np.random.Generator, variety: Variety) -> _Cut:
    early, late = rng.uniform(*variety.margin_s, 2)
    return _Cut(span.gesture, max(before_s, span.start_s - early), min(after_s, span.end_s + late))


def _of_none(
    spans: Sequence[Span],
    items: Sequence[ScriptItem],
    count: int,
    duration_s: float,
    rng: np.random.Generator,
) -> list[_Cut]:
    """Examples of none: pieces of what lies between gestures, now and then with the beginning of a movement."""
    gaps = []
    edges = [0.0, *(span.end_s for span in spans)], [*(span.start_s for span in spans), duration_s]
    upcoming = [*zip(items, spans, strict=True), None]
    for start_s, end_s, following in zip(*edges, upcoming, strict=True):
        start_s += _APART_S if start_s else 0.0
        if following is not None and isinstance(following[0], Gesture) and following[0].kind == "moving":
            end_s += _GLIMPSE * (following[1].end_s - following[1].start_s) * rng.random()
        else:
            end_s -= _APART_S
        if end_s - start_s >= _SHORTEST_S:
            gaps.append((start_s, end_s))
    lasting = np.array([end_s - start_s for start_s, end_s in gaps])
    chosen = rng.choice(len(gaps), count, p=lasting / lasting.sum())
    cuts = []
    for start_s, end_s in (gaps[each] for each in chosen):
        seconds = min(end_s - start_s, float(rng.uniform(_SHORTEST_S, _LONGEST_NONE_S)))
        begin_s = float(rng.uniform(start_s, end_s - seconds))
        cuts.append(_Cut(NONE, begin_s, begin_s + seconds))
    return cuts


def _frame_times(
    cuts: Sequence[_Cut], rate_hz: float, rng: np.random.Generator, variety: Variety
) -> tuple[Numbers, NDArray[np.intp]]:
    """When frames are taken, (N, T) on the performance's clock, and how many of each sequence count."""
    starts = np.array([cut.start_s for cut in cuts])
    lasting = np.array([cut.end_s for cut in cuts]) - starts
    frames = int(np.ceil(lasting.max() * rate_hz * 1.3)) + 2
    gaps = np.clip(rng.normal(1, variety.uneven, (len(cuts), frames)), 0.3, 3.0) / rate_hz
    gaps[:, 0] *= rng.random(len(cuts))
    since = np.cumsum(gaps, axis=1)
    lengths = np.maximum((since <= lasting[:, None]).sum(axis=1), 1)
    longest = int(lengths.max())
    return starts[:, None] + since[:, :longest], lengths
