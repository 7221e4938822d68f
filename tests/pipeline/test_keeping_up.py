"""A model of the user's takes is there after every change of them, and used where nobody chose another."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from gesture_app.folders import Folders, find_folders
from gesture_app.hands.labelled import NONE
from gesture_app.learning.checkpoint import save_checkpoint
from gesture_app.learning.model_card import AT_ONCE_FILE, ModelCard, list_models
from gesture_app.learning.ready_made import READY_MADE
from gesture_app.pipeline.at_once import MOST_TAKES, newest_takes
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.messages import GestureRenamed, Message, Models, Trouble
from gesture_app.pipeline.recording import FinishedTake
from gesture_app.settings import Settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import TakeInfo, new_take
from made_gestures import takes_of
from made_models import made_model


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    found = dataclasses.replace(find_folders(), built_in=tmp_path / "built-in")
    for model in READY_MADE:
        save_checkpoint(made_model("A", "B", name=model.name), found.built_in / model.file_name)
    return found


class Session:
    """An engine without window, source and tracker."""

    def __init__(self, folders: Folders) -> None:
        self.told: list[Message] = []
        self.engine = Engine(folders, Settings(source="takes"), self.told.append, lambda: None)
        self.store, self.file = self.engine.library.store, folders.models / AT_ONCE_FILE
        self.engine.models.use_newest()
        self.engine.library.refresh()

    def record(self, gesture: str, label: str = "", seed: int = 0) -> None:
        sequence = takes_of(gesture, count=1, seed=seed)[0].sequence
        self.engine.library.keep(FinishedTake(sequence, 1), label or gesture, "bench")

    @property
    def models(self) -> Models:
        return next(message for message in reversed(self.told) if isinstance(message, Models))

    @property
    def at_once(self) -> ModelCard | None:
        return next((model.card for model in self.models.files if model.at_once), None)

    def wait_for(self, **takes: int) -> None:
        """Until the model of all takes has learned so many of each gesture."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            told = any(isinstance(message, Models) for message in self.told)
            card = self.at_once if told else None
            if (
                told
                and ({} if card is None else {name: len(own) for name, own in card.takes.items()}) == takes
            ):
                return
            time.sleep(0.01)
        raise AssertionError(f"no model of {takes}; told: {self.told[-3:]}")


@pytest.fixture
def session(folders: Folders) -> Iterator[Session]:
    opened = Session(folders)
    yield opened
    opened.engine.close()


def test_the_first_take_is_recognised_from_then_on(session: Session) -> None:
    session.wait_for()
    assert session.models.in_use is not None
    assert session.models.in_use.name == "everyday.safetensors"
    session.record("swipe")
    session.wait_for(swipe=1)
    assert session.models.in_use == session.file
    session.record("fist")
    session.record(NONE)
    session.wait_for(swipe=1, fist=1, none=1)
    assert not [message for message in session.told if isinstance(message, Trouble)]


def test_it_follows_every_change_of_the_recordings(session: Session) -> None:
    library = session.engine.library
    for gesture in ("swipe", "fist", "fist", "open"):
        session.record(gesture, seed=len(gesture))
    session.wait_for(swipe=1, fist=2, open=1)
    library.rename_gesture("swipe", "left")
    session.wait_for(left=1, fist=2, open=1)
    assert GestureRenamed("swipe", "left") in session.told
    library.merge_gestures("open", "fist")
    session.wait_for(left=1, fist=3)
    library.trim_take(session.store.takes("left")[0].id, 3, 20)
    library.delete_gesture("fist")
    session.wait_for(left=1)
    assert session.at_once is not None
    assert session.at_once.takes["left"] == [session.store.takes("left")[0].id]
    library.restore(session.store.bin()[-1].id)
    session.wait_for(left=1, fist=3)


def test_when_the_last_take_goes_so_does_the_model(session: Session) -> None:
    session.record("swipe")
    session.wait_for(swipe=1)
    session.engine.library.delete_gesture("swipe")
    session.wait_for()
    assert not session.file.exists()
    assert session.models.in_use is not None
    assert session.models.in_use.name == "everyday.safetensors"


@pytest.mark.parametrize("ready_made", [True, False])
def test_a_model_that_the_user_chose_or_trained_stays_in_use(
    session: Session, folders: Folders, ready_made: bool
) -> None:
    chosen = folders.built_in / "digits.safetensors" if ready_made else folders.models / "own.safetensors"
    save_checkpoint(made_model("A", "B"), chosen)
    if ready_made:
        session.engine.models.use(chosen)
    else:
        session.engine.models.use_newest()
    session.record("swipe")
    session.wait_for(swipe=1)
    assert session.models.in_use == chosen
    session.engine.models.use(session.file)
    session.record("swipe", seed=1)
    session.wait_for(swipe=2)
    assert session.models.in_use == session.file


def test_it_is_used_at_the_next_start_and_a_trained_one_comes_before_it(
    session: Session, folders: Folders
) -> None:
    session.record("swipe")
    session.wait_for(swipe=1)
    session.engine.close()
    again = Session(folders)
    again.wait_for(swipe=1)
    again.engine.close()
    used = [message.in_use for message in again.told if isinstance(message, Models)]
    assert set(used) == {session.file}
    older = made_model("A", "B")
    save_checkpoint(
        dataclasses.replace(older, card=replace(older.card, created="2020-01-01")),
        folders.models / "own.safetensors",
    )
    assert [model.at_once for model in list_models(folders.models)] == [False, True]


def test_what_may_be_made_with_either_hand_is_learned_anew_at_once(session: Session) -> None:
    session.record("swipe")
    session.record("fist")
    session.wait_for(swipe=1, fist=1)
    session.engine.apply(replace(session.engine.settings, either_hand=("swipe", "gone")))
    end = time.monotonic() + 20
    while (session.at_once is None or session.at_once.either_hand != ["swipe"]) and time.monotonic() < end:
        time.sleep(0.01)
    assert session.at_once is not None
    assert session.at_once.either_hand == ["swipe"]
    assert session.at_once.takes["swipe"] == [session.store.takes("swipe")[0].id]


def test_takes_that_were_there_before_the_start_are_learned(folders: Folders) -> None:
    store = TakeStore(folders.recordings)
    for take in takes_of("open", "fist", count=2):
        store.save(new_take(take.sequence, take.label))
    session = Session(folders)
    session.wait_for(open=2, fist=2)
    assert session.models.in_use == session.file
    session.engine.close()


def test_of_many_takes_of_a_gesture_the_newest_are_learned() -> None:
    many = [TakeInfo(id=f"{number:03}", gesture="fist") for number in range(MOST_TAKES + 5)]
    few = [TakeInfo(id="900", gesture="open")]
    assert newest_takes([*many, *few]) == [*many[5:], *few]
