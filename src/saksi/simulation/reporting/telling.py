"""What is left of an act after some mouths: hops, lost detail, errors, exaggeration (M36, M37, M41)."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, N_INVOLVED, code
from saksi.simulation.reporting.ground import KIN, NO_GROUND, Truth
from saksi.simulation.reporting.tables import DATE_FORMS, OBSERVATIONS, Arrow
from saksi.simulation.streams import stream

MOST_HOPS = 12
WORSE = {
    "detention_other": "detention_political_camp",
    "detention_political_camp": "execution",
    "banishment": "detention_political_camp",
    "dismissal": "banishment",
    "screening": "detention_other",
    "fine": "detention_other",
    "deprivation": "banishment",
}  # what hearsay makes of an act, a step at a time
Bits = NDArray[np.bool_]


def tell(truth: Truth, seen: pl.DataFrame) -> pl.DataFrame:
    """Return the observations as the sources have them, columns `OBSERVATIONS`.

    Each hop can lose the name or the occupation, coarsen place and date, escalate the act, swap or lose the
    ground, and adds to the error of the day and, for groups, of the number: lognormal, with the standard
    deviation of one hop times the root of the hops.
    """
    rng = stream(truth.seed, Arrow.TELLING, replicate=truth.replicate)
    chain, n = truth.scenario.chain, len(seen)
    hops = np.minimum(rng.geometric(chain.one_hop, n), MOST_HOPS)

    def happens(chance: float) -> Bits:
        """Say where something with this chance a hop happens in any of the hops."""
        hit: Bits = rng.random(n) < 1 - (1 - chance) ** hops
        return hit

    day, group = seen["day"].to_numpy().astype(np.int64), seen["group"].to_numpy()
    act = _escalated(seen["act"].to_numpy(), happens(chain.escalate))
    ground = _grounds(seen["ground"].to_numpy(), happens(chain.swap_ground), happens(chain.lose_ground), rng)
    coarse = happens(chain.coarsen_place)
    steps = rng.binomial(hops, chain.coarsen_date)
    error = np.rint(rng.standard_normal(n) * chain.date_sigma_days * np.sqrt(hops - 1)).astype(np.int64)
    number = seen["n_people"].to_numpy() * np.exp(
        rng.standard_normal(n) * chain.exaggerate_sigma * np.sqrt(hops)
    )
    learnt = day + np.rint(rng.exponential(size=n) * chain.hop_days * hops).astype(np.int64)
    said = {
        "hops": hops.astype(np.uint8),
        "learnt": np.minimum(learnt, 2**15 - 1).astype(np.int16),
        "act_said": act,
        "ground_said": ground,
        "county_said": np.where(coarse, -1, seen["county"].to_numpy().astype(np.int32)),
        "day_said": np.clip(day + error, -3000, learnt).astype(np.int16),
        "date_form": np.minimum(steps, len(DATE_FORMS) - 1).astype(np.uint8),
        "n_said": np.where(group, np.maximum(np.rint(number), 3), 1).astype(np.int32),
        "name_known": ~group & (rng.random(n) < chain.name_known) & ~happens(chain.lose_name),
        "name_error": happens(chain.name_error),
        "occupation_known": ~happens(chain.lose_occupation),
        "modality": ((hops > 1) & happens(chain.doubt)).astype(np.uint8),
    }
    told = seen.with_columns(
        *(pl.Series(name, values) for name, values in said.items()),
        n_true=pl.when("group").then("n_people").otherwise(1).cast(pl.Int32),
        person=pl.when("group").then(-1).otherwise("person").cast(pl.Int32),
        province_said=pl.col("province"),
    )
    return told.select(list(OBSERVATIONS))


def _escalated(act: NDArray[np.uint8], hit: Bits) -> NDArray[np.uint8]:
    worse = np.arange(len(ACTS), dtype=np.uint8)
    for name, then in WORSE.items():
        worse[code(name, ACTS)] = code(then, ACTS)
    said: NDArray[np.uint8] = np.where(hit, worse[act], act)
    return said


def _grounds(
    ground: NDArray[np.uint8], swapped: Bits, lost: Bits, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Return the ground as told; that somebody was hit as a relative is never swapped."""
    other = rng.integers(0, N_INVOLVED, len(ground)).astype(np.uint8)
    said = np.where(swapped & (ground != KIN) & (ground != NO_GROUND), other, ground)
    told: NDArray[np.uint8] = np.where(lost & (said != KIN), NO_GROUND, said).astype(np.uint8)
    return told
