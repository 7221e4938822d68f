"""One labelled recording: what it shows and all that is known about it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from gesture_app.hands import HandSequence
from gesture_app.hands.labelled import NONE, LabelledSequence
from gesture_app.takes.quality import Quality, judge

FORMAT_VERSION = 1
VIRTUAL_PERSON = "virtual"
"""Who is in pictures of the virtual hand, as takes name people."""
_ID = re.compile(r"[0-9][A-Za-z0-9_-]{0,59}")
_ID_TIME = "%Y%m%dT%H%M%S"


def _version() -> str:
    from gesture_app.version import VERSION  # slow to find out, and no take is made at a start

    return VERSION


class TakeInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a take, kept as JSON beside its landmarks.

    Attributes:
        id: unique in the store, sorts by time; empty until saved.
        gesture: its gesture's name. On disk the folder decides, so that renaming is one small write.
        recorded_at: ISO time in UTC; empty = unknown (imported).
        session: one sitting, see `LabelledSequence`.
        camera: name of the camera or file it was seen through.
        mirrored: always False in what this program records; kept so that a file says so itself.
        source: where it came from, such as the file it was imported from; empty = recorded here.
        split: `train`, `validation`, `test` or empty, as an imported dataset says.
    """

    id: str = ""
    gesture: str
    person: str = ""
    session: str = ""
    recorded_at: str = ""
    camera: str = ""
    mirrored: bool = False
    app_version: str = msgspec.field(default_factory=_version)
    format_version: int = FORMAT_VERSION
    source: str = ""
    split: str = ""
    frames: int = 0
    duration_s: float = 0.0
    quality: Quality = Quality("usable")


@dataclass(frozen=True, slots=True)
class Take:
    """The landmarks of one performance of a gesture, and what is known about it."""

    sequence: HandSequence
    info: TakeInfo

    def labelled(self) -> LabelledSequence:
        info = self.info
        return LabelledSequence(
            self.sequence, info.gesture, info.person, info.session, info.split, name=info.id
        )


def new_take(
    sequence: HandSequence,
    gesture: str,
    *,
    recorded_at: datetime | None = None,
    person: str = "",
    session: str = "",
    camera: str = "",
    source: str = "",
    split: str = "",
    others: Sequence[HandSequence] = (),
) -> Take:
    """A take that is not saved yet, judged beside the `others` of its gesture."""
    quality = judge(sequence, others, no_gesture=gesture == NONE)
    return Take(
        sequence,
        TakeInfo(
            gesture=gesture,
            person=person,
            session=session,
            recorded_at=recorded_at.astimezone(UTC).isoformat() if recorded_at else "",
            camera=camera,
            source=source,
            split=split,
            frames=len(sequence),
            duration_s=round(sequence.duration_s, 4),
            quality=quality,
        ),
    )


def with_readable_time(info: TakeInfo) -> TakeInfo:
    """The same; a time of recording that is none is unknown."""
    try:
        datetime.fromisoformat(info.recorded_at)
    except ValueError:
        return msgspec.structs.replace(info, recorded_at="")
    return info


def time_id(moment: datetime) -> str:
    """An id that sorts by time and is unlikely to be taken: 20261120T121500123Z-1f9a."""
    utc = moment.astimezone(UTC)
    return f"{utc.strftime(_ID_TIME)}{utc.microsecond // 1000:03d}Z-{secrets.token_hex(2)}"


def is_take_id(text: str) -> bool:
    """Whether a text from elsewhere can serve as an id, which is also a file's name on every system."""
    return _ID.fullmatch(text) is not None


def sibling_id(take_id: str) -> str:
    """Another id with the same time, for a take made from this one."""
    return f"{take_id.rpartition('-')[0] or take_id}-{secrets.token_hex(2)}"
