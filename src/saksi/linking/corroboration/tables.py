"""What linking hands to findings and the workspace: a row a claim; a row a source, with what rests on it."""

from collections.abc import Mapping, Sequence

import polars as pl

from saksi.linking.corroboration.falling import SourceKey, if_source_is_false, source_key
from saksi.linking.corroboration.linked import Linked
from saksi.linking.events.facts import Ref
from saksi.linking.origins.tellers import Teller
from saksi.record.tables import Schema

CORROBORATION: Schema = {
    "report_id": pl.String(),
    "claim_id": pl.String(),
    "event_id": pl.String(),
    "sources_min": pl.Int64(),  # of the event: surely independent
    "sources_max": pl.Int64(),  # possibly independent; null: some, nobody says how many
    "information_grade": pl.Int64(),  # Admiralty code, 1 to 6
    "contested": pl.Boolean(),  # claims of the event contradict each other
    "withdrawn": pl.Boolean(),  # rests on a report that was withdrawn
}
SOURCES: Schema = {
    "report_id": pl.String(),  # a source is named by its first claim: it has no name outside its reports
    "claim_id": pl.String(),
    "told": pl.Int64(),  # claims that it tells
    "alone": pl.Int64(),  # claims that fall with it
    "events": pl.Int64(),  # events that fall with it
    "findings": pl.List(pl.String()),  # findings that fall with it
}


def sources_table(linked: Linked, findings: Mapping[str, Sequence[Ref]] | None = None) -> pl.DataFrame:
    """Return a row a source with what falls if it is false, columns `SOURCES`; most claims first.

    Parameters
    ----------
    linked
        What linking found.
    findings
        The claims that each finding rests on, by the finding's id.
    """
    told: dict[SourceKey, set[Ref]] = {}
    for ref, tellers in sorted(linked.web.tellers.items()):
        for teller in filter(_named, tellers):
            told.setdefault(source_key(teller), set()).add(ref)
    rows = []
    for key, refs in told.items():
        fallen = if_source_is_false([key], linked, findings)
        rows.append((*min(refs), len(refs), len(fallen.claims), len(fallen.events), list(fallen.findings)))
    table = pl.DataFrame(rows, schema=dict(SOURCES), orient="row")
    return table.sort("alone", "told", "report_id", "claim_id", descending=[True, True, False, False])


def _named(teller: Teller) -> bool:
    return not teller.untold and teller.stance != "disputes"
