"""Where things are kept."""

from __future__ import annotations

from pathlib import Path

from gesture_app.folders import find_folders


def test_home_variable_overrides_everything(tmp_path: Path) -> None:
    folders = find_folders({"GESTURE_APP_HOME": str(tmp_path)})
    assert folders.models == tmp_path / "models"
    assert folders.recordings == tmp_path / "recordings"
    assert folders.settings_file == tmp_path / "settings.json"
    assert folders.practice == tmp_path / "practice"


def test_a_checkout_keeps_models_and_recordings_itself() -> None:
    folders = find_folders({})
    checkout = Path(__file__).resolve().parents[1]
    assert (folders.models, folders.recordings) == (checkout / "models", checkout / "recordings")
    assert checkout not in (*folders.settings.parents, *folders.practice.parents)


def test_finding_folders_creates_none(tmp_path: Path) -> None:
    find_folders({"GESTURE_APP_HOME": str(tmp_path / "new")})
    assert not (tmp_path / "new").exists()


def test_the_home_of_nobody_is_taken_as_it_is_written(tmp_path: Path) -> None:
    folders = find_folders({"GESTURE_APP_HOME": "~nobody-here/x"})
    assert folders.models.parts[-3:] == ("~nobody-here", "x", "models")
    assert folders.recordings_in("~nobody-here/y") == Path("~nobody-here/y")
