"""Everything behind the window: the live chain, the recordings, the models, and the work beside them.

The window calls methods here and hears back through messages; nothing here waits for a disk, a camera or
a network on the window's thread.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gesture_app.folders import Folders
from gesture_app.hands.labelled import NONE
from gesture_app.pipeline.camera_wait import CameraWait
from gesture_app.pipeline.jobs import Worker
from gesture_app.pipeline.latest import LatestValue
from gesture_app.pipeline.live_loop import LiveLoop
from gesture_app.pipeline.made_once import MadeOnce
from gesture_app.pipeline.messages import (
    Cameras,
    ComparisonEnded,
    LiveResult,
    Message,
    SourceStatus,
    StandIn,
    Trouble,
)
from gesture_app.pipeline.recording import Outcome, RecordingPlan, RecordingSession, Request
from gesture_app.pipeline.tracking import TrackerSetUp
from gesture_app.settings import Settings, save_settings

if TYPE_CHECKING:  # imported when they are needed: hands are seen sooner without them
    from gesture_app.capture.camera import Camera
    from gesture_app.capture.source import Source, SourceError
    from gesture_app.pipeline.acting.correcting import Corrections
    from gesture_app.pipeline.acting.desk import ActionDesk
    from gesture_app.pipeline.acting.retraining import Retraining
    from gesture_app.pipeline.at_once import AtOnceKeeper
    from gesture_app.pipeline.inside import InsideLooks
    from gesture_app.pipeline.library import TakeLibrary
    from gesture_app.pipeline.models import ModelShelf
    from gesture_app.pipeline.practice import PracticeDesk
    from gesture_app.pipeline.vision import Observer

log = logging.getLogger(__name__)


STAND_IN = "virtual:everyday"
"""What is watched while no camera is connected: what the program recognises before it has learned anything."""


class Engine:
    """Owns all threads but the window's. `send` and `wake` are called on any of them."""

    def __init__(
        self,
        folders: Folders,
        settings: Settings,
        send: Callable[[Message], None],
        wake: Callable[[], None],
        landmarker: Path | None = None,
        source: str | None = None,
    ) -> None:
        self.settings = settings
        self.making = threading.RLock()  # of the parts below
        self._source_for_now = source  # asked for at the start; not saved
        self._folders = folders
        self._send = send
        self._recording: RecordingSession | None = None
        self._in_picture = ("", "")  # the source's name, and who is in its pictures where that is known
        self._recorded = ("", "")  # the same for the recording under way
        self._camera_wait: CameraWait | None = None
        self._watched: Source | None = None
        self._stands_in = False  # the virtual hand performs by itself in place of the camera
        self._pupil_waits = (
            False  # somebody practises: a virtual hand does what it is asked, and nothing else
        )
        self._disk = Worker("disk", self._tell_trouble)
        self._errands = Worker("errands", self._tell_trouble)
        self._loop = LiveLoop(send, wake, self._keep_take)
        self._tracker = TrackerSetUp(folders.landmarker, landmarker, send, self._loop.track_with)

    # --- its parts, made when they are first needed ---------------------------------------------------

    @MadeOnce
    def actions(self) -> ActionDesk:
        from gesture_app.pipeline.acting.desk import ActionDesk

        desk = ActionDesk(
            self._folders.actions, lambda: self.settings, self._why_rest, self._prompt, self._send,
            self._tell_trouble,
        )  # fmt: skip
        self._loop.observe_with(desk.observer)
        return desk

    @MadeOnce
    def library(self) -> TakeLibrary:
        from gesture_app.pipeline.library import TakeLibrary

        return TakeLibrary(self.recordings_folder, self._disk, self._send, self._recordings_changed)

    @MadeOnce
    def models(self) -> ModelShelf:
        from gesture_app.pipeline.models import ModelShelf

        return ModelShelf(
            self._folders.models, self._folders.built_in, self._errands, self._send,
            self._loop.recognise_with, lambda model: self.actions.use_model(model),
        )  # fmt: skip

    @MadeOnce
    def inside(self) -> InsideLooks:
        from gesture_app.pipeline.inside import InsideLooks

        return InsideLooks(lambda: self.library.store, self._send)

    @MadeOnce
    def practice(self) -> PracticeDesk:
        from gesture_app.pipeline.practice import PracticeDesk

        return PracticeDesk(
            self._folders.practice, lambda: self.library.store, lambda: self.settings, self._loop.teach_with,
            self._send, self._tell_trouble,
        )  # fmt: skip

    @MadeOnce
    def _retraining(self) -> Retraining:
        from gesture_app.pipeline.acting.retraining import Retraining

        return Retraining(self.library, self.models, self._busy, self._send)

    @MadeOnce
    def _corrections(self) -> Corrections:
        from gesture_app.pipeline.acting.correcting import Corrections

        return Corrections(
            self.library, self.actions.moments.opened, lambda: self._in_picture, self._retraining.learn,
            self._send,
        )  # fmt: skip

    @MadeOnce
    def _at_once(self) -> AtOnceKeeper:
        from gesture_app.pipeline.at_once import AtOnceKeeper

        return AtOnceKeeper(
            self.models.offer_at_once,
            self._tell_trouble,
            self.models.learned_at_once,
            self._retraining.judged,
            self._folders.models,
        )

    @property
    def recordings_folder(self) -> Path:
        return self._folders.recordings_in(self.settings.recordings_folder)

    @property
    def models_folder(self) -> Path:
        return self._folders.models

    @property
    def source(self) -> str:
        """What is watched, as the settings would name it."""
        return self._source_for_now or self.settings.source

    @property
    def results(self) -> LatestValue[LiveResult]:
        return self._loop.results

    # --- start and end --------------------------------------------------------------------------------

    def start(self) -> None:
        """Watch, and do everything else that has to be done at a start."""
        self.start_watching()
        self.start_recognising()
        self.start_the_rest()

    def start_watching(self) -> None:
        """The source and the tracker alone: hands are seen as soon as possible."""
        self._loop.start()
        self.get_tracker()
        self.watch()

    def start_recognising(self) -> None:
        """Tell what the hands do."""
        self.models.use_newest(preferred=self.settings.model)

    def start_the_rest(self) -> None:
        """Read what was recorded, act on what is recognised, and look for cameras."""
        self.library.refresh()
        self.actions.start()
        self.look_for_cameras()

    def close(self) -> None:
        """The ordered end; may be called twice."""
        self.models.cancel_training()
        self._retraining.close()
        self.inside.cancel_comparison()
        self._tracker.cancel()
        if self._recording is not None:
            self._recording.request("stop")  # a take in the making is incomplete: it is not kept
        self.models.close()  # a training that ends at this very moment has its model loaded by the errands
        self.inside.close()
        self.practice.close()  # what was practised is written down
        self._at_once.close()  # before the errands, which it sends its model to
        self._end_camera_wait()
        self._errands.close(drop_waiting=True)  # it may be opening a source for the loop
        self._end_camera_wait()  # of a source that was just opened
        self._loop.stop()
        self.actions.close()
        self._tracker.close()
        self.library.close()
        self._disk.close()  # every finished take reaches the disk

    # --- settings -------------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Do what changed settings ask for, and keep them."""
        before, self.settings = self.settings, settings
        self._disk.submit(lambda: self._save_settings(settings))
        if settings.recordings_folder != before.recordings_folder:
            self.library.use_folder(self.recordings_folder)
        if settings.either_hand != before.either_hand:
            self._keep_up()
        if settings.new_per_day != before.new_per_day:
            self.practice.refresh()
        if (settings.pause_gesture, settings.pause_key) != (before.pause_gesture, before.pause_key):
            self.actions.settings_changed()
        if settings.hands != before.hands or (before.telemetry and not settings.telemetry):
            self.get_tracker()
        if settings.source != before.source:
            self._source_for_now = None
            self.watch()

    def choose_source(self, source: str) -> None:
        """Watch another source from now on, also after the next start."""
        self._source_for_now = None
        self.settings = msgspec.structs.replace(self.settings, source=source)
        chosen = self.settings
        self._disk.submit(lambda: self._save_settings(chosen))
        self.watch()

    def _save_settings(self, settings: Settings) -> None:
        try:
            save_settings(settings, self._folders.settings_file)
        except OSError as error:
            self._send(Trouble(f"The settings could not be saved ({error.strerror}). Is the disk full?"))

    # --- live -----------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Show the source the settings name; also to try again."""
        self._errands.submit(self._open_source)

    def watch_this(self, source: Source) -> None:
        """Show a source that the settings do not know, until another one is chosen."""
        self._errands.submit(lambda: self._watch(source))

    def observe(self, observer: Observer) -> None:
        """Have this told of every frame as well, on the thread that tracks."""
        self._loop.observe_with(observer)

    def _open_source(self) -> None:
        from gesture_app.capture.camera import Camera
        from gesture_app.capture.open_source import make_source
        from gesture_app.capture.source import SourceError

        self._end_camera_wait()
        self._send(StandIn(""))
        try:
            source = make_source(self.source, recordings=self.recordings_folder, loop=True)
        except SourceError as error:
            self._loop.watch(None)
            self._send(SourceStatus(self.source, "failed", error.sentence, error.remedy))
            return
        absence = source.absence() if isinstance(source, Camera) else None
        if isinstance(source, Camera) and absence is not None:
            self._stand_in_for(source, absence)
        else:
            self._watch(source)

    def _watch(self, source: Source) -> None:
        from gesture_app.capture.open_source import person_before

        self._in_picture = source.name, person_before(source)
        self._watched = source
        self._stands_in = False
        if self._pupil_waits:
            self.let_pupil_rest()
        self._loop.watch(source)

    def _stand_in_for(self, camera: Camera, absence: SourceError) -> None:
        """Watch the virtual hand until the camera is connected. One that is there but busy is not replaced."""
        from gesture_app.capture.open_source import make_source

        self._send(
            StandIn(
                f"{absence.sentence} This is the program's own hand, performing everyday gestures. "
                "Connect a camera, or choose a source."
            )
        )
        self._watch(make_source(STAND_IN, recordings=self.recordings_folder, loop=True))
        self._stands_in = True
        self._wait_for(camera)

    def _wait_for(self, camera: Camera) -> None:
        """Watch the camera as soon as it is connected; no take begins with one hand and ends with another."""

        def may_go_on() -> bool:
            return not self._recorded_now() and camera.absence() is None

        def take_over() -> None:
            if self._camera_wait is not wait:  # something else was chosen meanwhile
                return
            if may_go_on():  # a recording may have begun while other errands were run
                self._open_source()
            else:
                self._wait_for(camera)

        def go_on() -> None:
            with contextlib.suppress(RuntimeError):  # the window is being closed
                self._errands.submit(take_over)
                self.look_for_cameras()

        wait = self._camera_wait = CameraWait(may_go_on, go_on)

    def _end_camera_wait(self) -> None:
        wait, self._camera_wait = self._camera_wait, None
        if wait is not None:
            wait.end()

    def get_tracker(self) -> None:
        """Track hands, after fetching the tracker's model if need be; also to try again."""
        self._tracker.start(self.settings.hands, self.settings.telemetry)

    def look_for_cameras(self) -> None:
        def look() -> None:
            from gesture_app.capture.cameras import list_cameras

            self._send(Cameras(tuple(list_cameras())))

        self._errands.submit(look)

    # --- the virtual hand in a learner's place --------------------------------------------------------

    def let_pupil_do(self, script: str) -> None:
        """Have the virtual hand make this, where it is what is watched; empty: what it did before practice."""
        from gesture_app.capture.virtual_camera import VirtualCamera

        self._pupil_waits = bool(script)
        if isinstance(self._watched, VirtualCamera):
            self._watched.perform(script)

    def let_pupil_rest(self) -> None:
        """Have the virtual hand wait for what it shall make, where it is what is watched."""
        from gesture_app.capture.virtual_camera import VirtualCamera

        self._pupil_waits = True
        if isinstance(self._watched, VirtualCamera):
            self._watched.rest()

    # --- actions --------------------------------------------------------------------------------------

    def correct(self, moment: str, label: str, begin_s: float, end_s: float) -> None:
        """Make a take of a part of a moment, and learn from it; `none`: nothing was meant there."""
        self._corrections.correct(moment, label, begin_s, end_s)
        if label == NONE:
            self.actions.called_false(moment)

    def go_back(self) -> None:
        """Use the model from before the last correction."""
        self._retraining.go_back()

    def _busy(self) -> bool:
        """Whether something goes on that must not be slowed down."""
        return bool(self._recorded_now() or self.models.training or self.actions.observer.measuring)

    def _recorded_now(self) -> bool:
        return self._recording is not None and not self._recording.over

    def _why_rest(self) -> str:
        """Why no gesture may act at the moment; asked for every frame, on the vision thread."""
        if self._stands_in:
            return "There is no camera. The program's own hand is shown, and what it performs does nothing."
        if self._recorded_now():
            return "Takes are being recorded."
        return ""

    def _prompt(self, script: str | None) -> None:
        """Have the virtual hand do what a measurement asks for, where it was chosen to be watched."""
        from gesture_app.capture.source import SourceError

        if self._stands_in:
            return
        if script is None:
            self.let_pupil_rest()
            return
        try:
            self.let_pupil_do(script)
        except SourceError:  # a gesture that only people can make
            self.let_pupil_rest()

    # --- recording and training -----------------------------------------------------------------------

    def get_ready_to_record(self) -> None:
        """Somebody may want to record soon: what learning needs is imported while they think of a name, not while hands
        are recorded, as importing takes time from the picture."""
        self._at_once.get_ready()

    def start_recording(self, plan: RecordingPlan) -> None:
        session = RecordingSession(plan)
        self._recording, self._recorded = session, self._in_picture
        self.library.begin_recording()
        self._at_once.get_ready()
        self._loop.record(session)

    def recording_request(self, what: Request) -> None:
        """`next`, `redo` or `stop`, see `RecordingSession.request`."""
        if self._recording is not None:
            self._recording.request(what)

    def _keep_take(self, outcome: Outcome) -> None:
        if self._recording is not None:
            self.library.keep(outcome, self._recording.plan.gesture, *self._recorded)

    def train(self, gestures: Collection[str]) -> None:
        """Train a model on these gestures and recognise with it."""
        self.inside.cancel_comparison()  # a training has the processor to itself
        self._retraining.give_way()
        self.models.train(self.library.store.labelled, gestures, self.settings.either_hand)

    def _recordings_changed(self) -> None:
        self._keep_up()
        self.practice.refresh()

    def _keep_up(self) -> None:
        """A model of the takes as they are now, ready at once."""
        self._at_once.keep_up(lambda: self.library.store, lambda: self.settings.either_hand)

    def make_own(self, model: Path) -> None:
        """A model of the user's from a ready-made one and the user's takes of its signs."""
        self.models.make_own(model, self.library.store)

    def compare(self, model: Path) -> None:
        """Train this model's network as an LSTM and as a plain RNN, to be looked into side by side."""
        if self.models.training:  # it would not be repeatable: torch's random numbers are one for all threads
            self._send(ComparisonEnded("A training is running. Wait for it or cancel it, then compare."))
        else:
            self.inside.compare(model)

    # --- inside ---------------------------------------------------------------------------------------

    def _tell_trouble(self, error: Exception) -> None:
        """Errors of our own are sentences; of others, at least what happened is told."""
        if not type(error).__module__.startswith("gesture_app."):
            log.error("a job failed", exc_info=error)
            self._send(Trouble(f"Something went wrong: {error}"))
            return
        self._send(Trouble(str(error)))
