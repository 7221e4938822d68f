"""Why something fired, in a sentence or two; and what the recogniser made of one instant."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gesture_app.pipeline.acting.messages import Glimpse, Moment
from gesture_app.pipeline.acting.tracing import (
    Trace,
    belief_in,
    evidence_for,
    fired_at,
    firing_of,
    trace,
    trace_of_marked,
)
from gesture_app.recognition.spotter import DEFAULT_TUNING, EVIDENCE_NEEDED, MOST_AT_ONCE
from gesture_app.ui.wording import shown_name

_WAITED_S = 0.15  # shorter waits are a frame or two, and no "hold to confirm"


def called(gesture: str) -> str:
    return f"“{shown_name(gesture)}”"


def percent(belief: float) -> str:
    """Nothing is believed wholly: `93%`, `more than 99%`, `less than 1%`."""
    if belief > 0.99:
        return "more than 99%"
    return "less than 1%" if belief < 0.01 else f"{belief:.0%}"


def why(moment: Moment) -> str:
    """Why the firing came about that the moment was opened for; of a moment without one, what was told last."""
    firing = firing_of(moment, moment.marked)
    if firing is not None and firing.phase == "try":
        return "Nobody made a gesture: you pressed Try to see what it does."
    found = trace_of_marked(moment)
    if found is None and moment.marked:
        return (
            "The gesture began before the moments that are remembered, so it cannot be said why it was told."
        )
    if found is None:
        return "Nothing was told in this time. Move through it to see what the program believed."
    return " ".join(
        part for part in (_believed(moment, found), _near(moment, found), _waited(moment)) if part
    )


def thresholds(moment: Moment, gesture: str) -> tuple[float, float]:
    """Threshold and patience that were in force for a gesture."""
    for label, threshold, patience in moment.thresholds:
        if label == gesture:
            return threshold, patience
    return DEFAULT_TUNING.threshold, DEFAULT_TUNING.patience


def needed_s(belief: float, threshold: float, patience: float) -> float | None:
    """How long this belief must last until a gesture is told; None: however long, it is not enough."""
    gain = min(_log_odds(belief) - _log_odds(threshold), MOST_AT_ONCE)
    return None if gain <= 0 else EVIDENCE_NEEDED * patience / gain


def _believed(moment: Moment, found: Trace) -> str:
    told = moment.glimpses[found.told].prediction
    if told is not None and told.complete:
        return (
            f"The hands had just left. All they had done, taken together, was believed to be {called(found.gesture)} "
            f"with {percent(told.confidence)}."
        )
    threshold, patience = thresholds(moment, found.gesture)
    frames = range(found.grew, found.told + 1)
    beliefs = [belief_in(moment.glimpses[frame], found.gesture) for frame in frames]
    above = [belief for belief in beliefs if belief > threshold] or beliefs
    belief = sum(above) / len(above)
    lasted_s = float(moment.sequence.time_s[found.told] - moment.sequence.time_s[max(found.grew - 1, 0)])
    sentence = f"{called(found.gesture)} was believed with {percent(belief)} for {lasted_s:.1f} s"
    enough_s = needed_s(belief, threshold, patience)
    if enough_s is None:
        return f"{sentence}."
    return (
        f"{sentence}; above {percent(threshold)} it counts, and {percent(belief)} must last at least "
        f"{enough_s:.1f} s."
    )


def _near(moment: Moment, found: Trace) -> str:
    """How far it lay from what was learned, and from how it was shown when asked, where that is known."""
    learned = asked = ""
    for frame in range(found.told, found.grew - 1, -1):
        seen = moment.glimpses[frame]
        learned = learned or _told_distance("from how it was learned", seen.nearest, found.gesture)
        asked = asked or _told_distance("from how you showed it when asked", seen.asked, found.gesture)
    both = [part for part in (learned, asked) if part]
    return f"It lay {', and '.join(both)}." if both else ""


def _told_distance(from_what: str, distances: Sequence[tuple[str, float, float]], gesture: str) -> str:
    for label, away, allowed in distances:
        if label == gesture:
            return f"{away:.2f} {from_what}; up to {allowed:.2f} counts"
    return ""


def _waited(moment: Moment) -> str:
    """What lay between the telling and the firing."""
    firing, at = firing_of(moment, moment.marked), fired_at(moment, moment.marked)
    if firing is None or at is None:
        return ""
    found = trace(moment, firing.gesture, at)
    waited_s = (
        0.0 if found is None else float(moment.sequence.time_s[at] - moment.sequence.time_s[found.told])
    )
    if firing.phase == "end":
        return "It was done when the gesture was over."
    if firing.phase == "held":
        return "It was done while the gesture went on."
    if waited_s > _WAITED_S:
        return f"Then it was held for another {waited_s:.1f} s, as this action asks for."
    return ""


def here(moment: Moment, frame: int) -> str:
    """What the recogniser made of one instant."""
    seen = moment.glimpses[frame]
    if seen.told:
        return f"Here {_listed(seen.told)} was told."
    if seen.prediction is None:
        return "Nothing was recognised here: no model was in use."
    if not moment.sequence.seen[frame] or not seen.prediction.ranked:
        return "No hand was in sight."
    return _not_told(moment, seen, seen.prediction.ranked[0])


def _not_told(moment: Moment, seen: Glimpse, likeliest: tuple[str, float]) -> str:
    label, belief = likeliest
    threshold, _ = thresholds(moment, label)
    learned = next((near for near in seen.nearest if near[0] == label and near[1] > near[2]), None)
    asked = next((near for near in seen.asked if near[0] == label and near[1] > near[2]), None)
    too_far = learned or asked
    if shown_name(label) != label:
        return f"This was taken for no gesture, with {percent(belief)}."
    if belief <= threshold:
        return f"{called(label)} was believed with {percent(belief)}: too little, above {percent(threshold)} it counts."
    if too_far is not None:
        return (
            f"{called(label)} was believed with {percent(belief)}, but it lay {too_far[1]:.2f} from how "
            f"{'it was learned' if learned else 'you showed it when asked'}: only up to {too_far[2]:.2f} counts."
        )
    evidence = evidence_for(seen, label)
    if evidence >= 1 or evidence == 0:
        return f"{called(label)} was believed with {percent(belief)}."
    return f"{called(label)} was believed with {percent(belief)}: {percent(evidence)} of what it takes was together."


def _listed(gestures: tuple[str, ...]) -> str:
    return " and ".join(called(gesture) for gesture in gestures)


def _log_odds(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))
