"""What came of gestures that act, counted: fired once, twice, not at all, by accident; by person and by gesture."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import msgspec

from gesture_app.actions.promise.statistics import poisson_rate
from gesture_app.actions.promise_card import Rate, Verdict
from gesture_app.virtual_hand.tracked.life import Deed

EARLY_S, LATE_S = 0.3, 1.2
"""A firing belongs to what was done from so long before its stroke began until so long after it was over."""


_SIGMAS = 1.96


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A share with its interval at 95 % (Wilson 1927, "Probable inference, the law of succession …")."""

    of: int
    share: float
    low: float
    high: float


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Of one gesture, one person, or all.

    Attributes:
        armed, not_armed: gestures of people's profiles; those that would fire by accident or are missed stay unarmed.
        meant: performances of armed gestures.
        once, twice: how many of them fired exactly once, and more often.
        false_fires: firings that no performance of the gesture called for.
    """

    armed: int
    not_armed: int
    meant: int
    once: int
    twice: int
    false_fires: int


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The result of the protocol `actions`."""

    protocol: str
    takes: int
    """Of each gesture that people's own models are made of; 0: the ready-made one."""
    persons: int
    hours: float
    in_sight: float
    """Share of the time in which a hand was seen."""
    counted: Counted
    once: Share | None
    false_fires: Rate | None
    """An hour, over all armed gestures of a profile."""
    false_by_cause: dict[str, int]
    """What was done: half a gesture ("half"), another gesture ("meant"), or what means nothing ("idle")."""
    half_made: Share | None
    """Of half-made armed gestures, those that fired."""
    delay_s: float | None
    """Median, from the beginning of the stroke to the firing."""
    not_armed: dict[str, int]
    """By why."""
    by_person: dict[str, Counted]
    by_gesture: dict[str, Counted]
    what_fired: dict[str, int]
    """What was done when something fired by accident, and what fired; the most frequent first."""
    seed: int
    seconds: float


@dataclass(slots=True)
class PersonCount:
    """Counts what one person's gestures did."""

    person: str
    verdicts: Mapping[str, Verdict]
    hours: float = 0.0
    in_sight_s: float = 0.0
    fired: dict[str, list[int]] = field(default_factory=dict)
    """How often each performance of a gesture fired."""
    half_fired: list[bool] = field(default_factory=list)
    false: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By what kind of thing was done, what it was, and what fired."""
    delays_s: list[float] = field(default_factory=list)

    @property
    def armed(self) -> set[str]:
        return {gesture for gesture, verdict in self.verdicts.items() if verdict == "fit"}

    def add(self, deeds: Sequence[Deed], firings: Sequence[tuple[str, float]], in_sight_s: float) -> None:
        """Count one visit of the hands.

        Args:
            firings: which gesture fired when.
        """
        self.in_sight_s += in_sight_s
        meant = [deed for deed in deeds if deed.kind == "meant" and deed.what in self.armed]
        times: list[list[float]] = [[] for _ in meant]
        wrong: list[tuple[str, float]] = []
        for gesture, time_s in firings:
            own = next(
                (row for row, each in enumerate(meant) if each.what == gesture and _at(each, time_s)), None
            )
            if own is None:
                wrong.append((gesture, time_s))
            else:
                times[own].append(time_s)
        for deed, fired_s in zip(meant, times, strict=True):
            self.fired.setdefault(deed.what, []).append(len(fired_s))
            self.delays_s += [fired_s[0] - deed.start_s] if fired_s else []
        self._add_false(deeds, wrong)

    def _add_false(self, deeds: Sequence[Deed], wrong: Sequence[tuple[str, float]]) -> None:
        for gesture, time_s in wrong:
            done = next((deed for deed in deeds if _at(deed, time_s)), None)
            self.false["idle" if done is None else done.kind, "" if done is None else done.what, gesture] += 1
        self.half_fired += [
            any(gesture == deed.what and _at(deed, time_s) for gesture, time_s in wrong)
            for deed in deeds
            if deed.kind == "half" and deed.what in self.armed
        ]

    def of(self, gestures: Iterable[str]) -> Counted:
        """Of some of the gestures."""
        chosen = set(gestures) & set(self.verdicts)
        fired = [times for gesture in chosen for times in self.fired.get(gesture, [])]
        return Counted(
            armed=len(chosen & self.armed),
            not_armed=len(chosen - self.armed),
            meant=len(fired),
            once=fired.count(1),
            twice=sum(times > 1 for times in fired),
            false_fires=sum(count for (*_, gesture), count in self.false.items() if gesture in chosen),
        )


def summed_up(counts: Sequence[PersonCount], takes: int, seed: int, seconds: float) -> Proof:
    """The figures of everybody."""
    hours = sum(each.hours for each in counts)
    by_person = {each.person: each.of(each.verdicts) for each in counts}
    counted = _together(by_person.values())
    false = sum((each.false for each in counts), Counter[tuple[str, str, str]]())
    names = sorted({gesture for each in counts for gesture in each.verdicts})
    delays_s = [delay_s for each in counts for delay_s in each.delays_s]
    half = [fired for each in counts for fired in each.half_fired]
    return Proof(
        protocol="actions",
        takes=takes,
        persons=len(counts),
        hours=hours,
        in_sight=sum(each.in_sight_s for each in counts) / max(3600 * hours, 1e-9),
        counted=counted,
        once=_share(counted.once, counted.meant),
        false_fires=poisson_rate(counted.false_fires, 3600 * hours),
        false_by_cause=dict(_by_cause(false)),
        half_made=_share(sum(half), len(half)),
        delay_s=median(delays_s) if delays_s else None,
        not_armed=dict(Counter(v for each in counts for v in each.verdicts.values() if v != "fit")),
        by_person=by_person,
        by_gesture={name: _together(each.of([name]) for each in counts) for name in names},
        what_fired={
            f"{done or 'nothing'} ({kind}): {gesture}": n for (kind, done, gesture), n in false.most_common()
        },
        seed=seed,
        seconds=round(seconds, 1),
    )


def _at(deed: Deed, time_s: float) -> bool:
    return deed.start_s - EARLY_S <= time_s <= deed.end_s + LATE_S


def _together(counted: Iterable[Counted]) -> Counted:
    rows = [msgspec.structs.astuple(each) for each in counted]
    return Counted(**dict(zip(Counted.__struct_fields__, map(sum, zip(*rows, strict=True)), strict=True)))


def _share(count: int, of: int) -> Share | None:
    if not of:
        return None
    share, wide = count / of, _SIGMAS**2 / of
    middle = (share + wide / 2) / (1 + wide)
    half = _SIGMAS * math.sqrt(share * (1 - share) / of + wide / (4 * of)) / (1 + wide)
    return Share(of=of, share=share, low=max(middle - half, 0.0), high=min(middle + half, 1.0))


def _by_cause(false: Mapping[tuple[str, str, str], int]) -> Counter[str]:
    causes: Counter[str] = Counter()
    for (kind, _, _), count in false.items():
        causes[kind] += count
    return causes
