"""The profiles behind the window: read, changed and chosen on one worker, in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gesture_app.actions.binding import Profile
from gesture_app.actions.profiles.sharing import read_profile, write_profile
from gesture_app.actions.profiles.store import ProfileStore
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Done, Message


class ProfileShelf:
    """Methods return at once; `changed` is called on the worker after every change.

    Attributes:
        all, in_use, by_program, problems, deleted: as they stand; replaced whole on the worker.
    """

    def __init__(
        self, folder: Path, worker: Worker, send: Callable[[Message], None], changed: Callable[[], None]
    ) -> None:
        self._store = ProfileStore(folder)
        self._worker = worker
        self._send = send
        self._changed = changed
        self._chosen = ""  # by a person; a program in front may put another one in its place
        self.all: tuple[Profile, ...] = ()
        self.in_use: Profile | None = None
        self.by_program = ""
        self.problems: tuple[str, ...] = ()
        self.deleted: tuple[Profile, ...] = ()

    def load(self) -> None:
        """Read everything. On the worker."""
        self._chosen = self._store.in_use()
        self._read()

    def create(self, profile: Profile) -> None:
        """Keep a new one under a fresh id, and use it."""

        def create() -> None:
            self._use(self._store.add(profile).id)

        self._worker.submit(create)

    def save(self, profile: Profile) -> None:
        """Keep a changed one."""

        def save() -> None:
            self._store.save(profile)
            self._read()

        self._worker.submit(save)

    def trust(self, profile_id: str) -> None:
        """A person has seen what it does."""

        def trust() -> None:
            self._store.trust(profile_id)
            self._read()

        self._worker.submit(trust)

    def delete(self, profile_id: str) -> None:
        """Put it into the bin."""

        def delete() -> None:
            self._store.delete(profile_id)
            self._read()

        self._worker.submit(delete)

    def restore(self, profile_id: str) -> None:
        """Take it out of the bin."""

        def restore() -> None:
            self._store.restore(profile_id)
            self._read()

        self._worker.submit(restore)

    def choose(self, profile_id: str) -> None:
        """Use this one from now on, until a program in front has one of its own."""
        self._worker.submit(lambda: self._use(profile_id))

    def program_came(self, program: str) -> None:
        """A program came to the front: use the profile made for it, or else the one that a person chose."""

        def came() -> None:
            own = next((each for each in self.all if program in each.programs), None)
            chosen = own or self._named(self._chosen)
            self.by_program = program if own is not None else ""
            if chosen != self.in_use:
                self.in_use = chosen
                self._changed()

        self._worker.submit(came)

    def take_in(self, file: Path) -> None:
        """Import one; it comes untrusted, and can do nothing before a person has seen what it does."""

        def take_in() -> None:
            profile = self._store.add(read_profile(file))
            self._use(profile.id)
            self._send(Done(f"“{profile.name}” is here. It does nothing before you have looked through it."))

        self._worker.submit(take_in)

    def share(self, profile_id: str, file: Path) -> None:
        """Write one to a file for others."""

        def share() -> None:
            profile = self._named(profile_id)
            if profile is not None:
                write_profile(profile, file)
                self._send(Done(f"“{profile.name}” was written to {file.name}."))

        self._worker.submit(share)

    # --- on the worker --------------------------------------------------------------------------------

    def _use(self, profile_id: str) -> None:
        self._store.use(profile_id)
        self._chosen, self.by_program = profile_id, ""
        self.in_use = None  # a program in front may have had its own
        self._read()

    def _read(self) -> None:
        self.all, self.deleted = self._store.profiles(), self._store.deleted()
        self.problems = self._store.problems()
        by_program = self._named(self.in_use.id) if self.in_use is not None and self.by_program else None
        self.in_use = by_program or self._named(self._chosen) or next(iter(self.all), None)
        self._changed()

    def _named(self, profile_id: str) -> Profile | None:
        return next((each for each in self.all if each.id == profile_id), None)
