"""The deck of the user's own gestures: what was recorded is at once training data and a card."""

from __future__ import annotations

from collections.abc import Iterable

from gesture_app.hands.labelled import NONE
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.takes.take import TakeInfo

OWN = "own"
_VERDICTS = ("poor", "usable", "good")


def own_deck(gestures: Iterable[str], takes: Iterable[TakeInfo]) -> Deck:
    """A card for each gesture that has takes, in the given order; the best take, the newest of those, shows it.

    Args:
        gestures: their names; what is no gesture is left out.
    """
    best: dict[str, TakeInfo] = {}
    for info in takes:
        if info.gesture not in best or _worth(info) > _worth(best[info.gesture]):
            best[info.gesture] = info
    return Deck(
        id=OWN,
        name="My gestures",
        note="Every gesture you have recorded or imported, shown by its best take.",
        cards=tuple(_card(best[name]) for name in gestures if name in best and name != NONE),
        fixed=True,
    )


def _worth(info: TakeInfo) -> tuple[int, str]:
    return _VERDICTS.index(info.quality.verdict), info.id


def _card(info: TakeInfo) -> Card:
    return Card(
        id=f"{OWN}/{info.gesture}",
        name=info.gesture,
        source=info.source or "Recorded with this program.",
        signer=info.person,
        take=info.id,
    )
