"""Practice behind the window: what is asked for comes back as messages, and what was practised stays."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from gesture_app.pipeline.messages import Done, Message
from gesture_app.pipeline.practice import PracticeDesk
from gesture_app.pipeline.practice_messages import (
    Decks,
    DueCards,
    OwnWords,
    ProgressReady,
    Reviewed,
    SignReady,
)
from gesture_app.pipeline.vision import Teacher
from gesture_app.practice.decks.card import Card, Deck
from gesture_app.practice.decks.editing import with_card
from gesture_app.practice.lessons.attempt import Attempt
from gesture_app.settings import Settings
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_gestures import takes_of

Told = TypeVar("Told")


class Desk:
    """A desk with a folder of its own, without window, camera and tracker."""

    def __init__(self, folder: Path) -> None:
        self.told: list[Message] = []
        self.errors: list[Exception] = []
        self.teachers: list[Teacher | None] = []
        self.settings = Settings()
        self.takes = TakeStore(folder / "recordings")
        self.desk = PracticeDesk(
            folder / "practice", lambda: self.takes, lambda: self.settings, self.teachers.append,
            self.told.append, self.errors.append,
        )  # fmt: skip

    def newest(self, kind: type[Told]) -> Told | None:
        return next((message for message in reversed(self.told) if isinstance(message, kind)), None)

    def wait(self, until: Callable[[], object]) -> None:
        deadline = time.monotonic() + 30
        while not until():
            assert time.monotonic() < deadline, (self.told[-3:], self.errors)
            time.sleep(0.01)

    def wait_for(self, kind: type[Told], is_it: Callable[[Told], object] = lambda _: True) -> Told:
        """The newest message of a kind, once it is as wanted."""
        self.wait(lambda: (found := self.newest(kind)) is not None and is_it(found))
        found = self.newest(kind)
        assert found is not None
        return found

    def refresh(self) -> dict[str, Deck]:
        before = len(self.told)
        self.desk.refresh()
        self.wait(lambda: any(isinstance(message, OwnWords) for message in self.told[before:]))
        return {deck.id: deck for deck in self.wait_for(Decks).decks}

    def record(self, gesture: str) -> str:
        sequence = takes_of("fist", count=1)[0].sequence
        return self.takes.save(new_take(sequence, gesture, person="Ada")).id


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Desk]:
    session = Desk(tmp_path)
    yield session
    session.desk.close()


def card_of(decks: dict[str, Deck], card_id: str) -> Card:
    return next(card for deck in decks.values() for card in deck.cards if card.id == card_id)


def test_decks_words_and_progress_are_told_at_the_first_refresh(session: Desk) -> None:
    decks = session.refresh()
    assert list(decks) == ["letters", "digits", "everyday"]
    counts = session.wait_for(Decks).counts["letters"]
    assert (counts.due, counts.new, counts.learned, counts.total) == (0, 10, 0, 52)
    assert session.wait_for(ProgressReady).progress.streak_days == 0


def test_a_recorded_gesture_is_a_card_at_once(session: Desk) -> None:
    session.record("wave")
    decks = session.refresh()
    assert [card.name for card in decks["own"].cards] == ["wave"]


def test_an_attempt_is_written_graded_and_can_be_overruled(session: Desk) -> None:
    session.refresh()
    session.desk.write(Attempt(card="letters/A", skill="produce", mode="produce", right=True, seconds=2))
    reviewed = session.wait_for(Reviewed)
    assert (reviewed.card, reviewed.grade) == ("letters/A", "easy")
    session.desk.overrule(reviewed.review, "again")
    again = session.wait_for(Reviewed, lambda told: told.grade == "again")
    assert again.review == reviewed.review
    assert again.next_due < reviewed.next_due


def test_what_was_practised_is_there_after_the_next_start(session: Desk, tmp_path: Path) -> None:
    session.refresh()
    session.desk.write(Attempt(card="letters/B", skill="read", mode="read", right=False, seconds=9))
    session.wait_for(Reviewed)
    session.desk.spelled("cab", "produce", 6.0, 0)
    session.desk.close()  # what was asked for before is still done
    later = Desk(tmp_path)
    later.refresh()
    progress, spelled = later.wait_for(ProgressReady).progress, later.wait_for(ProgressReady).spelled
    assert [each.word for each in spelled] == ["cab"]
    assert later.wait_for(Decks).counts["letters"].learned == 1
    assert [(day.words, round(day.letters_per_s, 2)) for day in progress.spelling] == [(1, 0.5)]
    later.desk.close()


def test_a_session_asks_for_what_is_new(session: Desk) -> None:
    session.settings = replace(session.settings, new_per_day=3)
    session.refresh()
    session.desk.begin("digits", "all")
    due = session.wait_for(DueCards)
    assert [(each.card, each.skill, each.new) for each in due.due] == [
        (f"digits/{digit}", "produce", True) for digit in (0, 1, 2)
    ]


def test_a_card_is_shown_and_watched_for_and_then_beside_its_rivals(session: Desk) -> None:
    decks = session.refresh()
    session.desk.teach(card_of(decks, "digits/5"))
    ready = session.wait_for(SignReady)
    assert ready.card == "digits/5"
    assert ready.motion is not None
    assert ready.motion.held
    session.wait(
        lambda: len(session.teachers) == 3
    )  # none while it is prepared, one at once, one with rivals
    assert session.teachers[0] is None
    assert session.teachers[2] is not session.teachers[1] is not None
    session.desk.teach(None)
    session.wait(lambda: session.teachers[-1] is None)


def test_only_the_newest_of_several_cards_is_watched_for(session: Desk) -> None:
    decks = session.refresh()
    for digit in range(10):
        session.desk.teach(card_of(decks, f"digits/{digit}"))
    session.wait_for(SignReady, lambda ready: ready.card == "digits/9")
    session.desk.close()
    shown = {message.card for message in session.told if isinstance(message, SignReady)}
    assert shown <= {"digits/0", "digits/9"}  # the first may have been under way already


def test_a_recording_takes_the_place_of_a_reference_and_gives_it_back(session: Desk) -> None:
    take = session.record("wave")
    decks = session.refresh()
    plain = card_of(decks, "everyday/wave")
    session.desk.decks.replace_reference("everyday/wave", take)
    session.wait_for(Decks, lambda told: card_of({d.id: d for d in told.decks}, "everyday/wave") != plain)
    exchanged = card_of(session.refresh(), "everyday/wave")
    assert exchanged.signer == "Ada"
    session.takes.delete(take)  # the deck has a copy of its own
    session.desk.teach(exchanged)
    assert session.wait_for(SignReady).motion is not None
    session.desk.decks.replace_reference("everyday/wave", "")
    session.wait_for(Decks, lambda told: card_of({d.id: d for d in told.decks}, "everyday/wave") == plain)


def test_a_card_whose_recording_is_gone_says_so_and_nobody_is_judged(session: Desk) -> None:
    session.refresh()
    session.desk.teach(Card(id="own/gone", name="gone", take="0-nothing"))
    ready = session.wait_for(SignReady)
    assert ready.motion is None
    assert "“gone” is missing" in ready.sentence
    assert session.teachers == [None]


def test_a_deck_travels_with_its_recordings(session: Desk, tmp_path: Path) -> None:
    take = session.record("wave")
    decks = session.refresh()
    session.desk.decks.create("Greetings")
    session.wait_for(Decks, lambda told: len(told.decks) == 5)
    deck = next(deck for deck in session.refresh().values() if deck.name == "Greetings")
    deck = with_card(with_card(deck, card_of(decks, "own/wave")), card_of(decks, "letters/A"))
    session.desk.decks.save(deck)
    session.wait(lambda: len(session.refresh()[deck.id].cards) == 2)
    file = tmp_path / "greetings.gesture-deck"
    session.desk.decks.share(deck.id, file)
    session.wait_for(Done)
    assert file.is_file()
    session.takes.delete(take)

    elsewhere = Desk(tmp_path / "elsewhere")
    elsewhere.refresh()
    elsewhere.desk.decks.take_in(file)
    told = elsewhere.wait_for(Decks, lambda told: len(told.decks) == 4)
    got = told.decks[-1]
    assert [(card.name, card.signer, card.gesture) for card in got.cards] == [
        ("wave", "Ada", ""),
        ("A", "", "A"),
    ]
    elsewhere.desk.teach(got.cards[0])
    assert elsewhere.wait_for(SignReady).motion is not None
    elsewhere.desk.close()


def test_a_deleted_deck_lies_in_the_bin_until_it_is_restored(session: Desk) -> None:
    session.refresh()
    session.desk.decks.create("Greetings")
    deck = session.wait_for(Decks, lambda told: len(told.decks) == 4).decks[-1]
    session.desk.decks.delete(deck.id)
    assert session.wait_for(Decks, lambda told: len(told.decks) == 3).deleted == (deck,)
    session.desk.decks.restore(deck.id)
    assert session.wait_for(Decks, lambda told: len(told.decks) == 4).deleted == ()


def test_a_file_that_is_no_deck_is_refused_and_changes_nothing(session: Desk, tmp_path: Path) -> None:
    before = session.refresh()
    file = tmp_path / "evil.gesture-deck"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../deck.json", "{}")
    session.desk.decks.take_in(file)
    session.wait(lambda: session.errors)
    assert "evil.gesture-deck" in str(session.errors[0])
    assert session.refresh() == before


def test_what_was_learned_of_a_gesture_stays_when_it_is_renamed(session: Desk) -> None:
    session.record("wave")
    session.refresh()
    session.desk.write(Attempt(card="own/wave", skill="produce", mode="produce", right=True, seconds=3))
    session.wait_for(Reviewed)
    session.takes.rename_gesture("wave", "hello")
    session.desk.rename_gesture("wave", "hello")
    session.wait_for(Decks, lambda told: told.decks[0].cards[0].name == "hello")
    assert session.wait_for(Decks).counts["own"].learned == 1


def test_reviews_leave_as_tables(session: Desk, tmp_path: Path) -> None:
    session.refresh()
    session.desk.write(Attempt(card="digits/1", skill="read", mode="read", right=True, seconds=3, answer="1"))
    session.wait_for(Reviewed)
    session.desk.export("digits", "csv", tmp_path / "digits.csv")
    session.wait_for(Done)
    assert "digits/1" in (tmp_path / "digits.csv").read_text("utf-8-sig")
    assert len((tmp_path / "digits cards.csv").read_text("utf-8-sig").splitlines()) == 11


def test_own_words_are_kept(session: Desk) -> None:
    session.refresh()
    session.desk.keep_words(["Ada", "Lovelace"])
    assert session.wait_for(OwnWords, lambda told: told.words).words == ("Ada", "Lovelace")
