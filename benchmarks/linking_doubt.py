"""Does the interval for the number of people hold the truth? Invented tables, linked and drawn from."""

import numpy as np

from benchmarks.linking_people import Row
from benchmarks.linking_sets import invented
from saksi.linking.people import draw_persons, link_people, unique_persons

TABLES = 60
RECORDS = 600
AGAIN = (0.15, 0.3, 0.5)  # share of records that tell of a person once more
DRAWS = 60
FIRST_SEED = 1_001  # no constant was set with these tables


def measure(tables: int = TABLES) -> list[Row]:
    """Return how often the interval holds the truth, and how wide it is."""
    held, width = 0, 0
    for number in range(tables):
        data = invented(RECORDS, AGAIN[number % len(AGAIN)], FIRST_SEED + number)
        linked = link_people(data.table, data.roles)
        draws = draw_persons(
            RECORDS,
            linked.rows_a,
            linked.rows_b,
            linked.odds,
            np.random.default_rng(number),
            DRAWS,
            linked.constraints,
        )
        bounds = unique_persons(list(draws))
        low, high = bounds.min or 0, bounds.max or 0
        held += low <= data.truth.n_unique() <= high
        width += high - low
    what = f"number of people, nominal 90 %, {tables} invented tables of {RECORDS:,} records"
    return [
        Row(f"{what}: interval holds the truth", f"{held / tables:.2f}", "", ".85-.95"),
        Row(f"{what}: mean width in people", f"{width / tables:.1f}"),
    ]


if __name__ == "__main__":
    for row in measure():
        print(" | ".join(row))
