"""How takes fare with prototypes from their own person or sitting, and with those of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.coaching.prototypes import likeness, likeness_to_others, prototypes
from gesture_app.learning.coaching.takes import Takes

Group = tuple[str, str]
"""What must be the same for two groups to be compared (the person, for sittings), and the group's name."""

MOST_GROUPS = 24
"""The largest ones are compared; every pair of them is."""
FEWEST_ASKED = 6


@dataclass(frozen=True, slots=True)
class GroupsCompared:
    """How takes fare with the prototypes of their own group and with those of others.

    Attributes:
        rows: (n,) of the takes asked about, among all takes. groups: (n,) where they are from.
        within, across: (n,) shares of the prototypes asked that recognised the take, over the same gestures.
    """

    rows: NDArray[np.intp]
    groups: list[Group]
    within: NDArray[np.float64]
    across: NDArray[np.float64]

    def of(self, chosen: NDArray[np.bool_]) -> tuple[float, float]:
        """Mean of within and across over some of the takes."""
        return float(self.within[chosen].mean()), float(self.across[chosen].mean())


def compare_groups(takes: Takes, groups: Mapping[int, Group]) -> GroupsCompared | None:
    """Ask every take of prototypes from its own group (without itself) and from each other group.

    Args:
        groups: for each place in `takes.rows`. Of two groups only gestures of both count, two at least.
    """
    places: dict[Group, list[int]] = defaultdict(list)
    for place, group in groups.items():
        places[group].append(place)
    largest = sorted(places, key=lambda group: -len(places[group]))[:MOST_GROUPS]
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])  # within, across, times asked
    for here, there in permutations(largest, 2):
        if here[0] != there[0]:
            continue
        for place, within, across in _ask(takes, np.array(places[here]), np.array(places[there])):
            total = sums[place]
            total[0] += within
            total[1] += across
            total[2] += 1
    if len(sums) < FEWEST_ASKED:
        return None
    asked = sorted(sums)
    within, across, times = np.array([sums[place] for place in asked]).T
    return GroupsCompared(
        takes.rows[asked], [groups[place] for place in asked], within / times, across / times
    )


def _ask(takes: Takes, here: NDArray[np.intp], there: NDArray[np.intp]) -> list[tuple[int, bool, bool]]:
    """The takes of one group asked of both groups' prototypes: (place, right within, right across)."""
    count = len(takes.gestures)
    several = np.bincount(takes.labels[here], minlength=count) > 1
    both = several & (np.bincount(takes.labels[there], minlength=count) > 0)
    if both.sum() < 2:
        return []
    here, there = here[both[takes.labels[here]]], there[both[takes.labels[there]]]
    labels = takes.labels[here]
    own = likeness_to_others(takes.embeddings[here], labels, count).argmax(axis=1)
    known = prototypes(takes.embeddings[there], takes.labels[there], count)
    other = likeness(takes.embeddings[here], *known).argmax(axis=1)
    return list(zip(here.tolist(), (own == labels).tolist(), (other == labels).tolist(), strict=True))
