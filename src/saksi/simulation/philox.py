"""Philox inside compiled code: the same stream, bit for bit, as `saksi.simulation.streams.stream`.

NumPy's generator cannot be set to another day from compiled code, and to do so from outside costs more than a
small province's day. Philox4x64-10: Salmon and others (2011).
"""

from math import exp, log1p

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.compiled import compiled
from saksi.simulation.streams import StreamName

State = NDArray[np.uint64]  # (11,): counter (4), key (2), the last block (4), how many of it are used

FEW = 20.0  # of a part of a binomial, on average: inversion walks so far
MULTIPLY_0, MULTIPLY_1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
LOW, HALF, ONE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(1)
KEY, BLOCK, USED, WORDS = 4, 6, 10, 4
ROUNDS = 10
SPARE_BITS, UNIT = np.uint64(11), 2.0**-53


def state_of(name: StreamName) -> State:
    """Return the state of one process and province; `begin` sets its day."""
    counter, key = [0, name.replicate, name.province, 0], [name.seed, name.process]
    return np.array([*counter, *key, 0, 0, 0, 0, WORDS], np.uint64)


@compiled
def begin(state: State, day: int) -> None:
    """Go to the start of a day's stream."""
    state[0], state[3], state[USED] = 0, day, WORDS


@compiled
def uniform(state: State) -> float:
    """Return the next number in [0, 1), as `numpy.random.Generator.random` draws it."""
    used = np.int64(state[USED])
    if used == WORDS:
        state[0] += ONE
        _next_block(state)
        used = np.int64(0)
    state[USED] = used + 1
    return float(state[BLOCK + used] >> SPARE_BITS) * UNIT


@compiled
def how_many(n: int, chance: float, nobody: float, state: State) -> int:
    """Return k ~ Binomial(n, chance) by inversion, in parts of at most `FEW` on average.

    ``nobody`` is (1 - chance) ** n where chance is at most 1/2 and the whole is one part; else it is not
    looked at. The cost follows k.
    """
    rare = min(chance, 1 - chance)
    if rare <= 0:
        return 0 if chance < 0.5 else n
    part = n if n * rare <= FEW else int(FEW / rare)
    odds, k, left = rare / (1 - rare), 0, n
    while left > 0:
        m = min(left, part)
        mass = nobody if m == n and rare == chance else exp(m * log1p(-rare))
        u, j = uniform(state), 0
        while u >= mass and j < m:
            u -= mass
            mass *= (m - j) * odds / (j + 1)
            j += 1
        k += j
        left -= m
    return k if rare == chance else n - k


@compiled
def _next_block(state: State) -> None:
    a, b, c, d = state[0], state[1], state[2], state[3]
    key_0, key_1 = state[KEY], state[KEY + 1]
    for _ in range(ROUNDS):
        high_0, high_1 = _high(MULTIPLY_0, a), _high(MULTIPLY_1, c)
        a, b, c, d = high_1 ^ b ^ key_0, MULTIPLY_1 * c, high_0 ^ d ^ key_1, MULTIPLY_0 * a
        key_0 += WEYL_0
        key_1 += WEYL_1
    state[BLOCK], state[BLOCK + 1], state[BLOCK + 2], state[BLOCK + 3] = a, b, c, d


@compiled
def _high(a: np.uint64, b: np.uint64) -> np.uint64:
    """Return the upper 64 of the 128 bits of a product."""
    low_a, high_a, low_b, high_b = a & LOW, a >> HALF, b & LOW, b >> HALF
    middle = high_a * low_b + ((low_a * low_b) >> HALF)
    other = low_a * high_b + (middle & LOW)
    return high_a * high_b + (middle >> HALF) + (other >> HALF)
