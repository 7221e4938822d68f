"""Advice on what changes from person to person, or from sitting to sitting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.learning.coaching.advice import Advice, called, percent
from gesture_app.learning.coaching.certainty import mean_interval
from gesture_app.learning.coaching.comparison import differences
from gesture_app.learning.coaching.groups import FEWEST_ASKED, Group, GroupsCompared, compare_groups
from gesture_app.learning.coaching.takes import Takes
from gesture_app.learning.coaching.telling import largest, part_words

WORTH_TELLING = 0.03
STANDS_OUT = 0.2
"""A gesture whose takes are recognised so much less by another group's is named."""
MOST_GESTURES = 12
"""Compared part by part to find what differs in most of them."""
SESSION_ID = "%Y%m%dT%H%M%SZ"
"""How this program names a sitting: when it began, UTC."""

_WORDS = {"persons": ("person", "another person’s"), "sessions": ("sitting", "another sitting’s")}
_RECORD = {
    "persons": "Record takes by everybody who shall be recognised",
    "sessions": "Record a few takes of each gesture in every place and light",
}


def advise_on_groups(takes: Takes) -> list[Advice]:
    """Sentences on people and on the sittings of one person, where there are several and they differ."""
    people, sittings = {}, {}
    for place, row in enumerate(takes.rows):
        sample = takes.samples[row]
        if sample.person:
            people[place] = ("", sample.person)
        if sample.session:
            sittings[place] = (sample.person, sample.session)
    return [*_advice(takes, people, "persons"), *_advice(takes, sittings, "sessions")]


def _advice(takes: Takes, groups: Mapping[int, Group], kind: Literal["persons", "sessions"]) -> list[Advice]:
    compared = compare_groups(takes, groups)
    if compared is None:
        return []
    gesture = _worst_gesture(takes, compared)
    if gesture is not None:
        return [_about_gesture(takes, compared, groups, gesture, kind)]
    within, across = compared.of(np.ones(len(compared.rows), bool))
    surely, _ = mean_interval(compared.within - compared.across)
    if surely <= 0 or within - across < WORTH_TELLING:
        return []
    one, other = _WORDS[kind]
    odd, fares = _worst_group(compared, np.ones(len(compared.rows), bool))
    sentence = (
        f"Takes of one {one} are recognised by {other} in {percent(across)}, by their own in {percent(within)}; "
        f"least those of {group_name(odd[1], kind)} ({percent(fares)}){_differs_throughout(takes, groups, odd)}. "
        f"{_RECORD[kind]}."
    )
    return [Advice(kind=kind, sentence=sentence, figure=percent(across))]


def _about_gesture(
    takes: Takes,
    compared: GroupsCompared,
    groups: Mapping[int, Group],
    gesture: str,
    kind: Literal["persons", "sessions"],
) -> Advice:
    chosen = _of_gesture(takes, compared, gesture)
    within, across = compared.of(chosen)
    one, other = _WORDS[kind]
    sentence = (
        f"{called(gesture)} changes from {one} to {one}: its takes are recognised by {other} in {percent(across)}, by "
        f"their own in {percent(within)} (all gestures: {percent(float(compared.across.mean()))} and "
        f"{percent(float(compared.within.mean()))}){_made_differently(takes, compared, groups, gesture, kind)}. "
        f"{_RECORD[kind]}, or make it alike."
    )
    missed = compared.rows[chosen & (compared.across == 0)]
    return Advice(
        kind=kind, sentence=sentence, figure=percent(across), takes=takes.named(missed), gestures=[gesture]
    )


def _of_gesture(takes: Takes, compared: GroupsCompared, gesture: str) -> NDArray[np.bool_]:
    return np.array([takes.samples[row].label == gesture for row in compared.rows])


def _worst_gesture(takes: Takes, compared: GroupsCompared) -> str | None:
    """The gesture that loses most from one group to another, if it surely loses much."""
    labels = np.array([takes.samples[row].label for row in compared.rows])
    lost = {
        str(gesture): (compared.within - compared.across)[labels == gesture]
        for gesture, count in zip(*np.unique(labels, return_counts=True), strict=True) if count >= FEWEST_ASKED
    }  # fmt: skip
    if not lost:
        return None
    worst = max(lost, key=lambda gesture: float(lost[gesture].mean()))
    rest = [float(loss.mean()) for gesture, loss in lost.items() if gesture != worst]
    loss = float(lost[worst].mean())
    stands_out = loss > STANDS_OUT and mean_interval(lost[worst])[0] > 0
    return worst if stands_out and loss > 2 * max(float(np.mean(rest or [0.0])), 0) else None


def _made_differently(
    takes: Takes,
    compared: GroupsCompared,
    groups: Mapping[int, Group],
    gesture: str,
    kind: Literal["persons", "sessions"],
) -> str:
    """In which part a gesture is made differently by the group least recognised by the others; empty if unknown."""
    odd, _ = _worst_group(compared, _of_gesture(takes, compared, gesture))
    own, others = (takes.measures(rows) for rows in _apart(takes, groups, odd, gesture))
    found = differences(own, others)
    if not found:
        return ""
    told = largest(found, f"takes of {group_name(odd[1], kind)}", "the others", [*own, *others])
    return f"; what differs most is {told}"


def _differs_throughout(takes: Takes, groups: Mapping[int, Group], odd: Group) -> str:
    """The part in which most gestures of a group differ from the others': a camera, a place, a habit; or nothing."""
    apart = [_apart(takes, groups, odd, gesture) for gesture in takes.gestures]
    compared = [(own, others) for own, others in apart if len(own) > 1 and len(others) > 1][:MOST_GESTURES]
    most: Counter[str] = Counter()
    for own, others in compared:
        if found := differences(takes.measures(own), takes.measures(others)):
            most[part_words(found[0], two_hands=False)] += 1
    if not most:
        return ""
    words, count = most.most_common(1)[0]
    if count * 2 <= len(compared):
        return ""
    return f"; what differs most in {count} of {len(compared)} gestures is {words}"


def _apart(
    takes: Takes, groups: Mapping[int, Group], odd: Group, gesture: str
) -> tuple[list[int], list[int]]:
    """Rows of a gesture's takes of one group, and of those it is compared with."""
    own: list[int] = []
    others: list[int] = []
    for place, group in groups.items():
        if takes.gestures[takes.labels[place]] == gesture and group[0] == odd[0]:
            (own if group == odd else others).append(int(takes.rows[place]))
    return own, others


def _worst_group(compared: GroupsCompared, chosen: NDArray[np.bool_]) -> tuple[Group, float]:
    """The group whose chosen takes are least recognised by the others, and in what share."""
    shares: dict[Group, list[float]] = defaultdict(list)
    for place in np.flatnonzero(chosen):
        shares[compared.groups[place]].append(float(compared.across[place]))
    means = {group: float(np.mean(own)) for group, own in shares.items()}
    worst = min(means, key=lambda group: means[group])
    return worst, means[worst]


def group_name(name: str, kind: Literal["persons", "sessions"]) -> str:
    """`person “Ada”`; a sitting by when it began, in local time, where its name tells that."""
    if kind == "persons":
        return f"person {called(name)}"
    try:
        began = datetime.strptime(name, SESSION_ID).replace(tzinfo=UTC).astimezone()
    except ValueError:
        return f"sitting {called(name)}"
    return f"the sitting of {began.day} {began:%B, %H:%M}"
