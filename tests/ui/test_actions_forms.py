"""Forms for actions: what is filled in is what is saved, and what is wrong is said at the field."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gesture_app.actions.action import (
    Action,
    AddToSentence,
    Click,
    Notify,
    Open,
    OpenApplication,
    PlayMidiNote,
    PressKeys,
    PressMediaKey,
    RunCommand,
    Scroll,
    SendMidiControl,
    SendOsc,
    SendWebSocket,
    Speak,
    TypeText,
)
from gesture_app.actions.ends.applications import Application
from gesture_app.ui.actions.forms.application import ApplicationForm
from gesture_app.ui.actions.forms.form import ActionForm
from gesture_app.ui.actions.forms.made import form_for
from gesture_app.ui.actions.forms.makers import osc_meant, osc_written
from gesture_app.ui.actions.key_recorder import KeyRecorder
from gesture_app.ui.actions.kinds import GROUPS

EXAMPLES: tuple[Action, ...] = (
    OpenApplication(entry="org.gnome.Calculator.desktop", name="Calculator"),
    Open(target="https://example.org/?a=1&b=2"),
    RunCommand(
        arguments=("/usr/bin/printf", "%s\\n", "", " two  spaces ", "$HOME", "*"), folder="/", longest_s=0.0
    ),
    PressKeys(keys=("ctrl", "shift", "t")),
    PressKeys(keys=("ctrl", "+")),
    TypeText(text="Good morning,\n  everyone "),
    PressMediaKey(key="louder"),
    Click(button="middle", times=3),
    Scroll(direction="left", notches=7),
    Speak(text="Hello"),
    Notify(text="Tea", shown=True, sound=False),
    SendOsc(address="/synth/1/on", arguments=(True, 3, 0.25, "three words here", "true", "12"), port=9000),
    SendWebSocket(text='{"go": 1}'),
    PlayMidiNote(note=61, velocity=9, channel=16, seconds=0.0),
    SendMidiControl(control=64, value=127, channel=2),
    AddToSentence(what="letter", text="A"),
    AddToSentence(what="delete"),
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)
Wanted = TypeVar("Wanted", bound=QWidget)


def named(widget: QWidget, kind: type[Wanted], name: str) -> Wanted:
    """The one widget inside that a screen reader calls so."""
    found = [each for each in widget.findChildren(kind) if each.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def test_every_kind_of_action_can_be_chosen_and_has_a_form(qtbot: QtBot) -> None:
    offered = {kind.type for _, kinds in GROUPS for kind in kinds}
    assert offered == {type(example) for example in EXAMPLES}
    assert offered == set(Action.__args__)


@pytest.mark.parametrize("action", EXAMPLES, ids=lambda action: type(action).__name__)
def test_an_action_that_is_opened_and_saved_is_the_same(qtbot: QtBot, action: Action) -> None:
    form = form_for(type(action))
    qtbot.addWidget(form)
    form.show_action(action)
    assert form.read() == action
    assert form.problems == []


def fill_in_nothing(form: ActionForm) -> Action | None:
    for field in form.findChildren(QPlainTextEdit):
        field.clear()
    for line in form.findChildren(QLineEdit):
        line.clear()
    return form.read()


@pytest.mark.parametrize(
    "kind", [OpenApplication, Open, RunCommand, PressKeys, TypeText, SendOsc, SendWebSocket]
)
def test_what_is_not_filled_in_is_asked_for_at_its_field(qtbot: QtBot, kind: type) -> None:
    form = form_for(kind)
    qtbot.addWidget(form)
    assert fill_in_nothing(form) is None
    assert len(form.problems) == 1
    assert form.problems[0].endswith(".")


@given(
    argument=st.one_of(
        st.booleans(),
        st.integers(-(2**31), 2**31),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
    )
)
def test_an_osc_argument_is_written_so_that_it_is_read_as_what_it_was(
    argument: bool | int | float | str,
) -> None:
    line = osc_written(argument)
    assert len(line.splitlines()) == 1
    meant = osc_meant(line)
    assert meant == argument
    assert type(meant) is type(argument)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(address=st.text(max_size=20))
def test_an_osc_address_is_accepted_exactly_where_a_profile_may_hold_it(qtbot: QtBot, address: str) -> None:
    form = form_for(SendOsc)
    qtbot.addWidget(form)
    line = named(form, QLineEdit, "Address")
    line.setText(address)
    read = form.read()
    if read is not None:
        assert msgspec.json.decode(msgspec.json.encode(read), type=SendOsc) == read
    else:
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(msgspec.json.encode(SendOsc(address=line.text().strip())), type=SendOsc)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(arguments=st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_whatever_a_command_has_for_arguments_survives_the_form(qtbot: QtBot, arguments: list[str]) -> None:
    form = form_for(RunCommand)
    qtbot.addWidget(form)
    command = RunCommand(arguments=("program", *arguments))
    form.show_action(command)
    assert form.read() == command


def test_the_exact_list_that_a_command_runs_is_shown(qtbot: QtBot) -> None:
    form = form_for(RunCommand)
    qtbot.addWidget(form)
    form.show_action(RunCommand(arguments=("rm", "-r", "my files", "")))
    shown = next(
        each.text() for each in form.findChildren(QWidget) if each.accessibleName() == "Exactly this is run"
    )  # type: ignore[attr-defined]
    assert shown == "Program: rm\n1. -r\n2. my␣files\n3. (empty)"


def test_keys_are_recorded_by_pressing_them_and_do_nothing_else(qtbot: QtBot) -> None:
    recorder = KeyRecorder("Keys")
    qtbot.addWidget(recorder)
    recorder.show()
    heard: list[tuple[str, ...]] = []
    recorder.changed.connect(lambda: heard.append(recorder.keys))
    button = named(recorder, QAbstractButton, "Keys: record by pressing them")
    button.click()
    QTest.keyPress(button, Qt.Key.Key_Control)
    QTest.keyPress(button, Qt.Key.Key_Shift, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(
        button, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert heard == [("ctrl", "shift", "t")]
    QTest.keyClick(button, Qt.Key.Key_B)
    assert recorder.keys == ("ctrl", "shift", "t")  # it does not listen any more
    assert recorder.problem() == ""


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_Tab, "tab"),
        (Qt.Key.Key_Escape, "esc"),
        (Qt.Key.Key_Return, "enter"),
        (Qt.Key.Key_Space, "space"),
        (Qt.Key.Key_PageDown, "page_down"),
        (Qt.Key.Key_F5, "f5"),
        (Qt.Key.Key_Left, "left"),
        (Qt.Key.Key_Plus, "+"),
        (Qt.Key.Key_7, "7"),
    ],
)
def test_keys_that_mean_something_to_windows_are_recorded_as_well(
    qtbot: QtBot, key: Qt.Key, name: str
) -> None:
    recorder = KeyRecorder("Keys")
    qtbot.addWidget(recorder)
    recorder.show()
    button = named(recorder, QAbstractButton, "Keys: record by pressing them")
    button.click()
    QTest.keyClick(button, key)
    assert recorder.keys == (name,)
    assert recorder.problem() == ""


def test_a_modifier_alone_is_recorded_when_it_is_let_go(qtbot: QtBot) -> None:
    recorder = KeyRecorder("Keys")
    qtbot.addWidget(recorder)
    recorder.show()
    button = named(recorder, QAbstractButton, "Keys: record by pressing them")
    button.click()
    QTest.keyPress(button, Qt.Key.Key_Meta)
    QTest.keyRelease(button, Qt.Key.Key_Meta)
    assert recorder.keys == ("super",)


def test_a_key_that_does_not_exist_is_named(qtbot: QtBot) -> None:
    form = form_for(PressKeys)
    qtbot.addWidget(form)
    form.show_action(PressKeys(keys=("ctrl", "nonsense")))
    assert form.read() is None
    assert "nonsense" in form.problems[0]


def test_an_application_is_found_by_a_part_of_its_name(qtbot: QtBot) -> None:
    form = ApplicationForm()
    qtbot.addWidget(form)
    form.set_applications(
        [Application("a.desktop", "Calendar", ""), Application("b.desktop", "Calculator", "")]
    )
    search, listed = (
        named(form, QLineEdit, "Find an application"),
        named(form, QListWidget, "Installed applications"),
    )
    assert listed.count() == 2
    assert form.read() is None
    search.setText("cULA")
    assert listed.count() == 1
    listed.setCurrentRow(0)
    assert form.read() == OpenApplication(entry="b.desktop", name="Calculator")
    search.clear()
    assert form.read() == OpenApplication(entry="b.desktop", name="Calculator")


def test_an_application_that_is_not_installed_here_stays_chosen_and_is_said_to_be_missing(
    qtbot: QtBot,
) -> None:
    form = ApplicationForm()
    qtbot.addWidget(form)
    gone = OpenApplication(entry="gone.desktop", name="Gone")
    form.show_action(gone)
    form.set_applications([Application("a.desktop", "Calendar", "")])
    told = [each.text() for each in form.findChildren(QWidget) if each.property("role") == "muted"]  # type: ignore[attr-defined]
    assert any("“Gone” is not installed here" in sentence for sentence in told)
    assert form.read() == gone
