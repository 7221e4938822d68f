"""What was found in each video: kept whole or not at all, and known again as found in this very video."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import LabelledSequence
from gesture_app.keeping.atomic import sync_folder, write_atomically
from gesture_app.pipeline.videos.folder import Video
from gesture_app.takes.errors import ImportRefused
from gesture_app.takes.landmark_dataset import read_landmark_dataset, write_landmark_dataset
from gesture_app.takes.names import gesture_name

_NO_HAND = ".no-hand.txt"
_LONGEST_STAMP = 10_000  # bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """What an earlier run found; `found` is None where there is no hand in the video."""

    found: LabelledSequence | None


@dataclass(frozen=True, slots=True)
class Results:
    """A folder with one landmark dataset for each video, at the video's own place below it.

    The name of a result is the video's whole name and `.npz`: `wave.mp4` and `wave.avi` stay apart. A video without
    any hand has a short text instead, because a landmark dataset without a hand is none.

    Attributes:
        tracker: names the tracker and its settings; results of another one are not taken for finished.
    """

    folder: Path
    tracker: str

    def file(self, video: Video) -> Path:
        return self.folder / video.place.parent / f"{video.place.name}.npz"

    def finished(self, video: Video) -> Finished | None:
        """What was found in this video, unchanged since, by this tracker; None = not yet, or it does not read well."""
        stamp = self._stamp(video)
        try:
            dataset = read_landmark_dataset(self.file(video))
            if dataset.notes == stamp and len(dataset.sequences) == 1:
                return Finished(dataset.sequences[0])
        except ImportRefused:
            pass
        return Finished(None) if _text_in(self._no_hand_file(video)) == stamp else None

    def keep(self, video: Video, hands: HandSequence, staging: Path) -> bool:
        """Write what was found, beside in `staging` first; False = there is no hand in it.

        Raises:
            ValueError: the sub-folder's name is no name for a gesture.
            ExportRefused, OSError: it cannot be written; what was there is still there.
        """
        shown = LabelledSequence(hands, gesture_name(video.label), name=video.name)
        file, otherwise = self.file(video), self._no_hand_file(video)
        beside = staging / secrets.token_hex(6)
        found = bool(hands.seen.any())
        if found:
            source = f"tracked in {video.name}"
            write_landmark_dataset([shown], beside, source=source, notes=self._stamp(video))
        else:
            write_atomically(beside, self._stamp(video).encode())
            file, otherwise = otherwise, file
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(file)
        sync_folder(file.parent)
        otherwise.unlink(missing_ok=True)  # of an older video, or another tracker
        return found

    def _stamp(self, video: Video) -> str:
        return (
            f"Tracked in {video.name}, {video.size} bytes, changed {video.modified_ns} ns after 1970, "
            f"by {self.tracker}."
        )

    def _no_hand_file(self, video: Video) -> Path:
        return self.folder / video.place.parent / f"{video.place.name}{_NO_HAND}"


def _text_in(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST_STAMP).decode(errors="replace")
    except OSError:
        return ""
