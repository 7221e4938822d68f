"""Where a profile stands, in words, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from gesture_app.actions.binding import Profile
from gesture_app.pipeline.acting.messages import ActionsState, Promises
from gesture_app.settings import Settings
from gesture_app.ui.actions.words import key_told
from gesture_app.ui.widgets.glyph import Tint
from gesture_app.ui.wording import count_of

Does = Literal["create", "add", "read", "record", "measure", "look", "arm", "pause", "go on"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the head of the page says.

    Attributes:
        button, does: the one obvious thing, in words and for the program.
        can_stop: whether there is something to turn off.
    """

    title: str
    sentence: str
    icon: str
    tint: Tint
    button: str
    does: Does
    can_stop: bool = False


def standing(
    state: ActionsState, promises: Promises | None, known: Collection[str], settings: Settings
) -> Standing:
    """How the profile in use stands.

    Args:
        promises: of the profile and the model in use, where they have been told.
        known: the gestures that the model in use knows.
    """
    profile = next((each for each in state.profiles if each.id == state.in_use), None)
    if profile is None:
        sentence = "A profile says what your gestures do for one purpose, such as giving a talk."
        return Standing("No profile yet", sentence, "power", "muted", "New profile", "create")
    if state.state == "off":
        return _off(profile, state.reason, promises, known)
    return _on(profile, state, promises, settings)


def acting(profile: Profile, promises: Promises | None) -> list[str]:
    """The gestures of a profile that are fit to be armed."""
    return [gesture for gesture in profile.gestures if verdict_of(gesture, promises) == "fit"]


def verdict_of(gesture: str, promises: Promises | None) -> str:
    """What was measured of a gesture; `unmeasured` where nothing was."""
    cards = () if promises is None else promises.cards
    return next((card.verdict for card in cards if card.gesture == gesture), "unmeasured")


def _on(profile: Profile, state: ActionsState, promises: Promises | None, settings: Settings) -> Standing:
    if state.state == "paused":
        sentence = f"{_by_hand(settings, 'goes on')} Until then nothing is done."
        return Standing("Paused", sentence.strip(), "pause", "usable", "Go on", "go on", can_stop=True)
    if state.state == "resting":
        sentence = f"{state.reason} It goes on by itself.".strip()
        return Standing("Resting", sentence, "time", "muted", "Pause", "pause", can_stop=True)
    fit, all_of_them = acting(profile, promises), profile.gestures
    told = (
        f"{count_of(len(fit), 'gesture')} of {len(all_of_them)} may act." if fit != list(all_of_them) else ""
    )
    sentence = " ".join(part for part in (told, _by_hand(settings, "pauses"), state.reason) if part)
    return Standing("Armed", sentence, "actions", "good", "Pause", "pause", can_stop=True)


def _by_hand(settings: Settings, does: str) -> str:
    """The key and the gesture that always work: `Ctrl+Alt+P or “fist” pauses.`"""
    ways = [key_told(settings.pause_key)] if settings.pause_key else []
    ways += [f"“{settings.pause_gesture}”"] if settings.pause_gesture else []
    return f"{' or '.join(ways)} {does}, wherever you are." if ways else ""


def _off(profile: Profile, reason: str, promises: Promises | None, known: Collection[str]) -> Standing:
    sentence, button, does = _first_step(profile, promises, known)
    if reason and does in ("arm", "record") and not (does == "record" and known):
        return Standing("Off", reason, "power", "muted", "" if does == "record" else button, does)
    return Standing("Off", sentence, "power", "muted", button, does)


def _first_step(profile: Profile, promises: Promises | None, known: Collection[str]) -> tuple[str, str, Does]:
    """What stands between a profile and its being armed: a sentence, a button's words, and what it does."""
    gestures = profile.gestures
    if not profile.trusted:
        return "This profile came from a file. Read what it does before it can be armed.", "Read it", "read"
    if not gestures:
        return "Nothing is bound yet. Choose a gesture and what it shall do.", "Add an action", "add"
    if not any(gesture in known for gesture in gestures):
        none = (
            "The model in use knows none of these gestures. Record and train them, or choose another model."
        )
        return none, "Record them", "record"
    return _measured(profile, promises, known)


def _measured(profile: Profile, promises: Promises | None, known: Collection[str]) -> tuple[str, str, Does]:
    fit = acting(profile, promises)
    others = [gesture for gesture in profile.gestures if gesture in known and gesture not in fit]
    not_yet = [gesture for gesture in others if verdict_of(gesture, promises) == "unmeasured"]
    unfit = [gesture for gesture in others if gesture not in not_yet]
    if fit:
        told = [f"{_named(fit)} may act."]
        told += [f"{_named(not_yet)} must be measured before."] if not_yet else []
        told += [f"{_named(unfit)} would not be reliable: see the promise."] if unfit else []
        return " ".join(told), "Arm", "arm"
    if not_yet:
        sentence = (
            "First it is measured that nothing fires by accident: two minutes, then each gesture a few times."
        )
        return sentence, "Measure and arm", "measure"
    return "None of its gestures is fit to be armed. See what to do about it.", "See what to do", "look"


def _named(gestures: list[str]) -> str:
    """`“wave”`, `“wave” and “fist”`, `“wave”, “fist” and 3 more`."""
    quoted = [f"“{gesture}”" for gesture in gestures]
    if len(quoted) > 3:
        return f"{', '.join(quoted[:2])} and {len(quoted) - 2} more"
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
