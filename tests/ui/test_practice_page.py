"""The Practice page as a learner uses it: the five ways, the keys, what is said, and what is wished for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gesture_app.capture.source import Frame
from gesture_app.hands import HandFrame
from gesture_app.pipeline.messages import LiveResult, SourceStatus
from gesture_app.pipeline.practice_messages import AttemptJudged, Decks, DueCards, Reviewed, SignReady
from gesture_app.practice.decks.built_in import built_in_decks
from gesture_app.practice.decks.card import Card
from gesture_app.practice.journal.schedule import Counts
from gesture_app.practice.lessons.attempt import Attempt
from gesture_app.practice.lessons.grading import grade
from gesture_app.practice.lessons.session import DueCard
from gesture_app.practice.references.from_gesture import motion_of_gesture
from gesture_app.practice.references.from_word import motion_of_word
from gesture_app.practice.teacher.verdict import Coaching, CoachingState, Correction, Verdict
from gesture_app.settings import Settings
from gesture_app.ui.practice.page import PracticePage
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.tile import Tile
from gesture_app.virtual_hand.painting.atlas import atlas
from gesture_app.virtual_hand.painting.look import DEFAULT_LOOK

RING = Correction("handshape", "ring", "right", "Straighten your ring finger.", 2.0, (13, 14, 15, 16))
UNSEEN = Correction("visibility", "thumb", "right", "I cannot see your thumb.", 1.0, (4,))
RIGHT = Verdict(right=True, corrections=(), fit=0.95)
WRONG = Verdict(right=False, corrections=(RING,), fit=0.4)


def tomorrow() -> datetime:
    """Asked for anew: midnight may pass between two tests."""
    return datetime.now(UTC) + timedelta(days=1)


@pytest.fixture(scope="module", autouse=True)
def skin() -> None:
    """The sheets of the skin take seconds, once; no hand must be at them when its test ends."""
    atlas(DEFAULT_LOOK.skin, DEFAULT_LOOK.sleeve)


class Desk:
    """What stands behind the page: answers as the engine does, and remembers what was wished for."""

    def __init__(self, page: PracticePage) -> None:
        self.page = page
        self.due: tuple[DueCard, ...] = ()
        self.attempts: list[Attempt] = []
        self.overruled: list[tuple[int, str]] = []
        self.taught: list[str] = []
        self.sessions: list[tuple[str, str]] = []
        self.spelled: list[tuple[str, str, float, int]] = []
        self.pupil: list[str] = []
        self.words: list[tuple[str, float]] = []
        page.session_wanted.connect(self.session)
        page.teach_wanted.connect(self.teach)
        page.word_wanted.connect(self.show_word)
        page.attempt_made.connect(self.write)
        page.overrule_wanted.connect(self.overrule)
        page.word_spelled.connect(self.write_word)
        page.pupil_wanted.connect(self.pupil.append)

    def session(self, deck: str, way: str) -> None:
        self.sessions.append((deck, way))
        self.page.show_due(DueCards(deck, self.due))

    def teach(self, card: Card | None, side: str) -> None:
        self.taught.append("" if card is None else card.id)
        if card is not None:
            self.page.show_sign(SignReady(card.id, motion_of_gesture(card.gesture)))

    def show_word(self, letters: str, pace: float) -> None:
        self.words.append((letters, pace))
        self.page.show_sign(SignReady(f"word:{letters}", motion_of_word(letters, pace)))

    def write(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)
        number = len(self.attempts)
        self.page.show_reviewed(Reviewed(number, attempt.card, attempt.skill, grade(attempt), tomorrow()))

    def overrule(self, review: int, wanted: str) -> None:
        self.overruled.append((review, wanted))

    def write_word(self, word: str, skill: str, seconds: float, mistakes: int) -> None:
        self.spelled.append((word, skill, seconds, mistakes))


def decks(due: int = 2, new: int = 3, learned: int = 5, **other: int) -> Decks:
    """The built-in decks; letters have so many cards waiting, the others none but those of `other` that are due."""
    built_in = built_in_decks()
    counts = {
        deck.id: Counts(other.get(deck.id, 0), 0, 0, 2 * len(deck.cards), tomorrow()) for deck in built_in
    }
    counts["letters"] = Counts(due, new, learned, 52, tomorrow())
    return Decks(built_in, counts, ())


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def page(qtbot: QtBot, clock: Clock) -> PracticePage:
    made = PracticePage(rng=np.random.default_rng(5), clock_s=clock)
    qtbot.addWidget(made)
    made.resize(1190, 780)
    made.set_settings(Settings())
    made.set_decks(decks())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.entered()
    return made


@pytest.fixture
def desk(page: PracticePage) -> Desk:
    return Desk(page)


def seen(state: CoachingState, correction: Correction | None = None) -> LiveResult:
    """One instant of the live view."""
    hands = HandFrame.empty(0.0, 16 / 9)
    ghost = np.full((2, 21, 3), np.nan, np.float32)
    coaching = Coaching(state, 0.5, 0.5, correction, ghost)
    return LiveResult(Frame(0, 0.0, None, None, 16 / 9), hands, None, None, 25.0, 0.02, coaching)


def practise(page: PracticePage, desk: Desk, *due: DueCard) -> None:
    """All that is due, by the large button."""
    desk.due = due
    button(page, "Practise now (5)").click()


def make_it(page: PracticePage) -> None:
    """The learner makes what is asked, rightly."""
    page.show_result(seen("watching"))
    page.show_result(seen("accepted"))
    page.show_judged(AttemptJudged(RIGHT))


def button(page: QWidget, text: str) -> Button:
    return next(found for found in page.findChildren(Button) if found.text() == text and found.isVisible())


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def texts(page: QWidget) -> str:
    """All words that can be seen."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


