"""The unsteadiness of a living hand: it drifts slowly and trembles a little, also while it holds still.

Physiological tremor lies at 8–12 Hz with tenths of a millimetre at the hand (Elble & Koller 1990).
"""

from __future__ import annotations

from copy import copy

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_DRIFT_HZ, _TREMOR_HZ = (0.13, 0.8), (8.0, 11.5)
_DRIFT_WAVES, _TREMOR_WAVES = 3, 2

# Root mean squares of the drift; the tremor is a share of it.
_PLACE_MM, _TURN_DEG, _BEND_DEG = 1.0, 0.7, 0.9
_TREMBLES = {"place": 0.12, "turn": 0.08, "bend": 0.08}
_JOINT_SHARES = np.array([0.15, 0.6, 1.0, 0.66])  # spread, mcp, pip, dip move together


class Tremor:
    """One hand's unsteadiness, a fixed function of time."""

    def __init__(self, rng: np.random.Generator, size: float) -> None:
        """Draw it; `size` 1 is a healthy hand's, 0 none."""
        self._size = size
        self._waves = {
            "place": _waves(rng, 3, size * _PLACE_MM, _TREMBLES["place"]),
            "turn": _waves(rng, 3, size * np.radians(_TURN_DEG), _TREMBLES["turn"]),
            "bend": _waves(rng, 5, size * _BEND_DEG, _TREMBLES["bend"]),
        }

    def since(self, time_s: float) -> Tremor:
        """The same unsteadiness, going on from a moment."""
        later = copy(self)
        later._waves = {
            name: (pulse, phase + pulse * time_s, height)
            for name, (pulse, phase, height) in self._waves.items()
        }
        return later

    def place_mm(self, times_s: Numbers) -> Numbers:
        """(T, 3)."""
        return _sum(self._waves["place"], times_s)

    def turn_rad(self, times_s: Numbers) -> Numbers:
        """(T, 3), small rotation vectors."""
        return _sum(self._waves["turn"], times_s)

    def bends_deg(self, times_s: Numbers) -> tuple[Numbers, Numbers]:
        """What to add to the angles of the fingers (T, 4, 4) and of the thumb (T, 5)."""
        bends = _sum(self._waves["bend"], times_s)
        return bends[:, :4, None] * _JOINT_SHARES, bends[:, 4:] * np.full(5, 0.6)


def _waves(
    rng: np.random.Generator, channels: int, size: float, trembles: float
) -> tuple[Numbers, Numbers, Numbers]:
    """Frequencies (rad/s), phases and heights, (channels, waves) each."""
    count = _DRIFT_WAVES + _TREMOR_WAVES
    hertz = np.concatenate(
        [
            rng.uniform(*_DRIFT_HZ, (channels, _DRIFT_WAVES)),
            rng.uniform(*_TREMOR_HZ, (channels, _TREMOR_WAVES)),
        ],
        axis=1,
    )
    heights = rng.uniform(0.6, 1.4, (channels, count)) * size
    heights[:, :_DRIFT_WAVES] *= np.sqrt(2 / _DRIFT_WAVES)
    heights[:, _DRIFT_WAVES:] *= np.sqrt(2 / _TREMOR_WAVES) * trembles
    return 2 * np.pi * hertz, rng.uniform(0, 2 * np.pi, (channels, count)), heights


def _sum(waves: tuple[Numbers, Numbers, Numbers], times_s: Numbers) -> Numbers:
    pulse, phase, height = waves
    total = np.zeros((len(times_s), len(pulse)))
    for wave in range(pulse.shape[1]):
        total += height[:, wave] * np.sin(times_s[:, None] * pulse[:, wave] + phase[:, wave])
    return total
