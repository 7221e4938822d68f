"""What an attempt is worth to the schedule.

FSRS takes "hard", "good" and "easy" for three ways of having remembered and "again" alone for having forgotten; so
help and failure are "again" where a sign was asked for from memory, however well it was imitated afterwards.
"""

from __future__ import annotations

from gesture_app.practice.lessons.attempt import Attempt, Grade

EASY_S = 4.0
"""At once: time to read the question, to bring the hand up, and to hold or make the sign."""

GOOD_S = 15.0
"""With thought; what takes longer was nearly forgotten."""

_FORGIVEN = frozenset({"visibility", "tempo"})
"""What the camera lost, and how fast one signs, say nothing about what is remembered."""

_FEW = 1


def grade(attempt: Attempt) -> Grade:
    """How well the sign was remembered, told by time, corrections, help and failed tries.

    - From memory (produce, read, spell): "again" if it was not right or needed help; "hard" if failed tries came
      before, more than one thing had to be corrected, or it took longer than `GOOD_S`; "easy" if a sign was made
      within `EASY_S` and nothing had to be corrected; "good" otherwise.
    - Reading is never "easy": to recognise is less than to make, and choices can be guessed from.
    - While the sign is shown (learn, free): "hard" if it was right, "again" if not. To imitate is not yet to remember:
      a new card leaves its first steps only when it is made from memory.
    """
    if not attempt.right:
        return "again"
    if attempt.mode in ("learn", "free"):
        return "hard"
    if attempt.helped:
        return "again"
    corrected = len({correction for correction in attempt.corrections if _counts(correction)})
    if attempt.again_after or corrected > _FEW or attempt.seconds > GOOD_S:
        return "hard"
    quick = attempt.seconds <= EASY_S and not corrected
    return "easy" if quick and attempt.skill == "produce" else "good"


def _counts(correction: str) -> bool:
    return correction.partition(":")[0] not in _FORGIVEN
