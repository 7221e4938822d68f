"""What a worker process does: find the hands in one video after the other, and keep them."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Literal

from gesture_app.capture.fetching import TrackerModelError
from gesture_app.capture.source import SourceError
from gesture_app.hands import HandFrame, HandSequence
from gesture_app.pipeline.videos.folder import Video
from gesture_app.pipeline.videos.results import Results
from gesture_app.takes.errors import ExportRefused, storage_sentence
from gesture_app.takes.names import gesture_name

Counters = ctypes.Array[ctypes.c_longlong]
"""One worker's, read by the main process: frames tracked so far, and the running video's done share in thousandths."""

_TOLERABLE_SHARE = 0.95
"""Of the frames a file announces; some announce a few more than they hold."""
_FOR_ALL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What keeps every other video's landmarks from being written too."""
_ORPHANED = 3  # exit code


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a video.

    Attributes:
        state: "stop": what failed here would fail with every other video.
        sentence: what is to be told about this video, if anything; shown after its name.
    """

    video: Video
    state: Literal["tracked", "no hand", "failed", "stop"]
    frames: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is the same for all videos.

    Attributes:
        bundle: file with the tracker's model; read by each worker, because start-up arguments must be small.
        staging: folder for what is being written, on the disk of the results.
    """

    bundle: Path
    hands: int
    results: Results
    staging: Path


_begun: tuple[Work, bytes, Counters] | None = None


def begin(work: Work, counters: Counters) -> None:
    """Get a worker process ready; it ends with the main process, however that ends."""
    global _begun
    threading.Thread(target=_end_with_main_process, name="main process", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process to answer
    # A process a core: more threads would only get in each other's way.
    os.environ["OPENCV_FFMPEG_THREADS"] = "1"
    _begun = work, work.bundle.read_bytes(), counters


def _end_with_main_process() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(_ORPHANED)


def track_video(video: Video) -> Outcome:
    """Track a video and keep what was found; whatever goes wrong is told in the outcome."""
    if _begun is None:
        raise RuntimeError("this process has not begun")
    work, bundle, counters = _begun
    try:
        gesture_name(video.label)
        hands, remark = _hands_in(video, bundle, work.hands, counters)
        found = work.results.keep(video, hands, work.staging)
    except TrackerModelError as error:
        return Outcome(video, "stop", 0, str(error))
    except (SourceError, ValueError) as error:
        return Outcome(video, "failed", 0, str(error))
    except (ExportRefused, OSError) as error:
        return _unwritten(video, work.results.folder, error)
    except Exception as error:
        return Outcome(video, "failed", 0, f"It cannot be tracked ({type(error).__name__}: {error}).")
    return Outcome(video, "tracked" if found else "no hand", len(hands), remark)


def _hands_in(video: Video, bundle: bytes, most_hands: int, counters: Counters) -> tuple[HandSequence, str]:
    """The hands in every frame; and a remark where frames are missing."""
    from gesture_app.capture.tracker import HandTracker
    from gesture_app.capture.video import VideoFile

    found: list[HandFrame] = []
    source = VideoFile(video.file, fast=True)
    # A tracker for each video: what it makes of one must not depend on which came before.
    with HandTracker(bundle, most_hands) as tracker:
        try:
            source.open()
            announced = source.frames_announced
            while (frame := source.read()) is not None:
                found.append(tracker.track(frame))
                counters[0] += 1
                counters[1] = 1000 * len(found) // max(announced, len(found))
        finally:
            source.close()
    return HandSequence.from_frames(found), missing_frames(source.name, len(found), announced)


def missing_frames(name: str, frames: int, announced: int) -> str:
    """A sentence where a video ends well before its announced end, else empty."""
    if frames >= _TOLERABLE_SHARE * announced:
        return ""
    return f"{name} ends after {frames} of {announced} frames; its rest may be damaged."


def _unwritten(video: Video, folder: Path, error: ExportRefused | OSError) -> Outcome:
    cause = error if isinstance(error, OSError) else error.__cause__
    if not isinstance(cause, OSError):
        return Outcome(video, "failed", 0, str(error))
    sentence = storage_sentence("Its landmarks could not be written", folder, cause)
    return Outcome(video, "stop" if cause.errno in _FOR_ALL else "failed", 0, sentence)
