"""Evidence gathered for all thresholds at once is what the spotter gathers for each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gesture_app.pipeline.acting.remembering import Remembered
from gesture_app.pipeline.acting.weighing import THRESHOLDS, evidence_of
from gesture_app.recognition.prediction import Prediction
from gesture_app.recognition.spotter import EVIDENCE_NEEDED, Spotter, Tuning
from made_hands import hand_frame, no_hand
from made_measurements import FPS, SURE, UNLIKE, card, seen

GESTURES = ["open", "swipe"]
HAND, NOTHING = hand_frame(0.0), no_hand(0.0)

moments = st.lists(
    st.tuples(
        st.sampled_from(["seen", "seen", "seen", "lost", "refused", "left"]),
        st.sampled_from(GESTURES),
        st.floats(0.05, 0.99),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=10,
)


def stretch_of(shown):
    """One gesture is believed at a time, or refused, or no hand is in sight, or the hands have left."""
    frames, predictions = [], []
    for what, gesture, share, count in shown:
        for _ in range(1 if what == "left" else count):
            now_s = len(frames) / FPS
            there = what in ("seen", "refused")
            frames.append(replace(HAND if there else NOTHING, time_s=now_s))
            accepted = gesture if share >= card().threshold and what != "refused" else None
            other = next(label for label in GESTURES if label != gesture)
            ranked = ((gesture, share), (other, 0.01)) if what != "lost" else ()
            predictions.append(
                Prediction(now_s, accepted, share, ranked, there, seen_s=0.4, complete=what == "left")
            )
    return Remembered(tuple(frames), tuple(predictions))


@settings(max_examples=60, deadline=None)
@given(moments, st.sampled_from(range(len(THRESHOLDS))), st.floats(0.3, 3.0))
def test_the_first_gesture_is_told_where_there_is_enough_evidence(shown, column, patience):
    stretch = stretch_of(shown)
    own = {label: Tuning(threshold=THRESHOLDS[column], patience=patience) for label in card().labels}
    spotter = Spotter(card(), own=own)
    told = [
        index
        for index, (hands, prediction) in enumerate(zip(stretch.frames, stretch.predictions, strict=True))
        if any(event.kind == "start" for event in spotter.update(prediction, hands))
    ]
    amount = evidence_of(stretch, card(), GESTURES).amount[:, :, column]
    enough = np.flatnonzero((amount >= EVIDENCE_NEEDED * patience - 1e-9).any(axis=1))

    assert told[:1] == enough[:1].tolist()


def test_evidence_says_since_when_it_grew():
    evidence = evidence_of(seen(("open", UNLIKE, 2), ("open", SURE, 1)), card(), ["open"])
    most = int(evidence.amount[:, 0, 0].argmax())

    assert evidence.begun_s[most, 0, 0] == 2.0
    assert evidence.amount[: 2 * FPS].max() == 0
