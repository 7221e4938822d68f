"""Practice through the window: the virtual hand learns in the learner's place, before the real tracker and teacher."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from footage import tracker_bundle
from gesture_app.folders import Folders, find_folders
from gesture_app.pipeline.engine import Engine
from gesture_app.pipeline.practice import JOURNAL
from gesture_app.practice.journal.journal import Journal
from gesture_app.practice.journal.review import Review, Spelled
from gesture_app.settings import Settings
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.page import Page
from gesture_app.ui.practice.page import PracticePage
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

ANSWER_MS = 60_000
"""Nothing takes nearly as long; a machine with much to do may."""

TRIES = 4


@pytest.fixture
def folders(own_home: object) -> Folders:
    found = find_folders()
    found.models.mkdir(parents=True)
    found.landmarker.write_bytes(tracker_bundle())
    return found


class Learner:
    """A window on the Practice page, with everything behind it, and what a person does in it."""

    def __init__(self, qtbot: QtBot, folders: Folders, settings: Settings) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.qtbot, self._folders = qtbot, folders
        self.bridge = Bridge()
        engine = Engine(folders, settings, self.bridge.post, self.bridge.wake, source="virtual")
        self.bridge.show_results_of(engine.results)
        self.window = Window(engine, self.bridge, ThemeController(application))
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.begin()
        self.go_to(self.page)
        self.wait_for(lambda: bool(self.page.home.deck))

    @property
    def page(self) -> PracticePage:
        return self.window.practice

    @property
    def told(self) -> str:
        """What the learner is told now."""
        return self.page.bench.learner.guidance.sentence

    def sees_the_sign(self) -> bool:
        return not self.page.bench.sign.covered

    @property
    def outcome(self) -> str:
        """What the exercise came to; empty while it lasts."""
        card = self.page.bench.outcome
        return card._title.text() if card.isVisible() else ""

    def go_to(self, page: Page) -> None:
        self.window.rail.choose(self.window.pages.index(page))

    def wait_for(self, what: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(what()), timeout=ANSWER_MS)

    def wait_until_watched(self) -> None:
        """The sign is shown and the teacher watches for it: it says that there is no hand yet."""
        self.wait_for(lambda: "Hold your hand up" in self.told)

    def wait_for_outcome(self) -> str:
        self.wait_for(lambda: self.outcome)
        return self.outcome

    def make_it_right(self, until: Callable[[], object]) -> None:
        self._try(self.page.bench.learner.pupil._right.click, until)

    def make_a_mistake(self, name: str, told: str) -> None:
        """Until the learner is told this."""
        actions = self.page.bench.learner.pupil._menu.actions()
        mistake = next(action for action in actions if action.data() == name)
        self._try(mistake.trigger, lambda: told in self.told)

    def _try(self, make: Callable[[], None], until: Callable[[], object]) -> None:
        """As often as it takes: a machine with much to do may see too little of it."""
        for _ in range(TRIES):
            make()
            with contextlib.suppress(QtTimeout):
                self.qtbot.waitUntil(lambda: bool(until()), timeout=ANSWER_MS // TRIES)
                return
        pytest.fail(f"the learner was told: {self.told}")

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        QTest.keyClick(focused if focused is not None else self.page, key)

    def click(self, text: str) -> None:
        """A button or a tile that can be seen."""
        shown = [each for each in self.page.findChildren(QAbstractButton) if each.isVisible()]
        next(each for each in shown if text in (each.text(), each.accessibleName())).click()

    def close(self) -> None:
        self.window.close()
        self.bridge.close()

    def written(self) -> tuple[list[Review], list[Spelled]]:
        """What the journal holds once the window is closed."""
        self.close()
        with Journal(self._folders.practice / JOURNAL) as journal:
            return list(journal.reviews()), list(journal.spellings())


@pytest.fixture
def learner(qtbot: QtBot, folders: Folders) -> Iterator[Learner]:
    opened = Learner(qtbot, folders, Settings(new_per_day=1, hold_seconds=0.5))
    yield opened
    opened.close()


def test_a_session_from_the_first_sign_to_the_summary(learner: Learner) -> None:
    """A sign is shown and made wrong, corrected and made right, and then made once more from memory."""
    learner.click("Start with “A”")
    learner.wait_until_watched()
    assert learner.sees_the_sign()
    learner.make_a_mistake("palm", told="Turn your palm")
    learner.make_it_right(until=lambda: learner.outcome)
    assert learner.outcome == "That is “A”"

    learner.press(Qt.Key.Key_Return)
    learner.wait_until_watched()
    assert not learner.sees_the_sign()
    learner.make_it_right(until=lambda: learner.outcome)
    assert learner.outcome == "That is “A”"
    assert learner.sees_the_sign()

    learner.press(Qt.Key.Key_Return)
    learner.wait_for(learner.page.summary.isVisible)
    assert learner.page.summary._sentence.text().startswith("1 card practised")
    reviews, _ = learner.written()
    attempts = [each.attempt for each in reviews]
    assert [(each.card, each.mode, each.right) for each in attempts] == [
        ("letters/A", "learn", True),
        ("letters/A", "produce", True),
    ]
    assert "orientation:palm" in attempts[0].corrections
    assert "orientation:palm" not in attempts[1].corrections


def test_what_is_not_known_is_shown_and_what_is_read_is_marked(learner: Learner) -> None:
    bench = learner.page.bench
    learner.click("From memory")
    learner.wait_until_watched()
    learner.press(Qt.Key.Key_S)
    assert learner.wait_for_outcome() == "This is “A”"
    assert learner.sees_the_sign()
    learner.press(Qt.Key.Key_Escape)
    learner.wait_for(learner.page.summary.isVisible)
    learner.press(Qt.Key.Key_Escape)

    learner.page.home.choose("digits")
    learner.click("Read")
    for asked, way_off, outcome in (("0", 1, "This is “0”"), ("1", 0, "Yes, “1”")):
        learner.wait_for(lambda: bench.answers.choices.isVisible() and not learner.outcome)
        answers = list(bench.answers.choices._answers)
        learner.press(Qt.Key(Qt.Key.Key_1 + (answers.index(asked) + way_off) % len(answers)))
        assert learner.wait_for_outcome() == outcome
        learner.press(Qt.Key.Key_Return)
    reviews, _ = learner.written()
    assert [(each.attempt.card, each.attempt.right) for each in reviews] == [
        ("letters/A", False),
        ("digits/0", False),
        ("digits/1", True),
    ]
    assert [each.grade for each in reviews[:2]] == ["again", "again"]


def test_a_movement_made_backwards_is_described_and_made_right_it_counts(learner: Learner) -> None:
    learner.click("Free practice")
    learner.page.bench.signs._search.setText("J")
    learner.wait_until_watched()
    learner.make_a_mistake("direction", told="Move your hand down, then to your left")
    assert learner.page.bench.bar._place.text() == "No grades here"
    learner.make_it_right(until=lambda: learner.page.bench.bar._place.text() == "Made once")
    learner.click("End")
    learner.wait_for(learner.page.home.isVisible)
    assert learner.written() == ([], []), "free practice is not written down"


def test_a_word_is_spelled_letter_by_letter_and_a_wrong_letter_is_told(learner: Learner) -> None:
    learner.click("Spell")
    start = learner.page._spelling_start
    start._words.choose("own")
    start._own_words.setPlainText("BY")
    learner.click("Start")
    learner.wait_until_watched()
    learner.make_a_mistake("thumb", told="thumb")
    learner.make_it_right(until=lambda: learner.page.bench.letters._done == 1)
    learner.wait_until_watched()
    learner.make_it_right(until=lambda: learner.outcome)
    assert learner.outcome == "BY"
    _, spelled = learner.written()
    assert [(each.word, each.skill) for each in spelled] == [("BY", "produce")]


def test_a_lesson_waits_while_one_is_on_another_page_and_may_be_left_in_the_middle(learner: Learner) -> None:
    learner.click("Start with “A”")
    learner.wait_until_watched()
    learner.go_to(learner.window.live)
    shown: list[str] = []
    learner.bridge.live.connect(lambda result: shown.append(result.frame.caption))
    learner.wait_for(lambda: any(shown))  # the virtual hand does again what it did before
    learner.go_to(learner.page)
    learner.wait_for(lambda: len(shown) > 50 and not any(shown[-50:]))  # and then waits to be asked
    learner.make_a_mistake("palm", told="Turn your palm")
    assert learner.written() == ([], []), "nothing was made before the window was closed"
