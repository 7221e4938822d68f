"""Get the tracker's model, then have the live loop track with it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from gesture_app.pipeline.jobs import Cancellable
from gesture_app.pipeline.messages import Message, TrackerStatus
from gesture_app.pipeline.vision import Tracker


class TrackerSetUp:
    """MediaPipe and OpenCV are imported on this thread, not on the window's."""

    def __init__(
        self,
        kept_bundle: Path,
        own_bundle: Path | None,
        send: Callable[[Message], None],
        track_with: Callable[[Callable[[], Tracker]], None],
    ) -> None:
        self._kept = kept_bundle
        self._own = own_bundle
        self._send = send
        self._track_with = track_with
        self._fetching = Cancellable("tracker model")
        self._importing = Cancellable("tracker library")
        self._bundle: bytes | None = None

    def start(self, hands: int, telemetry: bool) -> None:
        """Track so many hands. While the model is still being fetched, the newest wish counts.

        Consent to telemetry counts from the next start of the program, so that no report tells of the time
        before it was given; withdrawing it counts at once.
        """
        from gesture_app.capture.telemetry import silence_telemetry

        self._hands = hands
        if not telemetry:
            silence_telemetry(allowed=False)
        if self._bundle is not None:
            self._use(self._bundle)
        else:
            self._importing.start(_import_library)
            self._fetching.start(lambda cancelled: self._prepare(telemetry, cancelled))

    def cancel(self) -> None:
        self._fetching.cancel()

    def close(self) -> None:
        self._fetching.close()
        self._importing.close()

    def _prepare(self, telemetry: bool, cancelled: threading.Event) -> None:
        from gesture_app.capture.fetching import FetchProgress, TrackerModelError
        from gesture_app.capture.telemetry import silence_telemetry
        from gesture_app.capture.tracker_model import ensure_landmarker, load_landmarker

        def report(progress: FetchProgress) -> None:
            share = progress.done_bytes / progress.total_bytes if progress.total_bytes else None
            self._send(TrackerStatus("getting", progress.step, share))

        silence_telemetry(telemetry)
        try:
            if self._own is not None:
                bundle = load_landmarker(self._own)
            else:
                bundle = ensure_landmarker(self._kept, report, cancelled)
        except TrackerModelError as error:
            if not cancelled.is_set():
                self._send(TrackerStatus("missing", str(error)))
            return
        self._bundle = bundle
        self._use(bundle)

    def _use(self, bundle: bytes) -> None:
        hands = self._hands

        def make() -> Tracker:
            from gesture_app.capture.tracker import HandTracker

            tracker = HandTracker(bundle, hands)
            self._send(TrackerStatus("ready"))
            return tracker

        self._track_with(make)


def _import_library(_: threading.Event) -> None:
    """While its model is being read: whoever tracks finds it there."""
    with contextlib.suppress(ImportError):  # then whoever tracks says so
        from gesture_app.capture.mediapipe_parts import import_parts

        import_parts()
        import gesture_app.capture.tracker  # noqa: F401 - the rest, OpenCV above all