# --- home -------------------------------------------------------------------------------------------------


def test_the_home_says_what_is_due_on_one_large_button_that_has_the_focus(page: PracticePage) -> None:
    assert "5 cards for today" in texts(page)
    assert QApplication.focusWidget() is button(page, "Practise now (5)")


def test_who_has_never_practised_is_told_what_will_happen_and_where_to_begin(page: PracticePage) -> None:
    page.set_decks(decks(due=0, new=10, learned=0))
    assert "Learn your first signs" in texts(page)
    assert button(page, "Start with “A”").isEnabled()


def test_when_all_is_done_the_home_says_when_the_next_card_comes_and_what_could_be_done(
    page: PracticePage, desk: Desk
) -> None:
    page.set_decks(decks(due=0, new=0))
    assert "The next card comes back tomorrow." in texts(page)
    button(page, "Practise freely").click()
    assert desk.taught == ["letters/A"]


def test_when_one_deck_is_done_the_large_button_goes_on_with_another(page: PracticePage, desk: Desk) -> None:
    page.set_decks(decks(due=0, new=0, digits=4))
    page.home.choose("letters")
    desk.due = (DueCard("digits/5", "produce", new=False),)
    button(page, "Go on with “Digits”").click()
    assert desk.sessions == [("digits", "all")]
    assert desk.taught == ["digits/5"]


@pytest.mark.parametrize(
    ("key", "way"), [(Qt.Key.Key_L, "learn"), (Qt.Key.Key_M, "produce"), (Qt.Key.Key_R, "read")]
)
def test_each_way_of_practising_has_a_key(
    page: PracticePage, desk: Desk, qtbot: QtBot, key: Qt.Key, way: str
) -> None:
    press(qtbot, key)
    assert desk.sessions == [("letters", way)]
    assert desk.taught[-1] == "letters/A", "with nothing due, the first cards come up"


def test_where_there_is_nothing_to_practise_one_stays_and_is_told(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.notice) as told:
        practise(page, desk)
    assert told.args == ["There is nothing to practise in “Manual alphabet” now."]
    assert page.home.isVisible()


