"""A sign that is held: right for long enough, and it is made."""

from __future__ import annotations

from collections.abc import Sequence

from gesture_app.practice.teacher.correcting import WRONG
from gesture_app.practice.teacher.finding import Finding, of_hand
from gesture_app.practice.teacher.judging import of_both, seen_well, verdict_of
from gesture_app.practice.teacher.lesson import Shown, Told
from gesture_app.practice.teacher.measuring import Track, raised, typical, unrest_of
from gesture_app.practice.teacher.rivals import rivals_of
from gesture_app.practice.teacher.standard import Standard
from gesture_app.practice.teacher.steadiness import Steady
from gesture_app.practice.teacher.verdict import Correction, Verdict
from gesture_app.practice.teacher.watching import Watch
from gesture_app.virtual_hand.body.build import Side

_LOOKED_AT_S = 0.4
_FEWEST = 3
_ALMOST = 1.3
_LOSES = 2.0
"""A hold that is broken is lost so many times as fast as it was gained: a tracker's slip does not cost all of it."""
_ANEW_S = 0.7
"""Whoever has been accepted and lets go for so long begins another attempt."""


class HeldLesson:
    """Coaches a held sign."""

    looks_back_s = 2 * _LOOKED_AT_S

    def __init__(self, standard: Standard, rivals: Sequence[Standard], hold_s: float) -> None:
        self._standard, self._hold_s = standard, hold_s
        self._rivals = rivals_of(standard, tuple(rivals))
        self._steady = Steady()
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self._held_s = self._wrong_s = 0.0
        self._before_s: float | None = None
        self._accepted = False
        self._side: Side | None = None
        self._steady.clear()

    def seen(self, watch: Watch) -> Told:
        """A hand is in sight."""
        now_s = watch.now_s
        passed_s = min(now_s - (now_s if self._before_s is None else self._before_s), 0.2)
        self._before_s = now_s
        tracks = raised(watch.tracks(now_s - _LOOKED_AT_S))
        findings = self._findings(tracks)
        if not findings:
            return Told("watching", correction=self._steady.update((), now_s))
        finding = self._deciding(findings)
        verdict = self._judged(findings, finding, tracks[finding.side])
        shown = {each.side: Shown(each.wanted.pose) for each in self._looked_at(findings, finding)}
        return self._told(finding, verdict, shown, passed_s, now_s)

    def gone(self, watch: Watch) -> Told:
        """Nobody is blamed for what is not there."""
        self._steady.update((), watch.now_s)
        self._held_s, self._accepted, self._before_s = 0.0, False, None
        return Told("no hand")

    def _findings(self, tracks: dict[Side, Track]) -> list[Finding]:
        return [
            of_hand(typical(track.hands), unrest_of(track), self._standard.still, side)
            for side, track in tracks.items()
            if len(track) >= _FEWEST
        ]

    def _deciding(self, findings: Sequence[Finding]) -> Finding:
        """Of a sign of one hand the one that does it better, and no change of mind for a trifle; of both the worse."""
        if self._standard.hands == 2:
            return max(findings, key=lambda each: each.cost)
        best = min(findings, key=lambda each: each.cost - (1.0 if each.side == self._side else 0.0))
        self._side = best.side
        return best

    def _looked_at(self, findings: Sequence[Finding], deciding: Finding) -> Sequence[Finding]:
        return findings if self._standard.hands == 2 else (deciding,)

    def _judged(self, findings: Sequence[Finding], deciding: Finding, track: Track) -> Verdict:
        if self._standard.hands == 2:
            return of_both(findings)
        return seen_well(verdict_of(deciding, self._rivals.nearer(deciding)), track)

    def _told(
        self, finding: Finding, verdict: Verdict, shown: dict[Side, Shown], passed_s: float, now_s: float
    ) -> Told:
        self._held_s = max(self._held_s + (passed_s if verdict.right else -_LOSES * passed_s), 0.0)
        self._wrong_s = 0.0 if verdict.right else self._wrong_s + passed_s
        if self._accepted and self._wrong_s > _ANEW_S:
            self._accepted, self._held_s = False, 0.0
        if self._accepted:
            return Told("accepted", 1.0, verdict.fit, shown=shown)
        if verdict.right and self._held_s >= self._hold_s:
            self._accepted = True
            self._steady.clear()
            return Told("accepted", 1.0, verdict.fit, None, verdict, shown)
        moving = finding.severities["still"] > WRONG
        wrong = () if verdict.right else _wrong(verdict.corrections)
        correction = self._steady.shown if moving else self._steady.update(wrong, now_s)
        progress = min(self._held_s / self._hold_s, 1.0) if self._hold_s > 0 else 1.0
        if verdict.right:
            return Told("holding", progress, verdict.fit, correction, shown=shown)
        worst = max(finding.severities.values())
        near = worst < _ALMOST and not verdict.looks_like
        return Told("almost" if near else "watching", progress, verdict.fit, correction, shown=shown)


def _wrong(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    return tuple(each for each in corrections if each.severity >= WRONG)
