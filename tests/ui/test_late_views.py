"""Views of the Actions page that are opened late know what the page was told before, the newest of it."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gesture_app.pipeline.acting.messages import ActionsState
from gesture_app.ui.actions.page import ActionsPage
from gesture_app.ui.late import Late
from made_promises import FIT, MISSED, promises


def test_a_view_is_told_the_newest_of_each_subject_once_it_is_there_and_everything_after(
    qtbot: QtBot,
) -> None:
    built: list[QLabel] = []

    def build() -> QLabel:
        label = QLabel()
        qtbot.addWidget(label)
        built.append(label)
        return label

    late = Late(build)
    late.tell("text", lambda label: label.setText("first"))
    late.tell("name", lambda label: label.setObjectName("kept"))
    late.tell("text", lambda label: label.setText("second"))
    assert late.built is None
    assert (late.view.text(), late.view.objectName()) == ("second", "kept")
    late.tell("text", lambda label: label.setText("third"))
    assert late.view.text() == "third"
    assert built == [late.view]


def test_cards_and_sentence_that_came_before_a_view_was_opened_are_shown_in_it(qtbot: QtBot) -> None:
    page = ActionsPage()
    qtbot.addWidget(page)
    page.set_state(ActionsState((), "", "off"))
    page.set_promises(promises(MISSED))
    page.set_promises(promises(FIT))
    page.set_sentence("hello world")
    late = page.views.late
    assert (late.promise.built, late.sentence.built, late.editor.built) == (None, None, None)
    shown = " ".join(label.text() for label in page.views.promise.findChildren(QLabel))
    assert FIT.gesture in shown
    assert MISSED.gesture not in shown
    assert page.views.sentence.view.text == "hello world"


def test_the_window_is_imported_without_what_only_some_visits_need() -> None:
    late = ("torch", "cv2", "mediapipe", "websockets", "pythonosc", "Xlib", "pynput", "mido",
            "PySide6.QtTextToSpeech", "PySide6.QtMultimedia", "gesture_app.ui.actions.editor")  # fmt: skip
    asked = f"import sys, gesture_app.app; print([each for each in {late!r} if each in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
