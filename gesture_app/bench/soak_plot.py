"""A picture of a long run: each thing that might grow, over time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from gesture_app.bench.steadiness import Sample

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE_INCHES, _DOTS_PER_INCH = (9.0, 9.5), 90
_FIRST, _SECOND = "#1f6feb", "#d97706"


def plot_soak(samples: Sequence[Sample], title: str) -> bytes:
    """A PNG of five panels, one above the other."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # no screen is needed, and none is looked for
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE_INCHES, dpi=_DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=11)
    memory, counts, ages, speed, events = figure.subplots(5, 1, sharex=True)
    minutes = [each.time_s / 60 for each in samples]

    _line(memory, minutes, [each.memory_mb for each in samples], "memory, MB", _FIRST)
    _line(counts, minutes, [each.handles for each in samples], "open handles", _FIRST)
    _line(counts, minutes, [each.threads for each in samples], "threads", _SECOND)
    _line(
        ages,
        minutes,
        [each.age_ms and each.age_ms[0] for each in samples],
        "frame age on screen, median, ms",
        _FIRST,
    )
    _line(ages, minutes, [each.age_ms and each.age_ms[1] for each in samples], "99th percentile", _SECOND)
    _line(speed, minutes, [each.frames_per_second for each in samples], "frames a second", _FIRST)
    _line(events, minutes, [each.waiting for each in samples], "messages waiting for the window", _FIRST)
    told = [later.events - before.events for before, later in pairwise(samples)]
    _line(events, minutes[1:], told, "events told since the point before", _SECOND)
    for panel in (memory, counts, ages, speed, events):
        _finish(panel)
    events.set_xlabel(f"minutes ({samples[-1].frames:,} frames in all)")
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _line(
    panel: Axes, minutes: Sequence[float], values: Sequence[float | None], name: str, colour: str
) -> None:
    """What the system does not tell is not drawn."""
    told = [(at, value) for at, value in zip(minutes, values, strict=True) if value is not None]
    if told:
        panel.plot(*zip(*told, strict=True), label=name, color=colour, linewidth=1.2)


def _finish(panel: Axes) -> None:
    panel.grid(alpha=0.25)
    if not panel.lines:
        panel.set_title("not told by this system", loc="left", fontsize=8)
        return
    panel.set_ylim(0, 1.1 * panel.get_ylim()[1])  # from nothing: what sways little looks as if it did
    panel.legend(loc="lower left", bbox_to_anchor=(0, 1), fontsize=8, frameon=False, ncols=2, borderpad=0)
