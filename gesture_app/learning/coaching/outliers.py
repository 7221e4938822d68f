"""Takes that stand out among those of their gesture: made differently, or under the wrong name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.coaching.advice import Advice, called
from gesture_app.learning.coaching.comparison import differences
from gesture_app.learning.coaching.takes import Takes
from gesture_app.learning.coaching.telling import largest

FEWEST_OTHERS = 4
"""With fewer takes beside it nobody can say which of them stands out."""
MOST_SHARE = 0.2
"""If more takes of a gesture stand out than this, it is made in several ways, and none of them is a slip."""
FAR = 5.0
"""Robust standard deviations (Iglewicz and Hoaglin 1993), on the logarithm of the distance."""
FAR_AND_NEAR_ANOTHER = 3.0
LEAST_SPREAD = 0.2
"""Distances vary by at least this share, however alike a few takes happen to be."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Outlier:
    """A take that stands out.

    Attributes:
        row: among all takes. others: rows of those it was compared with.
        nearest: the gesture it is more like; empty if it is none.
        away: its distance from the others, as a multiple of their usual distance from each other.
    """

    row: int
    others: tuple[int, ...]
    nearest: str
    away: float


def find_outliers(takes: Takes) -> list[Outlier]:
    """The takes that stand out, the farthest away first.

    A take is compared with those of its gesture by the same person in the same sitting: another sitting is
    no slip.
    """
    groups: dict[tuple[str, str, str], list[int]] = {}
    for place, row in enumerate(takes.rows):
        sample = takes.samples[row]
        groups.setdefault((sample.label, sample.person, sample.session), []).append(place)
    found: list[Outlier] = []
    for places in groups.values():
        own = _in_group(takes, np.array(places))
        if len(own) <= max(MOST_SHARE * len(places), 1):
            found += own
    return sorted(found, key=lambda outlier: -outlier.away)


def _in_group(takes: Takes, places: NDArray[np.intp]) -> list[Outlier]:
    if len(places) <= FEWEST_OTHERS:
        return []
    embeddings = takes.embeddings[places]
    apart = 1 - embeddings @ embeddings.T
    np.fill_diagonal(apart, np.nan)
    away = np.maximum(
        np.nanmedian(apart, axis=1), 1e-6
    )  # (takes,): medians, so that one bad take hides no other
    found = []
    for index, place in enumerate(places):
        others = np.delete(np.log(away), index)
        middle = float(np.median(others))
        spread = max(1.4826 * float(np.median(np.abs(others - middle))), LEAST_SPREAD)
        score = (np.log(away[index]) - middle) / spread
        nearest = _nearest(takes, int(place))
        if score > (FAR_AND_NEAR_ANOTHER if nearest else FAR):
            rows = tuple(int(takes.rows[other]) for other in np.delete(places, index))
            found.append(Outlier(int(takes.rows[place]), rows, nearest, float(away[index] / np.exp(middle))))
    return found


def _nearest(takes: Takes, place: int) -> str:
    """The gesture whose takes it is more like than its own gesture's; empty if there is none."""
    nearest = int(takes.likeness[place].argmax())
    return "" if nearest == takes.labels[place] else takes.gestures[nearest]


def advise_on_outliers(takes: Takes) -> list[Advice]:
    """A sentence for each, so that each can be looked at and moved to the bin by itself."""
    return [_advice(takes, outlier) for outlier in find_outliers(takes)[:MOST]]


def _advice(takes: Takes, outlier: Outlier) -> Advice:
    label = takes.samples[outlier.row].label
    own, others = takes.measures([outlier.row]), takes.measures(outlier.others)
    apart = (
        f"A take of {called(label)} is {outlier.away:.1f} times as far from the other {len(outlier.others)} as they "
        "are from each other"
    )
    if outlier.nearest:
        apart += f", and more like {called(outlier.nearest)}"
    found = differences(own, others)
    if found:
        apart += f". It stands out in {largest(found, 'this take', 'the others', others)}"
    return Advice(
        kind="outlier",
        sentence=f"{apart}. Look at it, and drop it if it went wrong.",
        figure=f"{outlier.away:.1f}×",
        takes=takes.named([outlier.row]),
        gestures=[label, outlier.nearest] if outlier.nearest else [label],
    )
