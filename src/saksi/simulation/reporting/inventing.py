"""What never happened and is told all the same: rows without an act behind them."""

import numpy as np
import polars as pl

from saksi.simulation.codes import ACTS, code
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.tables import DATE_FORMS, OBSERVATIONS, Arrow
from saksi.simulation.streams import stream

KINDS = ("execution", "detention_political_camp", "detention_other", "banishment", "death_in_custody")


def invent(truth: Truth, sources: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Return fabricated observations, columns `OBSERVATIONS`: as many as the share of the told asks for.

    Each has ``act_id`` and ``person`` -1 and a root of its own: it is independent of everything, and false.
    """
    rng = stream(truth.seed, Arrow.INVENTING, replicate=truth.replicate)
    share, days = truth.scenario.sending.fabricated, truth.scenario.meta.days
    n = rng.poisson(len(told) * share / (1 - share)) if 0 < share < 1 else 0
    if len(sources) == 0:
        n = 0
    teller = sources[rng.integers(0, max(len(sources), 1), n)]
    day = np.floor(rng.random(n) * np.minimum(days, np.maximum(teller["until"].to_numpy(), 1)))
    group = rng.random(n) < 0.3
    number = np.where(group, 3 + np.floor(rng.exponential(size=n) * 20), 1).astype(np.int32)
    first = int(told["observation"].max()) + 1 if len(told) else 0  # type: ignore[arg-type]
    ids = first + np.arange(n, dtype=np.int64)
    columns = {
        "observation": ids,
        "source": teller["source"].to_numpy(),
        "act_id": np.full(n, -1),
        "person": np.full(n, -1),
        "episode": np.full(n, -1),
        "root": ids,
        "channel": np.full(n, 2),
        "hops": np.full(n, 2),
        "day": day,
        "learnt": day,
        "act_said": np.array([code(name, ACTS) for name in KINDS])[rng.integers(0, len(KINDS), n)],
        "ground_said": rng.integers(0, 9, n),
        "county_said": teller["county"].to_numpy(),
        "province_said": teller["province"].to_numpy(),
        "day_said": day,
        "date_form": rng.integers(0, len(DATE_FORMS), n),
        "group": group,
        "n_true": np.zeros(n),
        "n_said": number,
        "name_known": ~group & (rng.random(n) < 0.3),
        "name_error": np.zeros(n, bool),
        "occupation_known": rng.random(n) < 0.5,
        "modality": np.zeros(n),
    }
    made = pl.DataFrame(columns)
    return made.select(pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items())
