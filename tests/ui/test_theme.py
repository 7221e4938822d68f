"""Light and dark: readable, complete, and in use at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gesture_app.ui import theme
from gesture_app.ui.icons import FOLDER, paint_icon
from gesture_app.ui.palette import DARK, LIGHT, Palette
from gesture_app.ui.stylesheet import stylesheet
from gesture_app.ui.theme import ThemeController
from gesture_app.ui.widgets.bars import ProbabilityBars
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.fields import NumberField
from gesture_app.ui.widgets.gesture_label import GestureLabel
from gesture_app.ui.widgets.text import Text

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def controller(qapp: QApplication) -> Iterator[ThemeController]:
    made = ThemeController(qapp, "light")
    yield made
    made.set_text_size(100)
    made.set_reduced_motion(False)
    made.choose("light")
    made.deleteLater()
    qapp.setStyleSheet("")


def luminance(name: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    colour = QColor(name)
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@PALETTES
@pytest.mark.parametrize("ground", ["window", "surface", "hover", "accent_soft"])
def test_texts_are_readable_on_every_ground(palette: Palette, ground: str) -> None:
    for text in ("text", "muted"):
        assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@PALETTES
def test_words_in_colour_are_readable(palette: Palette) -> None:
    for word in ("good", "usable", "poor", "accent"):
        assert contrast(getattr(palette, word), palette.surface) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert all(contrast(palette.text, ground) >= 4.5 for ground in palette.series)


@PALETTES
def test_outlines_of_controls_and_hands_stand_out(palette: Palette) -> None:
    for mark in ("control", "left_hand", "right_hand", "accent"):
        assert contrast(getattr(palette, mark), palette.surface) >= 3


@PALETTES
def test_the_style_sheet_is_complete_and_names_pictures_that_exist(palette: Palette) -> None:
    sheet = stylesheet(palette, 14)
    assert "$" not in sheet
    named = [part.split(")")[0] for part in sheet.split("url(icons:")[1:]]
    assert named
    assert all((FOLDER / file).is_file() for file in named)


def test_choosing_a_theme_changes_the_palette_in_use(controller: ThemeController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controller.changed):
        controller.choose("dark")
    assert theme.current() is DARK
    controller.choose("light")
    assert theme.current() is LIGHT


def test_the_system_is_followed_only_where_that_was_chosen(
    controller: ThemeController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "system_is_dark", lambda: True)
    controller._follow_system()
    assert theme.current() is LIGHT
    controller.choose("system")
    assert theme.current() is DARK
    monkeypatch.setattr(theme, "system_is_dark", lambda: False)
    controller._follow_system()
    assert theme.current() is LIGHT


def test_icons_of_buttons_take_the_colour_of_the_theme(controller: ThemeController, qtbot: QtBot) -> None:
    button = Button("Play", "stop")
    qtbot.addWidget(button)

    def ink() -> QColor:
        return button.icon().pixmap(20, 20).toImage().pixelColor(8, 10)

    assert ink() == QColor(LIGHT.text)
    controller.choose("dark")
    assert ink() == QColor(DARK.text)


def test_text_is_never_tiny(controller: ThemeController) -> None:
    assert theme.body_pixels() >= 14
    assert theme.font("small").pixelSize() >= 12
    assert theme.font("hero").pixelSize() >= 2 * theme.body_pixels()


def test_larger_text_is_larger_at_once_everywhere(controller: ThemeController, qtbot: QtBot) -> None:
    label, field = Text("words"), NumberField("Takes", 1, 50)
    for widget in (label, field):
        qtbot.addWidget(widget)
        widget.show()
    before, width = theme.body_pixels(), field.width()
    with qtbot.waitSignal(controller.changed):
        controller.set_text_size(200)
    assert theme.body_pixels() == theme.font("body").pixelSize() == 2 * before
    assert label.fontInfo().pixelSize() == 2 * before
    assert field.width() == theme.grown(width) == 2 * width


def test_with_reduced_motion_bars_and_names_change_at_once(controller: ThemeController, qtbot: QtBot) -> None:
    bars, name = ProbabilityBars(), GestureLabel()
    for widget in (bars, name):
        qtbot.addWidget(widget)
        widget.show()
    controller.set_reduced_motion(True)
    bars.set_ranked([("wave", 0.8)])
    name.set_gesture("wave", 0.8)
    assert not any(timer.isActive() for timer in bars.findChildren(QTimer))
    assert name._fade.state() == QVariantAnimation.State.Stopped
    controller.set_reduced_motion(False)
    bars.set_ranked([("wave", 0.2)])
    name.set_gesture("fist", 0.8)
    assert any(timer.isActive() for timer in bars.findChildren(QTimer))
    assert name._fade.state() == QVariantAnimation.State.Running
    bars.hide()
    name.hide()


def test_text_returns_to_the_size_it_had(controller: ThemeController) -> None:
    before = theme.body_pixels()
    for percent in (200, 130, 100):
        controller.set_text_size(percent)
    assert theme.body_pixels() == before


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.svg")))
def test_every_icon_draws_something(name: str, qapp: QApplication) -> None:
    image = QImage(24, 24, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_icon(painter, name, "#ff0000", QRectF(0, 0, 24, 24))
    painter.end()
    inked = sum(image.pixelColor(x, y).alpha() > 127 for x in range(24) for y in range(24))
    assert 5 < inked < 400
