"""Where models, recordings, practice, actions and settings are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

HOME_VARIABLE = "GESTURE_APP_HOME"

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def built_in_folder() -> Path:
    """Where the encoder and the ready-made models lie that come with the program.

    `GESTURE_APP_HOME` moves what is the user's, never these.
    """
    return _CHECKOUT / "models" / "built-in" if _is_checkout() else _PACKAGE / "built_in"


def _is_checkout() -> bool:
    return (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "constraints.txt").is_file()


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one installation; none is created before something is saved in it.

    Attributes:
        models, recordings, settings, practice, actions: the user's. What is practised and what gestures do is a
            person's, so a checkout keeps none of it.
        built_in: what comes with the program, see `built_in_folder`; only read.
    """

    models: Path
    recordings: Path
    settings: Path
    practice: Path
    actions: Path
    built_in: Path = field(default_factory=built_in_folder)

    @property
    def settings_file(self) -> Path:
        return self.settings / "settings.json"

    def recordings_in(self, chosen: str) -> Path:
        """The folder of recordings: the one that the settings choose, or the usual one if they choose none."""
        return _expanded(chosen) if chosen else self.recordings

    @property
    def landmarker(self) -> Path:
        """The tracker's model, see `gesture_app.capture.tracker_model`."""
        return self.models / "hand_landmarker.task"


def find_folders(environment: dict[str, str] | None = None) -> Folders:
    """`GESTURE_APP_HOME` if set, else the checkout this runs from, else the platform's data folder."""
    variables = os.environ if environment is None else environment
    home = variables.get(HOME_VARIABLE)
    if home:
        root = _expanded(home).resolve()
        return Folders(root / "models", root / "recordings", root, root / "practice", root / "actions")
    config = platformdirs.user_config_path("gesture-app", appauthor=False)
    data = platformdirs.user_data_path("gesture-app", appauthor=False)
    kept = _CHECKOUT if _is_checkout() else data
    return Folders(kept / "models", kept / "recordings", config, data / "practice", data / "actions")


def _expanded(path: str) -> Path:
    """With `~` as the home folder; the home of nobody is taken as it is written, as shells do."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
