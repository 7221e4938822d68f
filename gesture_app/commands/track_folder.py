"""`gesture-app track FOLDER`: the landmarks of all videos below a folder, on all cores, going on where it stopped."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import click

from gesture_app.commands.ending import ending_in_order
from gesture_app.commands.output import STOPPED, check_folder_of, fail, print_json, progress_line
from gesture_app.commands.tracker_bundle import tracker_bundle
from gesture_app.folders import find_folders
from gesture_app.pipeline.videos.folder import Video, find_videos
from gesture_app.pipeline.videos.processes import free_cores
from gesture_app.pipeline.videos.results import Results
from gesture_app.pipeline.videos.tracking import Progress, track_videos, tracker_words
from gesture_app.takes.errors import ExportRefused, storage_sentence
from gesture_app.takes.landmark_dataset import write_landmark_dataset

_SHOW_EVERY = 100  # files looked at


@dataclass(slots=True)
class _Tally:
    """What became of the videos."""

    videos: int
    before: int = 0
    processes: int = 0
    states: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    last: Progress | None = None
    stopped: bool = False

    @property
    def done(self) -> int:
        return self.before + self.states.total()

    def add(self, progress: Progress) -> None:
        self.last = progress
        outcome = progress.outcome
        if outcome is None:
            return
        self.stopped = outcome.state == "stop"
        self.states["failed" if self.stopped else outcome.state] += 1
        if outcome.state in ("failed", "stop"):
            self.failures[outcome.video.name] = outcome.sentence


def track_folder(
    folder: Path, out: Path, hands: int, landmarker: Path | None, processes: int | None, dataset: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Track all videos below `folder` that are not finished yet; ends the command with 1 if any failed."""
    if out.exists() and not out.is_dir():
        fail(f"{out} is a file. The videos of a folder are written into a folder; name another one.", 2)
    if dataset is not None:
        check_folder_of(dataset)
    videos = find_videos(folder, _say)
    if not videos:
        fail(f"There is no video in {folder}.")
    bundle = tracker_bundle(find_folders(), landmarker)
    results = Results(out, tracker_words(bundle, hands))
    tally = _Tally(len(videos))
    written = False
    try:
        with ending_in_order():
            waiting = _unfinished(videos, results)
            tally.before = len(videos) - len(waiting)
            tally.processes = min(processes or free_cores(), len(waiting))
            if waiting:
                _work(waiting, results, bundle, hands, tally)
            if dataset is not None and not tally.stopped:
                written = _write_dataset(videos, results, folder, dataset)
    except KeyboardInterrupt:
        progress_line("")
        fail(
            f"Stopped with {tally.done} of {tally.videos} videos done; resume with the same command.", STOPPED
        )
    except OSError as error:
        progress_line("")
        fail(storage_sentence("The landmarks could not be written", out, error))
    _tell(tally, folder, out, dataset if written else None, as_json)
    if tally.failures or written != (dataset is not None):
        raise SystemExit(1)


def _unfinished(videos: list[Video], results: Results) -> list[Video]:
    waiting = []
    for number, video in enumerate(videos):
        if number % _SHOW_EVERY == 0:
            progress_line(f"Looking what is done already: {number} of {len(videos)} videos")
        if results.finished(video) is None:
            waiting.append(video)
    progress_line("")
    if len(waiting) < len(videos):
        _say(f"{len(videos) - len(waiting)} of {len(videos)} videos are done already.")
    return waiting


def _work(waiting: list[Video], results: Results, bundle: bytes, hands: int, tally: _Tally) -> None:
    with closing(track_videos(waiting, results, bundle, hands, tally.processes)) as steps:
        for progress in steps:
            tally.add(progress)
            if progress.outcome is not None and progress.outcome.sentence:
                progress_line("")
                _say(f"{progress.outcome.video.name}: {progress.outcome.sentence}")
            progress_line(_words(tally, progress))
    progress_line("")


def _words(tally: _Tally, progress: Progress) -> str:
    words = f"{tally.done} of {tally.videos} videos, {progress.frames_per_s:.0f} frames a second"
    if progress.seconds_left is None:
        return words
    return f"{words}, {_duration(progress.seconds_left)} left"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _write_dataset(videos: list[Video], results: Results, folder: Path, dataset: Path) -> bool:
    """All that has been found, as one file; False = it could not be written, and that was told."""
    progress_line(f"Writing {dataset}")
    finished = (results.finished(video) for video in videos)
    shown = [each.found for each in finished if each is not None and each.found is not None]
    progress_line("")
    try:
        write_landmark_dataset(shown, dataset, source=f"tracked in the videos of {folder.resolve().name}")
    except ExportRefused as error:
        _say(f"{dataset} was not written. {error} The landmarks of each video are in {results.folder}.")
        return False
    return True


def _tell(tally: _Tally, folder: Path, out: Path, dataset: Path | None, as_json: bool) -> None:
    last, states = tally.last, tally.states
    frames, frames_per_s = (last.frames, last.frames_per_s) if last else (0, 0.0)
    if as_json:
        print_json({
            "folder": str(folder), "out": str(out), "dataset": str(dataset) if dataset else None,
            "videos": tally.videos, "tracked": states["tracked"], "no_hand": states["no hand"],
            "done_before": tally.before, "failed": tally.failures, "left": tally.videos - tally.done,
            "frames": frames, "seconds": round(last.seconds, 2) if last else 0.0,
            "frames_per_s": round(frames_per_s, 2), "processes": tally.processes,
        })  # fmt: skip
        return
    counts = [f"{states['tracked']} tracked", f"{states['no hand']} without any hand",
              f"{tally.before} done before", f"{states['failed']} failed"]  # fmt: skip
    if tally.done < tally.videos:
        counts.append(f"{tally.videos - tally.done} left")
    click.echo(f"{tally.videos} videos: {', '.join(counts)}.")
    if frames:
        click.echo(f"{frames:,} frames, {frames_per_s:.0f} a second; processes: {tally.processes}.")
    click.echo(f"The landmarks are in {out}{f', all together in {dataset}' if dataset else ''}.")
    if tally.failures:
        click.echo("The same command tries those that failed again.")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
