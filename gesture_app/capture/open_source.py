"""Make a source from what a person wrote: `camera`, `camera:0`, a video file, `takes`, `virtual`…"""

from __future__ import annotations

from pathlib import Path

from gesture_app.capture.camera import Camera
from gesture_app.capture.source import Source, SourceError


def make_source(spec: str, *, recordings: Path, fast: bool = False, loop: bool = False) -> Source:
    """The source that `spec` names, not opened yet.

    Args:
        spec: `camera` (the first one), `camera:INDEX`, `camera:NAME`, `takes`, `takes:GESTURE`, `virtual`,
            `virtual:PROGRAMME` (see `parse_programme`), the path of a video, or `video:PATH` for one that is called
            like the others.
        recordings: the folder of the takes.
        fast: do not wait for frames to be due that come from no camera.
        loop: start sources again at their end.

    Raises:
        SourceError: there is nothing of that name. A camera is only looked for when it is opened.
    """
    # Most kinds bring much along that the others do not need; whoever opens the program waits for it.
    kind, _, rest = spec.strip().partition(":")
    if kind == "camera":
        return Camera(rest.strip())
    if kind == "takes":
        from gesture_app.capture.replay import TakeReplay
        from gesture_app.takes.store import TakeStore

        return TakeReplay(TakeStore(recordings), rest.strip() or None, fast=fast, loop=loop)
    if kind == "virtual":
        from gesture_app.capture.virtual_camera import VirtualCamera

        return VirtualCamera(rest.strip(), fast=fast, loop=loop)
    file = _file(rest if kind == "video" and rest else spec.strip())
    if file is None:
        raise SourceError(
            "absent",
            f"There is no source “{spec}”, nor a video file of that name.",
            "Use camera, camera:NAME, takes, takes:GESTURE, virtual, virtual:HELLO, or the path of a video.",
        )
    from gesture_app.capture.video import VideoFile

    return VideoFile(file, fast=fast, loop=loop)


def _file(written: str) -> Path | None:
    try:
        file = Path(written).expanduser()
        return file if file.is_file() else None
    except (OSError, RuntimeError):  # too long a name, a folder that may not be looked into, nobody's home
        return None


def person_before(source: Source) -> str:
    """Who is in the source's pictures, as takes name people; empty where that may be anybody."""
    person: str = getattr(source, "person", "")
    return person
