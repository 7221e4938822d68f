"""What `live` and `record` share: a source, a tracker and every frame on its way through them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from gesture_app.capture.fetching import TrackerModelError
from gesture_app.capture.source import Frame, SourceError
from gesture_app.commands.output import fail
from gesture_app.commands.tracker_bundle import tracker_bundle
from gesture_app.folders import Folders
from gesture_app.pipeline.vision import Seen, Vision


def watch(
    spec: str,
    vision: Vision,
    folders: Folders,
    recordings: Path,
    landmarker: Path | None,
    hands: int,
    fast: bool,
) -> Iterator[tuple[Frame, Seen]]:
    """Every frame of the source, none dropped, with what was seen in it.

    Troubles of source or tracker end the command with their sentence.
    """
    from gesture_app.capture.open_source import make_source

    with closing(vision):
        try:
            source = make_source(spec, recordings=recordings, fast=fast)
            if not spec.startswith("takes"):  # replayed takes are hands already
                from gesture_app.capture.tracker import HandTracker

                vision.tracker = HandTracker(tracker_bundle(folders, landmarker), hands)
            with closing(source):
                source.open()
                while (frame := source.read()) is not None:
                    yield frame, vision.see(frame)
        except (SourceError, TrackerModelError) as error:
            fail(str(error))
