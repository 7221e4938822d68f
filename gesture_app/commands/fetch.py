"""`gesture-app fetch`: get the hand tracker's model ahead of its first use."""

from __future__ import annotations

import click

from gesture_app.commands.tracker_bundle import tracker_bundle
from gesture_app.folders import find_folders


@click.command()
def command() -> None:
    """Get the hand tracker's model now, for later use without a network."""
    folders = find_folders()
    tracker_bundle(folders, None)
    click.echo(f"The hand tracker's model is in {folders.landmarker}.", err=True)
