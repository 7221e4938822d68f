"""Which takes are held out to see how well learning went: whole takes, whole sessions where possible."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gesture_app.hands.labelled import LabelledSequence
from gesture_app.hands.sequence import HandSequence

HELD_OUT_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Rows to learn from and rows to ask about; no row is in both."""

    learn: list[int]
    ask: list[int]
    by: Literal["session", "take"]


def hold_out(samples: Sequence[LabelledSequence], seed: int) -> HoldOut:
    """Hold out about a fifth of each label's takes, and never its last one.

    Takes of one sitting resemble each other, so a label recorded in several sessions has whole sessions
    held out. A label of one session has takes held out from its end, as takes made in a row are near
    copies of their neighbours.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for row, sample in enumerate(samples):
        rows[sample.label].append(row)
    rng = np.random.default_rng(seed)
    ask: list[int] = []
    by_session = []
    for label in sorted(rows):
        chosen = _sessions(samples, rows[label], rng)
        by_session.append(bool(chosen))
        ask += chosen or _last_takes(rows[label])
    asked = set(ask)
    learn = [row for row in range(len(samples)) if row not in asked]
    return HoldOut(learn, sorted(ask), "session" if all(by_session) else "take")


def usable_takes(samples: Sequence[LabelledSequence]) -> list[LabelledSequence]:
    """The takes that show a hand, without exact copies."""
    return without_copies([sample for sample in samples if sample.sequence.seen.any()])


def without_copies(samples: Sequence[LabelledSequence]) -> list[LabelledSequence]:
    """The takes, each once; those without a hand, which are all alike, are all kept.

    A take that was imported twice must not be learned from and asked about.
    """
    kept: list[LabelledSequence] = []
    known: set[tuple[str, bytes]] = set()
    for sample in samples:
        if sample.sequence.seen.any():
            content = sample.label, fingerprint(sample.sequence)
            if content in known:
                continue
            known.add(content)
        kept.append(sample)
    return kept


def fingerprint(sequence: HandSequence) -> bytes:
    """The same for takes with the same landmarks."""
    return hashlib.blake2b(np.ascontiguousarray(sequence.image).tobytes(), digest_size=16).digest()


def contents(samples: Sequence[LabelledSequence]) -> str:
    """The same for the same takes in the same order."""
    digest = hashlib.blake2b(digest_size=16)
    for sample in samples:
        about = (sample.label, sample.person, sample.session, sample.split, sample.name)
        digest.update(repr(about).encode() + fingerprint(sample.sequence))
    return digest.hexdigest()


def _sessions(samples: Sequence[LabelledSequence], rows: list[int], rng: np.random.Generator) -> list[int]:
    """Rows of sessions drawn at random as long as they fit into the share; else those of the smallest one.

    None where sessions are not known, or where the smallest one is more than half of the takes.
    """
    sessions: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        sessions[samples[row].person, samples[row].session].append(row)
    if len(sessions) < 2 or any(session == "" for _, session in sessions):
        return []
    chosen: list[int] = []
    for index in rng.permutation(len(sessions)):
        session = list(sessions.values())[index]
        if len(chosen) + len(session) <= max(HELD_OUT_SHARE * len(rows), 1):
            chosen += session
    smallest = min(sessions.values(), key=len)
    return chosen or (smallest if len(smallest) <= len(rows) / 2 else [])


def _last_takes(rows: list[int]) -> list[int]:
    """The end of the recording order, at least one take and never all."""
    count = min(max(round(HELD_OUT_SHARE * len(rows)), 1), len(rows) - 1)
    return rows[len(rows) - count :] if count > 0 else []
