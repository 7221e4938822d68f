"""Which recordings a command works on."""

from __future__ import annotations

from pathlib import Path

import click

from gesture_app.commands.output import fail
from gesture_app.folders import find_folders
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.settings import load_settings


def recordings_folder(given: Path | None) -> Path:
    """The folder given on the command line, or the one the window uses."""
    if given is not None:
        return given
    folders = find_folders()
    settings, trouble = load_settings(folders.settings_file)
    if trouble is not None:
        click.echo(trouble, err=True)  # the recordings may lie in a folder that only the settings knew
    return folders.recordings_in(settings.recordings_folder)


def load_samples(dataset: Path) -> list[LabelledSequence]:
    """The takes of a file or folder; whatever cannot be read ends the command with its sentence."""
    from gesture_app.takes.errors import ImportRefused, TakeStoreError
    from gesture_app.takes.reading import read_recordings

    try:
        found = read_recordings(dataset)
    except (ImportRefused, TakeStoreError) as error:
        fail(str(error))
    for remark in found.remarks:
        click.echo(remark, err=True)
    return found.sequences
