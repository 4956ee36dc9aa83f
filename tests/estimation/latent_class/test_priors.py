"""Priors said as expansion factors are the priors that are used."""

import numpy as np
import pytest

from saksi.estimation.latent_class.priors import (
    LatentClassSettings,
    expansion_of,
    prior_of,
    rates_from_expansion,
)
from saksi.record import InvalidInput


@pytest.mark.parametrize("lists", [3, 5, 12])
@pytest.mark.parametrize("factors", [(1.1, 3.0), (1.1, 1.5), (1.5, 10.0)])
def test_rates_drawn_from_it_give_the_factors_that_were_asked_for(
    factors: tuple[float, float], lists: int
) -> None:
    yes, no = rates_from_expansion(*factors, lists)
    rates = np.random.default_rng(1).beta(yes, no, (200_000, lists))
    found = np.quantile(1 / (1 - (1 - rates).prod(axis=1)), (0.05, 0.95))
    assert found - 1 == pytest.approx(np.array(factors) - 1, rel=0.15)  # a sum of logs is nearly gamma


def test_flat_rates_over_many_lists_say_that_everybody_was_seen() -> None:
    flat = prior_of(LatentClassSettings(), lists=12, documented=100, largest_ratio=21)
    assert (flat.rate_yes, flat.rate_no, flat.most_unseen) == (1.0, 1.0, 2_000)
    assert expansion_of(flat, classes=1, lists=12, seed=1)[1] < 1.01
    asked = prior_of(LatentClassSettings(expansion=(1.2, 4)), lists=12, documented=100, largest_ratio=21)
    assert 1.4 < expansion_of(asked, classes=1, lists=12, seed=1)[1] < 3


@pytest.mark.parametrize(
    "wrong", [{"classes": 0}, {"alpha_rate": 0.0}, {"expansion": (0.9, 2)}, {"expansion": (3, 2)}]
)
def test_what_is_no_prior_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="needed"):
        LatentClassSettings(**wrong)  # type: ignore[arg-type]
