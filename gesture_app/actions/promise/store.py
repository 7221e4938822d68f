"""Promises on disk: what was measured, as landmarks; the cards that follow from it; and how they keep in use."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from gesture_app.actions.profiles.checking import is_profile_id
from gesture_app.actions.promise.in_use import InUse, by_day, noted, rate_in_use
from gesture_app.actions.promise.measurement import Measurement, PromptedHands
from gesture_app.actions.promise.promise_files import (
    CardsFile,
    DaysFile,
    KeptCards,
    MeasuredFile,
    read_or_new,
)
from gesture_app.actions.promise_card import PromiseCard, Rate
from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE
from gesture_app.keeping.atomic import write_atomically
from gesture_app.keeping.json_files import NewerFile, set_aside
from gesture_app.takes.errors import ImportRefused, storage_sentence
from gesture_app.takes.take import new_take
from gesture_app.takes.take_file import read_take, write_take

_MEASURED = "measured.json"
_MOST_KEPT = 8
"""Cards of one profile, each with another model or otherwise bound."""


class PromiseError(Exception):
    """Promises could not be read or kept; the text says what happened and what to do."""


class PromiseStore:
    """One person's promises in one folder. Safe to use from several threads; every change is whole or not at all.

    Life is watched once for all profiles, and prompts of a gesture serve each profile that it is in. Every method
    raises `PromiseError` when the folder cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.RLock()

    # ---- what was measured

    def keep(self, measurement: Measurement) -> None:
        """Put a measurement in the place of what was known: of life if it was watched, of each gesture asked for."""
        with self._working("The measurement could not be kept"):
            before = self._measured()
            prompts = dict(before.prompts)
            for gesture in sorted(measurement.gestures):
                own = [each.hands for each in measurement.prompts if each.gesture == gesture]
                prompts[gesture] = self._write_stretches(own, gesture)
            life, life_at = before.life, before.life_at
            if measurement.life_at is not None:
                life, life_at = self._write_stretches(measurement.life, NONE), measurement.life_at
            revision = secrets.token_hex(8)
            now = MeasuredFile(revision=revision, life_at=life_at, life=life, prompts=prompts)
            self._write(self.folder / _MEASURED, now)
            self._sweep(now)

    def measurement(self, gestures: Collection[str]) -> Measurement:
        """What is known of life, and of the prompts of these gestures; empty where nothing is."""
        with self._working("The measurement could not be read"):
            known = self._measured()
            life = self._read_stretches(known.life)
            prompts = [
                PromptedHands(gesture, hands)
                for gesture, names in known.prompts.items()
                if gesture in gestures
                for hands in self._read_stretches(names)
            ]
        return Measurement(life, tuple(prompts), known.life_at if life else None)

    def life_at(self) -> datetime | None:
        """When life was watched last, aware UTC; None: never, or nothing of it is left."""
        with self._working("The measurement could not be read"):
            known = self._measured()
            return known.life_at if any(self._stretch(name).is_file() for name in known.life) else None

    # ---- cards

    def keep_cards(
        self, profile_id: str, basis: str, measured: datetime, cards: Sequence[PromiseCard]
    ) -> None:
        """Remember what was reckoned from the measurement as it is now.

        Args:
            basis: names all else that the cards follow from: the model, and what is bound how.
            measured: when life was watched, aware UTC.
        """
        with self._working("The promise could not be kept"):
            file = self._file(profile_id, "cards")
            before = [each for each in read_or_new(file, CardsFile).kept if each.basis != basis]
            revision = self._measured().revision
            newest = KeptCards(revision=revision, basis=basis, measured=measured, cards=tuple(cards))
            self._write(file, CardsFile(kept=(newest, *before)[:_MOST_KEPT]))

    def cards(self, profile_id: str, basis: str, measured: datetime) -> tuple[PromiseCard, ...] | None:
        """The cards that were kept for exactly this; None: they must be reckoned."""
        with self._working("The promise could not be read"):
            wanted = self._measured().revision, basis, measured
            kept = read_or_new(self._file(profile_id, "cards"), CardsFile).kept
        found = (each.cards for each in kept if (each.revision, each.basis, each.measured) == wanted)
        return next(found, None)

    # ---- in use

    def note(
        self,
        profile_id: str,
        now: datetime,
        measured: datetime,
        *,
        armed_s: float = 0.0,
        fired: int = 0,
        called_false: int = 0,
    ) -> None:
        """Add to what happened today under the promise measured at `measured`; both times are aware."""
        with self._working("What happened could not be noted"):
            file = self._file(profile_id, "days")
            days = noted(read_or_new(file, DaysFile).days, now, measured, armed_s, fired, called_false)
            self._write(file, DaysFile(days=days))

    def trend(self, profile_id: str) -> tuple[InUse, ...]:
        """Day by day, the oldest first."""
        with self._working("What happened could not be read"):
            return by_day(read_or_new(self._file(profile_id, "days"), DaysFile).days)

    def rate_in_use(self, profile_id: str, measured: datetime) -> Rate | None:
        """Firings called false an hour since it was measured; None: it was not armed since."""
        with self._working("What happened could not be read"):
            return rate_in_use(read_or_new(self._file(profile_id, "days"), DaysFile).days, measured)

    # ---- inside

    @contextmanager
    def _working(self, failure: str) -> Iterator[None]:
        """Hold the lock and explain what the system refuses."""
        with self._lock:
            try:
                yield
            except OSError as error:
                raise PromiseError(storage_sentence(failure, self.folder, error)) from error
            except NewerFile as newer:
                raise PromiseError(str(newer)) from newer

    def _measured(self) -> MeasuredFile:
        return read_or_new(self.folder / _MEASURED, MeasuredFile)

    def _file(self, profile_id: str, what: str) -> Path:
        if not is_profile_id(profile_id):
            raise PromiseError("There is no such profile.")
        return self.folder / f"{what}-{profile_id}.json"

    def _write(self, file: Path, content: msgspec.Struct) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.json.encode(content))

    def _write_stretches(self, stretches: Sequence[HandSequence], gesture: str) -> tuple[str, ...]:
        self.folder.mkdir(parents=True, exist_ok=True)
        names = tuple(f"stretch-{secrets.token_hex(8)}" for _ in stretches)
        for name, hands in zip(names, stretches, strict=True):
            try:
                write_take(new_take(hands, gesture), self._stretch(name))
            except ValueError as error:
                raise PromiseError(f"The measurement cannot be kept: {error}. Measure again.") from error
        return names

    def _read_stretches(self, names: Sequence[str]) -> tuple[HandSequence, ...]:
        """Those that are there and whole; a damaged one is set aside."""
        found = []
        for name in names:
            try:
                found.append(read_take(self._stretch(name)).sequence)
            except FileNotFoundError:
                continue
            except ImportRefused:
                set_aside(self._stretch(name))
        return tuple(found)

    def _stretch(self, name: str) -> Path:
        return self.folder / f"{name}.npz"

    def _sweep(self, known: MeasuredFile) -> None:
        """What was measured anew, or left by a crash, goes: hands of a life are kept no longer than needed."""
        wanted = known.names()
        for file in self.folder.glob("stretch-*.npz"):
            if file.stem not in wanted:
                file.unlink()
