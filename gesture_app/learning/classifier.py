"""A finished model asked about a whole take: the one way from landmarks to probabilities."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from gesture_app.hands.features import compute
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.calibration import beliefs
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.network import build_network, count_parameters


class Classifier:
    """The network of a checkpoint, ready to be asked."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.card = checkpoint.card
        self.labels = tuple(self.card.labels)
        self._network = build_network(self.card.sizes, checkpoint.weights)

    @property
    def parameters(self) -> int:
        return count_parameters(self._network)

    def logits(self, sequence: HandSequence) -> NDArray[np.float32] | None:
        """What the network says, (labels + 1,); None where no hand is seen."""
        features = compute(sequence, self.card.features)
        if len(features) == 0:
            return None
        with torch.inference_mode():
            answer: NDArray[np.float32] = self._network(
                torch.from_numpy(features)[None], torch.tensor([len(features)])
            ).numpy()[0]
        return answer

    def ranked(self, sequence: HandSequence) -> tuple[tuple[str, float], ...]:
        """Labels with their probabilities, the likeliest first; empty where no hand is seen."""
        logits = self.logits(sequence)
        if logits is None:
            return ()
        shares = beliefs(logits, self.card.temperature, self.labels)
        order = np.argsort(-shares, kind="stable")
        return tuple((self.labels[row], float(shares[row])) for row in order)
