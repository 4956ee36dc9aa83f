"""Linking people beside bare Splink: the labelled sets of ../shared, or one invented table of any size.

`python -m benchmarks.linking_people` measures the sets; `--records 1000000` an invented table, for time and
memory. F1 of the pairs that the clusters imply, B-cubed F1, calibration error; Splink with the same keys and
levels, its own training, and connected components at a probability of .5.
"""

import argparse
import resource
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
import polars as pl
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, block_on

from saksi.linking.components import components
from saksi.linking.people import link_people
from saksi.linking.people.blocking import block
from saksi.linking.people.comparisons import comparisons_for
from saksi.linking.people.engine import database, settings_for, silence
from saksi.linking.people.prepare import prepare
from saksi.simulation.scores.measures import b_cubed, pair_rates
from saksi.simulation.syllables import family_name, given_name

DATA = Path(__file__).parents[2] / "shared" / "data" / "linkage"
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class LabelledSet:
    """A table with its truth and what its columns mean."""

    name: str
    table: pl.DataFrame
    roles: dict[str, str]
    truth: pl.Series


def sets() -> list[LabelledSet]:
    """Return the labelled sets beside the project."""
    german = pl.read_csv(DATA / "RLdata500.csv", infer_schema_length=0)
    fake = pl.read_csv(DATA / "fake_1000.csv", infer_schema_length=0)
    febrl = pl.read_csv(DATA / "febrl3.csv", infer_schema_length=0)
    febrl = febrl.rename({column: column.strip() for column in febrl.columns})
    historical = pl.read_parquet(DATA / "historical_figures_with_errors_50k.parquet")
    name = {"given_name": "first_name", "family_name": "surname"}
    return [
        LabelledSet(
            "RLdata500",
            german,
            {
                "given_name": "fname_c1",
                "family_name": "lname_c1",
                "birth_year": "by",
                "birth_month": "bm",
                "birth_day": "bd",
            },
            german["ent_id"],
        ),
        LabelledSet("fake_1000", fake, name | {"birth_date": "dob", "place": "city"}, fake["cluster"]),
        LabelledSet(
            "febrl3",
            febrl,
            {
                "given_name": "given_name",
                "family_name": "surname",
                "birth_date": "date_of_birth",
                "place": "suburb",
                "postcode": "postcode",
            },
            febrl["rec_id"].str.extract(r"rec-(\d+)-"),
        ),
        LabelledSet(
            "historical",
            historical,
            name
            | {
                "birth_date": "dob",
                "place": "birth_place",
                "postcode": "postcode_fake",
                "sex": "gender",
                "occupation": "occupation",
            },
            historical["cluster"],
        ),
    ]


def invented(records: int, again: float = 0.25, seed: int = 1) -> LabelledSet:
    """Return a large invented table: names by Zipf's law, a quarter of dates missing, errors in a tenth."""
    rng = np.random.default_rng(seed)
    people = int(records * (1 - again))
    families = rng.choice(200, people, p=_zipf(200))
    givens = rng.choice(2_000, people, p=_zipf(2_000))
    who = rng.permutation(np.append(np.arange(people), rng.integers(0, people, records - people)))
    wrong = np.where(rng.random(records) < 0.05, rng.integers(-9, 9, records), 0)
    born = rng.integers(0, 27_000, people)[who] + wrong
    place = np.where(
        rng.random(records) < 0.1, rng.integers(0, 200, records), rng.integers(0, 200, people)[who]
    )
    given = [given_name(number)[0] for number in range(2_000)]
    family = [family_name(number)[0] for number in range(200)]
    cut = rng.random(records) < 0.1
    table = pl.DataFrame(
        {
            "given": [
                given[n][:-1] if short else given[n] for n, short in zip(givens[who], cut, strict=True)
            ],
            "family": [family[n] for n in families[who]],
            "born": pl.Series(born - 11_000).cast(pl.Int32).cast(pl.Date).cast(pl.String),
            "place": pl.Series(place).cast(pl.String),
            "known": rng.random(records) > 0.25,
        }
    ).with_columns(born=pl.when("known").then("born"))
    roles = {"given_name": "given", "family_name": "family", "birth_date": "born", "place": "place"}
    return LabelledSet(f"invented {records:,}", table, roles, pl.Series(who))


def _zipf(size: int) -> NDArray[np.float64]:
    weights = 1 / np.arange(1, size + 1)
    return np.asarray(weights / weights.sum())


def scores(truth: Labels, labels: Labels) -> tuple[float, float]:
    """Return pair F1 and B-cubed F1 of the clusters."""
    return pair_rates(truth.tolist(), labels.tolist())[0].f1, b_cubed(truth.tolist(), labels.tolist()).f1


def calibration_error(sure: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    """Return the mean gap of said and true over ten equal steps, pairs from .01 to .99."""
    inside = (sure >= 0.01) & (sure < 0.99)
    gap = 0.0
    for step in range(10):
        here = inside & (sure >= step / 10) & (sure < (step + 1) / 10)
        gap += here.sum() * abs(sure[here].mean() - same[here].mean()) if here.any() else 0.0
    return float(gap / max(1, inside.sum()))


def splink(data: LabelledSet) -> tuple[Labels, float]:
    """Link with Splink's own training and connected components at .5; return labels and CPU seconds."""
    before = process_time()
    records = prepare(data.table, data.roles)
    blocks, comparisons = block(records), comparisons_for(records)
    with database() as connection, silence():
        api = DuckDBAPI(connection=connection)
        table = api.register(records.join(blocks.keys, on="row").to_arrow(), table_name="people")
        linker = Linker(table, settings_for(comparisons, blocks, ""), log_level=None)
        linker.training.estimate_probability_two_random_records_match(
            [block_on("given", "family", "birth_year")], recall=0.6
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        for rule in (block_on("birth_year", "birth_month", "birth_day"), block_on("given", "family")):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        found = linker.inference.predict(threshold_match_probability=0.5)
        query = f"SELECT row_l, row_r FROM {found.physical_name}"  # noqa: S608 - a table of ours
        pairs = pl.DataFrame(connection.execute(query).to_arrow_table())
    labels = components(records.height, pairs["row_l"].to_numpy(), pairs["row_r"].to_numpy())
    return labels, process_time() - before


def measure(data: LabelledSet, peers: bool = True) -> str:
    """Return one line: the set, and both linkages."""
    truth = data.truth.cast(pl.String).rank("dense").cast(pl.Int64).to_numpy()
    before = process_time()
    linked = link_people(data.table, data.roles)
    seconds = process_time() - before
    f1, b_cubed = scores(truth, linked.labels)
    error = calibration_error(1 / (1 + np.exp(-linked.odds)), truth[linked.rows_a] == truth[linked.rows_b])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    line = (
        f"{data.name}: F1 {f1:.4f}, B-cubed {b_cubed:.4f}, calibration error {error:.3f},"
        f" {seconds:.0f} s CPU, peak {memory:.1f} GB"
    )
    if peers:
        labels, taken = splink(data)
        peer_f1, peer_b = scores(truth, labels)
        line += f"; Splink: F1 {peer_f1:.4f}, B-cubed {peer_b:.4f}, {taken:.0f} s CPU"
    return line


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking_people", description=__doc__)
    parser.add_argument(
        "--records", type=int, default=0, help="one invented table of this size instead of the sets"
    )
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args(arguments)
    for data in [invented(options.records)] if options.records else sets():
        print(measure(data, peers=not options.no_peers), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