def test_decks_and_progress_are_shown_as_they_stand_when_they_are_opened(
    page: PracticePage, qtbot: QtBot
) -> None:
    button(page, "Edit decks").click()
    assert "Manual alphabet" in texts(page) + "".join(
        widget.accessibleName() for widget in page.editor.findChildren(QWidget)
    )
    page.editor.back_wanted.emit()
    button(page, "Progress").click()
    button(page, "Practise now").click()
    assert "5 cards for today" in texts(page)


def test_signs_are_shown_with_the_hand_that_the_learner_signs_with(page: PracticePage, desk: Desk) -> None:
    sides: list[str] = []
    page.teach_wanted.connect(lambda card, side: sides.append(side))
    page.set_settings(Settings(practice_hand="left"))
    practise(page, desk, DueCard("letters/C", "produce", new=True))
    assert page.bench.sign.view.side == "left"
    assert sides[-1] == "left"


def test_trouble_with_the_camera_is_told_where_the_learner_would_be_seen(
    page: PracticePage, desk: Desk
) -> None:
    practise(page, desk, DueCard("letters/C", "produce", new=True))
    page.stage.set_source_status(SourceStatus("Camera", "failed", "No camera is connected.", "Connect one."))
    assert "No camera is connected. Connect one." in texts(page)


# --- signs that are made ----------------------------------------------------------------------------------


def test_a_new_sign_is_shown_and_a_known_one_is_covered(page: PracticePage, desk: Desk) -> None:
    practise(
        page, desk, DueCard("letters/C", "produce", new=True), DueCard("letters/B", "produce", new=False)
    )
    assert not page.bench.sign.covered
    assert "The letter C." in texts(page)
    make_it(page)
    page.bench.on_wanted.emit()
    assert page.bench.sign.covered
    assert "The letter B." in texts(page)
    assert desk.taught == ["letters/C", "letters/B"]


def test_from_memory_neither_the_ghost_nor_the_note_gives_the_sign_away(
    page: PracticePage, desk: Desk
) -> None:
    practise(page, desk, DueCard("letters/A", "produce", new=False))
    note = next(card.note for card in built_in_decks()[0].cards if card.id == "letters/A")
    assert note
    assert note not in texts(page)
    assert not page.bench.learner.view._ghost_shown
    page.bench.help_wanted.emit()
    assert note in texts(page)
    assert page.bench.learner.view._ghost_shown


def test_the_one_thing_to_change_is_written_large_and_remembered(page: PracticePage, desk: Desk) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    page.show_result(seen("watching"))
    page.show_result(seen("watching", RING))
    guidance = page.bench.learner.guidance
    assert guidance.sentence == "Straighten your ring finger."
    assert guidance.accessibleDescription() == "Straighten your ring finger."
    page.show_result(seen("holding"))
    assert guidance.sentence == "Right. Hold it."
    page.show_judged(AttemptJudged(RIGHT))
    assert desk.attempts[0].corrections == ("handshape:ring",)
    assert "Put right on the way: the ring finger." in texts(page)


def test_what_the_camera_lost_is_said_and_held_against_nobody(page: PracticePage, desk: Desk) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    page.show_result(seen("watching"))
    page.show_result(seen("watching", UNSEEN))
    assert page.bench.learner.guidance.sentence == "I cannot see your thumb."
    make_it(page)
    assert desk.attempts[0].corrections == ()


def test_what_was_wrong_with_a_try_stays_to_be_read_while_the_hand_goes_and_comes_back(
    page: PracticePage, desk: Desk
) -> None:
    practise(page, desk, DueCard("everyday/wave", "produce", new=False))
    page.show_result(seen("watching"))
    page.show_judged(AttemptJudged(WRONG))
    for state in ("no hand", "watching", "almost"):
        page.show_result(seen(state))
        assert page.bench.learner.guidance.sentence == "Straighten your ring finger."
    page.show_result(seen("holding"))
    assert page.bench.learner.guidance.sentence == "Right. Hold it."


