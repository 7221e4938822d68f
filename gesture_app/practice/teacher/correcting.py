"""From what is off to what to say: the most important first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.landmarks import FINGERS, PALM_OUTLINE
from gesture_app.practice.teacher.finding import Finding, seconds_of
from gesture_app.practice.teacher.moving import MovingWay
from gesture_app.practice.teacher.path import PLACE, TIPS
from gesture_app.practice.teacher.still import PARTS
from gesture_app.practice.teacher.verdict import Correction, Part
from gesture_app.practice.teacher.wording import finger_sentence, palm_sentence, path_sentence, thumb_sentence
from gesture_app.virtual_hand.body.build import Side

Numbers = NDArray[np.float64]

TELLING = 0.55
"""What is less off than this is not worth a word."""
WRONG = 1.0
PACE_TOLD, PACE_WRONG = 0.5, 2.4
"""Tempo alone hardly ever makes a sign wrong."""
_BLUR, _MOST_BLURRED = 0.25, 1.5
_ALL_FINGERS = 3
_WRONG_TIMES = 1.3
_ELSEWHERE = 1.0
_TURNS_THE_PATH = 0.85
_USUAL_PATH = 0.6
"""Paths are measured in so many numbers that everybody's is about as far off; only what is beyond that tells."""
_IMPORTANCE_OF_HINTS = {"palm": 1.35, "speed": 1.5}
_IMPORTANCE = {"palm": 1.4, "speed": 0.8, "still": 0.9, "repetition": 1.0}
"""A hand that is turned wrongly makes everything else look odd."""


def is_right(finding: Finding) -> bool:
    """Whether nothing is beyond what people who do it right differ by."""
    off = finding.severities
    enough = finding.moving is None or finding.moving.wanted
    return enough and all(off[part] <= (PACE_WRONG if part == "speed" else WRONG) for part in off)


def corrections_of(finding: Finding) -> tuple[Correction, ...]:
    """What to change, the most important first; also what is accepted but could be better."""
    off = dict(finding.severities)
    if finding.moving is not None and not finding.moving.wanted:
        off["repetition"] = _WRONG_TIMES
    if "path" in off and not _is_slow(finding):
        off["path"] /= 1 + _BLUR * min(off["speed"], _MOST_BLURRED)  # seen less often, and blurred
    if (
        finding.otherwise is not None or off.get("path", 0.0) > _ELSEWHERE
    ):  # that has no size and no pace beside it
        off |= {part: min(off[part], TELLING) for part in ("size", "speed")}
    if off.get("path", 0.0) > WRONG and off["palm"] >= _TURNS_THE_PATH:
        off["palm"] = max(off["palm"], WRONG) + off["path"]  # fingers that point elsewhere go elsewhere
    told = [
        part
        for part, severity in off.items()
        if _unusual(part, severity) >= (PACE_TOLD if part == "speed" else TELLING)
    ]
    told.sort(key=lambda part: (off[part] < WRONG, -_weighed(part, off[part])))
    return tuple(
        _together([_correction(part, finding.severities.get(part, off[part]), finding) for part in told])
    )


def _weighed(part: str, severity: float) -> float:
    importance = _IMPORTANCE if severity >= WRONG else _IMPORTANCE_OF_HINTS
    return _unusual(part, severity) * importance.get(part, 1.0)


def _unusual(part: str, severity: float) -> float:
    """A severity as far as it is not everybody's; what is just too far stays so."""
    if part != "path" or severity >= WRONG:
        return severity
    return max(severity - _USUAL_PATH, 0.0) / (WRONG - _USUAL_PATH)


def _correction(part: str, severity: float, finding: Finding) -> Correction:
    side = finding.side
    if part in FINGERS:
        shape, wanted = finding.hand.shape, finding.wanted.hand
        said = thumb_sentence(shape, wanted) if part == "thumb" else finger_sentence(part, shape, wanted)
        name: Part = part  # type: ignore[assignment]
        return Correction("handshape", name, side, said, severity, FINGERS[part])
    if part == "palm":
        said = palm_sentence(finding.hand.turn, finding.wanted.turn, side)
        return Correction("orientation", "palm", side, said, severity, PALM_OUTLINE)
    if part == "still" or finding.moving is None:
        return Correction("movement", "hand", side, "Keep your hand still.", severity)
    return _of_motion(part, finding, finding.moving, severity)


def _of_motion(part: str, finding: Finding, way: MovingWay, severity: float) -> Correction:
    side = finding.side
    if part == "speed":
        said = "Make it a little faster." if _is_slow(finding) else "Take more time for it."
        return Correction("tempo", "speed", side, said, severity)
    if part == "repetition":
        said = "Do it again, without a pause: it is repeated." if way.times == 1 else "Repeat it less often."
        return Correction("movement", "repetition", side, said, severity)
    if part == "size":
        path = _window(finding)
        small = float(way.path.scales(path[None])[0]) < np.exp(way.path.size.mean[0])
        said = "Make the movement larger." if small else "Make the movement smaller."
        return Correction("movement", "size", side, said, severity)
    return Correction("movement", finding.otherwise or "path", side, path_words(way, side), severity)


def _is_slow(finding: Finding) -> bool:
    way = finding.moving
    return way is not None and seconds_of(finding) > np.exp(way.path.pace.mean[0])


def _window(finding: Finding) -> Numbers:
    """The learner's path, (PHASES, 7)."""
    if finding.course is None:
        raise ValueError("What is held has no path.")
    first, last = finding.window
    path: Numbers = finding.course.windows(np.array([first]), np.array([last]))[0]
    return path


def path_words(way: MovingWay, side: Side) -> str:
    """The movement itself, as something to do."""
    mean = way.path.mean
    place, tips = (float(np.ptp(mean[:, part], axis=0).max()) for part in (PLACE, TIPS))
    return path_sentence(mean[:, PLACE] if place > 0.3 or place > tips else mean[:, TIPS], side)


def _together(found: list[Correction]) -> list[Correction]:
    """Three fingers or more that are wrong in the same way are one correction."""
    fingers = [
        each for each in found if each.parameter == "handshape" and each.part != "thumb" and each.severity > 1
    ]
    verbs = {each.sentence.split(" ", 1)[0] for each in fingers}
    if len(fingers) < _ALL_FINGERS or len(verbs) != 1:
        return found
    verb = verbs.pop()
    if verb not in ("Straighten", "Bend"):
        return found
    count = (
        "all your fingers"
        if len(fingers) == 4
        else "your " + _listed([each.part for each in fingers]) + " fingers"
    )
    marks = tuple(mark for each in fingers for mark in each.landmarks)
    one = Correction("handshape", "fingers", fingers[0].side, f"{verb} {count}.", fingers[0].severity, marks)
    place = found.index(fingers[0])
    rest = [each for each in found if each not in fingers]
    return [*rest[:place], one, *rest[place:]]


def _listed(names: list[Part]) -> str:
    order = [name for name in PARTS if name in names]
    return ", ".join(order[:-1]) + " and " + order[-1]
