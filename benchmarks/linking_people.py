"""Linking people beside bare Splink, on the labelled sets of ../shared and on invented ones of their kinds.

`python -m benchmarks.linking_people` prints the rows. F1 of the pairs that the clusters imply, B-cubed F1,
calibration error without labels and after 100 reviewed pairs. Splink has the same keys and levels, its own
training, and connected components at a probability of .5.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, block_on

from benchmarks.linking_sets import LabelledSet, numbered, sets, synthetic_german, two_files
from saksi.linking.components import components
from saksi.linking.people import Decision, Linked, link_people
from saksi.linking.people.blocking import block
from saksi.linking.people.comparisons import comparisons_for
from saksi.linking.people.engine import database, settings_for, silence
from saksi.linking.people.prepare import prepare
from saksi.simulation.scores.measures import b_cubed, pair_rates

REVIEWED = 100
BARS = {  # F1, B-cubed F1
    "German synthetic, 10,000": (0.965, None),
    "febrl, two files": (0.998, None),
    "historical": (0.87, 0.89),
}
Labels = NDArray[np.int64]


class Row(NamedTuple):
    """One line of the page: what, Saksi, the peer in the same run, the bar; empty where there is none."""

    what: str
    saksi: str
    peer: str = ""
    bar: str = ""


def measure() -> Iterator[Row]:
    """Yield the rows of every set."""
    for data in (*sets(), synthetic_german(), two_files()):
        yield from rows_of(data)


def rows_of(data: LabelledSet) -> Iterator[Row]:
    """Yield a set's rows: how well clusters agree with the truth, how honest probabilities are."""
    truth = numbered(data.truth)
    linked = link_people(data.table, data.roles)
    labels, sure, same = splink(data, truth)
    ours, theirs = scores(truth, linked.labels), scores(truth, labels)
    bars = BARS.get(data.name, (None, None))
    for what, here, there, bar in zip(("F1", "B-cubed F1"), ours, theirs, bars, strict=True):
        yield Row(f"{data.name}: {what}", f"{here:.4f}", f"{there:.4f}", "" if bar is None else f"{bar}")
    ours_error, cases = _error_of(linked, truth)
    theirs_error, _ = calibration_error(sure, same)
    named = f"{data.name}: calibration error"
    yield Row(f"{named} ({cases:,} pairs)", f"{ours_error:.3f}", f"{theirs_error:.3f}", "0.06")
    after, left = reviewed_error(data, linked, truth)
    if left:
        yield Row(f"{named} after {REVIEWED} reviewed ({left:,} pairs)", f"{after:.3f}", "", "0.03")


def reviewed_error(data: LabelledSet, linked: Linked, truth: Labels) -> tuple[float, int]:
    """Decide a hundred open pairs, spread over the probabilities, and measure on those not decided."""
    pairs = linked.pairs.filter(pl.col("probability").is_between(0.01, 0.99)).with_row_index("n")
    pairs = pairs.with_columns(step=(pl.col("probability") * 10).cast(pl.Int8))
    shuffled = pairs.sample(fraction=1, shuffle=True, seed=1)
    each = shuffled.with_columns(turn=pl.int_range(pl.len()).over("step")).sort("turn", "step", "n")
    decided = each.head(REVIEWED)
    said = [
        Decision(a, b, bool(truth[a] == truth[b])) for a, b in decided.select("row_a", "row_b").iter_rows()
    ]
    again = link_people(data.table, data.roles, decisions=said, model=linked.model)
    rest = again.pairs.join(decided.select("row_a", "row_b"), on=["row_a", "row_b"], how="anti")
    return _error_of(replace(again, pairs=rest), truth)


def _error_of(linked: Linked, truth: Labels) -> tuple[float, int]:
    a, b = (linked.pairs[column].to_numpy() for column in ("row_a", "row_b"))
    return calibration_error(linked.pairs["probability"].fill_null(0.0).to_numpy(), truth[a] == truth[b])


def scores(truth: Labels, labels: Labels) -> tuple[float, float]:
    """Return pair F1 and B-cubed F1 of the clusters."""
    return pair_rates(truth.tolist(), labels.tolist())[0].f1, b_cubed(truth.tolist(), labels.tolist()).f1


def calibration_error(sure: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[float, int]:
    """Return the mean gap of said and true over ten equal steps, pairs from .01 to .99, and how many."""
    inside = (sure >= 0.01) & (sure < 0.99)
    gap = 0.0
    for step in range(10):
        here = inside & (sure >= step / 10) & (sure < (step + 1) / 10)
        gap += here.sum() * abs(sure[here].mean() - same[here].mean()) if here.any() else 0.0
    return float(gap / max(1, inside.sum())), int(inside.sum())


def splink(data: LabelledSet, truth: Labels) -> tuple[Labels, NDArray[np.float64], NDArray[np.bool_]]:
    """Link with Splink's own training; return labels at .5, and the likelier pairs with their truth."""
    records = prepare(data.table, data.roles)
    blocks, comparisons = block(records), comparisons_for(records)
    rules = [f"l.{key} = r.{key}" for key in blocks.keys.columns if key != "row"]
    settings = replace(
        settings_for(comparisons, rules),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    with database() as connection, silence():
        api = DuckDBAPI(connection=connection)
        table = api.register(records.join(blocks.keys, on="row").to_arrow(), table_name="people")
        linker = Linker(table, settings, log_level=None)
        train = linker.training
        train.estimate_probability_two_random_records_match(
            [block_on("given", "family", "birth_year")], recall=0.6
        )
        train.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        for rule in (block_on("birth_year", "birth_month", "birth_day"), block_on("given", "family")):
            train.estimate_parameters_using_expectation_maximisation(rule)
        found = linker.inference.predict(threshold_match_probability=0.01)
        query = f"SELECT row_l, row_r, match_probability FROM {found.physical_name}"  # noqa: S608 - a table of ours
        pairs = pl.DataFrame(connection.sql(query).to_arrow_table())
    a, b, sure = (pairs[name].to_numpy() for name in ("row_l", "row_r", "match_probability"))
    kept = sure >= 0.5
    return components(records.height, a[kept], b[kept]), sure, truth[a] == truth[b]


if __name__ == "__main__":
    for row in measure():
        print(" | ".join(row), flush=True)
