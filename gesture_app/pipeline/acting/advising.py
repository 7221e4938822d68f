"""What to do about a gesture that may not act, in sentences, the most useful first."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from gesture_app.actions.promise_card import PromiseCard
from gesture_app.learning.model_card import GestureTiming
from gesture_app.pipeline.acting.replaying import Replayed

Trouble = Literal["unknown", "no life", "no hands", "no prompts"]
"""Why nothing can be said about a gesture."""


def why_unmeasured(gesture: str, trouble: Trouble) -> tuple[str, ...]:
    """What keeps a gesture from being measured, and what to do."""
    sentences = {
        "unknown": f"The model in use does not know “{gesture}”: use one that does, or record takes of it and train.",
        "no life": "Measure it: two minutes of ordinary life, then the gesture a few times.",
        "no hands": "Hardly a hand was in sight in ordinary life, which proves nothing. Measure again and do what "
        "your hands usually do in front of the camera: type, drink, touch your face.",
        "no prompts": "It was not asked for often enough: measure again and make it at every prompt.",
    }
    return (sentences[trouble],)


def advice(
    card: PromiseCard, replayed: Replayed, timing: GestureTiming, held: tuple[float, PromiseCard] | None
) -> tuple[str, ...]:
    """What would help a gesture that is not fit.

    Args:
        held: how long it should have to be held, and what that would give, where that alone makes it fit.
    """
    if card.verdict == "accident":
        return (*_hold(held), *_like_life(card))
    if card.verdict == "missed":
        return (*_told_instead(card.gesture, replayed), *_twice(card), *_more_takes(card, timing))
    return ()


def _hold(held: tuple[float, PromiseCard] | None) -> tuple[str, ...]:
    if held is None:
        return ()
    hold_s, then = held
    return (
        f"Hold to confirm: had it to be held for {hold_s:g} s, it would not have fired in ordinary life, but on "
        f"{then.fired_once} of {then.prompted} prompts.",
    )


def _like_life(card: PromiseCard) -> tuple[str, ...]:
    return (
        f"Record takes of “not a gesture” that show what your hands did when “{card.gesture}” fired, and train.",
        "Or choose a gesture that your hands do not make by themselves.",
    )


def _told_instead(gesture: str, replayed: Replayed) -> tuple[str, ...]:
    outcomes = replayed.of(gesture)
    instead = Counter(other for outcome in outcomes for other in outcome.others)
    return tuple(
        f"On {times} of {len(outcomes)} prompts “{other}” fired: record more takes of both, and make them as "
        "different as you can."
        for other, times in instead.most_common(2)
    )


def _twice(card: PromiseCard) -> tuple[str, ...]:
    if not card.fired_twice:
        return ()
    return (
        f"On {card.fired_twice} of {card.prompted} prompts it fired more than once: give it a longer cool-down, or "
        "take your hand down between two times.",
    )


def _more_takes(card: PromiseCard, timing: GestureTiming) -> tuple[str, ...]:
    if card.fired_once + card.fired_twice == card.prompted:
        return ()
    how = (
        "hold it still a little longer, with your whole hand in the picture"
        if timing.still
        else "make it more slowly, from its beginning to its end, with your whole hand in the picture"
    )
    return (
        f"It was heard on {card.fired_once + card.fired_twice} of {card.prompted} prompts: {how}.",
        f"Record more takes of “{card.gesture}”, some slower and some as you made it just now, and train.",
    )
