"""The recordings as the window sees them: every change happens on one disk worker, in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from gesture_app.hands import HandSequence
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.messages import Done, GestureRenamed, Library, Message, TakeLoaded
from gesture_app.pipeline.recording import DroppedTake, Outcome
from gesture_app.pipeline.unsaved import RecordedTake, UnsavedTakes
from gesture_app.takes.store import TakeStore, TakeStoreError
from gesture_app.takes.take import TakeInfo, new_take


class TakeLibrary:
    """Saves, changes and lists takes. Results come as messages; failures as the worker's.

    Args:
        changed: called on the disk worker after every change, and once the takes of another folder are known.
    """

    def __init__(
        self, folder: Path, disk: Worker, send: Callable[[Message], None],
        changed: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.store = TakeStore(folder)
        self._disk = disk
        self._send = send
        self._changed = changed
        # One sitting: one start of the program.
        self._session_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        # Of the recording under way; touched on the disk worker only.
        self._recorded: list[RecordedTake] = []
        self._unsaved = UnsavedTakes(self._save_recorded, disk, send, self._list)

    def use_folder(self, folder: Path) -> None:
        self.store = TakeStore(folder)
        self.refresh()

    def refresh(self) -> None:
        def work() -> None:
            self._list()
            self._unsaved.try_again()

        self._disk.submit(work)

    def close(self) -> None:
        """Try once more to save what could not be saved; before the disk worker is closed."""
        self._unsaved.close()

    def load_take(self, take_id: str) -> None:
        self._disk.submit(lambda: self._send(TakeLoaded(take_id, self.store.load(take_id).sequence)))

    # --- what recording brings ------------------------------------------------------------------------

    def begin_recording(self) -> None:
        self._disk.submit(self._recorded.clear)

    def keep(self, outcome: Outcome, gesture: str, camera: str, person: str = "") -> None:
        """Save a finished take, or move the last one to the bin. Called on the thread that tracks."""
        if isinstance(outcome, DroppedTake):
            self._disk.submit(self._drop_last_take)
            return
        take = RecordedTake(outcome.sequence, gesture, datetime.now(UTC), camera, person)

        def save() -> None:
            self._recorded.append(take)
            self._unsaved.add(take)

        self._disk.submit(save)

    def add(
        self,
        sequence: HandSequence,
        gesture: str,
        camera: str,
        person: str,
        source: str,
        added: Callable[[TakeInfo | TakeStoreError], None],
    ) -> None:
        """Save a take that no recording made.

        Args:
            source: where it comes from, see `TakeInfo`.
            added: called on the disk worker with the take as it is kept, or with why it is not.
        """
        now = datetime.now(UTC)

        def save() -> None:
            try:
                info = self._save(sequence, gesture, now, camera, person, source)
            except TakeStoreError as error:
                added(error)
                return
            added(info)
            self._list()

        self._disk.submit(save)

    def _save(
        self, sequence: HandSequence, gesture: str, now: datetime, camera: str, person: str, source: str = ""
    ) -> TakeInfo:
        take = new_take(
            sequence, gesture, recorded_at=now, person=person, session=self._session_id, camera=camera,
            source=source, others=self.store.recent_sequences(gesture),
        )  # fmt: skip
        return self.store.save(take)

    def _save_recorded(self, take: RecordedTake) -> TakeInfo:
        return self._save(take.sequence, take.gesture, take.recorded_at, take.camera, take.person)

    def _drop_last_take(self) -> None:
        if not self._recorded:
            return
        take = self._recorded.pop()
        if take.take_id:
            self.store.delete(take.take_id)
            self._list()
        else:
            self._unsaved.remove(take)

    # --- what people change ---------------------------------------------------------------------------

    def create_gesture(self, name: str) -> None:
        self._change(lambda: self.store.create_gesture(name), "")

    def rename_gesture(self, old: str, new: str) -> None:
        def rename() -> None:
            self.store.rename_gesture(old, new)
            self._send(GestureRenamed(old, new))

        self._change(rename, f"“{old}” is now called “{new}”.")

    def merge_gestures(self, source: str, into: str) -> None:
        done = f"The takes of “{source}” now belong to “{into}”."
        self._change(lambda: self.store.merge_gestures(source, into), done)

    def delete_gesture(self, name: str) -> None:
        self._change(lambda: self.store.delete_gesture(name).id, f"“{name}” and its takes are in the bin.")

    def delete_take(self, take_id: str) -> None:
        self._change(lambda: self.store.delete(take_id).id, "The take is in the bin.")

    def trim_take(self, take_id: str, start: int, stop: int) -> None:
        done = "The take was trimmed; the whole one is in the bin."
        self._change(lambda: self.store.trim(take_id, start, stop), done)

    def restore(self, entry_id: str) -> None:
        self._change(lambda: self.store.restore(entry_id), "It is back.")

    def empty_bin(self) -> None:
        self._change(self.store.empty_bin, "The bin is empty.")

    def _change(self, change: Callable[[], object], sentence: str) -> None:
        """Do it and tell; a `change` that returns a text returns the bin's entry that undoes it."""

        def work() -> None:
            try:
                outcome = change()
            finally:
                self._list()
            if sentence:
                self._send(Done(sentence, outcome if isinstance(outcome, str) else ""))
            self._unsaved.try_again()  # the bin may have been emptied to make room

        self._disk.submit(work)

    def _list(self) -> None:
        there = self.store.contents()
        problems = tuple(problem.sentence for problem in there.problems)
        self._send(Library(there.gestures, there.takes, there.bin, problems))
        self._changed()
