"""Priors in the words of those who know the lists: by how much the total may exceed the documented.

The flat prior on list rates says, with many lists, that nearly everybody was seen: with ten lists a person is
missed by all with chance 1 / 1024. Quantiles of the expansion factor N / n say it in people instead. The
idea is HRDAG's (LCMCR 0.6, not on CRAN): -log(1 - 1/x) is a sum over lists, nearly gamma.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, root
from scipy.special import digamma, polygamma
from scipy.stats import gamma

from saksi.estimation.latent_class.patterns import Prior
from saksi.record import InvalidInput

PRIOR_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class LatentClassSettings:
    """What may be said of the model before the table is seen.

    Parameters
    ----------
    classes
        The most classes; those that are not needed idle.
    expansion
        Two expansion factors, total over documented: the chance of less than the first is 5 %, of more than
        the second 5 %. Null = each class's chance to be on a list is flat between 0 and 1.
    alpha_shape, alpha_rate
        Gamma prior of the concentration: small values mean few classes.
    """

    classes: int = 10
    expansion: tuple[float, float] | None = None
    alpha_shape: float = 0.25
    alpha_rate: float = 0.25

    def __post_init__(self) -> None:
        if self.classes < 1 or self.alpha_shape <= 0 or self.alpha_rate <= 0:
            raise InvalidInput(
                f"classes {self.classes}, alpha_shape {self.alpha_shape:g}, alpha_rate {self.alpha_rate:g}:"
                " needed at least one class, and two positive numbers"
            )
        if self.expansion is not None and not 1 < self.expansion[0] < self.expansion[1]:
            low, high = self.expansion
            raise InvalidInput(f"expansion {low:g} to {high:g}: needed two rising factors above 1")


def prior_of(settings: LatentClassSettings, *, lists: int, documented: int, largest_ratio: float) -> Prior:
    """Return the prior as numbers; the total is at most ``largest_ratio`` times the documented."""
    yes, no = (1.0, 1.0) if settings.expansion is None else rates_from_expansion(*settings.expansion, lists)
    most = int((largest_ratio - 1.0) * documented)
    return Prior(yes, no, settings.alpha_shape, settings.alpha_rate, most)


def rates_from_expansion(low: float, high: float, lists: int) -> tuple[float, float]:
    """Return the Beta prior of list rates that gives a class these 5 % and 95 % expansion factors.

    Parameters
    ----------
    low, high
        Factors above 1, rising.
    lists
        How many lists there are.

    Raises
    ------
    InvalidInput
        No Beta prior fits: the factors are too close, or too far apart, for so many lists.
    """
    least, most = (-np.log1p(-1.0 / x) for x in (high, low))  # -log of being missed by all lists

    def spread(shape: float) -> float:
        return float(np.log(gamma.ppf(0.95, shape) / gamma.ppf(0.05, shape)) - np.log(most / least))

    try:
        shape = brentq(spread, 1e-2, 1e5)
    except ValueError:
        raise InvalidInput(f"expansion {low:g} to {high:g}: no prior is so sure or so unsure") from None
    scale = most / gamma.ppf(0.95, shape)
    mean, variance = shape * scale / lists, shape * scale**2 / lists

    def misfit(logs: np.ndarray) -> list[float]:
        yes, no = np.exp(logs)
        return [
            float(digamma(yes + no) - digamma(no) - mean),
            float(np.log(polygamma(1, no) - polygamma(1, yes + no)) - np.log(variance)),
        ]

    found = root(misfit, np.log([max(mean**2 / variance, 0.05), max(mean / variance, 0.05)]))
    if not found.success:
        raise InvalidInput(
            f"expansion {low:g} to {high:g} over {lists} lists: no Beta prior of the lists' rates gives that"
        )
    yes, no = np.exp(found.x)
    return float(yes), float(no)


def expansion_of(prior: Prior, *, classes: int, lists: int, seed: int) -> tuple[float, float, float]:
    """Return the 5 %, 50 % and 95 % expansion factor that the whole prior implies, the bound left out."""
    rng = np.random.default_rng(seed)
    alpha = np.maximum(rng.gamma(prior.alpha_shape, 1.0 / prior.alpha_rate, PRIOR_DRAWS), 1e-6)
    sticks = rng.beta(1.0, alpha[:, None], (PRIOR_DRAWS, classes))
    sticks[:, -1] = 1.0
    rest = np.cumprod(np.concatenate((np.ones((PRIOR_DRAWS, 1)), 1.0 - sticks[:, :-1]), axis=1), axis=1)
    rates = rng.beta(prior.rate_yes, prior.rate_no, (PRIOR_DRAWS, lists, classes))
    missed = ((1.0 - rates).prod(axis=1) * sticks * rest).sum(axis=1)
    factors = 1.0 / np.maximum(1.0 - missed, 1e-12)
    low, middle, high = np.quantile(factors, (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
