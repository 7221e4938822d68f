"""Everything that is measured, in turns with the bare library where there is one to compare with."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from gesture_app.bench.figures import Figure, Report, machine, ratio
from gesture_app.bench.footage import FPS, Scene, draw_footage, write_video
from gesture_app.bench.made_takes import TRAINED
from gesture_app.bench.starting import start_bare_tracker, start_bare_window, start_program
from gesture_app.bench.talking import Answer, BenchFailed, Worker
from gesture_app.folders import HOME_VARIABLE

Say = Callable[[str], None]

ROUNDS = 5
FRAMES = 150
STARTS = 5
TAKES = 10
LISTED = (100, 10_000)
IDLE_AFTER_FRAMES = 200
"""More than five seconds, after which an empty room is looked at less often."""

MEMORY_AFTER_S = 20.0
BARE = "MediaPipe asked for two hands"


class Bench:
    """One run; what was started for it is ended with it."""

    def __init__(self, bundle: bytes, video: Path | None, say: Say) -> None:
        """Nothing is measured yet.

        Args:
            bundle: see `gesture_app.capture.tracker_model`.
            video: whose hand is shown; None: the virtual hand's.
            say: told what is measured next.
        """
        self._given, self._say = video, say
        self._not_measured: dict[str, str] = {}
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="gesture-bench-")))
        self._bundle = self._folder / "hand_landmarker.task"
        self._bundle.write_bytes(bundle)

    def run(self) -> Report:
        """Measure everything.

        Raises:
            SourceError: the video cannot be read.
            BenchFailed: nothing can be measured here.
        """
        began_s = time.monotonic()
        with self._stack:
            self._say("drawing footage")
            footage = self._folder / "footage"
            footage.mkdir()
            draw_footage(footage, self._given)
            self._footage, self._video = footage, write_video(footage)
            figures: list[Figure] = []
            for part in (
                self._starts,
                self._live,
                self._tracking,
                self._learning,
                self._library,
                self._memory,
            ):
                self._say(part.__name__.strip("_"))
                try:
                    figures += list(part())
                except BenchFailed as error:
                    self._not_measured[part.__name__.strip("_")] = str(error)
        self._say("")
        footage_name = "the virtual hand" if self._given is None else self._given.name
        return Report(
            machine=machine(), cores=os.cpu_count() or 1, footage=footage_name,
            seconds=round(time.monotonic() - began_s, 1), figures=tuple(figures), not_measured=self._not_measured,
        )  # fmt: skip

    # --- starting -----------------------------------------------------------------------------------------

    def _starts(self) -> Iterator[Figure]:
        painted, landmarks, predicted = "window painted", "first landmarks shown", "first prediction"
        windows, trackers, ours = [], [], []
        for _ in range(STARTS):
            windows.append(start_bare_window().after_s["painted"])
            trackers.append(start_bare_tracker(self._bundle, self._video).after_s["landmarks"])
            ours.append(start_program(self._bundle, self._video, [painted, landmarks, predicted]).after_s)
        yield Figure(
            name="window", what="Time to window", against="a bare PySide6 window", sense="at most", reach=1.5,
            value=ratio([each[painted] for each in ours], windows), of="s",
            ours=statistics.median(each[painted] for each in ours), theirs=statistics.median(windows),
        )  # fmt: skip
        yield Figure(
            name="first_landmarks", what="Time to first landmarks in the window", sense="at most", reach=1.25,
            against="a bare script: import, create, detect",
            value=ratio([each[landmarks] for each in ours], trackers), of="s",
            ours=statistics.median(each[landmarks] for each in ours), theirs=statistics.median(trackers),
        )  # fmt: skip
        yield Figure(
            name="first_prediction", what="Recognising with the LSTM after the first landmarks", against="",
            value=statistics.median(each[predicted] - each[landmarks] for each in ours), unit="s",
            sense="at most", reach=2.0,
        )  # fmt: skip

    # --- live -----------------------------------------------------------------------------------------------

    def _live(self) -> Iterator[Figure]:
        with self._bare() as bare, self._chain(takes=0) as chain:
            chain.ask(
                "run", scene="one", frames=8 * FPS, fps=FPS
            )  # everything is imported and made meanwhile
            yield self._rate(bare, chain, "one", 2.0)
            yield self._rate(bare, chain, "two", 0.97)
            yield self._idle(bare, chain)
            yield self._age(chain)

    def _rate(self, bare: Worker, chain: Worker, scene: Scene, reach: float) -> Figure:
        theirs, ours = [], []
        for _ in range(ROUNDS):
            theirs.append(bare.ask("run", scene=scene, frames=FRAMES, hands=2))
            ours.append(chain.ask("run", scene=scene, frames=FRAMES, fps=None))
        shown = "One hand shown" if scene == "one" else "Two hands shown"
        rates, bare_rates = [_rate_of(each) for each in ours], [FRAMES / each["seconds"] for each in theirs]
        return Figure(
            name=f"rate_{scene}", what=f"{shown}: frames a second of the whole chain", against=BARE,
            value=ratio(rates, bare_rates), sense="at least", reach=reach, of="frames/s",
            ours=statistics.median(rates), theirs=statistics.median(bare_rates),
            milliseconds=_middle(ours, "milliseconds"),
            note="with painting; milliseconds from a frame's arrival to its result, one frame waiting",
        )  # fmt: skip

    def _idle(self, bare: Worker, chain: Worker) -> Figure:
        chain.ask("run", scene="nobody", frames=IDLE_AFTER_FRAMES, fps=FPS)
        ours, theirs = [], []
        for _ in range(3):
            ours.append(_processor_ms(chain.ask("run", scene="nobody", frames=FRAMES, fps=FPS)))
            theirs.append(_processor_ms(bare.ask("run", scene="nobody", frames=FRAMES, hands=2)))
        return Figure(
            name="idle", what="Processor time with nobody in front", against=BARE, value=ratio(ours, theirs),
            sense="at most", reach=0.35, of="ms a frame", ours=statistics.median(ours),
            theirs=statistics.median(theirs), note="capture, tracking, recognition and painting",
        )  # fmt: skip

    def _age(self, chain: Worker) -> Figure:
        paced = [chain.ask("run", scene="one", frames=FRAMES, fps=FPS) for _ in range(3)]
        beyond = [each["age_ms"][0] - each["milliseconds"][0] for each in paced]
        return Figure(
            name="age", what="Age of the frame on the screen beyond tracking", against="one frame of the camera",
            value=statistics.median(beyond) * FPS / 1000, unit="frames", sense="at most", reach=1.0,
            milliseconds=_middle(paced, "age_ms"),
            note="milliseconds are the whole age, tracking included; there is room for one waiting frame, no more",
        )  # fmt: skip

    # --- tracking -------------------------------------------------------------------------------------------

    def _tracking(self) -> Iterator[Figure]:
        worker = "gesture_app.bench.tracking"
        with Worker(worker, str(self._bundle), str(self._footage)) as tracking:
            second, landmarks = tracking.ask("second hand"), tracking.ask("landmarks")
            added = tracking.ask("added")
        yield Figure(
            name="second_hand", what="A second hand appearing is seen after at most", against="",
            value=second["ours_s"], unit="s", sense="at most", reach=0.3,
            note=f"the bare library: {second['bare_s']:.2f} s; a lost hand again after {second['again_ours_s']:.2f} s, "
            f"by the bare library after {second['again_bare_s']:.2f} s",
        )  # fmt: skip
        yield Figure(
            name="landmarks", what="Landmarks of the same hand, mean difference", unit="px", sense="at most",
            against="MediaPipe asked for one hand", value=landmarks["mean_px"], reach=1.0,
            note=f"at 640×480; 99th percentile {landmarks['p99_px']:.2f} px",
        )  # fmt: skip
        median, _, late = added["milliseconds"]
        for name, what, value, reach in (
            ("added", "What we add to MediaPipe a frame, median", median, 0.5),
            ("added_99", "The same, 99th percentile", late, 2.0),
        ):
            yield Figure(
                name=name, what=what, against="", value=value, unit="ms", sense="at most", reach=reach,
                milliseconds=tuple(added["milliseconds"]), note="features, LSTM and spotting at 30 frames a second",
            )  # fmt: skip

    # --- learning -------------------------------------------------------------------------------------------

    def _learning(self) -> Iterator[Figure]:
        with self._chain(takes=TAKES) as chain:
            chain.ask("run", scene="one", frames=8 * FPS, fps=FPS)
            chain.ask("take")  # the first one reads all that were there before
            added = [chain.ask("take")["seconds"] for _ in range(ROUNDS)]
            yield Figure(
                name="last_take", what="From the last take to recognising it", against="",
                value=statistics.median(added), unit="s", sense="at most", reach=0.2,
                note=f"{len(TRAINED)} gestures of {TAKES} takes",
            )  # fmt: skip
            trained = chain.ask("train", scene="one", fps=FPS, gaps=True)
        if trained["trouble"]:
            raise BenchFailed(trained["trouble"])
        of = f"{len(TRAINED)} gestures of {TAKES} takes, with the camera on"
        yield Figure(
            name="training", what="Full training", against="", value=trained["training_s"], unit="s of one core",
            sense="at most", reach=20.0, note=f"{of}; it took {trained['seconds']:.1f} s",
        )  # fmt: skip
        yield Figure(
            name="training_rate", what="Fewest frames in any second of it", against="",
            value=trained["slowest_second"], unit="frames/s", sense="at least", reach=25.0,
            note=f"the camera gives {FPS}",
        )  # fmt: skip
        yield Figure(
            name="gui_block", what="The window's thread is away, 99th percentile", against="",
            value=trained["late_ms"][2], unit="ms", sense="at most", reach=16.0,
            milliseconds=tuple(trained["late_ms"]), note="while training and live",
        )  # fmt: skip

    def _library(self) -> Iterator[Figure]:
        found: list[Answer] = []
        for count in LISTED:
            folder = self._folder / f"library of {count}"
            with Worker("gesture_app.bench.many_takes", str(folder)) as filling:
                filling.ask("fill", count=count)
            with Worker("gesture_app.bench.many_takes", str(folder)) as looking:
                found.append(looking.ask("look"))
        few, many = found
        note = f"{few['seconds']:.3f} s for {few['takes']} takes"
        if many["grown_mb"] is not None:
            note += f"; {1024 * many['grown_mb'] / many['takes']:.1f} kB of memory a take"
        yield Figure(
            name="library", what=f"Listing a library of {many['takes']:,} takes", against="",
            value=many["seconds"], unit="s", sense="at most", reach=1.0, note=note,
        )  # fmt: skip

    # --- memory ---------------------------------------------------------------------------------------------

    def _memory(self) -> Iterator[Figure]:
        bare = start_bare_tracker(self._bundle, self._video, MEMORY_AFTER_S).memory_mb
        ours = start_program(self._bundle, self._video, ["all pages there"], MEMORY_AFTER_S).memory_mb
        if bare is None or ours is None:
            raise BenchFailed("This system does not tell what a process holds in memory.")
        yield Figure(
            name="memory", what="Memory, live", against="one process with the same imports, tracking",
            value=ours / bare, sense="at most", reach=1.25, of="MB", ours=ours, theirs=bare,
        )  # fmt: skip

    # --- workers --------------------------------------------------------------------------------------------

    def _bare(self) -> Worker:
        return Worker("gesture_app.bench.bare", str(self._bundle), str(self._footage))

    def _chain(self, takes: int) -> Worker:
        home = {HOME_VARIABLE: str(self._folder / f"home with {takes}")}
        return Worker(
            "gesture_app.bench.chain", str(self._bundle), str(self._footage), str(takes), environment=home
        )


def _rate_of(run: Answer) -> float:
    return float(run["frames"] / run["seconds"])


def _processor_ms(run: Answer) -> float:
    return float(1000 * run["processor_s"] / FRAMES)


def _middle(runs: list[Answer], what: str) -> tuple[float, float, float]:
    """The medians over the rounds of each percentile."""
    low, high, highest = (statistics.median(each[what][place] for each in runs) for place in range(3))
    return low, high, highest
