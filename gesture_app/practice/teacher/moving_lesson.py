"""A sign that is a movement: made once from its beginning to its end, it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gesture_app.practice.teacher.correcting import WRONG, is_right, path_words
from gesture_app.practice.teacher.finding import Finding, moving_finding, of_hand
from gesture_app.practice.teacher.judging import judge_tracks, nearer_rival, verdict_of
from gesture_app.practice.teacher.lesson import Shown, Told
from gesture_app.practice.teacher.measuring import Track, typical
from gesture_app.practice.teacher.moving import MovingWay
from gesture_app.practice.teacher.path import RATE_HZ, SEEN_WELL, course_of
from gesture_app.practice.teacher.standard import Standard
from gesture_app.practice.teacher.steadiness import Steady
from gesture_app.practice.teacher.verdict import Correction, Verdict
from gesture_app.practice.teacher.watching import Watch
from gesture_app.virtual_hand.body.build import Side, average_build

Numbers = NDArray[np.float64]

_LOOKS_BACK_S, _LOOKS_EVERY_S = 6.0, 0.1
_REST_S, _RESTING_PALMS = 0.35, 0.22
"""A hand that has gone no farther than this for so long is at rest."""
_RECENT_S, _BEST_FOR_S = 0.25, 0.2
"""A movement that is right is accepted when it has not become better for so long: it has ended."""
_COMING_S = 0.15
_TOGETHER_S = 0.5
_SHOWN_S = 3.0
"""What was wrong with an attempt is shown for so long, or until the next one is right."""
_MOVED = 0.4
"""As much of the movement's own length makes an attempt."""
_IDLE_S = 1.2
_ON_THE_WAY = 1.2
"""The way into the picture or out of it is no attempt, unless the path is as near as this."""
_PAUSE = 1.35
_FEWEST = 4


