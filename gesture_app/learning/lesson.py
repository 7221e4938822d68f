"""What is made of a batch while the network learns, as one module; several processes make their shares of it."""

from __future__ import annotations

from collections import deque

from torch import Tensor, nn

from gesture_app.learning.examples import Examples
from gesture_app.learning.network import GestureNetwork
from gesture_app.learning.pretrainer import embed_with_blinkers
from gesture_app.learning.processes import Team


class Lesson(nn.Module):
    """The network on varied examples with mixed embeddings.

    All of it is one module because PyTorch looks at what goes through a module to put gradients of processes together.
    """

    def __init__(self, network: GestureNetwork, team: Team) -> None:
        super().__init__()
        self.network = network
        self._team = team
        self._dropout = None if team.alone else DropoutOfShare(network.encoder.dropout.p)
        if self._dropout is not None:
            network.encoder.dropout = self._dropout

    def forward(self, examples: Examples, shown: Tensor, share: float, partner: Tensor) -> Tensor:
        """Logits of the examples' own share, (own, labels + 1).

        Args:
            shown: bool (N, kinds), see `draw_blinkers`.
            share: how much of each embedding is its own (mixup, Verma et al. 2019); the rest is the partner's.
            partner: int (N,), a row of the whole batch for each.
        """
        own = examples.own
        if self._dropout is not None:
            self._dropout.expect(examples.length, own)
        embedding = embed_with_blinkers(self.network, examples.features, examples.length[own], shown[own])
        everyone = self._team.joined(embedding, len(shown))
        return self.network.tell(share * embedding + (1 - share) * everyone[partner[own]])


class DropoutOfShare(nn.Dropout):
    """Dropout of a share of a batch: of its rows is dropped what would be dropped of them in the whole batch."""

    def __init__(self, probability: float) -> None:
        super().__init__(probability)
        self._expected: deque[tuple[int, slice]] = deque()

    def expect(self, length: Tensor, own: slice) -> None:
        """The encoder will ask twice: about the steps of its takes, one after another, and about the takes.

        Args:
            length: int (N,), steps of each take of the whole batch.
        """
        ends = [0, *length.cumsum(dim=0).tolist()]
        self._expected = deque([(ends[-1], slice(ends[own.start], ends[own.stop])), (len(length), own)])

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - as torch names it
        """(own rows, …) → the same; while not learning, as they are."""
        if not self.training:
            return input
        whole, own = self._expected.popleft()
        kept = input.new_empty(whole, *input.shape[1:]).bernoulli_(1 - self.p)
        return input * kept[own] / (1 - self.p)
