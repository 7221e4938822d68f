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
from gesture_app.learning.radius import distances
from gesture_app.learning.subset import PROTOTYPES


class Classifier:
    """The network of a checkpoint, ready to be asked."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.card = checkpoint.card
        self.labels = tuple(self.card.labels)
        self._network = build_network(self.card.sizes, checkpoint.weights)
        directions = checkpoint.weights[PROTOTYPES]
        self._prototypes = directions / np.linalg.norm(directions, axis=1, keepdims=True)

    @property
    def parameters(self) -> int:
        return count_parameters(self._network)

    def embed(self, sequence: HandSequence) -> NDArray[np.float32] | None:
        """Where a take lies among all gestures, (embedding,) of length 1; None where no hand is seen."""
        features = compute(sequence, self.card.features)
        if len(features) == 0:
            return None
        embedding: NDArray[np.float32] = self.embed_alike(features[None])[0]
        return embedding

    def embed_alike(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Where takes of one length lie, (N, T, features) → (N, embedding)."""
        lengths = torch.full((len(features),), features.shape[1])
        with torch.inference_mode():
            found: NDArray[np.float32] = self._network.encoder(torch.from_numpy(features), lengths).numpy()
        return found

    def logits(self, sequence: HandSequence) -> NDArray[np.float32] | None:
        """What the network says, (labels + 1,); None where no hand is seen."""
        embedding = self.embed(sequence)
        return None if embedding is None else self.tell(embedding)

    def tell(self, embedding: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits of an embedding, (labels + 1,)."""
        with torch.inference_mode():
            logits: NDArray[np.float32] = self._network.tell(torch.from_numpy(embedding)[None]).numpy()[0]
        return logits

    def ranked(self, sequence: HandSequence) -> tuple[tuple[str, float], ...]:
        """Labels with their probabilities, the likeliest first; empty where no hand is seen."""
        embedding = self.embed(sequence)
        return () if embedding is None else self.believe(embedding)

    def believe(self, embedding: NDArray[np.float32]) -> tuple[tuple[str, float], ...]:
        """Labels with their probabilities, the likeliest first."""
        shares = beliefs(self.tell(embedding), self.card.temperature, self.labels)
        order = np.argsort(-shares, kind="stable")
        return tuple((self.labels[row], float(shares[row])) for row in order)

    def within(self, embedding: NDArray[np.float32], label: str) -> bool:
        """Whether this is as near to the label's prototype as its own performances are."""
        prototype = self._prototypes[[self.labels.index(label)]]
        return bool(distances(embedding[None], prototype)[0, 0] <= self.card.radius[label])
