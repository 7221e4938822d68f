"""One whole session in the window, in one process: record two gestures, train, be recognised, quit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footage import Scene, tracker_bundle, write_video
from gesture_app.folders import Folders, find_folders
from gesture_app.learning.ready_made import READY_MADE
from gesture_app.pipeline.engine import Engine
from gesture_app.settings import Settings, load_settings
from gesture_app.takes.store import TakeStore
from gesture_app.ui.bridge import Bridge
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.window import Window

QUICK = Settings(take_seconds=0.7, takes_in_a_row=4, countdown_s=0.2)


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("videos")
    for shape in ("open", "victory"):
        write_video(folder / f"{shape}.avi", [Scene(shape, 8.0, "drift")])
    return {shape: folder / f"{shape}.avi" for shape in ("open", "victory")}


@pytest.fixture
def folders(own_home: Path) -> Folders:
    found = find_folders()
    found.models.mkdir(parents=True)
    found.landmarker.write_bytes(tracker_bundle())
    return found


class Session:
    """A window with everything behind it, as `gesture_app.app.run` builds it."""

    def __init__(self, qtbot: QtBot, folders: Folders, source: str, settings: Settings = QUICK) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.qtbot = qtbot
        self.bridge = Bridge()
        self.engine = Engine(folders, settings, self.bridge.post, self.bridge.wake, source=source)
        self.bridge.show_results_of(self.engine.results)
        self.theme = ThemeController(application)
        self.window = Window(self.engine, self.bridge, self.theme)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.begin()

    def go_to(self, page: int) -> None:
        self.window.rail.choose(page)

    def record(self, gesture: str) -> None:
        """As a person would: name it, press Record, wait for the takes."""
        self.go_to(1)
        page = self.window.record
        self.qtbot.keyClicks(page.gestures._name, gesture)
        self.qtbot.keyClick(page.gestures._name, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: page.gestures.current == gesture, timeout=5_000)
        page._controls._setup.start.click()
        self.qtbot.waitUntil(lambda: not page._recording, timeout=60_000)
        self.qtbot.waitUntil(lambda: len(page._takes._cards) == QUICK.takes_in_a_row, timeout=10_000)

    def watch(self, video: Path) -> None:
        self.window.contents.choices.choose_source(str(video))

    def wait_for_hands(self) -> None:
        self.go_to(0)
        seen: list[bool] = []
        self.bridge.live.connect(lambda result: seen.append(result.hands.any_hand))
        self.qtbot.waitUntil(lambda: True in seen, timeout=30_000)

    def close(self) -> None:
        self.window.close()
        self.bridge.close()


@pytest.fixture
def session(qtbot: QtBot, folders: Folders, videos: dict[str, Path]) -> Iterator[Session]:
    opened = Session(qtbot, folders, str(videos["open"]))
    yield opened
    opened.close()


def test_record_two_gestures_train_and_be_recognised(
    session: Session, qtbot: QtBot, videos: dict[str, Path], folders: Folders
) -> None:
    session.wait_for_hands()
    session.record("flat hand")
    live = session.window.live
    session.go_to(0)
    qtbot.waitUntil(lambda: live._gesture.text == "flat hand", timeout=30_000)  # before any training
    assert live._models.currentText() == "Your takes · at once"
    session.watch(videos["victory"])
    session.wait_for_hands()
    session.record("victory")

    session.go_to(2)
    train = session.window.train
    assert train._train.isEnabled()
    train._train.click()
    qtbot.waitUntil(lambda: not train._running, timeout=120_000)
    assert train._views.currentWidget() is train._result

    session.go_to(0)
    for shape, gesture in (("open", "flat hand"), ("victory", "victory")):
        session.watch(videos[shape])
        qtbot.waitUntil(lambda wanted=gesture: live._gesture.text == wanted, timeout=30_000)
    models = [live._models.itemText(row) for row in range(live._models.count())]
    assert live._models.currentText() == models[0]
    assert models[0].startswith("flat hand, victory")
    for ready, choice in zip(READY_MADE, models[-len(READY_MADE) :], strict=True):
        assert choice.startswith(ready.name)

    session.close()
    store = TakeStore(folders.recordings)
    assert {gesture.name: gesture.takes for gesture in store.gestures() if gesture.takes} == {
        "flat hand": 4,
        "victory": 4,
    }
    settings, complaint = load_settings(folders.settings_file)
    assert complaint is None
    assert settings.source == str(videos["victory"])


def test_closing_in_the_middle_of_a_take_keeps_the_finished_ones(
    session: Session, qtbot: QtBot, folders: Folders
) -> None:
    session.wait_for_hands()
    session.go_to(1)
    page = session.window.record
    qtbot.keyClicks(page.gestures._name, "flat hand")
    qtbot.keyClick(page.gestures._name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.gestures.current == "flat hand", timeout=5_000)
    page._controls._setup.start.click()
    qtbot.waitUntil(lambda: len(page._takes._cards) >= 1, timeout=30_000)
    session.close()
    takes = TakeStore(folders.recordings).takes()
    assert 1 <= len(takes) < 4
    assert all(take.duration_s == pytest.approx(0.7, abs=0.15) for take in takes)


def test_without_a_camera_the_virtual_hand_performs_the_window_says_so_and_stays_usable(
    qtbot: QtBot, folders: Folders
) -> None:
    session = Session(qtbot, folders, "camera:no such camera")
    stage = session.window.live.stage
    qtbot.waitUntil(stage._note.isVisible, timeout=10_000)
    assert "no such camera" in stage._note.sentence
    assert "the program's own hand" in stage._note.sentence
    session.wait_for_hands()
    qtbot.waitUntil(lambda: stage._name.startswith("Showing: "), timeout=30_000)
    for page in range(4):
        session.go_to(page)
        qtbot.wait(10)
    session.close()


def test_changing_page_source_and_model_in_a_hurry_breaks_nothing(
    session: Session, qtbot: QtBot, videos: dict[str, Path]
) -> None:
    for turn in range(12):
        session.go_to(turn % 4)
        session.watch(videos["open" if turn % 2 else "victory"])
        session.window.contents.choices.choose_model("")
        qtbot.wait(5)
    session.wait_for_hands()
    assert session.window.notice.sentence == ""
