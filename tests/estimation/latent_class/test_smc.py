"""Particles are a witness: where the posterior is easy they say what the chains say."""

import numpy as np
import pytest
from tests.estimation.latent_class.test_latent_class import EASY
from tests.estimation.tables import patterns

from saksi.estimation.latent_class.chains import run_chains
from saksi.estimation.latent_class.patterns import Prior, patterns_of
from saksi.estimation.latent_class.smc import bear_witness
from saksi.estimation.latent_class.sweeps import Moves


def test_they_agree_with_the_chains_on_an_easy_table() -> None:
    histories = patterns(EASY)
    table = patterns_of(histories.membership, histories.counts)
    prior = Prior(1.0, 1.0, 0.5, 0.5, 20 * table.documented)
    told = bear_witness(table, prior, classes=3, seed=3, seconds=120, particles=200)
    run = run_chains(table, prior, Moves(), classes=3, chains=2, seed=3, ladders=False, seconds=60)
    assert told is not None
    assert told.stages > 2
    assert np.median(told.totals) == pytest.approx(np.median(run.totals), rel=0.08)
    assert told.heights.mean() == pytest.approx(run.heights.mean(), abs=1.0)


def test_without_time_they_say_nothing() -> None:
    histories = patterns({k: 20 * n for k, n in EASY.items()})
    table = patterns_of(histories.membership, histories.counts)
    assert (
        bear_witness(table, Prior(1.0, 1.0, 0.5, 0.5, 9_000), classes=3, seed=1, seconds=0, particles=4)
        is None
    )
