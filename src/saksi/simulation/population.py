"""The people of a province on the first day: households, status, work, ties, true involvement.

Persons are numbered household by household, so the household is the range of equal ``hh``, and cells are
ranges of households. Nothing crosses a province: each can be made, and simulated, on its own.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.codes import GROUNDS, OCCUPATIONS, STATUSES
from saksi.simulation.geography import Layout
from saksi.simulation.scenario import People, Scenario
from saksi.simulation.streams import Process, hashed, stream

CHILD = OCCUPATIONS.index("child")
STUDENT = OCCUPATIONS.index("student")
JOBLESS = OCCUPATIONS.index("jobless")
UNEMPLOYMENT = GROUNDS.index("unemployment")
UNDER, GROWN = 14, 17  # years: younger is a child; from here on people work or study
VIGILANCE = 10  # field of the hash: how closely a cell watches

I1 = NDArray[np.uint8]
I4 = NDArray[np.int32]


# What a step of the engine reads and writes of a person lies in one record, so in one or two cache lines:
# five times as fast as a column each, because who is met next is random. The columns are views of it.
HOT = np.dtype(
    [
        ("hh", np.int32), ("parent", np.int32), ("last", np.int32), ("place", np.int32), ("mark", np.int32),
        ("county", np.uint16), ("involved", np.uint16), ("since", np.int16), ("order", np.int16),
        ("team", np.int16), ("status", np.uint8), ("market", np.uint8), ("vigilance", np.uint8),
        ("highest", np.uint8), ("state", np.uint8), ("ground", np.uint8), ("true", np.uint8),
        ("inspector", np.uint8),
    ],
    align=True,
)  # fmt: skip


class Population(NamedTuple):
    """Columns of one province; persons are numbered from 0 within it.

    Only the ten from ``state`` on ever change. What `HOT` names is a view of ``hot``.
    """

    hot: NDArray[np.void]  # records, as the engine looks at people
    status: I1
    occ: I1
    sex: I1
    birth: NDArray[np.int16]
    county: NDArray[np.uint16]  # of the country
    hh: I4
    cell: I4
    involved: NDArray[np.uint16]
    faction: I1
    market: I1
    parent: I4
    vigilance: I1  # of the cell: 0 to 255
    highest: I1  # status of the person or the parent, whichever ranks higher (M13)
    state: I1
    since: NDArray[np.int16]
    ground: I1  # what the person is held for, while not free
    true: I1  # whether that is so
    last: I4  # number of the last act of the person's case; -1: none
    order: NDArray[np.int16]
    team: NDArray[np.int16]
    inspector: I1  # 1: serves on a joint team today
    place: I4  # where on the list of their state they stand
    mark: I4  # the last draw that met the person


def populate(scenario: Scenario, seed: int, replicate: int, province: int, where: Layout) -> Population:
    """Return the people of a province; shape (people of the province,) a column.

    Draws from its own stream, so that what happens later never changes who lives there.
    """
    rng = stream(seed, Process.POPULATION, replicate=replicate, province=province)
    people, first = scenario.people, int(where.first_person[province])
    counties = np.arange(where.first_county[province], where.first_county[province + 1])
    sizes, county_of = _households(rng, people, counties, where.county_people[counties])
    n = int(sizes.sum())
    heads = np.cumsum(sizes) - sizes
    hh = np.repeat(heads, sizes)
    position = np.arange(n) - hh
    status = np.repeat(_drawn(rng, people.status.array, len(sizes)), sizes)
    age, sex = _ages(rng, hh, position)
    occ = _occupations(rng, people, status, age)
    shares = [people.market.get(name, 0.0) for name in OCCUPATIONS[:-1]]
    market = (rng.random(n) < np.array([*shares, 0.0])[occ]).astype(np.uint8)
    cell = _cells(people.cell_size, np.repeat(county_of, sizes), hh)
    parent = _parents(rng, people, status, age, hh, position)
    columns = Population(
        hot=np.empty(0, HOT),
        status=status,
        occ=occ,
        sex=sex,
        birth=(scenario.meta.start.year - age).astype(np.int16),
        county=np.repeat(county_of, sizes).astype(np.uint16),
        hh=hh.astype(np.int32),
        cell=cell,
        involved=_involvement(rng, scenario, status, occ, market),
        faction=(rng.random(n) < people.faction.array[status]).astype(np.uint8),
        market=market,
        parent=parent,
        vigilance=(hashed(seed, cell + first, VIGILANCE) >> np.uint64(56)).astype(np.uint8),
        highest=np.where(parent < 0, status, np.minimum(status, status[parent])),
        state=np.zeros(n, np.uint8),
        since=np.full(n, -1, np.int16),
        ground=np.zeros(n, np.uint8),
        true=np.zeros(n, np.uint8),
        last=np.full(n, -1, np.int32),
        order=np.full(n, -1, np.int16),
        team=np.full(n, -1, np.int16),
        inspector=np.zeros(n, np.uint8),
        place=np.zeros(n, np.int32),
        mark=np.zeros(n, np.int32),
    )
    return _packed(columns)


def _packed(columns: Population) -> Population:
    record = np.zeros(len(columns.hh), HOT)
    for name in HOT.fields or ():
        record[name] = getattr(columns, name)
    return columns._replace(hot=record, **{name: record[name] for name in HOT.fields or ()})


def _drawn(rng: np.random.Generator, shares: NDArray[np.float64], n: int) -> I1:
    bounds = np.cumsum(shares)
    drawn: NDArray[np.int64] = np.searchsorted(bounds, rng.random(n) * bounds[-1], side="right")
    chosen: I1 = np.minimum(drawn, len(shares) - 1).astype(np.uint8)
    return chosen


def _households(
    rng: np.random.Generator, people: People, counties: NDArray[np.int64], totals: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the size and county of each household; the last of a county is cut to what is left."""
    shares = np.array(people.household)
    mean = float(np.arange(1, len(shares) + 1) @ shares)
    sizes = []
    for total in totals:
        drawn = np.zeros(0, np.int64)
        while drawn.sum() < total:
            more = _drawn(rng, shares, int((total - drawn.sum()) / mean) + 8).astype(np.int64) + 1
            drawn = np.concatenate([drawn, more])
        ends = np.cumsum(drawn)
        last = int(np.searchsorted(ends, total))
        drawn = drawn[: last + 1]
        drawn[last] -= ends[last] - total
        sizes.append(drawn)
    return np.concatenate(sizes), np.repeat(counties, [len(part) for part in sizes])


