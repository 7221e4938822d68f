"""Who learns and who is asked: the rows on both sides of each protocol of `evaluate`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from gesture_app.hands.labelled import LabelledSequence

PROTOCOLS = "split, leave-one-out:signer, leave-one-out:session, shots:K, shots:K:session, zero"


class ProtocolError(Exception):
    """The protocol does not exist, or the takes do not allow it; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Round:
    """One training and the takes it is asked about.

    Attributes:
        group: the signer or session asked about.
        learn, ask: rows, disjoint.
        validate: rows to stop early by, where the data says which; else the training chooses its own.
        without: takes of labels that cannot be asked about in this protocol, by label.
    """

    group: str
    learn: list[int]
    ask: list[int]
    validate: list[int] = field(default_factory=list)
    without: dict[str, int] = field(default_factory=dict)


def rounds_of(samples: Sequence[LabelledSequence], protocol: str, seed: int) -> list[Round]:
    """The rounds of a protocol; only `shots` draws by the seed.

    Raises:
        ProtocolError: one sentence.
    """
    match protocol.split(":"):
        case ["split"]:
            return _split(samples)
        case ["leave-one-out", "signer"]:
            return _leave_one_out(samples, lambda sample: sample.person, "signer")
        case ["leave-one-out", "session"]:
            return _leave_one_out(samples, _session, "session")
        case ["shots", shots] if shots.isdecimal() and int(shots) > 0:
            return _shots(samples, int(shots), seed, across_sessions=False)
        case ["shots", shots, "session"] if shots.isdecimal() and int(shots) > 0:
            return _shots(samples, int(shots), seed, across_sessions=True)
    raise ProtocolError(f"There is no protocol '{protocol}'. Choose one of: {PROTOCOLS} (K is a number).")


def _session(sample: LabelledSequence) -> str:
    return f"{sample.person}/{sample.session}" if sample.session else ""


def _split(samples: Sequence[LabelledSequence]) -> list[Round]:
    parts = {part: [row for row, sample in enumerate(samples) if sample.split == part] for part in
             ("train", "validation", "test")}  # fmt: skip
    if not (parts["train"] and parts["test"]):
        raise ProtocolError("These takes are not marked as train and test; choose another protocol.")
    return [Round("test", parts["train"] + parts["validation"], parts["test"], parts["validation"])]


def _leave_one_out(
    samples: Sequence[LabelledSequence], group_of: Callable[[LabelledSequence], str], what: str
) -> list[Round]:
    groups: dict[str, list[int]] = defaultdict(list)
    for row, sample in enumerate(samples):
        groups[group_of(sample)].append(row)
    if "" in groups:
        raise ProtocolError(f"The {what} of some takes is not known; choose another protocol.")
    if len(groups) < 2:
        raise ProtocolError(
            f"All takes are of one {what}: there is nobody else to test on. Choose another protocol."
        )
    everyone = range(len(samples))
    return [
        Round(name, [row for row in everyone if group_of(samples[row]) != name], groups[name])
        for name in sorted(groups)
    ]


def _shots(
    samples: Sequence[LabelledSequence], shots: int, seed: int, *, across_sessions: bool
) -> list[Round]:
    """For each person, a few takes of each gesture to learn from and the person's other takes to ask about."""
    people: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, sample in enumerate(samples):
        people[sample.person][sample.label].append(row)
    rng = np.random.default_rng(seed)
    rounds = []
    for person in sorted(people):
        found = Round(person or "all", [], [])
        for label in sorted(people[person]):
            rows = people[person][label]
            draw = _draw_across_sessions if across_sessions else _draw
            learn, ask = draw(samples, rows, shots, rng)
            if not (learn and ask):
                found.without[label] = len(rows)
            found.learn.extend(learn)
            found.ask.extend(ask)
        if len({samples[row].label for row in found.learn}) > 1:
            rounds.append(found)
    if not rounds:
        where = "in one session and more in another" if across_sessions else "and more to test on"
        raise ProtocolError(f"Nobody has {shots} takes of two gestures {where}; choose a smaller number.")
    return rounds


def _draw(
    samples: Sequence[LabelledSequence], rows: list[int], shots: int, rng: np.random.Generator
) -> tuple[list[int], list[int]]:
    """Takes that show a hand to learn from, and all others; nothing where that leaves none to ask."""
    usable = [row for row in rows if samples[row].sequence.seen.any()]
    if len(usable) < shots or len(rows) == shots:
        return [], []
    learn = sorted(int(row) for row in rng.choice(usable, shots, replace=False))
    return learn, [row for row in rows if row not in learn]


def _draw_across_sessions(
    samples: Sequence[LabelledSequence], rows: list[int], shots: int, rng: np.random.Generator
) -> tuple[list[int], list[int]]:
    """Takes of one session of this gesture to learn from, all takes of its other sessions to ask about."""
    sessions: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        sessions[_session(samples[row])].append(row)
    sessions.pop("", None)
    names = [
        name for name, own in sorted(sessions.items())
        if sum(samples[row].sequence.seen.any() for row in own) >= shots
    ]  # fmt: skip
    if not names or len(sessions) < 2:
        return [], []
    chosen = names[int(rng.integers(len(names)))]
    usable = [row for row in sessions[chosen] if samples[row].sequence.seen.any()]
    learn = sorted(int(row) for row in rng.choice(usable, shots, replace=False))
    return learn, [row for name, own in sessions.items() if name != chosen for row in own]
