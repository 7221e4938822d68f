"""The network: a unidirectional LSTM that turns features into an embedding, and a linear layer of labels."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from gesture_app.learning.checkpoint import Weights
from gesture_app.learning.model_card import NetworkSizes

CLIP = 5.0
"""Standardised features beyond this are errors of the tracker."""


class Encoder(nn.Module):
    """Features over time → one embedding: what the LSTM says at the end, and on average so far."""

    mean: Tensor
    scale: Tensor

    def __init__(self, sizes: NetworkSizes, dropout: float = 0.0) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(sizes.features))
        self.register_buffer("scale", torch.ones(sizes.features))
        self.project = nn.Linear(sizes.features, sizes.projected)
        self.lstm = nn.LSTM(
            sizes.projected, sizes.hidden, sizes.layers, batch_first=True,
            dropout=dropout if sizes.layers > 1 else 0.0,
        )  # fmt: skip
        self.embed = nn.Linear(2 * sizes.hidden, sizes.embedding)
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor, length: Tensor) -> Tensor:
        """(N, T, features) with NaN for what is unknown, (N,) steps that count → (N, embedding)."""
        known = ((features - self.mean) / self.scale).clamp(-CLIP, CLIP)
        # What is not known must say nothing: the mean, not a place in the picture.
        known = torch.nan_to_num(known, nan=0.0)
        states, _ = self.lstm(self.dropout(torch.nn.functional.gelu(self.project(known))))  # (N, T, hidden)
        rows = torch.arange(len(length))
        counts = torch.arange(states.shape[1])[None, :] < length[:, None]
        average = (states * counts[..., None]).sum(dim=1) / length[:, None]
        summary = torch.cat([states[rows, length - 1], average], dim=1)
        embedding: Tensor = torch.nn.functional.gelu(self.embed(self.dropout(summary)))
        return embedding


class GestureNetwork(nn.Module):
    """Embedding → one number for each label, and one for "too little of anything" at the end."""

    def __init__(self, sizes: NetworkSizes, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(sizes, dropout)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(sizes.embedding, sizes.labels + 1)

    def forward(self, features: Tensor, length: Tensor) -> Tensor:
        """Logits, (N, labels + 1)."""
        return self.tell(self.encoder(features, length))

    def tell(self, embedding: Tensor) -> Tensor:
        """Logits of embeddings, (N, embedding) → (N, labels + 1)."""
        logits: Tensor = self.head(self.dropout(embedding))
        return logits


def count_parameters(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def build_network(sizes: NetworkSizes, weights: Weights) -> GestureNetwork:
    """A network ready to predict, with weights that were checked when they were read.

    It is built without random weights of its own: drawing them would change the random numbers of a
    training that is under way in another thread, and the same seed would no longer give the same model.
    """
    with torch.device("meta"):
        network = GestureNetwork(sizes)
    network.load_state_dict(
        {name: torch.from_numpy(array.copy()) for name, array in weights.items()}, assign=True
    )
    network.eval()
    network.requires_grad_(requires_grad=False)
    return network