def test_an_accepted_attempt_is_written_down_with_its_time_and_failed_tries(
    page: PracticePage, desk: Desk, clock: Clock
) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    page.show_judged(AttemptJudged(WRONG))
    clock.now_s += 7.0
    make_it(page)
    attempt = desk.attempts[0]
    assert (attempt.right, attempt.seconds, attempt.again_after) == (True, 7.0, 1)


def test_what_was_accepted_of_the_sign_before_counts_for_nothing(page: PracticePage, desk: Desk) -> None:
    page.teach_wanted.disconnect(desk.teach)  # the reference is still being looked up
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    page.show_judged(AttemptJudged(RIGHT))
    assert desk.attempts == []


def test_after_an_attempt_the_grade_and_the_day_of_its_return_are_told_and_can_be_overruled_by_key(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    make_it(page)
    assert "Comes back tomorrow." in texts(page)
    assert button(page, "Easy").isChecked()
    press(qtbot, Qt.Key.Key_2)
    assert desk.overruled == [(1, "hard")]
    assert button(page, "Hard").isChecked()


def test_a_sign_that_was_copied_is_told_to_be_asked_from_memory_or_to_come_again(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=True))
    make_it(page)
    assert "Copied; asked from memory in a moment." in texts(page)
    press(qtbot, Qt.Key.Key_1)
    page.show_reviewed(Reviewed(1, "letters/B", "produce", "again", tomorrow()))
    assert "Comes again in this session." in texts(page)
    press(qtbot, Qt.Key.Key_Return)
    assert not page.bench.sign.covered, "it is shown once more"


