"""Who learns of what: sources in their counties, and the acts that reach them (M33)."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.codes import SEVERE_CODES
from saksi.simulation.geography import BORDER, first_counties
from saksi.simulation.reporting.ground import KIN, Ground, Truth, pulses
from saksi.simulation.reporting.tables import CHANNELS, SOURCES, Arrow
from saksi.simulation.streams import stream

GROUP = 3  # people of an episode from which on it may be told as a number
PUBLIC = CHANNELS.index("public")


def draw_sources(truth: Truth) -> pl.DataFrame:
    """Return the sources, columns `SOURCES`: home county, first outlet, day of falling silent."""
    scenario, settings = truth.scenario, truth.scenario.sources
    rng = stream(truth.seed, Arrow.SOURCES, replicate=truth.replicate)
    provinces = np.arange(scenario.people.provinces)
    weight = np.where(provinces % BORDER == 0, settings.border_weight, 1.0)
    weight = weight if weight.sum() > 0 else np.ones(len(provinces))
    home = rng.choice(provinces, size=settings.n, p=weight / weight.sum())
    bounds = first_counties(scenario.people)
    width = bounds[home + 1] - bounds[home]
    county = bounds[home] + np.floor(rng.random(settings.n) * width).astype(np.int64)
    columns = {
        "source": np.arange(settings.n, dtype=np.int32),
        "province": home.astype(np.uint8),
        "county": county.astype(np.uint16),
        "outlet": rng.integers(0, scenario.outlets.n, settings.n).astype(np.uint8),
        "until": _silent_from(truth, home, rng.exponential(size=settings.n)),
    }
    return pl.DataFrame(columns, schema=dict(SOURCES))


def _silent_from(truth: Truth, home: NDArray[np.integer], patience: NDArray[np.float64]) -> NDArray[np.int16]:
    """Return the day from which each source tells nothing any more (M46).

    The hazard is that of ``loss_per_year``, times ``pulse_loss`` while a plan runs in the home province; a
    source falls silent when the sum over the days passes its patience (exponential, mean 1).
    """
    settings = truth.scenario.sources
    hazard = -np.log1p(-min(settings.loss_per_year, 1 - 1e-12)) / 365
    below = np.cumsum(hazard * np.where(pulses(truth), settings.pulse_loss, 1.0), axis=1)
    within = np.array([np.searchsorted(below[p], e) for p, e in zip(home, patience, strict=True)])
    left = patience - below[home, -1]
    later = np.divide(left, hazard, out=np.full(len(left), np.inf), where=hazard > 0)
    days = np.where(left > 0, below.shape[1] + np.maximum(later, 0), within)
    return np.minimum(days, 2**15 - 1).astype(np.int16)


def learn(truth: Truth, where: Ground, sources: pl.DataFrame) -> pl.DataFrame:
    """Return who learnt of which act: a row a source and act, or a source and group.

    A source learns of an act with chance 1 - exp(-reach x place x weight): a Poisson process over the acts,
    drawn in three layers (the country at ``far``, the province up to ``near``, the county up to 1), so that
    the cost follows what is learnt and not sources times acts.

    Returns
    -------
    pl.DataFrame
        The columns of `Ground.acts`, with ``source``, ``channel``, ``root``, ``group`` (Boolean) and
        ``observation``.
    """
    rng = stream(truth.seed, Arrow.SEEING, replicate=truth.replicate)
    source, row = _meetings(truth, where, sources, rng)
    seen = where.acts[row].with_columns(source=pl.Series(source, dtype=pl.Int32))
    seen = _with_families(truth, where, seen, rng)
    seen = seen.join(sources.select("source", "until"), on="source", how="left")
    seen = seen.filter(pl.col("day") < pl.col("until")).drop("until").sort("source", "act_id")
    seen = _channels(truth, seen, rng)
    return _roots(truth, _grouped(truth, seen, rng), rng)


def _meetings(
    truth: Truth, where: Ground, sources: pl.DataFrame, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    settings = truth.scenario.sources
    county, province = sources["county"].to_numpy(), sources["province"].to_numpy()
    n = len(where.acts)
    everywhere = np.zeros(len(sources), np.int64)
    near, far = max(settings.near, settings.far), settings.far
    layers = (
        (far, everywhere, everywhere + n),
        (near - far, where.province_start[province], where.province_start[province.astype(int) + 1]),
        (1 - near, where.county_start[county], where.county_start[county.astype(int) + 1]),
    )
    who, what = [], []
    for share, low, high in layers:
        mass = where.below[high] - where.below[low]
        times = rng.poisson(settings.reach * share * mass)
        met = np.repeat(np.arange(len(sources)), times)
        at = where.below[low][met] + rng.random(len(met)) * mass[met]
        who.append(met)
        what.append(np.clip(np.searchsorted(where.below, at, side="right") - 1, low[met], high[met] - 1))
    pairs = np.unique(np.concatenate(who) * np.int64(n + 1) + np.concatenate(what))
    return pairs // (n + 1), pairs % (n + 1)


def _with_families(truth: Truth, where: Ground, seen: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Add what an act brought upon relatives: it is told in one breath, unless no witness of it is left."""
    kin = where.acts.filter((pl.col("ground") == KIN) & (pl.col("weight") > 0))
    follows = kin.join(seen.select("source", cause="act_id"), on="cause", how="inner").sort(
        "source", "act_id"
    )
    told = follows.filter(pl.Series(rng.random(len(follows)) < truth.scenario.sources.family))
    return pl.concat([seen, told.select(seen.columns)]).unique(["source", "act_id"], maintain_order=True)


def _channels(truth: Truth, seen: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    weights = truth.scenario.sources.channels
    shares = np.array([getattr(weights, name) for name in CHANNELS[:-1]])
    shares = shares / shares.sum() if shares.sum() > 0 else np.full(len(shares), 1 / len(shares))
    drawn = np.searchsorted(np.cumsum(shares), rng.random(len(seen)) * (1 - 1e-9), side="right")
    channel = np.where(seen["public"].to_numpy() == 1, PUBLIC, np.minimum(drawn, len(shares) - 1))
    return seen.with_columns(channel=pl.Series(channel.astype(np.uint8)))


def _grouped(truth: Truth, seen: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Make one row of what a source tells as a number: lesser acts of an episode of `GROUP` or more."""
    both = ["source", "episode"]
    seen = seen.with_columns(crowd=pl.Series(rng.random(len(seen)) < truth.scenario.sources.crowd))
    seen = seen.with_columns(
        group=pl.col("crowd").first().over(both)
        & (pl.col("n_people") >= GROUP)
        & ~pl.col("act").is_in(SEVERE_CODES),
        place=pl.int_range(pl.len()).over(both),
    )
    return seen.filter(~pl.col("group") | (pl.col("place") == 0)).drop("place", "crowd")


def _roots(truth: Truth, seen: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Say whose word each observation rests on: the source's own, or that of whoever learnt of it first.

    What one source knows of one episode has one root; public acts have no need of an informant.
    """
    share = truth.scenario.sources.shared_informant
    seen = seen.with_columns(
        observation=pl.Series(np.arange(len(seen), dtype=np.int64)),
        shares=pl.Series(rng.random(len(seen)) < share) & (pl.col("public") == 0),
    )
    both = ["source", "episode"]
    own, first = (pl.col("observation").min().over(keys) for keys in (both, ["episode"]))
    root = pl.when(pl.col("shares").first().over(both)).then(first).otherwise(own)
    return seen.with_columns(root=root).drop("shares")
