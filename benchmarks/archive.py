"""The archive: its database beside plain SQLite, the price of the log, adding, many people at once.

`python -m benchmarks.archive` prints all of it; `--long` takes a million entries, 10,000 documents and five
minutes. Ratios compare processor time within one run, the two sides by turns, unless a line says otherwise.
"""

import sys

from benchmarks.archive_adding import adding
from benchmarks.archive_beside import beside_plain
from benchmarks.archive_crowd import crowd
from benchmarks.archive_log import price_of_an_entry, verifying
from benchmarks.page import Figure, measured


def measure(*, long: bool = False) -> list[Figure]:
    """Return the figures of the archive.

    Parameters
    ----------
    long
        Take the numbers that the bars name; it needs half an hour and 2 GB of disk.
    """
    return [
        *beside_plain(),
        *price_of_an_entry(),
        verifying(1_000_000 if long else 100_000),
        *adding(10_000 if long else 1_000),
        *crowd(300 if long else 20),
    ]


def section(figures: list[Figure]) -> list[str]:
    """Return the figures as the lines of a page."""
    return ["## Archive", "", *measured(figures)]


if __name__ == "__main__":
    print("\n".join(section(measure(long="--long" in sys.argv))))
