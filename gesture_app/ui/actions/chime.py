"""The sound of a notification, made here: two soft tones that fade."""

from __future__ import annotations

import io
import wave

import numpy as np

RATE_HZ = 44_100
LONG_S = 0.45

_TONES_HZ = ((880.0, 0.0), (1318.5, 0.09))
"""A5, and E6 a little later."""

_LOUDNESS = 0.22  # of what is possible, for each tone
_RISE_S = 0.006
_FADE_S = 0.09
"""A tone has a third of its loudness after this."""


def chime_wav() -> bytes:
    """A WAV file: mono, 16 bits."""
    times_s = np.arange(round(RATE_HZ * LONG_S)) / RATE_HZ
    sound = sum((_tone(times_s - since_s, hertz) for hertz, since_s in _TONES_HZ), np.zeros_like(times_s))
    sound *= np.clip((LONG_S - times_s) / 0.05, 0, 1)  # to silence, so that its end does not click
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE_HZ)
        written.writeframes((sound * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _tone(times_s: np.ndarray, hertz: float) -> np.ndarray:
    """Silent before its time 0."""
    since_s = np.maximum(times_s, 0)
    swell = np.minimum(since_s / _RISE_S, 1) * np.exp(-since_s / _FADE_S)
    return np.asarray(_LOUDNESS * swell * np.sin(2 * np.pi * hertz * since_s))
