"""The Actions page as a person uses it: what it says, what its buttons wish for, and that nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gesture_app.actions.action import OpenApplication, PressKeys, RunCommand, Speak
from gesture_app.actions.binding import Binding, Profile, Streams
from gesture_app.actions.firing import Firing, Outcome, Phase, Result
from gesture_app.actions.profiles.starters import STARTERS
from gesture_app.actions.promise_card import PromiseCard, Verdict
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.pipeline.acting.messages import (
    Abilities,
    ActionDone,
    ActionsState,
    ArmedState,
    Glimpse,
    MeasuringEnded,
    MeasuringMoved,
    Moment,
    Promises,
)
from gesture_app.settings import Settings
from gesture_app.ui.actions.new_profile import NewProfile
from gesture_app.ui.actions.page import ActionsPage
from gesture_app.ui.actions.standing import standing
from gesture_app.ui.widgets.fields import Choice

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

NEXT = Binding(id="next", gesture="swipe left", action=PressKeys(keys=("page_down",)))
HELLO = Binding(id="hello", gesture="wave", action=Speak(text="Hello"), hold_s=0.5)
TALK = Profile(id="talk", name="Giving a talk", bindings=(NEXT, HELLO))
FOREIGN = Profile(
    id="foreign",
    name="From a friend",
    bindings=(
        Binding(id="a", gesture="wave", action=RunCommand(arguments=("rm", "-rf", "/home"))),
        Binding(id="b", gesture="fist", action=Speak(text="Hi"), enabled=False),
    ),
    trusted=False,
)


class Desk:
    """What stands behind the page: it keeps profiles as the real one does, and remembers what was wished for."""

    def __init__(self, page: ActionsPage, *profiles: Profile) -> None:
        self.page = page
        self.profiles = {profile.id: profile for profile in profiles}
        self.bin: dict[str, Profile] = {}
        self.in_use = profiles[0].id if profiles else ""
        self.state: ArmedState = "off"
        self.wishes: list[tuple[object, ...]] = []
        for name in (
            "arm_wanted", "disarm_wanted", "pause_wanted", "trust_wanted", "import_wanted", "export_wanted",
            "try_wanted", "applications_wanted", "measure_wanted", "measuring_request", "moment_wanted",
            "record_wanted", "settings_wanted", "profile_chosen",
        ):  # fmt: skip
            getattr(page, name).connect(self._remember(name))
        page.profile_saved.connect(self.save)
        page.profile_created.connect(self.create)
        page.profile_deleted.connect(self.delete)
        page.profile_restored.connect(self.restore)
        self.tell()

    def _remember(self, name: str) -> object:
        return lambda *values: self.wishes.append((name, *values))

    def save(self, profile: Profile) -> None:
        self.profiles[profile.id] = profile
        self.tell()

    def create(self, profile: Profile) -> None:
        self.in_use = f"new{len(self.profiles)}"
        self.save(msgspec.structs.replace(profile, id=self.in_use))

    def delete(self, profile: str) -> None:
        self.bin[profile] = self.profiles.pop(profile)
        self.in_use = next(iter(self.profiles), "")
        self.tell()

    def restore(self, profile: str) -> None:
        self.profiles[profile] = self.bin.pop(profile)
        self.tell()

    def tell(self, state: ArmedState | None = None, reason: str = "", problems: tuple[str, ...] = ()) -> None:
        self.state = state or self.state
        self.page.set_state(
            ActionsState(
                tuple(self.profiles.values()),
                self.in_use,
                self.state,
                reason,
                "",
                problems,
                tuple(self.bin.values()),
            )
        )

    def promise(self, **verdicts: Verdict) -> None:
        cards = tuple(
            PromiseCard(gesture=gesture.replace("_", " "), verdict=verdict)
            for gesture, verdict in verdicts.items()
        )
        self.page.set_promises(Promises(self.in_use, cards, NOW))


@pytest.fixture
def page(qtbot: QtBot) -> ActionsPage:
    made = ActionsPage(clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.set_gestures(["fist", "wave", "swipe left", "swipe right"])
    made.show()
    return made


def texts(widget: QWidget) -> str:
    """All that can be read in it now."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(widget: QWidget, name: str) -> None:
    """Click the button that is called so and can be seen."""
    QApplication.processEvents()  # rows made anew are shown
    found = [
        button
        for button in widget.findChildren(QAbstractButton)
        if name in (button.text(), button.accessibleName()) and button.isVisible()
    ]
    assert found, f"no button “{name}”"
    assert found[0].isEnabled(), f"“{name}” cannot be pressed"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def done(
    binding: Binding, outcome: Outcome = "done", sentence: str = "", phase: Phase = "start"
) -> ActionDone:
    firing = Firing(7, binding.id, binding.gesture, binding.action, phase, 0.93, "right", 1.0, 1.0)
    return ActionDone(Result(firing, outcome, NOW - timedelta(minutes=3), 0.02, sentence), "What it did")


