"""Several processes that work on one model together: which of them this is, and what they tell one another.

They are started by PyTorch's own launcher, `torchrun`, on one machine or on several; each runs the same program on the
same data. A process by itself is a team of one, and nothing here costs it anything.
"""

from __future__ import annotations

import contextlib
import os
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

if TYPE_CHECKING:
    from torch.distributed import Store  # type: ignore[attr-defined]  # torch does not say it exports it

LONGEST_WAIT = timedelta(hours=2)
"""For the slowest process. One that ended is noticed at once; this is for machines that vanish without a word."""

LONGEST_START = timedelta(minutes=5)
"""For all processes to be there."""

_MOMENT_S = 10.0
_LOOK_EVERY_S = 0.1
_ENDED = "first ended"
_TOLD_BY_LAUNCHER = ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")

Number = TypeVar("Number", np.float32, np.float64)
Item = TypeVar("Item")
Answer = TypeVar("Answer")
Learned = TypeVar("Learned", bound=nn.Module)


class ProcessesError(Exception):
    """The processes cannot work together (any longer); the message is one or two sentences for the user."""


@dataclass(frozen=True, slots=True)
class Team:
    """The processes at work, and which of them this one is.

    What is called here, except `share`, must be called by all of them, in the same order: each waits for the others.

    Attributes:
        number: of this process, from 0.
        count: how many there are.
        store: what all of them can read at any time; None where there is one.
    """

    number: int = 0
    count: int = 1
    store: Store | None = field(default=None, repr=False)

    @property
    def first(self) -> bool:
        """Whether this is the one that speaks and saves for all."""
        return self.number == 0

    @property
    def alone(self) -> bool:
        return self.count == 1

    def share(self, whole: int) -> slice:
        """Which of so many things are this process's; the shares differ by one at most."""
        return slice(whole * self.number // self.count, whole * (self.number + 1) // self.count)

    def first_ended(self, wait_s: float = _MOMENT_S) -> bool:
        """Whether the first process could not finish its work either; waits so long for it."""
        if self.store is None:
            return True
        until_s = time.monotonic() + wait_s
        try:
            while not self.store.check([_ENDED]):  # asking the store to wait would have it complain
                if time.monotonic() >= until_s:
                    return False
                time.sleep(_LOOK_EVERY_S)
        except RuntimeError:  # whoever keeps the store has gone already
            return False
        return True

    def learning(self, module: Learned) -> Learned:
        """The module, whose gradients are from now on the mean over all processes'."""
        if self.alone:
            return module
        with warnings.catch_warnings():
            # The option has another name from torch 2.13 on, which older versions do not know.
            warnings.simplefilter("ignore", FutureWarning)
            together = nn.parallel.DistributedDataParallel(module, broadcast_buffers=False)
        return cast(Learned, together)  # it is called as the module is

    def joined(self, own: Tensor, whole: int) -> Tensor:
        """The rows of all processes, (whole, …), of each its share; gradients find their way back."""
        return own if self.alone else _joined(own, whole, self.share(whole))

    def summed(self, own: NDArray[Number]) -> NDArray[Number]:
        """The sum over all processes, of arrays of one shape."""
        if self.alone:
            return own
        total = torch.from_numpy(own.copy())
        torch.distributed.all_reduce(total)
        found: NDArray[Number] = total.numpy()
        return found

    def of_first(self, *own: float) -> tuple[float, ...]:
        """The first process's numbers: what is decided by them is decided alike on machines that round otherwise."""
        if self.alone:
            return own
        numbers = torch.tensor(own, dtype=torch.float64)
        torch.distributed.broadcast(numbers, src=0)
        return tuple(numbers.tolist())

    def told(self, own: Any) -> list[Any]:
        """What each process has to say (whatever JSON can hold), in their order."""
        return [msgspec.json.decode(text) for text in self._told(msgspec.json.encode(own))]

    def check_alike(self, given: Callable[[], str]) -> None:
        """Make sure that all processes were given the same.

        Args:
            given: a text of this process's, asked for only where there are others.

        Raises:
            ProcessesError: they were not.
        """
        if not self.alone and len(set(self.told(given()))) > 1:
            raise ProcessesError(
                "The processes were given different takes or options. Start all of them with the same command, on "
                "copies of the same data, with the same version of this program."
            )

    def each(self, items: Sequence[Item], ask: Callable[[Item], Answer], kind: type[Answer]) -> list[Answer]:
        """The answer to every item, in their order; each process asks about some of them.

        Args:
            kind: of an answer, something that msgspec can write as JSON and read again.
        """
        if self.alone:
            return [ask(item) for item in items]
        own = msgspec.json.encode([ask(item) for item in items[self.number :: self.count]])
        found = [msgspec.json.decode(text, type=list[kind]) for text in self._told(own)]  # type: ignore[valid-type]
        return [found[row % self.count][row // self.count] for row in range(len(items))]

    def _told(self, own: bytes) -> list[bytes]:
        if self.alone:
            return [own]
        sizes = [torch.zeros(1, dtype=torch.int64) for _ in range(self.count)]
        torch.distributed.all_gather(sizes, torch.tensor([len(own)]))
        longest = max(int(size) for size in sizes)
        texts = [torch.zeros(longest, dtype=torch.uint8) for _ in range(self.count)]
        padded = torch.frombuffer(bytearray(own.ljust(longest)), dtype=torch.uint8)
        torch.distributed.all_gather(texts, padded)
        return [text.numpy().tobytes()[: int(size)] for text, size in zip(texts, sizes, strict=True)]


ALONE = Team()


def _joined(own: Tensor, whole: int, rows: slice) -> Tensor:
    joined: Tensor = _Joined.apply(own, whole, rows)  # type: ignore[no-untyped-call]  # torch has no type for it
    return joined


class _Joined(torch.autograd.Function):
    """Rows of all processes put together; back come the gradients that all of them have for one's own rows."""

    @staticmethod
    def forward(ctx: Any, own: Tensor, whole: int, rows: slice) -> Tensor:
        ctx.rows = rows
        joined = own.new_zeros(whole, *own.shape[1:])
        joined[rows] = own
        torch.distributed.all_reduce(joined)
        return joined

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        total = gradients[0].contiguous().clone()
        torch.distributed.all_reduce(total)
        return total[ctx.rows], None, None


@contextmanager
def working_together() -> Iterator[Team]:
    """Meet the processes that `torchrun` started with this one; without it, a team of one.

    Raises:
        ProcessesError: they do not find each other, or another one ended before the work was done.
    """
    told = [os.environ.get(name) for name in _TOLD_BY_LAUNCHER]
    if None in told or told[1] == "1":
        yield ALONE
        return
    team = _met(f"{told[2]}:{told[3]}")
    try:
        yield team
    except BaseException as error:
        if team.first and team.store is not None:
            with contextlib.suppress(RuntimeError):  # whoever keeps the store may have gone already
                team.store.set(_ENDED, "")
        if not (isinstance(error, RuntimeError) and _is_of_another(error)):
            raise
        raise ProcessesError(
            "Another of the processes ended or could no longer be reached, so this one stopped as well: there is no "
            "result. What the other one said is the reason."
        ) from error
    finally:
        torch.distributed.destroy_process_group()


def _met(address: str) -> Team:
    """All processes, once they are there."""
    from torch.distributed.rendezvous import rendezvous

    try:
        store, number, count = next(rendezvous("env://", timeout=LONGEST_START))
        torch.distributed.init_process_group(
            "gloo", store=store, rank=number, world_size=count, timeout=LONGEST_WAIT
        )
    except (RuntimeError, ValueError) as error:
        raise ProcessesError(
            f"The processes do not find each other at {address}. Start them with torchrun, all with the same "
            "address, and let that port through the firewall."
        ) from error
    return Team(number, count, store)


def _is_of_another(error: RuntimeError) -> bool:
    """Gloo has no exception of its own."""
    return isinstance(error, torch.distributed.DistError) or "gloo" in str(error)
