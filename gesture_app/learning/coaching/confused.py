"""Which two gestures are mistaken for each other, and what would tell them apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gesture_app.hands.labelled import NONE
from gesture_app.learning.coaching.advice import Advice, called, count_of_takes
from gesture_app.learning.coaching.comparison import Difference, differences
from gesture_app.learning.coaching.parts import Numbers
from gesture_app.learning.coaching.takes import Answer, Takes, usual_seconds, with_two_hands
from gesture_app.learning.coaching.telling import largest, part_and_time

WORTH_TELLING = 0.1
"""Share of a gesture's takes that were taken for another one."""
MOST = 3
FEWEST_ALIKE = 4
"""Takes of each, from which on nothing found means that nothing is there."""
ONLY = 0.5
"""Other parts that differ less than this of the greatest difference do not count beside it."""
HALF_WAY = 0.5

Pairs = Mapping[tuple[str, str], list[int]]


def advise_on_confused(takes: Takes, answers: Sequence[Answer]) -> list[Advice]:
    """The pairs most often confused by the network in held-out takes, then those that lie too near each other."""
    asked: dict[str, int] = defaultdict(int)
    mistaken: dict[tuple[str, str], list[int]] = defaultdict(list)
    for answer in answers:
        label = takes.samples[answer.row].label
        asked[label] += 1
        if answer.recognised != label:
            mistaken[label, answer.recognised].append(answer.row)
    told = [_held_out(takes, pair, rows, asked[pair[0]]) for pair, rows in _worst(mistaken, asked)[:MOST]]
    near = _near(takes)
    counts = Counter(sample.label for sample in takes.samples)
    known = {frozenset(pair) for pair in mistaken}
    rest = {pair: rows for pair, rows in near.items() if frozenset(pair) not in known and len(rows) > 1}
    left = MOST - len(told)
    return told + [
        _too_near(takes, pair, rows, counts[pair[0]]) for pair, rows in _worst(rest, counts)[:left]
    ]


def _worst(mistaken: Pairs, asked: Mapping[str, int]) -> list[tuple[tuple[str, str], list[int]]]:
    """Pairs worth telling, those with most mistakes first; of two that are each other's mirror, the worse."""
    found: dict[frozenset[str], tuple[tuple[str, str], list[int]]] = {}
    for pair, rows in sorted(mistaken.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(rows) >= WORTH_TELLING * asked[pair[0]]:
            found.setdefault(frozenset(pair), (pair, rows))
    return list(found.values())


def _near(takes: Takes) -> dict[tuple[str, str], list[int]]:
    """Takes that are more like another gesture's takes than like the others of their own."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    if len(takes.gestures) < 2:
        return pairs
    for place, nearest in enumerate(takes.likeness.argmax(axis=1)):
        own = takes.labels[place]
        if nearest != own and takes.likeness[place, own] > -1:
            pairs[takes.gestures[own], takes.gestures[nearest]].append(int(takes.rows[place]))
    return pairs


def _held_out(takes: Takes, pair: tuple[str, str], rows: list[int], asked: int) -> Advice:
    label, other = pair
    share = "the only held-out take" if asked == 1 else f"{len(rows)} of {asked} held-out takes"
    if label == NONE:
        sentence = (
            f"Hands that meant nothing were taken for {called(other)} in {share}: record more takes "
            "of no gesture."
        )
    elif other == NONE:
        sentence = f"{called(label)} was taken for no gesture in {share}: perform it more clearly or record more of it."
    else:
        sentence = f"{called(label)} was taken for {called(other)} in {share}. {_cause(takes, pair, rows)}"
    return _advice(takes, pair, rows, asked, sentence)


def _too_near(takes: Takes, pair: tuple[str, str], rows: list[int], asked: int) -> Advice:
    label, other = pair
    sentence = (
        f"{len(rows)} of {count_of_takes(asked)} of {called(label)} are more like {called(other)} than like the "
        f"other takes of {called(label)}. {_cause(takes, pair, rows)}"
    )
    return _advice(takes, pair, rows, asked, sentence)


def _advice(takes: Takes, pair: tuple[str, str], rows: list[int], asked: int, sentence: str) -> Advice:
    return Advice(
        kind="confused", sentence=sentence, figure=f"{len(rows)} of {asked}",
        takes=takes.named(rows), gestures=list(pair),
    )  # fmt: skip


def _cause(takes: Takes, pair: tuple[str, str], mistaken: list[int]) -> str:
    """What tells the two apart, and in which part the mistaken takes went wrong."""
    label, other = pair
    proper = [row for row in takes.of(label) if row not in mistaken]
    own = takes.measures(proper if len(proper) > 1 else takes.of(label))
    others = takes.measures(takes.of(other))
    found = differences(own, others)
    if not found:
        return _nothing_found(min(len(own), len(others)))
    first, both = found[0], [*own, *others]
    wrong = _gone_wrong(found, takes.measures(mistaken))
    only = wrong in (None, first) and all(each.separation < ONLY * first.separation for each in found[1:])
    told = f"They differ {'almost only' if only else 'most'} in {largest(found, called(label), called(other), both)}"
    are = f"the mistaken {'take is' if len(mistaken) == 1 else 'takes are'} more like {called(other)}"
    if wrong is first:
        return f"{told}; {are} in that. Make it clearer."
    if wrong is not None:
        part = part_and_time(wrong, usual_seconds(both), with_two_hands(both))
        return f"{told}; {are} in {part}: watch that."
    return f"{told}; make that clearer."


def _gone_wrong(found: Sequence[Difference], mistaken: Sequence[Numbers]) -> Difference | None:
    """The largest difference in which the mistaken takes lie nearer to the gesture they were taken for."""
    for difference in found:
        shares = [
            share for take in mistaken if (share := difference.share(take)) == share
        ]  # NaN is not itself
        if shares and sum(shares) / len(shares) > HALF_WAY:
            return difference
    return None


def _nothing_found(fewest: int) -> str:
    if fewest < FEWEST_ALIKE:
        return "There are too few takes to tell in which part they differ: record more of both."
    return (
        "They are alike in every part that is measured (fingers, direction, place, movement): make one of them "
        "differently, or use only one."
    )
