"""Small linked records for tests: who tells what, told in a line each."""

from collections.abc import Sequence

import polars as pl

from saksi.findings.links import CLAIMS, CONFLICTS, EVENTS, SOURCES, Links

Told = tuple[str, str, str, Sequence[str]]  # report, claim, event, sources


def some_links(
    told: Sequence[Told],
    *,
    sure: dict[str, Sequence[str]] | None = None,
    open_ended: Sequence[str] = (),
    voices: Sequence[str] = (),
    wordings: dict[str, str] | None = None,
    conflicts: Sequence[tuple[str, str, str, str, str]] = (),
) -> Links:
    """Build the tables of links.

    Parameters
    ----------
    told
        A line a claim: report, claim, event, and the sources on which it rests.
    sure
        By event, sources that are surely different people.
    open_ended, voices
        Sources that are "some people", and outlets that speak for themselves.
    wordings
        By source, another wording than its own id.
    conflicts
        Event, field, value, report, claim.
    """
    first: dict[str, tuple[str, str]] = {}
    events = dict.fromkeys(event for _, _, event, _ in told)
    for report, claim, _, sources in told:
        for source in sources:
            first.setdefault(source, (report, claim))
    rows = [(event, list((sure or {}).get(event, ()))) for event in events]
    listed = [
        (s, (wordings or {}).get(s, s), *ref, 0, None if s in open_ended else 1, s in voices)
        for s, ref in first.items()
    ]
    return Links(
        events=pl.DataFrame(rows, schema=dict(EVENTS), orient="row"),
        claims=pl.DataFrame([(r, c, e, list(s)) for r, c, e, s in told], schema=dict(CLAIMS), orient="row"),
        sources=pl.DataFrame(listed, schema=dict(SOURCES), orient="row"),
        conflicts=pl.DataFrame(list(conflicts), schema=dict(CONFLICTS), orient="row"),
    )
