"""Judge one attempt: whether it is right, and what to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gesture_app.hands import HandSequence
from gesture_app.practice.teacher.correcting import corrections_of, is_right
from gesture_app.practice.teacher.finding import Finding, finding_near, moving_finding, still_finding
from gesture_app.practice.teacher.measuring import Track, raised, tracks_of
from gesture_app.practice.teacher.path import RATE_HZ, SEEN_WELL, course_of
from gesture_app.practice.teacher.rivals import Nearer, rivals_of
from gesture_app.practice.teacher.seeing import hand_unseen, hidden
from gesture_app.practice.teacher.standard import Standard
from gesture_app.practice.teacher.still import PARTS
from gesture_app.practice.teacher.verdict import Correction, Verdict
from gesture_app.virtual_hand.body.build import Side

_MUCH_NEARER = 1.5
"""Cost by which another movement must fit better to be believed in."""
_SEEN_FRAMES = 3
_TAKES_NO_PART = 0.4
_OTHER: Mapping[Side, Side] = {"left": "right", "right": "left"}


def judge(attempt: HandSequence, standard: Standard, rivals: Sequence[Standard] = ()) -> Verdict:
    """Whether an attempt, with or without the ways there and back, is the sign, and what to change.

    Args:
        rivals: other signs it must not be taken for; those of another kind do not matter.
    """
    fewest = min(_SEEN_FRAMES, len(attempt))
    tracks = {side: track for side, track in tracks_of(attempt).items() if len(track) >= fewest}
    return judge_tracks(tracks, standard, rivals)


def judge_tracks(
    tracks: Mapping[Side, Track], standard: Standard, rivals: Sequence[Standard] = ()
) -> Verdict:
    """As `judge`, of hands that are measured already."""
    taking_part = tracks if standard.hands == 2 else raised(tracks)
    found = {side: _finding(track, standard) for side, track in taking_part.items()}
    findings = [each for each in found.values() if each is not None]
    if not findings:
        return Verdict(False, (hand_unseen(next(iter(tracks), "right")),), 0.0)
    if standard.hands == 2:
        return of_both(findings)
    best = min(findings, key=lambda each: each.cost)
    track = tracks[best.side]
    verdict = verdict_of(best, nearer_rival(best, standard, rivals, anywhere=is_right(best)))
    return verdict if standard.moving else seen_well(verdict, track)


def seen_well(verdict: Verdict, track: Track) -> Verdict:
    """The verdict; what the camera lost comes first in it, before it is called wrong."""
    if verdict.right or not verdict.corrections:
        return verdict
    lost = hidden(track, verdict.corrections[0].part)
    return verdict if lost is None else replace(verdict, corrections=(lost, *verdict.corrections))


def _finding(track: Track, standard: Standard) -> Finding | None:
    if standard.moving is None:
        return still_finding(track, standard.still)
    return moving_finding(course_of(track), track.side, standard.moving[track.side])


def of_both(findings: Sequence[Finding]) -> Verdict:
    """On a sign that takes both hands: of the worse one, or that one is missing."""
    best = min(findings, key=lambda each: each.cost)
    worst = max(findings, key=lambda each: each.cost)
    if len(findings) == 2 and not _rests(worst, best):
        return verdict_of(worst, None)
    other = _OTHER[best.side]
    said = f"This sign takes both hands: bring up your {other} hand too."
    missing = Correction("location", "other hand", other, said, 2.0)
    found = verdict_of(best, None)
    return Verdict(False, (missing, *found.corrections), found.fit / 2)


def _rests(finding: Finding, moving: Finding) -> bool:
    """Whether a hand takes no part while the other one moves."""
    if finding.moving is None or finding.course is None or moving.course is None:
        return False
    shift = round((moving.course.start_s - finding.course.start_s) * RATE_HZ)
    first, last = (max(at + shift, 0) for at in moving.window)
    gone = finding.course.going[first : last + 1, SEEN_WELL]
    whole = finding.moving.path.mean[:, SEEN_WELL]
    return len(gone) < 2 or bool(np.ptp(gone, axis=0).max() < _TAKES_NO_PART * np.ptp(whole, axis=0).max())


def verdict_of(finding: Finding, rival: Nearer | None) -> Verdict:
    """From the best finding and, if there is one, the sign that the attempt is nearer to."""
    corrections = corrections_of(finding)
    worst = max(severity for part, severity in finding.severities.items() if part != "speed")
    fit = 1 / (1 + worst**2)
    if rival is None:
        return Verdict(is_right(finding), corrections, fit)
    return Verdict(False, _told_apart(rival), min(fit, 0.45), rival.name)


def nearer_rival(
    finding: Finding, standard: Standard, rivals: Sequence[Standard], *, anywhere: bool = False
) -> Nearer | None:
    """The sign of the same kind that the attempt is clearly nearer to, if there is one.

    Args:
        anywhere: whether another movement may be somewhere else in the attempt, and not just where this one is.
    """
    if finding.moving is not None:
        return _nearer_movement(finding, standard, rivals, anywhere=anywhere)
    return rivals_of(standard, tuple(rivals)).nearer(finding)


def _nearer_movement(
    finding: Finding, standard: Standard, rivals: Sequence[Standard], *, anywhere: bool
) -> Nearer | None:
    found: list[tuple[Standard, Finding]] = []
    for rival in rivals:
        if rival.moving is not None and rival.name != standard.name and rival.hands == standard.hands:
            other = finding_near(finding, rival.moving[finding.side], anywhere=anywhere)
            if other is not None and is_right(other):
                found.append((rival, other))
    best = min(found, key=lambda each: each[1].cost, default=None)
    if best is None or best[1].cost >= finding.cost - _MUCH_NEARER:
        return None
    return Nearer(best[0].name, finding, best[1])


def _told_apart(nearer: Nearer) -> tuple[Correction, ...]:
    """The corrections, that first which leads away from the rival."""
    own, other = nearer.own, nearer.other
    corrections = corrections_of(own)
    if own.moving is not None and not is_right(own):
        first = corrections[0]
    else:
        part = max(PARTS, key=lambda each: own.severities[each] - other.severities[each])
        raised = replace(own, severities=own.severities | {part: max(own.severities[part], 1.0)})
        corrections = corrections_of(raised)
        first = next((each for each in corrections if each.part in (part, "fingers")), corrections[0])
    told = replace(first, sentence=f"That is nearer to {nearer.name}. {first.sentence}")
    return (told, *(each for each in corrections if each is not first))