def test_a_sign_that_was_right_goes_on_by_itself_unless_one_touches_the_grade(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    practise(
        page, desk, DueCard("letters/B", "produce", new=False), DueCard("letters/D", "produce", new=False)
    )
    make_it(page)
    assert button(page, "Next in 5")
    press(qtbot, Qt.Key.Key_3)
    assert button(page, "Next")


def test_a_sign_that_was_given_up_is_shown_and_asked_again_later_in_the_session(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    practise(
        page, desk, DueCard("letters/B", "produce", new=False), DueCard("letters/D", "produce", new=False)
    )
    press(qtbot, Qt.Key.Key_S)
    assert not page.bench.sign.covered
    assert (desk.attempts[0].right, desk.attempts[0].helped) == (False, True)
    press(qtbot, Qt.Key.Key_Return)
    make_it(page)
    press(qtbot, Qt.Key.Key_Return)
    assert desk.taught == ["letters/B", "letters/D", "letters/B"]


def test_being_shown_counts_as_help(page: PracticePage, desk: Desk, qtbot: QtBot) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    press(qtbot, Qt.Key.Key_H)
    assert not page.bench.sign.covered
    make_it(page)
    assert desk.attempts[0].helped
    assert "“B”, with help" in texts(page)


def test_a_sign_that_cannot_be_shown_says_why_and_lets_one_go_on(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    page.teach_wanted.disconnect(desk.teach)
    practise(page, desk, DueCard("letters/B", "produce", new=True), DueCard("letters/D", "produce", new=True))
    page.show_sign(SignReady("letters/B", None, "The recording of “B” is missing."))
    assert "The recording of “B” is missing." in texts(page)
    press(qtbot, Qt.Key.Key_S)
    press(qtbot, Qt.Key.Key_Return)
    assert "The letter D." in texts(page)


# --- signs that are read ----------------------------------------------------------------------------------


def read_one(page: PracticePage, desk: Desk, card: str = "letters/K") -> None:
    practise(page, desk, DueCard(card, "read", new=False))


def test_reading_offers_the_right_answer_among_others_and_says_which_it_was(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    read_one(page, desk)
    offered = [each for each in page.bench.answers.choices.findChildren(Button) if each.isVisible()]
    names = [each.text().split()[1] for each in offered]
    assert len(names) == 4
    assert "K" in names
    assert "The letter K." not in texts(page)
    wrong = next(number for number, name in enumerate(names) if name != "K")
    press(qtbot, Qt.Key(Qt.Key.Key_1 + wrong))
    assert (desk.attempts[0].right, desk.attempts[0].answer) == (False, names[wrong])
    assert "right" in offered[names.index("K")].text()
    assert "your answer" in offered[wrong].text()
    assert "This is “K”" in texts(page)


def test_reading_can_be_answered_by_typing(page: PracticePage, desk: Desk, qtbot: QtBot) -> None:
    read_one(page, desk)
    button(page, "Type").click()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, " k ")
    press(qtbot, Qt.Key.Key_Return)
    assert (desk.attempts[0].right, desk.attempts[0].skill) == (True, "read")


def test_keys_of_the_session_are_letters_while_one_types(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    read_one(page, desk, "letters/S")
    button(page, "Type").click()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    press(qtbot, Qt.Key.Key_S)
    assert field.text() == "s"
    assert desk.attempts == []


def test_the_hand_signs_again_slower_and_the_next_sign_at_the_speed_of_before(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    practise(page, desk, DueCard("letters/K", "read", new=False), DueCard("letters/F", "read", new=False))
    press(qtbot, Qt.Key.Key_R)
    assert page.bench.sign.view.speed == 0.5
    press(qtbot, Qt.Key.Key_S)
    press(qtbot, Qt.Key.Key_Return)
    assert page.bench.sign.view.speed == 1.0


# --- the end ----------------------------------------------------------------------------------------------


def test_the_end_sums_up_what_was_done_and_says_what_would_be_next(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    practise(
        page, desk, DueCard("letters/B", "produce", new=False), DueCard("letters/D", "produce", new=False)
    )
    page.show_result(seen("watching"))
    page.show_result(seen("watching", RING))
    press(qtbot, Qt.Key.Key_H)
    make_it(page)
    press(qtbot, Qt.Key.Key_Return)
    make_it(page)
    page.bench.end_wanted.emit()
    assert "2 cards practised, 1 of them right at once." in texts(page)
    qtbot.waitUntil(lambda: "B:  mind the ring finger" in texts(page))
    assert button(page, "Go on (5)").hasFocus()
    assert desk.taught[-1] == "", "nobody is watched any more"
    press(qtbot, Qt.Key.Key_Escape)
    assert "5 cards for today" in texts(page)


def test_ending_before_anything_was_done_leads_home(page: PracticePage, desk: Desk, qtbot: QtBot) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    press(qtbot, Qt.Key.Key_Escape)
    assert "5 cards for today" in texts(page)


def test_nobody_is_watched_while_another_page_is_in_view(page: PracticePage, desk: Desk) -> None:
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    page.left()
    assert desk.taught[-1] == ""
    page.entered()
    assert desk.taught[-1] == "letters/B"


# --- spelling ---------------------------------------------------------------------------------------------


def spell(page: PracticePage, desk: Desk, qtbot: QtBot, which: str, words: list[str]) -> None:
    page.set_own_words(words)
    press(qtbot, Qt.Key.Key_W)
    next(tile for tile in page.findChildren(QWidget) if tile.accessibleName() == which).click()
    button(page, "My own").click()
    button(page, "Start").click()


def test_a_word_is_made_letter_by_letter_and_its_letters_light_up(
    page: PracticePage, desk: Desk, qtbot: QtBot, clock: Clock
) -> None:
    spell(page, desk, qtbot, "Make words", ["Cab"])
    strip = page.bench.letters
    assert strip.accessibleDescription() == "0 of 3 letters made. Next: C."
    make_it(page)
    assert strip.accessibleDescription() == "1 of 3 letters made. Next: A."
    clock.now_s += 4.0
    make_it(page)
    press(qtbot, Qt.Key.Key_H)
    make_it(page)
    assert [each for each in desk.taught if each] == ["letters/C", "letters/A", "letters/B"]
    assert desk.spelled == [("Cab", "produce", 4.0, 1)]
    assert desk.words[-1][0] == "CAB", "the hand spells it, too"


def test_a_doubled_letter_counts_only_once_the_hand_has_let_go(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    spell(page, desk, qtbot, "Make words", ["Oo"])
    make_it(page)
    page.show_result(seen("holding"))
    page.show_judged(AttemptJudged(RIGHT))
    assert desk.spelled == []
    make_it(page)
    assert len(desk.spelled) == 1


def test_words_that_were_read_come_faster_and_others_slower(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    spell(page, desk, qtbot, "Read words", ["Ada"])
    letters, first_pace = desk.words[-1]
    assert letters == "ADA"
    for typed in ("ada", "oda"):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, typed)
        press(qtbot, Qt.Key.Key_Return)
        press(qtbot, Qt.Key.Key_Return)
    paces = [pace for _, pace in desk.words]
    assert first_pace < paces[1]
    assert paces[2] < paces[1]
    assert [(word, skill, mistakes) for word, skill, _, mistakes in desk.spelled] == [
        ("Ada", "read", 0), ("Ada", "read", 1),
    ]  # fmt: skip


def test_a_word_is_shown_again_by_enter_and_the_next_sign_plays_by_itself(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    spell(page, desk, qtbot, "Read words", ["Ada"])
    view = page.bench.sign.view
    view.pause()  # as at the end of the word
    press(qtbot, Qt.Key.Key_Return)
    assert view.playing
    assert desk.spelled == []
    view.pause()
    page.bench.end_wanted.emit()
    page._spelling_start.back_wanted.emit()
    press(qtbot, Qt.Key.Key_F)
    assert view.playing
    assert view.looping


def test_enter_begins_once_a_choice_is_made_and_makes_it_before(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_W)
    read = next(tile for tile in page.findChildren(Tile) if tile.accessibleName() == "Read words")
    read.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert read.isChecked()
    assert desk.words == []
    press(qtbot, Qt.Key.Key_Return)
    assert len(desk.words) == 1


def test_own_words_are_kept(page: PracticePage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.own_words_changed) as kept:
        spell(page, desk, qtbot, "Make words", ["Ada", "Bob"])
    assert kept.args == [["Ada", "Bob"]]


# --- free practice and the pupil --------------------------------------------------------------------------


def test_free_practice_shows_any_sign_and_writes_nothing_down(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_F)
    make_it(page)
    make_it(page)
    assert "Made 2 times" in texts(page)
    button(page, "Next sign").click()
    assert desk.taught == ["letters/A", "letters/B"]
    assert desk.attempts == []


def test_the_virtual_hand_practises_in_ones_place_rightly_or_with_a_mistake(
    page: PracticePage, desk: Desk, qtbot: QtBot
) -> None:
    page.set_source("virtual", virtual=True)
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    assert button(page, "Make it right").isVisible()
    press(qtbot, Qt.Key.Key_V)
    press(qtbot, Qt.Key.Key_X)
    assert desk.pupil[0] == "B"
    assert desk.pupil[1].startswith("B!")


def test_before_a_camera_nobody_practises_in_ones_place(page: PracticePage, desk: Desk) -> None:
    page.set_source("camera", virtual=False)
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    assert not any(
        found.text() == "Make it right" and found.isVisible() for found in page.findChildren(Button)
    )


def test_everything_one_can_press_has_a_name(page: PracticePage, desk: Desk, own_home: Path) -> None:
    page.set_source("virtual", virtual=True)
    practise(page, desk, DueCard("letters/B", "produce", new=False))
    nameless = [
        found for found in page.findChildren(QWidget)
        if found.focusPolicy() & Qt.FocusPolicy.TabFocus and found.isVisible() and not found.accessibleName()
    ]  # fmt: skip
    assert nameless == []
