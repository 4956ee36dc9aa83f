"""Victims of claims as person records, and who of them is one person: `saksi link people ARCHIVE`."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from saksi.linking.events.linking import Verdicts
from saksi.record import Claim, InvalidInput, Report

if TYPE_CHECKING:
    from saksi.linking.people import Decision, Linked

ROLES: Final = {
    "name": "name",
    "sex": "sex",
    "age": "age",
    "place": "place",
    "province": "province",
    "country": "country",
    "date": "date",
    "occupation": "occupation",
    "act": "act",
}
SCHEMA: Final = {"report_id": pl.String(), "claim_id": pl.String()} | dict.fromkeys(ROLES, pl.String())
HABIT: Final = ("planned", "feared", "denied")


def victims_table(reports: Iterable[Report]) -> pl.DataFrame:
    """Return a row for each claim of an act on one person; columns `SCHEMA`, null is unknown.

    Acts on groups are left out, and what was only planned, feared or denied.
    """
    rows = [
        (report.id, claim.id, *_told(claim))
        for report in reports
        if report.retracted is None
        for claim in report.claims
        if is_of_one_person(claim)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("report_id", "claim_id")


def is_of_one_person(claim: Claim) -> bool:
    """Say whether a claim tells what was done to one person."""
    one = claim.victim.type == "individual" or claim.victim.name is not None
    few = claim.count.unit != "persons" or claim.count.max in (None, 1)
    return claim.kind == "act" and one and few and claim.modality not in HABIT


def _told(claim: Claim) -> tuple[str | None, ...]:
    victim, time = claim.victim, claim.time
    day = time.from_ if time.from_ is not None and time.from_ == time.to else None
    month = time.from_ and time.to and (time.from_.year, time.from_.month) == (time.to.year, time.to.month)
    when = day.isoformat() if day else f"{time.from_:%Y-%m}" if month else None
    return (
        victim.name,
        victim.sex if victim.sex in ("male", "female") else None,
        victim.age,
        claim.place.text or claim.place.admin1,
        claim.place.admin1,
        claim.place.country,
        when,
        victim.roles[0] if victim.roles else None,
        claim.act,
    )


def link_victims(table: pl.DataFrame, verdicts: Verdicts) -> "Linked":
    """Find which of the victims are one person.

    Parameters
    ----------
    table
        As `victims_table` returns it.
    verdicts
        Of reviewers on pairs of claims; they always hold.

    Raises
    ------
    InvalidInput
        Fewer than two records, or not one of them has a name; verdicts contradict one another.
    """
    named = table["name"].is_not_null().sum()
    if table.height < 2 or not named:
        raise InvalidInput(
            f"{table.height} claims about one person each, {named} with a name: people are linked by names"
            " and what goes with them. Needed two at least, one with a name; the others stay apart"
        )
    from saksi.linking.people import link_people  # noqa: PLC0415 - Splink is slow to load

    return link_people(table, ROLES, decisions_of(table, verdicts))


def decisions_of(table: pl.DataFrame, verdicts: Verdicts) -> "Sequence[Decision]":
    """Return the verdicts on claims of the table, by row."""
    from saksi.linking.people import Decision  # noqa: PLC0415 - see above

    place = {ref: row for row, ref in enumerate(table.select("report_id", "claim_id").iter_rows())}
    return [
        Decision(place[a], place[b], same)
        for pairs, same in ((verdicts.same, True), (verdicts.different, False))
        for a, b in sorted(pairs)
        if a in place and b in place
    ]
