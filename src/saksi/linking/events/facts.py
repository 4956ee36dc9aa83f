"""A claim as facts that can be compared across reports, outlets and languages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from saksi.linking.events.places import Spot, joined, parents, spot_of
from saksi.record import Claim, Report

Ref = tuple[str, str]  # report id, claim id

LATELY = 60  # days before publication that "recently" may mean
ANY_TIME = 400  # days before publication in which an act without time is looked for
OPEN = 400  # days that an open end is taken for
UNDATED = date(2000, 1, 1)  # of a report without a day whose claims have none either
HABIT = ("planned", "feared")
DECADE = re.compile(r"(\d{1,2})\s*(?:s\b|대)")
YEARS = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a claim says, in comparable form. Days are ordinals; null is unknown."""

    ref: Ref
    position: int  # of the claim in its report's text, from 0
    language: str
    outlet: str | None
    published: int | None
    kind: str
    act: str
    modality: str
    country: str | None
    admin1: str | None
    spot: str | None  # below the province
    spot_parents: frozenset[str]
    first: int  # of the days that the act may have been done
    last: int
    dated: bool  # the report tells a time; else first and last only bound the search
    n_min: int | None
    n_max: int | None
    unit: str
    name: str | None
    status: str
    roles: frozenset[str]
    sex: str
    age: tuple[int, int] | None
    grounds: frozenset[str]
    institution: str | None
    penalty: frozenset[str]  # figures in the words of the penalty
    particular: bool  # an episode, not a habit, a law, or a class of people


def facts_of(reports: Iterable[Report]) -> list[Facts]:
    """Return the facts of all claims, report by report in the order of the text.

    Raises
    ------
    InvalidInput
        The data of a country pack is wrong.
    """
    return joined_facts([fact for report in reports for fact in told_facts(report)])


def told_facts(report: Report) -> list[Facts]:
    """Return the facts of one report's claims, places as they sound: `joined_facts` makes them comparable.

    Raises
    ------
    InvalidInput
        The data of a country pack is wrong.
    """
    return [_facts(report, claim, position) for position, claim in enumerate(in_text_order(report.claims))]


def joined_facts(made: Sequence[Facts]) -> list[Facts]:
    """Return facts of many reports with one key for places that sound alike and that no gazetteer holds."""
    provinces, spots = joined(fact.admin1 for fact in made), joined(fact.spot for fact in made)
    return [
        replace(
            fact,
            admin1=provinces.get(fact.admin1 or "", fact.admin1),
            spot=spots.get(fact.spot or "", fact.spot),
        )
        for fact in made
    ]


def in_text_order(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims by where their core passages stand."""
    return sorted(claims, key=lambda claim: (claim.passages[0].start, claim.passages[0].end, claim.id))


def _facts(report: Report, claim: Claim, position: int) -> Facts:
    where: Spot = spot_of(claim.place.text, claim.place.country, claim.place.admin1)
    first, last, dated = _days(claim, report.published)
    victim, count = claim.victim, claim.count
    return Facts(
        ref=(report.id, claim.id),
        position=position,
        language=(report.language or "").partition("-")[0],
        outlet=report.outlet,
        published=report.published.toordinal() if report.published else None,
        kind=claim.kind,
        act=claim.act,
        modality=claim.modality,
        country=where.country,
        admin1=where.admin1,
        spot=where.place,
        spot_parents=parents(where.place, where.country) if where.place else frozenset(),
        first=first,
        last=last,
        dated=dated,
        n_min=count.min,
        n_max=count.max,
        unit=count.unit,
        name=victim.name,
        status=victim.status,
        roles=frozenset(victim.roles),
        sex=victim.sex,
        age=_age(victim.age),
        grounds=frozenset(claim.grounds) - {"none_given", "other"},
        institution=claim.perpetrator.institution,
        penalty=frozenset(YEARS.findall(claim.penalty or "")),
        particular=_particular(claim),
    )


def _days(claim: Claim, published: date | None) -> tuple[int, int, bool]:
    """Return the days that the claim allows; nothing that is told happened after it was printed."""
    said = claim.time
    end = (published or said.to or said.from_ or UNDATED).toordinal()
    if said.from_ is None and said.to is None:
        back = LATELY if said.text else ANY_TIME
        return max(1, end - back), end, bool(said.text and published)
    first = said.from_.toordinal() if said.from_ else max(1, (said.to or UNDATED).toordinal() - OPEN)
    last = said.to.toordinal() if said.to else max(end, first)
    if claim.modality not in HABIT and published is not None and first <= end < last:
        last = end
    told = said.from_ is not None or said.text is None  # "until April" leaves open since when
    return first, last, told


def _age(said: str | None) -> tuple[int, int] | None:
    if not said:
        return None
    if decade := DECADE.search(said):
        low = int(decade[1])
        return (low, low + 9)
    years = [int(found) for found in YEARS.findall(said)]
    return (min(years), max(years)) if years else None


def _particular(claim: Claim) -> bool:
    if claim.kind != "act" or claim.modality in HABIT or claim.victim.type == "unspecified":
        return False
    somebody = claim.victim.name or claim.count.max is not None or claim.victim.type == "individual"
    told = claim.modality in ("happened", "denied", "uncertain")
    when = claim.time.from_ is not None or claim.time.to is not None
    return bool(somebody or (told and (when or claim.place.text)))
