"""Where the Actions page begins: the profile, whether it acts, what its gestures do, and what they did last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import Abilities, ActionDone, ActionsState, Promises
from gesture_app.settings import Settings
from gesture_app.ui.actions.bindings import BindingList
from gesture_app.ui.actions.kinds import why_not
from gesture_app.ui.actions.profile_bar import ProfileBar
from gesture_app.ui.actions.recent import RecentList
from gesture_app.ui.actions.standing import standing, verdict_of
from gesture_app.ui.actions.state_card import StateCard
from gesture_app.ui.actions.words import UNKNOWN, clock_told
from gesture_app.ui.widgets.button import Button
from gesture_app.ui.widgets.card import Scroll
from gesture_app.ui.widgets.empty_state import EmptyState
from gesture_app.ui.widgets.growing import GrowingWidth
from gesture_app.ui.widgets.side_by_side import SideBySide
from gesture_app.ui.widgets.text import Text

_WIDEST = 1500
_HEAD_BESIDE = 860
_BESIDE = 940  # pixels from which what was done last stands beside the bindings


class ActionsHome(QWidget):
    """Shows what it is told; wishes leave as the signals of its parts."""

    promise_wanted = Signal()
    sentence_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = ActionsState((), "", "off")
        self._promises: Promises | None = None
        self._known: tuple[str, ...] = ()
        self._settings = Settings()
        self._abilities: Abilities | None = None
        self._last: dict[str, str] = {}  # when each binding was last done, in words
        self.bar, self.state = ProfileBar(), StateCard()
        self.bindings, self.recent = BindingList(), RecentList()
        self._chosen_by = Text("", "badge")
        self._troubles = Text("", "usable", wrap=True)
        self._lists = SideBySide(_BESIDE, (self.bindings, 9), (self.recent, 5))
        self._empty = EmptyState(
            "actions",
            "Let gestures do something",
            "Next slide, mute, open a program, speak a sentence. A profile says what your gestures do for one purpose; "
            "before it acts it is measured that nothing happens by accident.",
            "New profile",
            "add",
        )
        self._empty.action.connect(self.bar.create_wanted)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        scroll = Scroll(snug=True)
        scroll.column.addWidget(self._troubles)
        scroll.column.addWidget(self.state)
        scroll.column.addWidget(self._lists, 1)
        scroll.column.addWidget(self._empty, 1)
        content = QWidget()
        GrowingWidth(content, 0, _WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._header())
        column.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 22, 24, 16)
        row.addWidget(content)

    def _header(self) -> QWidget:
        self._promise = Button("Promise", "measure", name="The measured promise")
        self._promise.setToolTip("What was measured of each gesture, and how it held in use")
        self._promise.clicked.connect(self.promise_wanted)
        sentence = Button("Sentence", "sentence", name="The sentence builder")
        sentence.setToolTip("A line that recognised words and letters gather in")
        sentence.clicked.connect(self.sentence_wanted)
        return SideBySide(
            _HEAD_BESIDE,
            (_in_a_row(Text("Actions", "title"), self.bar, self._chosen_by), 1),
            (_in_a_row(sentence, self._promise), 0),
        )

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def profile(self) -> Profile | None:
        """The one in use."""
        return self.bar.profile

    def set_state(self, state: ActionsState) -> None:
        """All profiles, and whether the one in use acts."""
        if state.in_use != self._state.in_use:
            self._last.clear()
        self._state = state
        self.bar.show_profiles(state.profiles, state.in_use, state.deleted)
        self.bindings.show_profile(self.profile)
        self.bindings.show_last(self._last)
        self._chosen_by.setText(f"chosen by {state.by_program}")
        self._chosen_by.setVisible(bool(state.by_program))
        self._show()

    def set_promises(self, promises: Promises) -> None:
        """What was measured; of another profile than the one in use it is not shown."""
        self._promises = promises
        self._show()

    def set_gestures(self, known: Sequence[str]) -> None:
        """What the model in use knows."""
        self._known = tuple(known)
        self._show()

    def set_settings(self, settings: Settings) -> None:
        """The pause gesture and the pause key."""
        self._settings = settings
        self._show()

    def set_abilities(self, abilities: Abilities) -> None:
        """What cannot be done here; told where a binding of the profile needs it."""
        self._abilities = abilities
        self._show()

    def add_done(self, done: ActionDone, now: datetime) -> None:
        """What came of a firing."""
        self.recent.add(done, now)
        if done.result.outcome == "done" and done.result.firing.phase != "try":
            self._last[done.result.firing.binding] = clock_told(done.result.at, now)
            self.bindings.show_last(self._last)

    def _show(self) -> None:
        profile = self.profile
        told = self._promises
        promises = told if told is not None and profile is not None and told.profile == profile.id else None
        for part in (self.state, self._lists):
            part.setVisible(profile is not None)
        self._empty.setVisible(profile is None)
        self.state.show_standing(standing(self._state, promises, self._known, self._settings))
        gestures = () if profile is None else {binding.gesture for binding in profile.bindings}
        self.bindings.show_verdicts({each: self._verdict(each, promises) for each in gestures})
        self._promise.setEnabled(bool(profile and profile.gestures))
        troubles = self._told_troubles(profile)
        self._troubles.setText(" ".join(troubles))
        self._troubles.setVisible(bool(troubles))

    def _verdict(self, gesture: str, promises: Promises | None) -> str:
        """What its chip says; before a model is loaded nothing is unknown to it."""
        unknown = self._known and gesture not in self._known
        return UNKNOWN if unknown else verdict_of(gesture, promises)

    def _told_troubles(self, profile: Profile | None) -> list[str]:
        """Sentences about what could not be read, and about what the profile needs and cannot have."""
        troubles = list(self._state.problems)
        if profile is not None:
            used = [type(binding.action) for binding in profile.bindings if binding.enabled]
            troubles += [why_not(kind, self._abilities) for kind in used]
        if self._abilities is not None:
            troubles += self._abilities.trouble
        return list(dict.fromkeys(sentence for sentence in troubles if sentence))


def _in_a_row(*widgets: QWidget) -> QWidget:
    """From the left on."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return box
