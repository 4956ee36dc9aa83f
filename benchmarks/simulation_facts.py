"""F1 to F11 of the design: what the seed reports say must come out of the mechanisms, with an interval each.

`python -m benchmarks.simulation_facts` takes 200 seeds. A fact is a function of counts that are summed over
seeds; its 95 % interval is that of the percentile bootstrap over seeds (Efron 1979).
"""

import sys
from collections.abc import Callable, Mapping
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import simulation_counts as counts
from benchmarks.simulation_counts import Counts

SEEDS, DRAWS = 200, 2_000

Sums = Mapping[str, NDArray[np.float64]]  # over seeds, one for each bootstrap draw
Statistic = Callable[[Sums], NDArray[np.float64]]


class Fact(NamedTuple):
    """A fact: its id, what must hold, the number, and where its whole interval must lie."""

    id: str
    what: str
    number: Statistic
    above: float = -inf
    below: float = inf


class Found(NamedTuple):
    """A fact as it was found, with its 95 % interval."""

    fact: Fact
    value: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Say whether the whole interval lies where it must."""
        return self.fact.above < self.low and self.high < self.fact.below


class Study(NamedTuple):
    """What is counted in each seed, and the facts that follow from the counts."""

    counted: Callable[[int], Counts]
    facts: tuple[Fact, ...]


def every(c: Sums, name: str) -> NDArray[np.float64]:
    """Return the sum over statuses."""
    return c[f"{name} elite"] + c[f"{name} official"] + c[f"{name} ordinary"]


def rate(c: Sums, top: str, bottom: str, status: str) -> NDArray[np.float64]:
    """Return the share of a status."""
    return c[f"{top} {status}"] / c[f"{bottom} {status}"]


def _f2(c: Sums) -> NDArray[np.float64]:
    return rate(c, "punished", "screened", "ordinary") / rate(c, "punished", "screened", "elite")


def _f8(c: Sums) -> NDArray[np.float64]:
    return (c["told elite"] / every(c, "told")) / (c["hit elite"] / every(c, "hit"))


def _false(c: Sums, status: str) -> NDArray[np.float64]:
    return rate(c, "falsely", "accused", status)


def _by_tally(c: Sums, name: str) -> NDArray[np.float64]:
    return c[f"{name} falsely"] / c[f"{name} accused"]


STUDIES = (
    Study(
        counts.campaign,
        (
            Fact(
                "F1",
                "ordinary share of severe victims",
                lambda c: c["severe ordinary"] / every(c, "severe"),
                above=0.5,
            ),
            Fact(
                "F3",
                "involved, elite less ordinary",
                lambda c: rate(c, "involved", "grown", "elite") - rate(c, "involved", "grown", "ordinary"),
                above=0,
            ),
            Fact(
                "F3",
                "severe outcomes a head, ordinary less elite",
                lambda c: rate(c, "severe", "people", "ordinary") - rate(c, "severe", "people", "elite"),
                above=0,
            ),
            Fact(
                "F4",
                "false share of accusations, ordinary less official",
                lambda c: _false(c, "ordinary") - _false(c, "official"),
                above=0,
            ),
            Fact(
                "F4",
                "false share of accusations, official less elite",
                lambda c: _false(c, "official") - _false(c, "elite"),
                above=0,
            ),
            Fact(
                "F5", "family share of severe victims", lambda c: c["family"] / every(c, "severe"), above=0.2
            ),
            Fact(
                "F6",
                "screenings of the year in the pulse",
                lambda c: c["in pulse"] / c["screenings"],
                above=0.6,
            ),
        ),
    ),
    Study(counts.outcomes, (Fact("F2", "P(severe given screened), ordinary over elite", _f2, above=3),)),
    Study(
        counts.tallies,
        (
            Fact(
                "F4",
                "false share, some tally less none",
                lambda c: _by_tally(c, "some") - _by_tally(c, "none"),
                above=0,
            ),
            Fact(
                "F4",
                "false share, twice the tally less some",
                lambda c: _by_tally(c, "high") - _by_tally(c, "some"),
                above=0,
            ),
        ),
    ),
    Study(
        counts.purges,
        (
            Fact(
                "F7",
                "officials' camp entries, year 2 over year 1, purge",
                lambda c: c["purge 2"] / c["purge 1"],
                above=1.5,
            ),
            Fact(
                "F7", "the same without a purge", lambda c: c["calm 2"] / c["calm 1"], above=0.67, below=1.5
            ),
        ),
    ),
    Study(
        counts.preference, (Fact("F8", "elite share of the reported over that of the victims", _f8, above=1),)
    ),
    Study(
        counts.second_sources,
        (
            Fact(
                "F9",
                "second sources that speak of the same act",
                lambda c: c["same"] / (c["same"] + c["else"]),
                above=0,
                below=0.5,
            ),
        ),
    ),
    Study(
        counts.sizes,
        (
            Fact(
                "F10",
                "P(a source), four and more less one",
                lambda c: c["large known"] / c["large"] - c["small known"] / c["small"],
                above=0,
            ),
        ),
    ),
    Study(
        counts.coverage,
        (
            Fact(
                "F11",
                "known acts a person and source of the county",
                lambda c: c["x known"] / c["xx"],
                above=0,
            ),
            Fact(
                "F11",
                "true acts the same, over the known ones",
                lambda c: c["x true"] / c["x known"],
                above=-0.5,
                below=0.5,
            ),
        ),
    ),
)


def find(study: Study, seeds: int) -> list[Found]:
    """Return the facts of a study over that many seeds, each with its bootstrap interval."""
    worlds = [study.counted(seed) for seed in range(seeds)]
    table = {name: np.array([one[name] for one in worlds], float) for name in worlds[0]}
    weights = np.random.default_rng(1).multinomial(seeds, np.full(seeds, 1 / seeds), size=DRAWS)
    drawn = {name: weights @ values for name, values in table.items()}
    whole = {name: values.sum(keepdims=True) for name, values in table.items()}
    found = []
    with np.errstate(divide="ignore", invalid="ignore"):  # a draw may hold nobody of a kind
        for fact in study.facts:
            low, high = np.nanpercentile(fact.number(drawn), (2.5, 97.5))
            found.append(Found(fact, float(fact.number(whole)[0]), float(low), float(high)))
    return found


def said(one: Found) -> tuple[str, str]:
    """Return the value with its interval, and what is needed, in words."""
    fact = one.fact
    bounds = (("above", fact.above), ("below", fact.below))
    needed = " and ".join(f"{word} {bound:g}" for word, bound in bounds if abs(bound) < inf)
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]", needed


def main() -> int:
    """Print each fact with its interval; returns 1 if one does not hold."""
    missed = 0
    for study in STUDIES:
        for one in find(study, SEEDS):
            value, needed = said(one)
            missed += not one.holds
            line = f"{one.fact.id:<4}{one.fact.what}: {value}, needed {needed}"
            print(line if one.holds else f"{line}  NOT MET", flush=True)
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
