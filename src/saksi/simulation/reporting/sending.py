"""From a source to an outlet: whether, when, and through whom (M16, M40)."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.codes import CONDITION_KINDS, code
from saksi.simulation.reporting.ground import Truth, pulses
from saksi.simulation.reporting.tables import TRANSMISSIONS, Arrow
from saksi.simulation.streams import stream


def send(truth: Truth, told: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """Return what arrives at outlets, columns `TRANSMISSIONS`.

    The chance to send falls with the fear in the source's county in that month, exp(-weight x index), and
    while a campaign or purge is carried out in the source's province (M46); the delay is lognormal, a relay
    abroad adds an exponential one. Some is told to a second outlet as well.
    """
    rng = stream(truth.seed, Arrow.SENDING, replicate=truth.replicate)
    settings, n = truth.scenario.sending, len(told)
    told = told.join(sources.select("source", "county", "outlet", "province"), on="source", how="left")
    fear = _fear(truth, told["county"].to_numpy(), told["learnt"].to_numpy())
    quiet = np.where(_in_pulse(truth, told), settings.pulse, 1.0)
    sent = rng.random(n) < settings.send * quiet * np.exp(-settings.fear * fear)
    elsewhere = rng.random(n) < settings.elsewhere
    outlets = truth.scenario.outlets.n
    other = (told["outlet"].to_numpy() + 1 + rng.integers(0, max(outlets - 1, 1), n)) % outlets
    first = _arrivals(truth, told.filter(sent), told["outlet"].to_numpy()[sent], rng)
    twice = sent & elsewhere & (outlets > 1)
    second = _arrivals(truth, told.filter(twice), other[twice], rng)
    both = pl.concat([first, second]).sort("arrived", "observation", "outlet")
    return both.with_columns(transmission=pl.int_range(pl.len(), dtype=pl.Int64)).select(list(TRANSMISSIONS))


def _arrivals(
    truth: Truth, told: pl.DataFrame, outlet: NDArray[np.integer], rng: np.random.Generator
) -> pl.DataFrame:
    settings, n = truth.scenario.sending, len(told)
    delay = settings.delay_median * np.exp(settings.delay_sigma * rng.standard_normal(n))
    relayed = rng.random(n) < settings.relay
    later = np.where(relayed, rng.exponential(size=n) * settings.relay_days, 0.0)
    sent = told["learnt"].to_numpy().astype(np.float64)
    return told.select("observation", "source").with_columns(
        outlet=pl.Series(outlet.astype(np.uint8)),
        sent=pl.Series(sent.astype(np.int16)),
        arrived=pl.Series(np.minimum(sent + np.rint(delay + later), 2**15 - 1).astype(np.int16)),
        relayed=pl.Series(relayed),
    )


def _in_pulse(truth: Truth, told: pl.DataFrame) -> NDArray[np.bool_]:
    """Say which observations were learnt while a plan ran in the source's province."""
    running, day = pulses(truth), told["learnt"].to_numpy().astype(np.int64)
    days = running.shape[1]
    hit: NDArray[np.bool_] = running[told["province"].to_numpy(), np.clip(day, 0, days - 1)] & (day < days)
    return hit


def _fear(truth: Truth, county: NDArray[np.integer], day: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the fear index of each county on each day; after the run, that of its last month."""
    fear = truth.conditions.filter(pl.col("kind") == code("fear", CONDITION_KINDS))
    starts = np.unique(fear["day_from"].to_numpy())
    if len(starts) == 0:
        return np.zeros(len(county))
    table = np.zeros((len(starts), truth.scenario.people.counties))
    month = np.searchsorted(starts, fear["day_from"].to_numpy())
    table[month, fear["county"].to_numpy()] = fear["value"].to_numpy()
    at = np.clip(np.searchsorted(starts, day, side="right") - 1, 0, len(starts) - 1)
    index: NDArray[np.float64] = table[at, county]
    return index
