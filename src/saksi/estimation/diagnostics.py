"""Whether chains agree, and how much their draws are worth: split R-hat, effective draws, rank statistics.

Draws are ranked across all chains and the ranks made normal, so nothing depends on the scale, and heavy tails
do no harm. Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), whose definitions these are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

from saksi.record import InvalidInput

Draws = NDArray[np.float64]  # (chains, draws)
SHORTEST = 8  # draws a chain: halves of four


@dataclass(frozen=True, slots=True)
class ChainDiagnostics:
    """What chains say of themselves about one quantity.

    Parameters
    ----------
    rhat
        The worse of rank-normalised split R-hat and that of the draws folded at their median; 1 = the chains
        agree. Null = it has no value: the draws are constant.
    ess_bulk, ess_tail
        Effective draws for the centre, and for the worse of the 5 % and 95 % quantile. Null as above.
    """

    rhat: float | None
    ess_bulk: float | None
    ess_tail: float | None


def diagnose(draws: ArrayLike) -> ChainDiagnostics:
    """Return R-hat and effective draws of one quantity.

    Parameters
    ----------
    draws
        Shape (chains, draws).

    Raises
    ------
    InvalidInput
        The shape is another, there are fewer than eight draws a chain, or one is not finite.
    """
    checked = _checked(draws)
    return ChainDiagnostics(rhat(checked), ess_bulk(checked), ess_tail(checked))


def rhat(draws: ArrayLike) -> float | None:
    """Return the worse of rank-normalised and folded split R-hat; null where draws are constant."""
    chains = _checked(draws)
    halves = split_chains(chains)
    values = [_rhat(normal_ranks(halves)), _rhat(normal_ranks(abs(halves - np.median(halves))))]
    known = [value for value in values if value is not None]
    return max(known) if known else None


def ess_bulk(draws: ArrayLike) -> float | None:
    """Return the effective number of draws for the centre; null where draws are constant."""
    return _effective(normal_ranks(split_chains(_checked(draws))))


def ess_tail(draws: ArrayLike) -> float | None:
    """Return the effective draws of the worse of the 5 % and the 95 % quantile; null where constant."""
    chains = _checked(draws)
    found = [effective_draws((chains <= np.quantile(chains, q)).astype(np.float64)) for q in (0.05, 0.95)]
    known = [value for value in found if value is not None]
    return min(known) if known else None


def _rhat(halves: Draws) -> float | None:
    length = halves.shape[1]
    within = float(halves.var(axis=1, ddof=1).mean())
    between = length * float(halves.mean(axis=1).var(ddof=1))
    if within <= 0.0:
        return None if between <= 0.0 else float("inf")
    return float(np.sqrt((between / within + length - 1) / length))


def effective_draws(draws: Draws) -> float | None:
    """Return the effective number of draws of a mean, from the autocorrelations of split chains.

    Sums of neighbouring autocorrelations are cut at the first negative one and kept from rising (Geyer 1992).
    Null where no half varies.
    """
    return _effective(split_chains(draws))


def _effective(halves: Draws) -> float | None:
    chains, length = halves.shape
    covariance = autocovariance(halves)
    within = float(covariance[:, 0].mean()) * length / (length - 1)
    spread = within * (length - 1) / length + float(halves.mean(axis=1).var(ddof=1))
    if spread <= 0.0 or within <= 0.0:
        return None
    rho = 1.0 - (within - covariance.mean(axis=0)) / spread
    rho[0] = 1.0
    last = (length - 3) // 2 if length % 2 else (length - 4) // 2  # pairs whose covariances have a base
    pairs = rho[: 2 * last + 2].reshape(-1, 2).sum(axis=1)
    below = np.flatnonzero(pairs < 0.0)
    end = int(below[0]) if len(below) else last
    tail = max(float(rho[2 * end]), 0.0)
    time = -1.0 + 2.0 * float(np.minimum.accumulate(pairs[:end]).sum()) + tail
    total = chains * length
    return float(total / max(time, 1.0 / np.log10(total)))


def rank_counts(draws: ArrayLike, bins: int = 20) -> NDArray[np.int64]:
    """Return, of each chain, how many draws fall into each bin of the ranks over all chains.

    Chains that agree have flat rows: the numbers behind a rank plot. Shape (chains, bins).
    """
    chains = _checked(draws)
    ranks = rankdata(chains, method="average").reshape(chains.shape)
    where = np.minimum(((ranks - 0.5) / chains.size * bins).astype(np.int64), bins - 1)
    return np.stack([np.bincount(row, minlength=bins) for row in where])


def normal_ranks(draws: Draws) -> Draws:
    """Return the draws' ranks over all chains as normal scores (Blom 1958)."""
    ranks = rankdata(draws, method="average").reshape(draws.shape)
    scores: Draws = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return scores


def split_chains(draws: Draws) -> Draws:
    """Return each chain's halves as chains of their own; of an odd number the middle draw is left out."""
    half = draws.shape[1] // 2
    return np.concatenate((draws[:, :half], draws[:, -half:]))


def autocovariance(draws: Draws) -> Draws:
    """Return each chain's autocovariances at all lags, divided by the number of draws."""
    length = draws.shape[1]
    centred = draws - draws.mean(axis=1, keepdims=True)
    size = 2 ** int(np.ceil(np.log2(2 * length)))
    power = np.abs(np.fft.rfft(centred, size)) ** 2
    found: Draws = np.fft.irfft(power, size)[:, :length] / length
    return found


def _checked(draws: ArrayLike | Sequence[ArrayLike]) -> Draws:
    chains = np.asarray(draws, dtype=np.float64)
    if chains.ndim != 2 or chains.shape[1] < SHORTEST:
        raise InvalidInput(
            f"draws of shape {chains.shape}; needed (chains, draws) with at least {SHORTEST} draws a chain"
        )
    if not np.isfinite(chains).all():
        raise InvalidInput("a draw is not a finite number; leave out chains that failed")
    return chains
