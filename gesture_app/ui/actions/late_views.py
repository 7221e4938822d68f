"""Views of the Actions page that are built when they are first opened: the window stands sooner without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from gesture_app.ui.late import Late

if TYPE_CHECKING:  # each is imported when it is built
    from gesture_app.ui.actions.editor import BindingEditor
    from gesture_app.ui.actions.promise import PromiseView
    from gesture_app.ui.actions.reading import ProfileReading
    from gesture_app.ui.actions.sentence_page import SentencePage
    from gesture_app.ui.actions.set_up import ProfileSetUp
    from gesture_app.ui.actions.why import WhyView


class LateViews(QObject):
    """The views, and what they wish for; each is put on the stack when it is built."""

    back_wanted = Signal()
    saved = Signal(object)
    """A `Binding`."""
    remove_wanted = Signal(str)
    """A binding's id."""
    try_wanted = Signal(object, str)
    """An `Action` and its gesture."""
    applications_wanted = Signal()
    set_up_saved = Signal(object)
    """A `Profile`."""
    trusted = Signal(str)
    """A profile's id."""
    measure_wanted = Signal()
    record_wanted = Signal(str)
    hold_wanted = Signal(str)
    """A gesture, both times."""
    correct_wanted = Signal(str, str, float, float)
    """A moment's id, a label, and the part from second to second."""
    take_back_wanted = Signal(str)
    """The id of a take that a correction made."""
    go_back_wanted = Signal()
    text_edited = Signal(str)
    """The sentence."""
    speak_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self.editor = Late(self._build_editor)
        self.set_up = Late(self._build_set_up)
        self.reading = Late(self._build_reading)
        self.promise = Late(self._build_promise)
        self.why = Late(self._build_why)
        self.sentence = Late(self._build_sentence)

    def _build_editor(self) -> BindingEditor:
        from gesture_app.ui.actions.editor import BindingEditor

        editor = BindingEditor()
        editor.back_wanted.connect(self.back_wanted)
        editor.saved.connect(self.saved)
        editor.remove_wanted.connect(self.remove_wanted)
        editor.try_wanted.connect(self.try_wanted)
        editor.applications_wanted.connect(self.applications_wanted)
        self._stack.addWidget(editor)
        return editor

    def _build_set_up(self) -> ProfileSetUp:
        from gesture_app.ui.actions.set_up import ProfileSetUp

        set_up = ProfileSetUp()
        set_up.back_wanted.connect(self.back_wanted)
        set_up.saved.connect(self.set_up_saved)
        self._stack.addWidget(set_up)
        return set_up

    def _build_reading(self) -> ProfileReading:
        from gesture_app.ui.actions.reading import ProfileReading

        reading = ProfileReading()
        reading.back_wanted.connect(self.back_wanted)
        reading.trusted.connect(self.trusted)
        self._stack.addWidget(reading)
        return reading

    def _build_promise(self) -> PromiseView:
        from gesture_app.ui.actions.promise import PromiseView

        promise = PromiseView()
        promise.back_wanted.connect(self.back_wanted)
        promise.measure_wanted.connect(self.measure_wanted)
        promise.record_wanted.connect(self.record_wanted)
        promise.hold_wanted.connect(self.hold_wanted)
        self._stack.addWidget(promise)
        return promise

    def _build_why(self) -> WhyView:
        from gesture_app.ui.actions.why import WhyView

        why = WhyView()
        why.back_wanted.connect(self.back_wanted)
        why.correct_wanted.connect(self.correct_wanted)
        why.take_back_wanted.connect(self.take_back_wanted)
        why.go_back_wanted.connect(self.go_back_wanted)
        self._stack.addWidget(why)
        return why

    def _build_sentence(self) -> SentencePage:
        from gesture_app.ui.actions.sentence_page import SentencePage

        sentence = SentencePage()
        sentence.back_wanted.connect(self.back_wanted)
        sentence.view.text_edited.connect(self.text_edited)
        sentence.view.speak_wanted.connect(self.speak_wanted)
        sentence.view.copy_wanted.connect(self.copy_wanted)
        self._stack.addWidget(sentence)
        return sentence
