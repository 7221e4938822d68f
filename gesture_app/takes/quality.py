"""Say in words how good a take is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
import numpy as np

from gesture_app.hands import SIDES, HandSequence
from gesture_app.takes.likeness import differs

Verdict = Literal["good", "usable", "poor"]
Weight = Literal["note", "flaw", "failure"]

SHORTEST_FRAMES = 5
SHORTEST_S = 0.25
SLOWEST_FPS = 10.0
LONGEST_GAP_S = 0.25
NEGLIGIBLE_SHARE = 0.05
"""A hand lost in one frame of twenty does no harm: said, but still a good take."""
COMING_AND_GOING_SHARE = 0.1
"""Hands that come and go cross the edge of the picture: in one frame of ten that does no harm."""
PRESENT_SHARE = 0.3
"""A hand seen in fewer frames than this is a stray detection or an arm passing by."""
FEWEST_OTHERS = 3
_BESIDE_PICTURE = 0.02  # the tracker's guess about the last joints is no better than this


class Quality(msgspec.Struct, frozen=True):
    """`good`: nothing against it; `usable`: with the flaws remarked on; `poor`: better record again."""

    verdict: Verdict
    remarks: tuple[str, ...] = ()


def judge(
    sequence: HandSequence, others: Sequence[HandSequence] = (), *, no_gesture: bool = False
) -> Quality:
    """Judge one take, beside the other takes of the same gesture where there are at least three.

    Args:
        no_gesture: the take shows what is *not* a gesture; hands may be lost, leave the picture and do
            something else each time.
    """
    findings = list(_about_time(sequence))
    if not no_gesture:
        findings += _about_hands(sequence)
        if len(others) >= FEWEST_OTHERS and sequence.seen.any():
            findings += _beside_others(sequence, others)
    weights = {weight for weight, _ in findings}
    verdict: Verdict = "poor" if "failure" in weights else "usable" if "flaw" in weights else "good"
    return Quality(verdict, tuple(remark for _, remark in findings))


def _about_time(sequence: HandSequence) -> Iterator[tuple[Weight, str]]:
    frames = len(sequence)
    if frames == 0:
        yield "failure", "Nothing was recorded."
        return
    if frames == 1:
        yield "note", "It is a single picture."
        return
    if frames < SHORTEST_FRAMES or sequence.duration_s < SHORTEST_S:
        yield "failure", f"It is too short: {frames} frames in {sequence.duration_s:.2f} seconds."
        return
    steps_s = np.diff(sequence.time_s)
    usual_s = float(np.median(steps_s))
    if usual_s > 1 / SLOWEST_FPS:
        yield "flaw", f"Only {1 / usual_s:.0f} frames a second were seen. Close other programs or add light."
    longest_s = float(steps_s.max())
    if longest_s > max(LONGEST_GAP_S, 4 * usual_s):
        yield "flaw", f"The picture stood still for {longest_s:.1f} seconds."


def _about_hands(sequence: HandSequence) -> Iterator[tuple[Weight, str]]:
    frames = len(sequence)
    if frames == 0:
        return
    if not sequence.seen.any():
        yield "failure", "No hand was seen."
        return
    two_handed = len(hands_used(sequence)) == 2
    lost = frames - int((sequence.present.all(axis=1) if two_handed else sequence.seen).sum())
    if lost:
        who = "One of the two hands" if two_handed else "The hand"
        yield _weight(lost / frames), f"{who} was lost in {lost} of {_frames(frames)}."
    xy = sequence.image[..., :2]
    beside = (xy < -_BESIDE_PICTURE) | (xy > 1 + _BESIDE_PICTURE)
    outside = int((beside.any(axis=(2, 3)) & sequence.present).any(axis=1).sum())
    if outside:
        weight: Weight = "flaw" if outside / frames > COMING_AND_GOING_SHARE else "note"
        yield weight, f"The hand left the picture in {outside} of {_frames(frames)}."


def _weight(share: float) -> Weight:
    if share > 0.5:
        return "failure"
    return "flaw" if share > NEGLIGIBLE_SHARE else "note"


def _frames(count: int) -> str:
    return "1 frame" if count == 1 else f"{count} frames"


def hands_used(sequence: HandSequence) -> tuple[int, ...]:
    """The slots that hold a hand for a good part of the take; the busiest one if neither does."""
    share = sequence.present.mean(axis=0) if len(sequence) else np.zeros(2)
    used = tuple(int(slot) for slot in np.flatnonzero(share >= PRESENT_SHARE))
    return used or (int(share.argmax()),)


def _beside_others(sequence: HandSequence, others: Sequence[HandSequence]) -> Iterator[tuple[Weight, str]]:
    with_hands = [hands_used(other) for other in others if other.seen.any()]
    if not with_hands:
        return
    used = hands_used(sequence)
    usual, count = Counter(with_hands).most_common(1)[0]
    if used != usual and count > len(others) / 2:
        yield "flaw", f"It was made with {_hands(used)}, the other takes with {_hands(usual)}."
    elif differs(sequence, others):
        yield "flaw", "It differs from the other takes of this gesture."


def _hands(slots: tuple[int, ...]) -> str:
    return "both hands" if len(slots) == 2 else f"the {SIDES[slots[0]]} hand"
