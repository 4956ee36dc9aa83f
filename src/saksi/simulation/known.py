"""Inputs of the other stages whose right answer is known, each in one call.

Lists of people with the true number (`known_lists`); reports with exact claims, their true events, origins
and copies, and records of people with their true persons (`known_reports`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.record import InvalidInput, Report
from saksi.simulation.codes import STATUSES
from saksi.simulation.networks import NETWORKS, Network, lists_of
from saksi.simulation.reporting.answers import claim_truth, event_truth
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.linked import Links, linked
from saksi.simulation.reporting.lists import Lists, make_lists
from saksi.simulation.reporting.process import report
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.reporting.writing import texts
from saksi.simulation.scenario import Scenario, default_world
from saksi.simulation.streams import stream
from saksi.simulation.world import World, run

SHARES: Final = (0.003, 0.06, 0.937)  # by status, of the victims of severe acts in the design's comparison


@dataclass(frozen=True)
class KnownLists:
    """Lists of people whose true number is known.

    Parameters
    ----------
    network
        How they came about.
    total
        How many people there truly are.
    people
        A 0/1 column a list (``sim_1``, ...: the name says that it is simulated), a row for each person that
        the lists seem to hold.
    histories
        The same as capture patterns, with ``count``: what `saksi estimate` reads.
    """

    network: Network
    total: int
    people: pl.DataFrame
    histories: pl.DataFrame


def known_lists(
    network: str = "A",
    *,
    people: int = 2_700,
    seed: int = 0,
    replicate: int = 0,
    statuses: NDArray[np.integer] | None = None,
) -> KnownLists:
    """Draw four lists of a known number of people under one of the eight networks A to H.

    Parameters
    ----------
    network
        The letter of one of `saksi.simulation.networks.NETWORKS`.
    people
        How many were truly hit, with the shares of statuses `SHARES`.
    seed, replicate
        Another replicate is another draw of the same law; networks draw apart.
    statuses
        Of the people, as codes of `STATUSES`, instead of ``people``: those of a world of one's own.

    Raises
    ------
    InvalidInput
        No network has this letter, or there is nobody.

    References
    ----------
    docs/methods/simulation.md
    """
    letters = [one.name[0] for one in NETWORKS]
    if network not in letters:
        raise InvalidInput(f"network {network!r}: needed one of {', '.join(letters)}")
    number = letters.index(network)
    if statuses is None:
        bounds = np.rint(np.cumsum(SHARES) * people).astype(np.int64)
        statuses = np.repeat(np.arange(len(STATUSES)), np.diff(bounds, prepend=0))
    if len(statuses) == 0:
        raise InvalidInput("0 people: needed at least one who was hit")
    rng = stream(seed, Arrow.LISTS, replicate=replicate, province=number)
    on = lists_of(NETWORKS[number], statuses, rng)
    names = [f"sim_{column + 1}" for column in range(on.shape[1])]
    table = pl.DataFrame(on.astype(np.int8), schema=names)
    counted = table.group_by(names).len("count").sort(names, descending=True)
    return KnownLists(NETWORKS[number], len(statuses), table, counted)


@dataclass(frozen=True)
class KnownReports:
    """What a network made of a world, with the answers.

    Parameters
    ----------
    world
        The truth itself.
    reports
        Every text, with exact claims.
    links
        Their true events, origins, dependence: the form of `saksi link events`, see
        `saksi.simulation.reporting.linked.linked`.
    prints
        Who copied whom, columns `saksi.simulation.reporting.tables.REPORTS`.
    claims
        What each claim rests on, columns `saksi.simulation.reporting.tables.CLAIM_TRUTH`.
    events
        Reports, sources and independent observations an event, columns `EVENT_TRUTH`.
    lists
        Records of people before linking, who they truly are (-1: nobody), people by list, true totals.
    """

    world: World
    reports: tuple[Report, ...]
    links: Mapping[str, Any]
    prints: pl.DataFrame
    claims: pl.DataFrame
    events: pl.DataFrame
    lists: Lists


def small_country() -> Scenario:
    """Return 10,000 people of Narin, much reported on: some hundred reports in some seconds."""
    world = default_world().with_people(10_000, provinces=3, counties=9)
    sources = world.sources.model_copy(update={"n": 40, "reach": 0.4})
    return world.model_copy(update={"sources": sources})


def known_reports(scenario: Scenario | None = None, *, seed: int = 0) -> KnownReports:
    """Simulate a world and its reports, in memory.

    Parameters
    ----------
    scenario
        ``None`` takes `small_country`. The same scenario and seed give the same reports.
    seed
        From 0 to 2**63 - 1.
    """
    world = run(scenario or small_country(), seed=seed)
    made = report(Truth.of(world))
    told = list(stories(made))
    claims = claim_truth(made, told)
    written = tuple(text.report for text in texts(made, told))
    return KnownReports(
        world=world,
        reports=written,
        links=linked(Links(claims, made.reports), {one.id for one in written}),
        prints=made.reports,
        claims=claims,
        events=event_truth(made),
        lists=make_lists(made, told),
    )
