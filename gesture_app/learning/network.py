"""The network: a unidirectional LSTM that turns features into an embedding, and a direction for each label."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from gesture_app.hands.features import HAND_SIZE, RELATION_SIZE
from gesture_app.learning.checkpoint import Weights
from gesture_app.learning.inference import CLIP
from gesture_app.learning.model_card import NetworkSizes

GROUPS = 4
"""Into how many parts a batch is divided by length."""

FIRST_SCALE = 12.0
"""Of cosines, before anything is learned."""


class Encoder(nn.Module):
    """Features over time → one embedding of length 1: what the LSTM says at the end, and on average so far.

    Both hands go through the same first layer: features describe each hand as if it were a right one.
    """

    mean: Tensor
    scale: Tensor

    def __init__(self, sizes: NetworkSizes, dropout: float = 0.0) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(HAND_SIZE + RELATION_SIZE))
        self.register_buffer("scale", torch.ones(HAND_SIZE + RELATION_SIZE))
        self.hand = nn.Linear(HAND_SIZE, sizes.hand)
        self.project = nn.Linear(2 * sizes.hand + RELATION_SIZE, sizes.projected)
        self.lstm = nn.LSTM(
            sizes.projected, sizes.hidden, sizes.layers, batch_first=True,
            dropout=dropout if sizes.layers > 1 else 0.0,
        )  # fmt: skip
        self.embed = nn.Linear(2 * sizes.hidden, sizes.embedding)
        self.dropout = nn.Dropout(dropout)

    def standardised(self, features: Tensor) -> Tensor:
        """(…, features) with NaN for what is unknown → in units of their spread, 0 for what is unknown."""
        mean, scale = (torch.cat([values[:HAND_SIZE], values]) for values in (self.mean, self.scale))
        known = ((features - mean) / scale).clamp(-CLIP, CLIP)
        # What is not known must say nothing: the mean, not a place in the picture.
        return torch.nan_to_num(known, nan=0.0)

    def read(self, known: Tensor) -> Tensor:
        """Standardised features (…, features) → what the LSTM reads, (…, projected)."""
        left, right, relation = by_hand(known)
        hands = [self._describe(hand) for hand in (left, right)]
        return nn.functional.gelu(self.project(self.dropout(torch.cat([*hands, relation], dim=-1))))

    def _describe(self, hand: Tensor) -> Tensor:
        """(…, HAND_SIZE) → (…, sizes.hand); nothing where the hand is not there (its last feature says so)."""
        there = hand[..., -1] > 0
        described = hand.new_zeros(*hand.shape[:-1], self.hand.out_features)
        described[there] = nn.functional.gelu(self.hand(hand[there]))
        return described

    def inputs(self, features: Tensor) -> Tensor:
        """(…, features) with NaN for what is unknown → what the LSTM reads, (…, projected)."""
        return self.read(self.standardised(features))

    def remember(self, known: Tensor, counts: Tensor) -> Tensor:
        """What the LSTM makes of the steps that count, and nothing else is worked on.

        Args:
            known: standardised features of those steps only, (steps, features), take after take.
            counts: bool (N, T), which steps count: the first ones of each take.

        Returns:
            its states (N, T, hidden).
        """
        padded = known.new_zeros(*counts.shape, self.project.out_features)
        padded[counts] = self.read(known)
        # Takes of like length together: the short ones need not wait for the long ones. (Packed sequences would do the
        # same, but torch learns from them four times as slowly on a processor.)
        order = counts.sum(dim=1).argsort()
        groups = order.tensor_split(GROUPS) if len(order) >= 2 * GROUPS else (order,)
        parts = []
        for rows in groups:
            steps = int(counts[rows[-1]].sum())
            states, _ = self.lstm(padded[rows, :steps])
            states = states * counts[rows, :steps, None]
            parts.append(nn.functional.pad(states, (0, 0, 0, counts.shape[1] - steps)))
        return torch.cat(parts)[order.argsort()]

    def sum_up(self, states: Tensor, counts: Tensor) -> Tensor:
        """The LSTM's states (N, T, hidden), zero where nothing counts (N, T) → (N, embedding)."""
        length = counts.sum(dim=1)
        last = states[torch.arange(len(length)), length - 1]
        average = states.sum(dim=1) / length[:, None]
        summary = torch.cat([last, average], dim=1)
        return nn.functional.normalize(self.embed(self.dropout(summary)), dim=-1)

    def forward(self, features: Tensor, length: Tensor) -> Tensor:
        """(N, T, features) with NaN for what is unknown, (N,) steps that count → (N, embedding)."""
        counts = torch.arange(features.shape[1])[None, :] < length[:, None]
        known = self.standardised(features[counts])
        return self.sum_up(self.remember(known, counts), counts)


def by_hand(features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Features (…, features) of the left hand, of the right hand, and of both to each other."""
    return features[..., :HAND_SIZE], features[..., HAND_SIZE:-RELATION_SIZE], features[..., -RELATION_SIZE:]


class GestureNetwork(nn.Module):
    """Embedding → one number for each label, and one for "too little of anything" at the end.

    Each label has a direction, its prototype; the number is the cosine to it, scaled. Directions can be set to
    the mean embedding of a gesture's takes ("imprinted weights", Qi et al. 2018) and learned further from there.
    What is nothing looks like many things, so it has several directions; `leniency` is taken off its number.
    """

    leniency: Tensor

    def __init__(self, sizes: NetworkSizes, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(sizes, dropout)
        self.head = nn.Linear(sizes.embedding, sizes.labels, bias=False)
        self.rest = nn.Linear(sizes.embedding, sizes.rest, bias=False)
        self.sharpness = nn.Parameter(torch.tensor([FIRST_SCALE]).log())
        self.register_buffer("leniency", torch.zeros(1))

    def forward(self, features: Tensor, length: Tensor) -> Tensor:
        """Logits, (N, labels + 1)."""
        return self.tell(self.encoder(features, length))

    def tell(self, embedding: Tensor) -> Tensor:
        """Logits of embeddings, (N, embedding) → (N, labels + 1)."""
        return self.compare(embedding, self.head.weight)

    def compare(self, embedding: Tensor, directions: Tensor) -> Tensor:
        """Logits for any prototypes: (N, embedding), (K, embedding) → (N, K + 1)."""
        scale = self.sharpness.exp()
        cosines = embedding @ nn.functional.normalize(directions, dim=-1).T
        rest = embedding @ nn.functional.normalize(self.rest.weight, dim=-1).T
        nothing = (scale * rest).logsumexp(dim=-1, keepdim=True)
        return torch.cat([scale * cosines, nothing - self.leniency], dim=-1)


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
