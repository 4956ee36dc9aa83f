"""Where randomness comes from: counter-based streams, one a process, province and day, and a hash.

Philox gives the same numbers in NumPy and in Numba, on every machine, and a stream is found from its name
alone: nothing that one process draws can move what another draws. Salmon and others (2011).
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


class Process(IntEnum):
    """Who draws. The reporting side begins at 100, so that it can grow without touching the truth."""

    POPULATION = 1
    TRUTH = 2
    GEOGRAPHY = 3
    PLANS = 4
    TEAMS = 5
    REPORTING = 100


class StreamName(NamedTuple):
    """Who draws, of which replicate and province; the day is the reader's."""

    seed: int
    process: int
    replicate: int = 0
    province: int = 0


def stream(
    seed: int, process: int, *, replicate: int = 0, province: int = 0, day: int = 0
) -> np.random.Generator:
    """Return the generator of one process, province and day.

    Key = (seed, process), counter = (0, replicate, province, day); the first word counts the draws.
    """
    key = np.array([seed, process], dtype=np.uint64)
    counter = np.array([0, replicate, province, day], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=counter))


class DayStreams:
    """The streams of one process and province, one a day, in one generator that is set anew.

    The same numbers as `stream`; a new generator a day would cost more than a small province's day.
    """

    def __init__(self, seed: int, process: int, *, replicate: int, province: int) -> None:
        self._bits = np.random.Philox(0)
        self._generator = np.random.Generator(self._bits)
        self._key = np.array([seed, process], dtype=np.uint64)
        self._counter = [0, replicate, province]

    def on(self, day: int) -> np.random.Generator:
        """Return the generator at the start of a day's stream; yesterday's is gone."""
        self._bits.state = {
            "bit_generator": "Philox",
            "state": {"counter": np.array([*self._counter, day], dtype=np.uint64), "key": self._key},
            "buffer": np.zeros(4, dtype=np.uint64),
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }
        return self._generator


def hashed(seed: int, ids: NDArray[np.integer], field: int) -> NDArray[np.uint64]:
    """Return 64 well-mixed bits for each id and field: splitmix64 (Steele and others 2014), twice over."""
    start = _mix(np.full(1, seed, dtype=np.uint64) + _GOLDEN * np.full(1, field + 1, dtype=np.uint64))
    return _mix(start + _GOLDEN * (ids.astype(np.uint64) + np.uint64(1)))


def uniform(seed: int, ids: NDArray[np.integer], field: int) -> NDArray[np.float64]:
    """Return a number in [0, 1) for each id and field, always the same."""
    bits: NDArray[np.uint64] = hashed(seed, ids, field) >> np.uint64(11)
    return bits.astype(np.float64) * 2.0**-53


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * _MIX_1  # wraps around by design; arrays do so without a warning
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))
