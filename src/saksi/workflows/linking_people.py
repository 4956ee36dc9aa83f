"""Victims of claims as person records, and who of them is one person: `saksi link people ARCHIVE`."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TYPE_CHECKING, Final

import polars as pl

from saksi.linking.events.linking import Verdicts
from saksi.linking.names import name_similarity
from saksi.record import Claim, InvalidInput, Report

if TYPE_CHECKING:
    from saksi.linking.people import Decision, Linked

ROLES: Final = {
    "name": "name",
    "sex": "sex",
    "age": "age",
    "place": "place",
    "date": "date",
    "occupation": "occupation",
    "act": "act",
}
SCHEMA: Final = {"report_id": pl.String(), "claim_id": pl.String()} | dict.fromkeys(ROLES, pl.String())
UNLIKE: Final = 0.2  # likeness of two names below which they are two
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


def parted(table: pl.DataFrame, labels: Sequence[int], verdicts: Verdicts) -> list[int]:
    """Return the labels with persons parted whose names are unlike: no sum of other facts joins two names.

    A small archive teaches the model little, and sex, age and occupation agree between many people. What a
    reviewer joined stays joined.

    Parameters
    ----------
    table
        As `victims_table` returns it.
    labels
        A person's number a row.
    verdicts
        Of reviewers on pairs of claims.
    """
    names = table["name"].to_list()
    place = {ref: row for row, ref in enumerate(table.select("report_id", "claim_id").iter_rows())}
    joined = {frozenset((place[a], place[b])) for a, b in verdicts.same if a in place and b in place}
    made = list(labels)
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        groups.setdefault(label, []).append(row)
    for rows in groups.values():
        for row, first in zip(rows, _heads(rows, names, joined), strict=True):
            made[row] = first
    return made


def _heads(
    rows: Sequence[int], names: Sequence[str | None], joined: AbstractSet[frozenset[int]]
) -> list[int]:
    """Return for each row of one person the first row that it hangs together with."""
    heads = {row: row for row in rows}

    def head(row: int) -> int:
        while heads[row] != row:
            row = heads[row]
        return row

    for row, other in combinations(rows, 2):
        one, two = names[row], names[other]
        unlike = one is not None and two is not None and name_similarity(one, two) < UNLIKE
        if not unlike or frozenset((row, other)) in joined:
            low, high = sorted((head(row), head(other)))
            heads[high] = low
    return [head(row) for row in rows]
