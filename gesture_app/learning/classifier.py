"""A finished model asked about a whole take: the one way from landmarks to probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesture_app.hands.features import compute
from gesture_app.hands.sequence import HandSequence
from gesture_app.learning.calibration import beliefs
from gesture_app.learning.checkpoint import Checkpoint
from gesture_app.learning.inference import EncoderInference
from gesture_app.learning.memories import Memories
from gesture_app.learning.radius import distances
from gesture_app.learning.subset import PROTOTYPES

_NOT_LEARNED = ("encoder.mean", "encoder.scale", "leniency")


class Classifier:
    """The network of a checkpoint, ready to be asked."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.card = checkpoint.card
        self.labels = tuple(self.card.labels)
        self._encoder = EncoderInference(checkpoint.weights, self.card.sizes)
        self._parameters = sum(
            array.size for name, array in checkpoint.weights.items() if name not in _NOT_LEARNED
        )
        self._prototypes = _of_length_1(checkpoint.weights[PROTOTYPES])
        self._rest = _of_length_1(checkpoint.weights["rest.weight"])
        self._sharpness = np.exp(checkpoint.weights["sharpness"])
        self._leniency = checkpoint.weights["leniency"]
        self._radii = np.array([self.card.radius[label] for label in self.labels])

    @property
    def parameters(self) -> int:
        """How many numbers were learned."""
        return self._parameters

    def embed(self, sequence: HandSequence) -> NDArray[np.float32] | None:
        """Where a take lies among all gestures, (embedding,) of length 1; None where no hand is seen."""
        features = compute(sequence, self.card.features)
        return None if len(features) == 0 else self._encoder.embed_take(features)

    def memories(self) -> Memories:
        """To embed windows of a running stream, a step at a time."""
        return Memories(self._encoder)

    def logits(self, sequence: HandSequence) -> NDArray[np.float32] | None:
        """What the network says, (labels + 1,); None where no hand is seen."""
        embedding = self.embed(sequence)
        return None if embedding is None else self.tell(embedding)

    def tell(self, embedding: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits of embeddings, (…, embedding) → (…, labels + 1): what `GestureNetwork.tell` says, without torch."""
        rest = self._sharpness * (embedding @ self._rest.T)
        most = rest.max(axis=-1, keepdims=True)
        nothing = most + np.log(np.exp(rest - most).sum(axis=-1, keepdims=True)) - self._leniency
        return np.concatenate([self._sharpness * (embedding @ self._prototypes.T), nothing], axis=-1)

    def ranked(self, sequence: HandSequence) -> tuple[tuple[str, float], ...]:
        """Labels with their probabilities, the likeliest first; empty where no hand is seen."""
        embedding = self.embed(sequence)
        return () if embedding is None else self.believe(embedding)

    def believe(self, embedding: NDArray[np.float32]) -> tuple[tuple[str, float], ...]:
        """Labels with their probabilities, the likeliest first."""
        shares = self.shares(embedding)
        order = np.argsort(-shares, kind="stable")
        return tuple(zip([self.labels[row] for row in order.tolist()], shares[order].tolist(), strict=True))

    def shares(self, embedding: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of each label, (…, embedding) → (…, labels)."""
        return beliefs(self.tell(embedding), self.card.temperature, self.labels)

    def within(self, embedding: NDArray[np.float32], label: str) -> bool:
        """Whether this is as near to the label's prototype as its own performances are."""
        row = self.labels.index(label)
        return bool(self.distances(embedding)[row] <= self._radii[row])

    def distances(self, embedding: NDArray[np.float32]) -> NDArray[np.float64]:
        """How far an embedding lies from the prototype of each label, (labels,)."""
        found: NDArray[np.float64] = distances(embedding[None], self._prototypes)[0]
        return found


def _of_length_1(directions: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(directions / np.linalg.norm(directions, axis=1, keepdims=True))