def test_without_a_profile_one_is_told_to_make_one(page: ActionsPage) -> None:
    Desk(page)
    assert "Let gestures do something" in texts(page)
    assert not page.views.home.state.isVisible()


def test_a_starter_becomes_a_profile_under_the_name_that_was_given_to_it(
    page: ActionsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(page)
    monkeypatch.setattr(
        NewProfile, "exec", lambda dialog: _fill_in(dialog, STARTERS[0].profile.name, "My talk")
    )
    press(page, "New profile")
    (made,) = desk.profiles.values()
    assert (made.name, made.bindings) == ("My talk", STARTERS[0].profile.bindings)
    assert page.views.home.profile == made


def _fill_in(dialog: NewProfile, template: str, name: str) -> int:
    dialog.show()
    press(dialog, template)
    line = dialog.findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, name)
    return NewProfile.DialogCode.Accepted


def test_a_name_that_is_taken_is_refused_in_words(qtbot: QtBot) -> None:
    dialog = NewProfile(["Giving a talk", "My gestures"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.profile.name == "My gestures 2"  # what is offered is free
    line = dialog.findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "giving  A talk")
    assert "already a profile" in texts(dialog)
    assert not next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Make it").isEnabled()


@pytest.mark.parametrize(
    ("verdicts", "button", "does"),
    [
        ({}, "Measure and arm", "measure"),
        ({"swipe_left": "unmeasured", "wave": "accident"}, "Measure and arm", "measure"),
        ({"swipe_left": "fit", "wave": "unmeasured"}, "Arm", "arm"),
        ({"swipe_left": "missed", "wave": "accident"}, "See what to do", "look"),
    ],
)
def test_the_one_button_is_what_comes_next(
    page: ActionsPage, verdicts: dict[str, Verdict], button: str, does: str
) -> None:
    desk = Desk(page, TALK)
    desk.promise(**verdicts)
    shown = page.views.home.state.standing
    assert shown is not None
    assert (shown.button, shown.does) == (button, does)


def test_it_is_armed_paused_and_turned_off_by_the_buttons(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    desk.promise(swipe_left="fit", wave="fit")
    press(page, "Arm")
    desk.tell("armed")
    press(page.views.home.state, "Pause")
    desk.tell("paused")
    press(page.views.home.state, "Go on")
    press(page.views.home.state, "Turn off")
    assert desk.wishes == [
        ("arm_wanted",),
        ("pause_wanted", True),
        ("pause_wanted", False),
        ("disarm_wanted",),
    ]


def test_every_state_is_told_in_words(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    page.set_settings(Settings(pause_gesture="fist", pause_key="ctrl+alt+p"))
    desk.promise(swipe_left="fit", wave="accident")
    told: dict[ArmedState, str] = {}
    for state in ("off", "armed", "paused", "resting"):
        desk.tell(state, "Somebody practises." if state == "resting" else "")
        told[state] = texts(page.views.home.state)
    assert told["off"].startswith("Off\n")
    assert "“wave” would not be reliable" in told["off"]
    assert "Ctrl+Alt+P or “fist” pauses" in told["armed"]
    assert "1 gesture of 2 may act" in told["armed"]
    assert "Ctrl+Alt+P or “fist” goes on" in told["paused"]
    assert "Somebody practises. It goes on by itself." in told["resting"]


def test_promises_of_another_profile_arm_nothing(page: ActionsPage) -> None:
    Desk(page, TALK)
    page.set_promises(Promises("another", (PromiseCard(gesture="wave", verdict="fit"),), NOW))
    assert {row.verdict for row in page.views.home.bindings.rows} == {"unmeasured"}


def test_a_gesture_that_the_model_does_not_know_is_marked(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    desk.promise(swipe_left="fit", wave="fit")
    page.set_gestures(["wave"])
    assert [row.verdict for row in page.views.home.bindings.rows] == ["unknown", "fit"]
    page.set_gestures(["thumbs up"])
    press(page, "Record them")
    assert desk.wishes == [("record_wanted", "swipe left")]


def test_before_a_model_is_loaded_no_gesture_is_called_unknown(page: ActionsPage) -> None:
    Desk(page, TALK)
    page.set_gestures([])
    assert {row.verdict for row in page.views.home.bindings.rows} == {"unmeasured"}


def test_while_the_model_is_loaded_nobody_is_sent_to_record() -> None:
    state = ActionsState((TALK,), "talk", "off", "The model is being loaded.")
    shown = standing(state, None, (), Settings())
    assert (shown.sentence, shown.button) == ("The model is being loaded.", "")


def test_a_new_action_is_made_and_an_old_one_changed(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Add an action")
    assert page.views.editor.isVisible()
    press(page.views.editor, "Run a command")
    press(page.views.editor, "Save")
    assert "Write the program on the first line." in texts(page.views.editor)
    assert desk.profiles["talk"] == TALK
    page.views.editor.focusWidget()
    _write(page.views.editor, "Program and arguments, one on each line", "true")
    press(page.views.editor, "Save")
    added = desk.profiles["talk"].bindings[-1]
    assert (added.gesture, added.action) == ("fist", RunCommand(arguments=("true",)))
    assert page.views.home.isVisible()
    press(page, "Change what “swipe left” does")
    press(page.views.editor, "When it ends")
    press(page.views.editor, "Save")
    assert desk.profiles["talk"].bindings == (msgspec.structs.replace(NEXT, when="end"), HELLO, added)


def _write(widget: QWidget, field: str, text: str) -> None:
    found = next(each for each in widget.findChildren(QWidget) if each.accessibleName() == field)
    found.setPlainText(text)  # type: ignore[attr-defined]


def test_what_was_not_saved_changes_nothing(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Change what “wave” does")
    press(page.views.editor, "While it lasts")
    press(page.views.editor, "Cancel")
    assert desk.profiles["talk"] == TALK
    press(page, "Change what “wave” does")
    QTest.keyClick(page.views.editor, Qt.Key.Key_Escape)
    assert page.views.home.isVisible()
    assert desk.profiles["talk"] == TALK


def test_the_pause_gesture_is_not_offered_and_warned_of(page: ActionsPage) -> None:
    Desk(page, TALK)
    page.set_settings(Settings(pause_gesture="fist"))
    press(page, "Add an action")
    assert page.views.editor._gesture.gesture == "swipe right"
    page.views.editor._gesture.choose("fist")
    assert "This gesture pauses all actions" in texts(page.views.editor)


def test_a_removed_action_comes_back_in_its_place_and_takes_nothing_with_it(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Change what “swipe left” does")
    press(page.views.editor, "Remove")
    assert desk.profiles["talk"].bindings == (HELLO,)
    press(page, "“wave” is in use")
    press(page, "Undo")
    assert desk.profiles["talk"].bindings == (NEXT, msgspec.structs.replace(HELLO, enabled=False))


def test_a_deleted_profile_comes_back_and_is_used(page: ActionsPage) -> None:
    desk = Desk(page, TALK, FOREIGN)
    page.views.home.bar._delete.trigger()
    assert list(desk.profiles) == ["foreign"]
    press(page, "Undo")
    assert desk.profiles["talk"] == TALK
    assert desk.wishes[-1] == ("profile_chosen", "talk")


def test_what_is_edited_is_saved_where_it_belongs_whichever_profile_was_chosen_meanwhile(
    page: ActionsPage,
) -> None:
    music = Profile(id="music", name="Music")
    desk = Desk(page, TALK, music)
    press(page, "Change what “swipe left” does")
    press(page.views.editor, "When it ends")
    desk.in_use = "music"  # by its hotkey
    desk.tell()
    press(page.views.editor, "Save")
    assert desk.profiles["talk"].bindings == (msgspec.structs.replace(NEXT, when="end"), HELLO)
    assert desk.profiles["music"] == music
    press(page, "Set up this profile")
    desk.in_use = "talk"
    desk.tell()
    assert _line(page.views.set_up, "Name").text() == "Music"


def test_switching_an_action_off_keeps_the_rest_of_it(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "“wave” is in use")
    assert desk.profiles["talk"].bindings == (NEXT, msgspec.structs.replace(HELLO, enabled=False))
    assert desk.profiles["talk"].gestures == ("swipe left",)


def test_a_profile_from_a_file_is_armed_only_after_it_was_read(page: ActionsPage) -> None:
    desk = Desk(page, FOREIGN)
    desk.promise(wave="fit")
    assert "Arm" not in {button.text() for button in page.views.home.state.findChildren(QAbstractButton)}
    press(page, "Read it")
    shown = texts(page.views.reading)
    assert "rm -rf /home" in shown
    assert "Look twice" in shown
    assert "It is turned off." in shown
    agree = next(b for b in page.views.reading.findChildren(QAbstractButton) if b.text() == "It may be armed")
    assert not agree.isEnabled()
    page.views.reading.findChild(QCheckBox).setChecked(True)
    press(page.views.reading, "It may be armed")
    assert desk.wishes == [("trust_wanted", "foreign")]
    assert page.views.home.isVisible()


def test_what_came_from_a_file_cannot_even_be_tried_before_it_was_read(page: ActionsPage) -> None:
    desk = Desk(page, FOREIGN)
    tries = [b for b in page.findChildren(QAbstractButton) if b.accessibleName().startswith("Try what")]
    assert len(tries) == 2
    assert not any(button.isEnabled() for button in tries)
    page.views.home.bindings.try_wanted.emit("a")
    press(page, "Change what “wave” does")
    trying = next(b for b in page.views.editor.findChildren(QAbstractButton) if b.text() == "Try it")
    assert not trying.isEnabled()
    press(page.views.editor, "When it ends")
    assert not trying.isEnabled()
    press(page.views.editor, "Save")
    assert not desk.profiles["foreign"].trusted
    assert desk.wishes == []
    desk.save(msgspec.structs.replace(FOREIGN, trusted=True))
    press(page, "Try what “wave” does")
    assert desk.wishes == [("try_wanted", FOREIGN.bindings[0].action, "wave")]


def test_who_opens_it_again_has_not_agreed_yet(page: ActionsPage) -> None:
    Desk(page, FOREIGN)
    press(page, "Read it")
    page.views.reading.findChild(QCheckBox).setChecked(True)
    press(page.views.reading, "Later")
    press(page, "Read it")
    assert not page.views.reading.findChild(QCheckBox).isChecked()


def test_keys_are_tried_after_a_countdown_that_can_be_cancelled(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Try what “swipe left” does")
    assert "In 3 s: Press Page down" in page.trying.sentence
    page.trying.tick()
    assert "In 2 s" in page.trying.sentence
    press(page.trying, "Cancel")
    assert desk.wishes == []
    press(page, "Try what “swipe left” does")
    for _ in range(3):
        page.trying.tick()
    assert desk.wishes == [("try_wanted", NEXT.action, "swipe left")]
    assert page.trying.sentence == ""


def test_what_needs_no_focus_is_tried_at_once(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Try what “wave” does")
    assert desk.wishes == [("try_wanted", HELLO.action, "wave")]


def test_whoever_leaves_the_page_has_no_keys_pressed_behind_the_back(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Try what “swipe left” does")
    page.left()
    page.trying.tick()
    assert desk.wishes == []


def test_what_was_done_is_listed_with_why(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    page.show_done(done(NEXT))
    page.show_done(done(HELLO, "failed", "There is no voice. Install one."))
    assert "There is no voice. Install one." in texts(page.views.home.recent)
    assert "Last done at" in texts(page.views.home.bindings.rows[0])
    assert "Last done at" not in texts(page.views.home.bindings.rows[1])
    press(page.views.home.recent, "Why did “swipe left” fire?")
    press(page.views.home.recent, "Look at the last half minute")
    assert desk.wishes == [("moment_wanted", 7), ("moment_wanted", 0)]


def test_a_try_needs_no_why_and_is_no_last_time(page: ActionsPage) -> None:
    Desk(page, TALK)
    said: list[str] = []
    page.notice.connect(said.append)
    page.show_done(done(NEXT, phase="try"))
    assert said == ["Tried: What it did."]  # one may be in the editor, where nothing else is seen of it
    assert page.views.home.recent.entries == 1
    assert "Why?" not in {
        b.text() for b in page.views.home.recent.findChildren(QAbstractButton) if b.isVisible()
    }
    assert "Last done at" not in texts(page.views.home.bindings.rows[0])


def test_a_moment_opens_once_it_was_asked_for_and_more_about_it_does_not_call_one_back(
    page: ActionsPage,
) -> None:
    desk = Desk(page, TALK)
    page.show_done(done(NEXT))
    press(page.views.home.recent, "Why did “swipe left” fire?")
    page.show_moment(moment())
    assert page.views.why.isVisible()
    page.views.go_home()
    page.show_moment(moment())
    assert page.views.home.isVisible()
    assert desk.wishes == [("moment_wanted", 7)]


def moment() -> Moment:
    """Three frames in which no hand was seen."""
    frames = [HandFrame.empty(number / 30, 16 / 9) for number in range(3)]
    nothing = Glimpse(None, (), (), (), ())
    return Moment("m", HandSequence.from_frames(frames), (nothing,) * 3, (), (), 7)


def test_nothing_moves_away_from_under_the_pointer(
    page: ActionsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    Desk(page, TALK)
    recent = page.views.home.recent
    page.show_done(done(NEXT))
    with monkeypatch.context() as pointing:
        pointing.setattr(recent, "underMouse", lambda: True)
        page.show_done(done(HELLO))
        page.show_done(done(HELLO))
    assert recent.entries == 1
    assert "2 more since" in texts(recent)
    QApplication.sendEvent(recent, QEvent(QEvent.Type.Leave))
    assert recent.entries == 3
    assert "more since" not in texts(recent)


def test_only_the_newest_firings_are_kept(page: ActionsPage) -> None:
    Desk(page, TALK)
    for _ in range(30):
        page.show_done(done(NEXT))
    assert page.views.home.recent.entries == 12


def test_what_cannot_work_here_is_told_where_it_is_used_only(page: ActionsPage) -> None:
    desk = Desk(page, msgspec.structs.replace(TALK, bindings=(HELLO,)))
    no_keys = "Keys cannot be pressed on Wayland. Open programs instead."
    page.set_abilities(Abilities(keys=no_keys, hotkeys="", front="", midi=""))
    assert no_keys not in texts(page.views.home)
    desk.save(TALK)
    assert texts(page.views.home).count(no_keys) == 1
    press(page, "Change what “swipe left” does")
    assert no_keys in texts(page.views.editor)


def test_the_set_up_saves_every_change_at_once(page: ActionsPage) -> None:
    desk = Desk(page, TALK, msgspec.structs.replace(FOREIGN, hotkey="ctrl+alt+2"))
    page.set_abilities(
        Abilities(keys="", hotkeys="", front="", midi="", programs=("impress",), midi_ports=("Synth",))
    )
    press(page, "Set up this profile")
    name = _line(page.views.set_up, "Name")
    name.selectAll()
    QTest.keyClicks(name, "  Lecture ")
    QTest.keyClick(name, Qt.Key.Key_Return)
    QTest.keyClicks(_line(page.views.set_up, "Name of a program"), "evince")
    QTest.keyClick(_line(page.views.set_up, "Name of a program"), Qt.Key.Key_Return)
    press(page.views.set_up, "OSC")
    saved = desk.profiles["talk"]
    assert (saved.name, saved.programs, saved.streams.osc) == ("Lecture", ("evince",), True)
    assert saved.bindings == TALK.bindings


def test_open_programs_are_offered_and_what_was_added_can_be_removed(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    page.set_abilities(Abilities(keys="", hotkeys="", front="", midi="", programs=("impress", "firefox")))
    press(page, "Set up this profile")
    programs = next(
        c for c in page.views.set_up.findChildren(Choice) if c.accessibleName() == "A program that is open"
    )
    programs.activated.emit(programs.findText("firefox"))
    programs.activated.emit(programs.findText("firefox"))
    programs.activated.emit(programs.findText("impress"))
    assert desk.profiles["talk"].programs == ("firefox", "impress")
    press(page.views.set_up, "Remove the chosen program")
    assert desk.profiles["talk"].programs == ("impress",)


def test_the_address_of_the_websocket_is_there_to_be_copied_while_it_is_open(page: ActionsPage) -> None:
    Desk(page, TALK)
    press(page, "Set up this profile")
    page.set_abilities(Abilities(keys="", hotkeys="", front="", midi=""))
    address = _line(page.views.set_up, "Address of the WebSocket, with its token")
    assert not address.isVisible()
    page.set_abilities(
        Abilities(keys="", hotkeys="", front="", midi="", websocket="ws://127.0.0.1:8765/?token=x")
    )
    press(page.views.set_up, "Copy the address of the WebSocket")
    assert QApplication.clipboard().text() == "ws://127.0.0.1:8765/?token=x"


def test_a_midi_output_that_is_not_there_now_stays_chosen(page: ActionsPage) -> None:
    streams = Streams(midi_port="My synth")
    desk = Desk(page, msgspec.structs.replace(TALK, streams=streams))
    press(page, "Set up this profile")
    page.set_abilities(Abilities(keys="", hotkeys="", front="", midi="", midi_ports=("Other",)))
    press(page.views.set_up, "WebSocket")
    assert desk.profiles["talk"].streams == msgspec.structs.replace(streams, websocket=True)


def test_what_comes_in_while_a_name_is_typed_does_not_take_it_away(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Set up this profile")
    name = _line(page.views.set_up, "Name")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Lect")
    desk.tell("paused")
    QTest.keyClicks(name, "ure")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert desk.profiles["talk"].name == "Lecture"


@pytest.mark.parametrize("keys", ["ctrl+alt+2", "a", "ctrl+nonsense"])
def test_a_hotkey_that_cannot_be_is_refused_in_words(page: ActionsPage, keys: str) -> None:
    desk = Desk(page, TALK, msgspec.structs.replace(FOREIGN, hotkey="ctrl+alt+2"))
    press(page, "Set up this profile")
    hotkey = _line(page.views.set_up, "Hotkey, by name")
    QTest.keyClicks(hotkey, keys)
    QTest.keyClick(hotkey, Qt.Key.Key_Return)
    assert page.views.set_up._hotkey_field.problem
    assert desk.profiles["talk"] == TALK


def test_a_hotkey_is_taken_once_it_is_typed_to_its_end(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Set up this profile")
    hotkey = _line(page.views.set_up, "Hotkey, by name")
    QTest.keyClicks(hotkey, "ctrl+a")
    assert desk.profiles["talk"] == TALK  # “ctrl+alt+1” begins like this
    QTest.keyClicks(hotkey, "lt+1")
    QTest.keyClick(hotkey, Qt.Key.Key_Return)
    assert desk.profiles["talk"].hotkey == "ctrl+alt+1"
    press(page.views.set_up, "Hotkey: none")
    assert desk.profiles["talk"].hotkey == ""


def _line(widget: QWidget, name: str) -> QLineEdit:
    return next(line for line in widget.findChildren(QLineEdit) if line.accessibleName() == name)


def test_the_file_of_an_export_is_called_after_the_profile(
    page: ActionsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = Desk(page, msgspec.structs.replace(TALK, name="Talks/2026"))
    offered: list[str] = []

    def choose(_parent: QWidget, _title: str, name: str, _filter: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "mine"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.views.home.bar._export.trigger()
    assert offered == ["Talks-2026.gesture-profile"]
    assert desk.wishes == [("export_wanted", "talk", str(tmp_path / "mine.gesture-profile"))]


def test_measuring_leads_to_the_cards_and_from_there_to_arming(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    press(page, "Measure and arm")
    assert page.views.measure.isVisible()
    page.show_measuring(MeasuringMoved("life", 100.0, 0.1))
    page.show_measured(MeasuringEnded(done=True))
    desk.promise(swipe_left="fit", wave="accident")
    press(page.views.measure, "Arm")
    assert desk.wishes[-1] == ("arm_wanted",)
    assert page.views.home.isVisible()


def test_what_would_fire_by_accident_can_be_made_to_be_held(page: ActionsPage) -> None:
    desk = Desk(page, TALK)
    page.views.promise.hold_wanted.emit("wave")
    page.views.promise.hold_wanted.emit("swipe left")
    assert [binding.hold_s for binding in desk.profiles["talk"].bindings] == [0.5, 1.0]


def test_the_sentence_is_shown_and_copied(page: ActionsPage) -> None:
    Desk(page, TALK)
    page.set_sentence("GOOD DAY")
    press(page, "The sentence builder")
    assert page.views.sentence.view.text == "GOOD DAY"
    press(page.views.sentence, "Copy the sentence")
    assert QApplication.clipboard().text() == "GOOD DAY"
    press(page, "Back to Actions")
    assert page.views.home.isVisible()


def test_an_application_is_looked_for_when_one_is_to_be_chosen(page: ActionsPage) -> None:
    binding = Binding(id="c", gesture="fist", action=OpenApplication(entry="calc.desktop", name="Calc"))
    desk = Desk(page, msgspec.structs.replace(TALK, bindings=(binding,)))
    press(page, "Change what “fist” does")
    assert desk.wishes == [("applications_wanted",)]
