"""Changes to profiles, each with its way back."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from gesture_app.actions.binding import Binding, Profile
from gesture_app.ui.notice import NoticeBar
from gesture_app.ui.wording import count_of

_LONGER_S, _LONGEST_HOLD_S = 0.5, 5.0


class ProfileChanges(QObject):
    """Every change leaves as a whole profile; what was taken away can be undone."""

    saved = Signal(object)
    """A `Profile` as it is now."""
    deleted = Signal(str)
    restored = Signal(str)

    def __init__(self, notice: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._notice = notice
        self._notice.undo_wanted.connect(self._undo)
        self._profiles: dict[str, Profile] = {}
        self._in_use = ""
        self._gone: tuple[int, Binding] | None = None  # what Undo brings back; None: the whole profile

    def set_profiles(self, profiles: Sequence[Profile], in_use: str) -> None:
        """All there are, as they are now, and the id of the one in use."""
        self._profiles = {profile.id: profile for profile in profiles}
        self._in_use = in_use

    def binding(self, binding_id: str) -> Binding | None:
        """One of the bindings of the profile in use."""
        return _binding(self._profiles.get(self._in_use), binding_id)

    @Slot(object)
    def save(self, profile: Profile) -> None:
        """Hand out a changed profile."""
        self._profiles[profile.id] = profile
        self.saved.emit(profile)

    def keep(self, binding: Binding, profile_id: str) -> None:
        """In the place of the one with its id, or below all others."""
        profile = self._profiles.get(profile_id)
        if profile is None:
            return
        if _binding(profile, binding.id) is None:
            bindings = (*profile.bindings, binding)
        else:
            bindings = tuple(binding if each.id == binding.id else each for each in profile.bindings)
        self.save(replace(profile, bindings=bindings))

    @Slot(str, bool)
    def switch(self, binding_id: str, on: bool) -> None:
        """Use a binding of the profile in use, or leave it out."""
        binding = self.binding(binding_id)
        if binding is not None:
            self.keep(replace(binding, enabled=on), self._in_use)

    @Slot(str)
    def hold_longer(self, gesture: str) -> None:
        """Whatever a gesture does, it must be held before, or longer than up to now."""
        profile = self._profiles.get(self._in_use)
        if profile is None:
            return
        now_s = max((each.hold_s for each in profile.bindings if each.gesture == gesture), default=0.0)
        hold_s = min(round(now_s + _LONGER_S, 1), _LONGEST_HOLD_S)
        bindings = tuple(
            replace(each, hold_s=hold_s) if each.gesture == gesture else each for each in profile.bindings
        )
        self.save(replace(profile, bindings=bindings))
        self._notice.say(f"“{gesture}” has to be held for {hold_s:g} s now before it does anything.")

    def remove(self, binding_id: str, profile_id: str) -> None:
        """Take a binding away."""
        profile = self._profiles.get(profile_id)
        gone = _binding(profile, binding_id)
        if profile is None or gone is None:
            return
        self._gone = (profile.bindings.index(gone), gone)
        self.save(replace(profile, bindings=tuple(each for each in profile.bindings if each is not gone)))
        self._say(f"What “{gone.gesture}” did was removed.", profile)

    @Slot(str)
    def delete(self, profile_id: str) -> None:
        """Put the profile into the bin."""
        profile = self._profiles.get(profile_id)
        if profile is None:
            return
        self._gone = None
        self.deleted.emit(profile_id)
        self._say(f"“{profile.name}” with {count_of(len(profile.bindings), 'action')} was deleted.", profile)

    def _say(self, sentence: str, profile: Profile) -> None:
        self._notice.say(sentence, undo_entry=profile.id, trouble=True)

    @Slot(str)
    def _undo(self, profile_id: str) -> None:
        profile, gone = self._profiles.get(profile_id), self._gone
        self._gone = None
        if gone is None:
            self.restored.emit(profile_id)
        elif profile is not None:
            place, binding = gone
            bindings = (*profile.bindings[:place], binding, *profile.bindings[place:])
            self.save(replace(profile, bindings=bindings))


def _binding(profile: Profile | None, binding_id: str) -> Binding | None:
    bindings = () if profile is None else profile.bindings
    return next((each for each in bindings if each.id == binding_id), None)
