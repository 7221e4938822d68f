"""Which model a command works with: a file, a ready-made model, one of the user's, or the newest."""

from __future__ import annotations

from pathlib import Path

from gesture_app.commands.output import fail
from gesture_app.folders import Folders
from gesture_app.learning.model_card import list_models
from gesture_app.learning.ready_made import EVERYDAY, READY_MADE, ready_made_called


def chosen_model(wanted: str | None, folders: Folders) -> Path:
    """The model's file. Without a wish: the user's newest, or "Everyday" before there is one.

    Args:
        wanted: a path, the name of a ready-made model or its set of gestures, or the name of a model of the user.
    """
    own = list_models(folders.models)
    if wanted is None:
        return own[0].file if own else folders.built_in / EVERYDAY.file_name
    if Path(wanted).is_file():
        return Path(wanted)
    for model in own:
        if wanted.casefold() in (model.card.name.casefold(), model.file.name.casefold()):
            return model.file
    ready = ready_made_called(wanted)
    if ready is None:
        ours = ", ".join(model.name for model in READY_MADE)
        yours = ", ".join(model.card.name for model in own) or "none yet"
        fail(f"There is no model '{wanted}'. Ready-made: {ours}. Yours: {yours}. Or give the path of a file.")
    return folders.built_in / ready.file_name
