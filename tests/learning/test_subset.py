"""Parts of models put together."""

from __future__ import annotations

import numpy as np
import pytest

from gesture_app.learning.checkpoint import load_checkpoint, save_checkpoint
from gesture_app.learning.classifier import Classifier
from gesture_app.learning.model_card import CheckpointError
from gesture_app.learning.subset import with_labels
from made_gestures import takes_of
from made_models import made_model, model_of

TAKES = takes_of("open", "fist", "swipe", "lift", count=2)
STILL = model_of([take for take in TAKES if take.label in ("open", "fist")], name="still")
MOVING = model_of([take for take in TAKES if take.label in ("swipe", "lift")], name="moving")


def test_a_part_answers_as_the_whole_does_about_its_labels() -> None:
    whole = with_labels([STILL, MOVING], ["open", "fist", "swipe", "lift"])
    part = Classifier(with_labels([whole], ["lift", "open"]))
    for take in TAKES:
        logits = Classifier(whole).logits(take.sequence)
        found = part.logits(take.sequence)
        assert logits is not None
        np.testing.assert_allclose(found, logits[[3, 0, 4]], rtol=1e-5)


def test_labels_of_several_models_make_one() -> None:
    merged = Classifier(with_labels([STILL, MOVING], ["swipe", "fist"]))
    assert merged.labels == ("swipe", "fist")
    for take in TAKES:
        if take.label in merged.labels:
            assert merged.ranked(take.sequence)[0][0] == take.label


def test_what_comes_out_can_be_saved_and_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    save_checkpoint(with_labels([STILL, MOVING], ["swipe", "fist"]), tmp_path / "x.safetensors")
    assert load_checkpoint(tmp_path / "x.safetensors").card.labels == ["swipe", "fist"]


def test_a_label_nobody_knows_is_told() -> None:
    with pytest.raises(CheckpointError, match="No ready-made model knows 'bow'"):
        with_labels([STILL], ["open", "bow"])


def test_models_that_look_at_hands_differently_are_not_mixed() -> None:
    with pytest.raises(CheckpointError, match="cannot be put together"):
        with_labels([STILL, made_model("A", "B", seed=7)], ["open", "A"])
