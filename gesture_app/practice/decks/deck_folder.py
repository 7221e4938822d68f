"""What lies in the folder of decks: read with care, damaged files set aside, each with a sentence."""

from __future__ import annotations

from pathlib import Path

from gesture_app.keeping.json_files import DamagedFile, NewerFile, set_aside, set_aside_in
from gesture_app.practice.decks.card import Deck
from gesture_app.practice.decks.deck_files import Exchanged, read_deck_file, read_exchanged, write_exchanged

_EXCHANGED = "exchanged.json"


class DeckFolder:
    """Reads the files of one folder. Not safe for threads by itself: the deck store holds its lock.

    Every method raises OSError when the folder itself cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._exchanged_file = folder / _EXCHANGED
        self._problems: dict[Path, str] = {}

    def decks_in(self, folder: Path) -> tuple[Deck, ...]:
        """All decks by name; none where there is no folder."""
        files = sorted(file for file in folder.glob("deck-*.json") if file.is_file())
        found = [deck for file in files if (deck := self.deck(file)) is not None]
        return tuple(sorted(found, key=lambda deck: (deck.name.casefold(), deck.id)))

    def deck(self, file: Path) -> Deck | None:
        """One deck; None where it cannot be used."""
        self._problems.pop(file, None)
        try:
            return read_deck_file(file)
        except DamagedFile:
            set_aside(file)
        except NewerFile as newer:
            self._problems[file] = str(newer)
        except OSError as error:
            self._problems[file] = f"The deck in {file} cannot be read ({error.strerror})."
        return None

    def exchanged(self) -> dict[str, Exchanged]:
        """What is shown in place of references of fixed decks, by card."""
        self._problems.pop(self._exchanged_file, None)
        try:
            return read_exchanged(self._exchanged_file)
        except DamagedFile:
            set_aside(self._exchanged_file)
        except NewerFile as newer:
            self._problems[self._exchanged_file] = str(newer)
        return {}

    def exchange(self, card_id: str, new: Exchanged | None) -> None:
        """Show a card by something else, or as before.

        Raises:
            NewerFile: what a newer version wrote would be lost.
        """
        chosen = self.exchanged()
        if told := self._problems.get(self._exchanged_file):
            raise NewerFile(told)
        if new is None:
            chosen.pop(card_id, None)
        else:
            chosen[card_id] = new
        self._folder.mkdir(parents=True, exist_ok=True)
        write_exchanged(self._exchanged_file, chosen)

    def problems(self, *folders: Path) -> tuple[str, ...]:
        """Sentences about what could not be read, and about what still lies set aside in these folders."""
        return (*self._problems.values(), *set_aside_in(*folders))