class MovingLesson:
    """Coaches a movement."""

    looks_back_s = _LOOKS_BACK_S

    def __init__(self, standard: Standard, rivals: Sequence[Standard]) -> None:
        if standard.moving is None:
            raise ValueError("What is held is no movement.")
        self._standard, self._rivals, self._ways = standard, rivals, standard.moving
        self._steady = Steady()
        self._palm_mm = float(average_build().palm_mm)
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self._steady.clear()
        self._since_s = self._told_until_s = self._looked_s = -np.inf
        self._accepted = self._moved = self._ending = False
        self._rested_s: float | None = None
        self._anchor: dict[Side, NDArray[np.float32]] = {}
        self._best: dict[Side, tuple[float, Finding]] = {}
        self._told = Told("watching")

    def seen(self, watch: Watch) -> Told:
        """A hand is in sight."""
        now_s = watch.now_s
        if now_s - self._looked_s < _LOOKS_EVERY_S:
            return Told(
                self._told.state, self._told.progress, self._told.fit, self._told.correction, None,
                self._shown(now_s, watch),
            )  # fmt: skip
        self._looked_s = now_s
        tracks = {side: each for side, each in watch.tracks(self._since_s).items() if len(each) >= _FEWEST}
        verdict = self._ended_right(tracks, now_s)
        resting = _is_resting(tracks, now_s)
        self._moved = not self._ending and (self._moved or self._gone(tracks) > _MOVED)
        if verdict is None and resting and self._moved:
            verdict = self._ended(tracks, on_the_way=self._rested_s is None)
        self._take_note(verdict, resting, watch)
        self._told = self._telling(tracks, verdict, resting, watch)
        return self._told

    def gone(self, watch: Watch) -> Told:
        """The attempt has ended with it; nobody is blamed for what is not there."""
        verdict = None
        if self._moved and not self._accepted:
            tracks = {
                side: each for side, each in watch.tracks(self._since_s).items() if len(each) >= _FEWEST
            }
            verdict = self._ended(tracks, on_the_way=self._rested_s is not None)
            self._note_verdict(verdict, watch.now_s)
        until_s, shown = self._told_until_s, self._steady.shown
        self.reset()
        self._since_s = watch.now_s  # what comes next is another attempt
        if shown is not None and watch.now_s < until_s:
            self._told_until_s = until_s
            self._steady.show(shown, watch.now_s)
        accepted = verdict is not None and verdict.right
        fit = verdict.fit if verdict is not None else 0.0
        return Told("accepted" if accepted else "no hand", float(accepted), fit, self._steady.shown, verdict)

    def _ended_right(self, tracks: Mapping[Side, Track], now_s: float) -> Verdict | None:
        """The verdict once a right movement has ended."""
        if self._accepted:
            return None
        for side, track in tracks.items():
            course = course_of(track)
            finding = moving_finding(course, side, self._ways[side], _RECENT_S)
            if finding is not None and self._rested_s is None and finding.window[0] < _COMING_S * RATE_HZ:
                continue  # the way into the picture
            before = self._best.get(side)
            if (
                finding is not None
                and is_right(finding)
                and (before is None or finding.cost < before[1].cost)
            ):
                self._best[side] = (now_s, finding)
        times = [when for when, _ in self._best.values()]
        if len(times) < self._standard.hands or now_s - max(times) < _BEST_FOR_S:
            return None
        if self._standard.hands == 2 and max(times) - min(times) > _TOGETHER_S:
            return None
        side, (_, finding) = max(self._best.items(), key=lambda each: each[1][1].cost)
        return verdict_of(finding, nearer_rival(finding, self._standard, self._rivals))

    def _ended(self, tracks: Mapping[Side, Track], *, on_the_way: bool) -> Verdict | None:
        """The verdict on a movement that has come to rest or left the picture.

        Args:
            on_the_way: whether it may be but the way into the picture, or out of it.
        """
        if not tracks:
            return None
        verdict = judge_tracks(tracks, self._standard, self._rivals)
        off = [each.severity for each in verdict.corrections if each.parameter == "movement"]
        return None if on_the_way and max(off, default=0.0) > _ON_THE_WAY else verdict

    def _take_note(self, verdict: Verdict | None, resting: bool, watch: Watch) -> None:
        """Where the next attempt begins: at rest, after the last one."""
        now_s = watch.now_s
        self._note_verdict(verdict, now_s)
        if verdict is not None or (resting and self._moved):
            self._since_s, self._moved, self._best = now_s - _REST_S, False, {}
            self._ending = not resting
        elif self._ending:
            self._since_s = now_s - _REST_S  # more of the same, or the way back
        if not resting:
            self._accepted = self._accepted and not self._moved
            return
        self._ending = False
        if self._rested_s is None or verdict is not None or self._gone_from_anchor(watch):
            self._rested_s = now_s
            self._anchor = {side: each.image[0] for side, each in watch.last_seen().items()}
        self._since_s = max(self._since_s, now_s - 2 * _REST_S)

    def _note_verdict(self, verdict: Verdict | None, now_s: float) -> None:
        if verdict is None:
            return
        self._accepted = verdict.right
        first = next((each for each in verdict.corrections if each.severity >= WRONG), None)
        self._steady.show(first, now_s)
        self._told_until_s = now_s + _SHOWN_S if first is not None else -np.inf

    def _telling(
        self, tracks: Mapping[Side, Track], verdict: Verdict | None, resting: bool, watch: Watch
    ) -> Told:
        now_s, shown = watch.now_s, self._shown(watch.now_s, watch)
        if self._accepted:
            fit = verdict.fit if verdict is not None else self._told.fit
            return Told("accepted", 1.0, fit, self._steady.shown, verdict, shown)
        if verdict is not None or now_s < self._told_until_s:
            fit = verdict.fit if verdict is not None else self._told.fit
            return Told("watching", 0.0, fit, self._steady.shown, verdict, shown)
        if not resting:
            progress = min(self._gone(tracks), 0.95)
            return Told("watching", progress, self._told.fit, self._steady.update((), now_s), None, shown)
        return self._at_rest(tracks, now_s, shown)

    def _at_rest(self, tracks: Mapping[Side, Track], now_s: float, shown: Mapping[Side, Shown]) -> Told:
        """Handshape and turn before the movement begins; then, to begin."""
        starts = tuple(way.moments[0] for way in self._ways["right"] if way.wanted)
        found = [
            of_hand(typical(track.between(now_s - _REST_S, now_s).hands), 0.0, starts, side)
            for side, track in tracks.items()
        ]
        if not found:
            return Told("watching", shown=shown)
        best = min(found, key=lambda each: each.cost)
        verdict = verdict_of(best, None)
        wrong = tuple(each for each in verdict.corrections if each.severity >= WRONG)
        if not wrong and self._rested_s is not None and now_s - self._rested_s > _IDLE_S:
            said = path_words(self._way(best.side), best.side)
            wrong = (Correction("movement", "path", best.side, said, 1.0),)
        correction = self._steady.update(wrong, now_s)
        return Told("almost" if verdict.right else "watching", 0.0, verdict.fit, correction, None, shown)

    def _way(self, side: Side) -> MovingWay:
        """The reference's."""
        wanted = [way for way in self._ways[side] if way.wanted]
        return wanted[len(wanted) // 2]

    def _gone(self, tracks: Mapping[Side, Track]) -> float:
        """How much of the movement's own extent the hand has gone, at most, 0…"""
        found = [0.0]
        for side, track in tracks.items():
            going = course_of(track).going
            own = np.ptp(self._way(side).path.mean, axis=0)
            axis = int(np.argmax(own / np.array([1, 1, 2, 1, 1, 1, 0.5])))
            found.append(float(np.ptp(going[:, axis])) / float(own[axis]))
        return max(found)

    def _gone_from_anchor(self, watch: Watch) -> bool:
        """Whether the hand rests somewhere else than before."""
        return any(
            side not in self._anchor
            or np.abs(each.image[0, :2] - self._anchor[side][:2]).max() > 0.5 * float(each.hands.size)
            for side, each in watch.last_seen().items()
        )

    def _shown(self, now_s: float, watch: Watch) -> dict[Side, Shown]:
        """The reference moves from where the hand has come to rest, again and again."""
        shown: dict[Side, Shown] = {}
        for side in watch.last_seen():
            way = self._way(side)
            lasting_s = 1.4 * float(np.exp(way.path.pace.mean[0]))
            since_s = now_s - (self._rested_s if self._rested_s is not None else now_s)
            share = min(since_s % (_PAUSE * lasting_s) / lasting_s, 1.0)
            pose = way.poses[round(share * (len(way.poses.position_mm) - 1))]
            gone = (pose.position_mm - way.poses.position_mm[0]) / self._palm_mm
            shown[side] = Shown(pose, gone, self._anchor.get(side))
        return shown


def _is_resting(tracks: Mapping[Side, Track], now_s: float) -> bool:
    """Whether all hands have kept still for a while."""
    for track in tracks.values():
        part = track.between(now_s - _REST_S, now_s)
        if len(part) < _FEWEST or track.time_s[0] > now_s - _REST_S:
            return False
        going = course_of(part).going[:, SEEN_WELL]
        if float(np.ptp(going, axis=0).max()) > _RESTING_PALMS:
            return False
    return bool(tracks)