def _ages(
    rng: np.random.Generator, hh: NDArray[np.int64], position: NDArray[np.int64]
) -> tuple[NDArray[np.int64], I1]:
    """Return ages in years and sexes: a head of 24 to 70, a spouse about as old, then children."""
    n = len(hh)
    age = 24 + np.floor(rng.random(n) * 47).astype(np.int64)
    sex = (rng.random(n) < 0.5).astype(np.uint8)
    offset = rng.standard_normal(n)
    spread = np.floor(rng.random(n) * 16).astype(np.int64)
    head_age, head_sex = age[hh], sex[hh]
    spouse, child = position == 1, position >= 2
    age[spouse] = np.clip(head_age + np.rint(4 * offset).astype(np.int64), 18, 90)[spouse]
    sex[spouse] = 1 - head_sex[spouse]
    age[child] = np.maximum(head_age - 22 - spread, 0)[child]
    return age, sex


def _occupations(rng: np.random.Generator, people: People, status: I1, age: NDArray[np.int64]) -> I1:
    jobs = np.array([np.cumsum(getattr(people.occupations, name).array) for name in STATUSES])
    u = rng.random(len(status))
    occ: I1 = (u[:, None] >= jobs[status][:, :-1]).sum(axis=1).astype(np.uint8)
    occ[age < GROWN] = STUDENT
    occ[age < UNDER] = CHILD
    return occ


def _cells(size: int, county: NDArray[np.int64], hh: NDArray[np.int64]) -> I4:
    """Return for each person the first person of the cell: neighbouring households, about `size` persons."""
    starts = np.flatnonzero(np.diff(county, prepend=-1))
    begin = np.repeat(starts, np.diff(np.append(starts, len(county))))
    block = (hh - begin) // size
    new = (np.diff(block, prepend=-1) != 0) | (np.diff(county, prepend=-1) != 0)
    firsts: I4 = np.flatnonzero(new)[np.cumsum(new) - 1].astype(np.int32)
    return firsts


def _involvement(
    rng: np.random.Generator, scenario: Scenario, status: I1, occ: I1, market: I1
) -> NDArray[np.uint16]:
    involved = np.zeros(len(status), np.uint16)
    grown = occ != CHILD
    for name, shares in scenario.involvement.shares.items():
        does = (rng.random(len(status)) < shares.array[status]) & grown
        involved |= does.astype(np.uint16) << np.uint16(GROUNDS.index(name))
    idle = (occ == JOBLESS) & (market == 0)  # M11: no deed, but what people are charged with
    involved |= idle.astype(np.uint16) << np.uint16(UNEMPLOYMENT)
    return involved


def _parents(
    rng: np.random.Generator,
    people: People,
    status: I1,
    age: NDArray[np.int64],
    hh: NDArray[np.int64],
    position: NDArray[np.int64],
) -> I4:
    """Return a parent or -1: the head for children, an older head elsewhere for adults (M13)."""
    n = len(status)
    parent = np.where(position >= 2, hh, -1)
    wants = (position < 2) & (age < 50) & (rng.random(n) < people.parent_elsewhere)
    same, pick = rng.random(n) < people.parent_same_status, rng.random(n)
    older = np.flatnonzero((position == 0) & (age >= 45))
    pools = [older[status[older] == rank] for rank in range(len(STATUSES))]
    for rank, pool in enumerate(pools):
        for seekers, heads in (
            (wants & same & (status == rank), pool),
            (wants & ~same & (status == rank), older),
        ):
            who = np.flatnonzero(seekers)
            if len(heads):
                found = heads[(pick[who] * len(heads)).astype(np.int64)]
                fits = (age[found] >= age[who] + 16) & (found != hh[who])
                parent[who] = np.where(fits, found, -1)
    return parent.astype(np.int32)
