"""Where the keyboard's focus is."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def holds_focus(widget: QWidget) -> bool:
    """Whether the focus is on a widget or on one inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))


def press_focused(widget: QWidget) -> bool:
    """Press the button inside a widget that has the focus, as keys do everywhere.

    False: there is none, or it is a choice that is made already; then the key may mean something else.
    """
    focused = QApplication.focusWidget()
    if not isinstance(focused, QAbstractButton) or not widget.isAncestorOf(focused):
        return False
    if focused.isCheckable() and focused.isChecked():
        return False
    focused.click()
    return True
