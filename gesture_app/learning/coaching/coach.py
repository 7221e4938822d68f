"""What a person can do so that their gestures are told apart better, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.labelled import LabelledSequence
from gesture_app.learning.coaching.advice import KINDS, Advice
from gesture_app.learning.coaching.changing import advise_on_groups
from gesture_app.learning.coaching.confused import advise_on_confused
from gesture_app.learning.coaching.evidence import advise_on_evidence
from gesture_app.learning.coaching.learning_curve import advise_on_more_takes
from gesture_app.learning.coaching.outliers import advise_on_outliers
from gesture_app.learning.coaching.takes import Answer, Takes

MOST = 5


def advise(
    samples: Sequence[LabelledSequence],
    embeddings: NDArray[np.floating],
    answers: Sequence[Answer],
    held_out_by: Literal["session", "take"],
    rng: np.random.Generator,
) -> list[Advice]:
    """Look at all takes and say what would help, in at most `MOST` sentences.

    Args:
        samples: all takes, those of no gesture too.
        embeddings: (takes, D) of an encoder that has not learned from these very takes: they would all be near
            their own kind, and nothing would be wrong with any. Rows that are not finite are left out.
        answers: what the network said to the takes that were held out; none if none were.
        held_out_by: see `HeldOutReport.validated_by`.
        rng: draws the takes of the learning curve.
    """
    takes = Takes(samples, embeddings)
    found = [
        *advise_on_outliers(takes),
        *advise_on_confused(takes, answers),
        *advise_on_groups(takes),
        *advise_on_evidence(takes, answers, held_out_by),
        *advise_on_more_takes(takes.embeddings, takes.labels, rng),
    ]
    return _most_useful(found)


def _most_useful(found: Sequence[Advice]) -> list[Advice]:
    """The first of every kind, then the second of each, until there are enough; in the order of the kinds."""
    by_kind = [[advice for advice in found if advice.kind == kind] for kind in KINDS]
    rounds = max((len(own) for own in by_kind), default=0)
    chosen = [own[number] for number in range(rounds) for own in by_kind if number < len(own)][:MOST]
    return [advice for own in by_kind for advice in own if any(advice is each for each in chosen)]
