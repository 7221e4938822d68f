"""Settings are shown without an echo and handed out as a changed copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from gesture_app.settings import Settings
from gesture_app.ui.pages.settings import SettingsPage
from gesture_app.ui.sources import source_choices
from gesture_app.ui.widgets.button import Button

CAMERAS = [("camera:FaceTime", "FaceTime HD"), ("camera:Logitech", "Logitech C920")]
OTHER = Settings(
    source="camera:Logitech", mirror_view=False, hands=1, theme="dark", telemetry=True, take_mode="motion",
    take_seconds=2.5, takes_in_a_row=8, countdown_s=0.0, recordings_folder="/somewhere",
    new_per_day=3, practice_hand="left", hold_seconds=1.4, reduced_motion=True, text_size=150,
)  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    made = SettingsPage()
    qtbot.addWidget(made)
    made.set_sources(source_choices(CAMERAS, "camera"), "camera")
    made.set_folders(Path("/home/ada/recordings"), Path("/home/ada/models"))
    made.resize(1180, 800)
    made.show()
    return made


def named(page: SettingsPage, name: str) -> Button:
    return next(button for button in page.findChildren(Button) if button.accessibleName() == name)


def test_showing_settings_changes_nothing(page: SettingsPage) -> None:
    heard: list[Settings] = []
    page.changed.connect(heard.append)
    page.set_settings(OTHER)
    page.set_settings(Settings())
    page.set_sources(source_choices([], "takes"), "takes")
    assert heard == []


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("Hands: One", "hands", 1),
        ("Theme: Dark", "theme", "dark"),
        ("Your signing hand: Left", "practice_hand", "left"),
        ("A take ends by: Movement", "take_mode", "motion"),
    ],
)
def test_a_choice_hands_out_a_changed_copy(
    page: SettingsPage, qtbot: QtBot, name: str, field: str, value: object
) -> None:
    with qtbot.waitSignal(page.changed) as changed:
        named(page, name).click()
    (settings,) = changed.args or []
    assert getattr(settings, field) == value
    assert getattr(Settings(), field) != value


def test_one_change_leaves_all_else_as_it_was(page: SettingsPage, qtbot: QtBot) -> None:
    page.set_settings(OTHER)
    with qtbot.waitSignal(page.changed) as changed:
        page._picture._mirror.click()
    (settings,) = changed.args or []
    assert settings == Settings(**{**_fields(OTHER), "mirror_view": True})


def test_numbers_are_handed_out_within_their_limits(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.changed) as changed:
        page._recording._seconds.setValue(99)
    assert (changed.args or [])[0].take_seconds == 10
    with qtbot.waitSignal(page.changed) as changed:
        page._recording._takes.setValue(0)
    assert (changed.args or [])[0].takes_in_a_row == 1


def test_practice_is_set_within_their_limits(page: SettingsPage) -> None:
    heard: list[Settings] = []
    page.changed.connect(heard.append)
    page._practice._new.setValue(1000)
    page._practice._hold.setValue(0.1)
    page._look._reduced.click()
    last = heard[-1]
    assert (last.new_per_day, last.hold_seconds, last.reduced_motion) == (100, 0.3, True)


def test_a_size_of_text_is_chosen_and_one_set_by_hand_stays(page: SettingsPage, qtbot: QtBot) -> None:
    page.set_settings(Settings(text_size=110))
    choice = page._look._text_size
    assert choice.currentText() == "110 %"
    with qtbot.waitSignal(page.changed) as changed:
        choice.activated.emit(choice.findText("150 %"))
    assert (changed.args or [])[0].text_size == 150
    assert [choice.itemText(row) for row in range(choice.count())][:2] == ["100 %", "125 %"]


def test_the_length_of_a_take_matters_only_for_fixed_takes(page: SettingsPage) -> None:
    page.set_settings(OTHER)
    assert not page._recording._seconds.isEnabled()
    page.set_settings(Settings())
    assert page._recording._seconds.isEnabled()


def test_a_camera_is_chosen_by_name(page: SettingsPage, qtbot: QtBot) -> None:
    choice = page.findChild(QComboBox)
    assert choice is not None
    row = choice.findText("Logitech C920")
    choice.setCurrentIndex(row)
    with qtbot.waitSignal(page.source_chosen) as chosen:
        choice.activated.emit(row)
    assert chosen.args == ["camera:Logitech"]


def test_a_source_for_now_is_shown_and_the_saved_one_can_be_chosen_instead(
    page: SettingsPage, qtbot: QtBot
) -> None:
    page.set_settings(Settings(source="camera"))
    page.set_sources(source_choices(CAMERAS, "takes"), "takes")
    choice = page._picture._choice
    assert choice.currentText() == "Recorded takes"
    with qtbot.waitSignal(page.source_chosen) as chosen:
        choice.activated.emit(choice.findText("First camera"))
    assert chosen.args == ["camera"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("camera:Old", "Old (not connected)"),
        ("camera:2", "Camera 2 (not connected)"),
        ("/films/open_palm.mp4", "open_palm.mp4"),
        ("takes", "Recorded takes"),
        ("takes:wave", "Recorded takes of wave"),
        ("takes:none", "Recorded takes of Not a gesture"),
    ],
)
def test_a_source_that_is_no_camera_found_is_named(page: SettingsPage, source: str, shown: str) -> None:
    page.set_sources(source_choices(CAMERAS, source), source)
    assert page._picture._choice.currentText() == shown


def test_a_dialog_closed_without_a_choice_changes_nothing(
    page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Settings] = []
    page.changed.connect(heard.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    named(page, "Choose the folder of recordings").click()
    assert heard == []


def test_the_usual_folder_is_offered_where_another_is_in_use(page: SettingsPage, qtbot: QtBot) -> None:
    usual = named(page, "Keep recordings in the usual folder")
    assert not usual.isVisible()
    page.set_settings(OTHER)
    assert usual.isVisible()
    with qtbot.waitSignal(page.changed) as changed:
        usual.click()
    assert (changed.args or [])[0].recordings_folder == ""


def test_folders_are_opened_by_whoever_listens(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.open_requested) as asked:
        named(page, "Open the folder of models").click()
    assert asked.args == [str(Path("/home/ada/models"))]


def test_cameras_are_looked_for_again_on_request(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.refresh_cameras):
        named(page, "Look for cameras again").click()


def test_telemetry_is_off_unless_switched_on(page: SettingsPage, qtbot: QtBot) -> None:
    assert not page._privacy._telemetry.isChecked()
    with qtbot.waitSignal(page.changed) as changed:
        page._privacy._telemetry.click()
    assert (changed.args or [])[0].telemetry is True


def test_every_control_has_a_name_and_takes_the_keyboard(page: SettingsPage) -> None:
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox)
    controls = [control for kind in kinds for control in page.findChildren(kind)]
    assert len(controls) >= 16
    assert [control for control in controls if not control.accessibleName()] == []
    assert [control for control in controls if control.focusPolicy().value == 0] == []


def _fields(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__struct_fields__}
