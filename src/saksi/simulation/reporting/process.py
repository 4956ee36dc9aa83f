"""The whole arrow chain: act, witness, source, hops, outlet, second source, editor, report, copies."""

from dataclasses import dataclass

import polars as pl

from saksi.record.tables import check_table
from saksi.simulation.reporting.copies import numbered
from saksi.simulation.reporting.desks import answers, edit, items
from saksi.simulation.reporting.ground import Ground, Truth, ground
from saksi.simulation.reporting.inventing import invent
from saksi.simulation.reporting.learning import draw_sources, learn
from saksi.simulation.reporting.official import announce
from saksi.simulation.reporting.sending import send
from saksi.simulation.reporting.tables import (
    CLAIM_ROWS,
    OBSERVATIONS,
    REPORTS,
    SOURCES,
    TRANSMISSIONS,
)
from saksi.simulation.reporting.telling import tell


@dataclass(frozen=True)
class Reporting:
    """What the network made of a truth: a table an arrow, all with their way back. Columns: `tables`."""

    truth: Truth
    ground: Ground
    sources: pl.DataFrame
    observations: pl.DataFrame
    transmissions: pl.DataFrame
    reports: pl.DataFrame
    claim_rows: pl.DataFrame


def report(truth: Truth) -> Reporting:
    """Run the reporting network over a truth, which it cannot change: it draws from its own streams."""
    where = ground(truth)
    sources = draw_sources(truth)
    told = tell(truth, learn(truth, where, sources))
    told = pl.concat([told, invent(truth, sources, told)])
    transmissions = send(truth, told, sources)
    state = truth.scenario.outlets.n
    drafts = edit(truth, items(told, transmissions, truth.persons))
    drafts += answers(truth, drafts, state) + announce(truth, state)
    reports, rows = numbered(truth, drafts)
    return Reporting(
        truth=truth,
        ground=where,
        sources=check_table(sources, SOURCES, "sources"),
        observations=check_table(told, OBSERVATIONS, "observations"),
        transmissions=check_table(transmissions, TRANSMISSIONS, "transmissions"),
        reports=check_table(reports, REPORTS, "reports"),
        claim_rows=check_table(rows, CLAIM_ROWS, "claim_rows"),
    )
