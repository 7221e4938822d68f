"""Turn a folder of videos into landmarks, in several processes, and tell how far it is."""

from __future__ import annotations

import hashlib
import importlib.metadata
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from gesture_app.pipeline.videos.folder import Video
from gesture_app.pipeline.videos.processes import VideoProcesses
from gesture_app.pipeline.videos.results import Results
from gesture_app.pipeline.videos.worker import Outcome, Work
from gesture_app.takes.bulk import remove_forgotten, staging_folder


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is.

    Attributes:
        outcome: of the video that has just been finished, if one has.
        frames: tracked since the start.
        seconds: since the start.
        seconds_left: None while nothing is known.
    """

    outcome: Outcome | None
    frames: int
    seconds: float
    seconds_left: float | None

    @property
    def frames_per_s(self) -> float:
        return self.frames / self.seconds if self.seconds > 0 else 0.0


def tracker_words(bundle: bytes, hands: int) -> str:
    """Names the tracker and its settings: the same words, the same landmarks."""
    digest = hashlib.sha256(bundle).hexdigest()[:16]
    return f"MediaPipe {importlib.metadata.version('mediapipe')} with model {digest}, looking for {hands}"


def track_videos(
    videos: Sequence[Video], results: Results, bundle: bytes, hands: int, processes: int
) -> Generator[Progress, None, None]:
    """Track videos and keep what is found in each; the largest first, so that all processes end together.

    Ends early after an outcome that says "stop". Closing the iterator ends the processes; what is finished is kept.

    Raises:
        OSError: the folder of the results cannot be written to.
    """
    results.folder.mkdir(parents=True, exist_ok=True)
    remove_forgotten(results.folder, datetime.now(UTC))
    with ExitStack() as stack:
        staging = stack.enter_context(staging_folder(results.folder))
        model = staging / "tracker.task"
        model.write_bytes(bundle)
        count = min(processes, len(videos))
        workers = stack.enter_context(VideoProcesses(Work(model, hands, results, staging), count))
        yield from _track(sorted(videos, key=lambda video: -video.size), workers)


def _track(videos: Sequence[Video], workers: VideoProcesses) -> Iterator[Progress]:
    start_s = time.monotonic()
    todo = sum(video.size for video in videos)
    done = 0.0
    pace = _Pace()
    for outcome in workers.track(videos):
        if outcome is not None:
            done += outcome.video.size
        so_far = done + workers.bytes_under_way
        seconds = time.monotonic() - start_s
        yield Progress(outcome, workers.frames, seconds, pace.seconds_left(so_far, todo, seconds))
        if outcome is not None and outcome.state == "stop":
            return


class _Pace:
    """How fast it goes since the first progress: starting the processes takes seconds, but only once."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None

    def seconds_left(self, so_far: float, todo: float, seconds: float) -> float | None:
        """None while nothing is known.

        Args:
            so_far, todo: bytes.
        """
        if self._first is None and so_far > 0:
            self._first = so_far, seconds
        if self._first is None or so_far <= self._first[0]:
            return None
        return (todo - so_far) * (seconds - self._first[1]) / (so_far - self._first[0])
