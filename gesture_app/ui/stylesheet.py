"""One style sheet for all of Qt's own controls, made from a palette."""

from __future__ import annotations

from string import Template

from gesture_app.ui.palette import Palette


def stylesheet(palette: Palette, body: int) -> str:
    """The style sheet of the application.

    Args:
        body: height of ordinary text in pixels; everything else grows with it.
    """
    sizes = {
        "body": body,
        "small": round(body * 0.9),
        "heading": round(body * 1.2),
        "title": round(body * 1.75),
        "hero": round(body * 3.0),
        "control_height": round(body * 1.5),
        "large_height": round(body * 2.2),
        "tick": round(body * 1.25),
        "mark": round(body * 1.15),
        "spin": round(body * 2.15),
        "spin_second": round(body * 2.15) + 5,
        "spin_room": 2 * round(body * 2.15) + 10,
    }
    colours = {
        name: getattr(palette, name)
        for name in ("window", "surface", "sunken", "hover", "border", "control", "handle", "text", "muted", "accent",
                     "accent_hover", "accent_soft", "on_accent", "good", "usable", "poor")
    }  # fmt: skip
    return Template(_SHEET).substitute(colours, **sizes, shade="dark" if palette.dark else "light")


_SHEET = """
* { font-size: ${body}px; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QLabel { color: $text; background: transparent; }
QLabel:disabled { color: $control; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="hero"] { font-size: ${hero}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="good"] { color: $good; font-weight: 600; }
QLabel[role="usable"] { color: $usable; font-weight: 600; }
QLabel[role="poor"] { color: $poor; font-weight: 600; }
QLabel[role="badge"] {
    color: $accent; background: $accent_soft; border-radius: 9px; padding: 3px 10px;
    font-size: ${small}px; font-weight: 600;
}

QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: 14px; }
QFrame[card="take"] { background: $surface; border: 2px solid $border; border-radius: 12px; }
QFrame[card="take"]:hover { border-color: $control; }
QFrame[card="take"]:focus { border-color: $accent; }
QFrame[card="take"][selected="true"] { background: $accent_soft; border-color: $accent; }
QFrame[rail="true"] { background: $surface; border: none; border-right: 1px solid $border; }
QFrame[line="true"] { background: $border; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton {
    color: $text; background: $surface; border: 1px solid $border; border-radius: 9px;
    padding: 6px 14px; min-height: ${control_height}px; font-weight: 600; margin: 1px; outline: none;
}
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $control; }
QPushButton:pressed, QToolButton:pressed { background: $sunken; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; margin: 0; }
QPushButton:disabled, QToolButton:disabled { color: $control; background: $window; border-color: $border; }
QPushButton[kind="primary"] { color: $on_accent; background: $accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { color: $control; background: $sunken; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled { background: transparent; }
QPushButton[kind="danger"] { color: $poor; }
QPushButton[large="true"] { font-size: ${heading}px; min-height: ${large_height}px; }
QPushButton[shape="icon"] { padding: 6px 8px; }
QPushButton[shape="tile"] { border-radius: 14px; padding: 0; }
QPushButton[shape="tile"]:checked { border: 2px solid $accent; margin: 0; }
QPushButton[shape="answer"] { border-radius: 14px; padding: 12px 18px; text-align: left; }
QPushButton[answer="right"]:disabled { color: $good; background: $surface; border: 2px solid $good; margin: 0; }
QPushButton[answer="wrong"]:disabled { color: $poor; background: $surface; border: 2px solid $poor; margin: 0; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $text; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {
    color: $text; background: $surface; border: 1px solid $control; border-radius: 9px;
    padding: 5px 10px; min-height: ${control_height}px; margin: 1px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border: 2px solid $accent; margin: 0;
}
QPlainTextEdit[role="title"] { font-size: ${title}px; font-weight: 600; padding: 12px 16px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $window; border-color: $border; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {
    color: $control; background: $window; border-color: $border;
}
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(icons:qss-chevron-$shade.svg); width: ${mark}px; height: ${mark}px; }
QComboBox QAbstractItemView {
    color: $text; background: $surface; border: 1px solid $border; border-radius: 9px; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text; outline: none;
}
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }
QSpinBox, QDoubleSpinBox { padding-right: ${spin_room}px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    subcontrol-origin: border; subcontrol-position: center right; border: none; background: transparent;
    width: ${spin}px; height: ${spin}px; border-radius: 7px;
}
QSpinBox::up-button, QDoubleSpinBox::up-button { right: 3px; }
QSpinBox::down-button, QDoubleSpinBox::down-button { right: ${spin_second}px; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover,
QDoubleSpinBox::up-button:hover, QDoubleSpinBox::down-button:hover { background: $sunken; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
    image: url(icons:qss-plus-$shade.svg); width: ${mark}px; height: ${mark}px;
}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url(icons:qss-minus-$shade.svg); width: ${mark}px; height: ${mark}px;
}

QCheckBox, QRadioButton { color: $text; spacing: 10px; padding: 3px 4px; border: 2px solid transparent;
    border-radius: 8px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $control; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator { width: ${tick}px; height: ${tick}px; }
QCheckBox::indicator, QListWidget::indicator { border: 1px solid $control; border-radius: 5px; background: $surface; }
QCheckBox::indicator:checked, QListWidget::indicator:checked {
    border-color: $accent; background: $accent; image: url(icons:qss-tick-$shade.svg);
}
QCheckBox::indicator:disabled { border-color: $border; background: $sunken; }
QCheckBox::indicator:checked:disabled { border-color: $control; background: $control; }

QProgressBar { background: $sunken; border: none; border-radius: 5px; max-height: 10px; min-height: 10px; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollArea:focus { border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $handle; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListWidget, QTreeWidget, QListView {
    color: $text; background: transparent; border: 2px solid transparent; border-radius: 9px; outline: none;
}
QListWidget:focus { border-color: $accent; }
QListWidget::item { min-height: 34px; padding: 2px 8px; border-radius: 8px; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $accent_soft; color: $text; }

QMenu { background: $surface; color: $text; border: 1px solid $border; border-radius: 9px; padding: 6px; }
QMenu::item { padding: 7px 22px 7px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QToolTip { color: $text; background: $surface; border: 1px solid $border; padding: 6px 8px; }
QSplitter::handle { background: transparent; }
QBalloonTip QLabel { color: #000000; }
QBalloonTip QPushButton { background: transparent; border: none; margin: 0; padding: 0; min-height: 0; }
"""
