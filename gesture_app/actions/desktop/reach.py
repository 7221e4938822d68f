"""Whether keys and clicks would be heard at this moment."""

from __future__ import annotations

from gesture_app.actions.desktop import x_programs
from gesture_app.actions.desktop.session import session, why_no_keys
from gesture_app.actions.firing import ActionFailed
from gesture_app.surroundings import Environment


def refuse_where_unheard(environment: Environment, platform: str) -> None:
    """Say so instead of sending keys into nothing.

    Raises:
        ActionFailed: with what can be done instead.
    """
    problem = why_no_keys(environment, platform)
    if not problem:
        return
    if session(environment, platform) == "xwayland" and x_programs.window_in_front(environment):
        return  # a program that still uses X11 is in front: it hears them
    raise ActionFailed(problem)
