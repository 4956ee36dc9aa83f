"""Claims as a poor reader would have them: the gold with missed, confused and spurious entries."""

import numpy as np
import polars as pl

from saksi.record.tables import CLAIMS, check_table
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.streams import stream

ACTS = ("detention_other", "screening", "banishment", "execution", "detention_political_camp", "dismissal")


def noisy(gold: pl.DataFrame, truth: Truth) -> pl.DataFrame:
    """Return the claims with the errors of ``[reading]``, columns as the gold.

    An entry is missed; its act is another one; its upper bound is lost or its bounds are doubled; what was
    feared is read as happened; its time is lost; or it is found where nothing is said (``claim_id`` s1, s2,
    ...).
    """
    rng = stream(truth.seed, Arrow.READING, replicate=truth.replicate)
    settings, n = truth.scenario.reading, len(gold)
    other = pl.Series(np.array(ACTS, dtype=object)[rng.integers(0, len(ACTS), n)].tolist(), dtype=pl.String)

    def hit(chance: float) -> pl.Series:
        return pl.Series(rng.random(n) < chance)

    missed, count, date = hit(settings.missed), hit(settings.count_confused), hit(settings.date_lost)
    act, fear, made = hit(settings.act_confused), hit(settings.feared_as_happened), hit(settings.spurious)
    lost = pl.Series(rng.random(n) < 0.5)
    read = gold.with_columns(
        act=pl.when(act).then(other).otherwise("act"),
        victims_min=pl.when(count & ~lost).then(pl.col("victims_min") * 2).otherwise("victims_min"),
        victims_max=pl.when(count & lost).then(None).when(count).then(pl.col("victims_max") * 2)
        .otherwise("victims_max"),
        modality=pl.when(fear & (pl.col("modality") == "feared")).then(pl.lit("happened"))
        .otherwise("modality"),
        time_from=pl.when(date).then(None).otherwise("time_from"),
        time_to=pl.when(date).then(None).otherwise("time_to"),
        time_said=pl.when(date).then(None).otherwise("time_said"),
        reader=pl.lit("simulated"),
    )  # fmt: skip
    spurious = read.filter(made).with_columns(act=other.filter(made), modality=pl.lit("happened"))
    spurious = spurious.with_columns(
        claim_id=pl.concat_str(pl.lit("s"), pl.int_range(1, pl.len() + 1).over("report_id").cast(pl.String))
    )
    return check_table(
        pl.concat([read.filter(~missed), spurious]).sort("report_id", "claim_id"), CLAIMS, "claims"
    )
