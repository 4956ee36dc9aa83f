"""What an event's rows say: its columns, its members, who tells it; from what linking found."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from saksi import record
from saksi.linking.corroboration import Event, Linked, source_key
from saksi.linking.corroboration.falling import behind
from saksi.linking.events.conflicts import Conflict
from saksi.linking.events.facts import Facts, Ref
from saksi.linking.origins.stories import compared_details
from saksi.linking.origins.tellers import Teller

Keys = Mapping[Ref, int]  # primary keys of claims


@dataclass(frozen=True)
class Member:
    """One claim of an event."""

    claim: int
    probability: float
    rests_on: tuple[int, ...]
    withdrawn: bool


@dataclass(frozen=True)
class Told:
    """One attribution of one claim of an event; `source` is a source's key, null where nobody is named."""

    claim: int
    attribution: int
    origin: int
    source: str | None
    people: int | None
    voice: bool
    sure: bool
    disputes: bool


@dataclass(frozen=True)
class Described:
    """An event as its rows say it."""

    columns: Mapping[str, Any]
    members: tuple[Member, ...]
    told: tuple[Told, ...]


def described(event: Event, linked: Linked, claims: Mapping[Ref, record.Claim], keys: Keys) -> Described:
    """Return the rows of an event.

    Parameters
    ----------
    event, linked
        What linking found.
    claims
        By their refs, as decided.
    keys
        Primary keys of the claims.
    """
    facts = [linked.facts[ref] for ref in event.claims]
    number = {id(origin): n for n, origin in enumerate(event.sources.origins)}
    members = tuple(
        Member(
            keys[ref],
            round(linked.belongs.get(ref, 1.0), 4),
            tuple(sorted(number[id(origin)] for origin in behind(ref, event, linked.web))),
            ref in event.withdrawn,
        )
        for ref in event.claims
    )
    told = tuple(_told(event, keys))
    columns = {
        **told_columns(facts, (_place(claims[ref]) for ref in event.claims)),
        "n_claims": len(facts),
        "n_reports": len(event.reports),
        "sources_min": event.sources.low,
        "sources_max": event.sources.high,
        "grade": int(event.grade),
        "denied": any(one.disputes for one in told) or any(fact.modality == "denied" for fact in facts),
        "contested": bool(event.conflicts),
        "detail": {
            "conflicts": conflicts_by_key(event.conflicts, keys),
            "circles": [list(circle.outlets) for circle in event.circles],
        },
    }
    return Described(columns, members, told)


def told_columns(facts: Sequence[Facts], places: Iterable[str | None]) -> dict[str, Any]:
    """Return the columns of an event that its claims say: act, place, first and last day, number of persons.

    Parameters
    ----------
    facts
        Of its claims, one at least.
    places
        First level of each claim's place, or the words said; null = not said.
    """
    return {
        "act": _most(fact.act for fact in facts if fact.modality != "denied") or facts[0].act,
        "admin1": _most(filter(None, places)),
        **_days(facts),
        **_count(facts),
    }


def conflicts_by_key(conflicts: Iterable[Conflict], keys: Keys) -> list[list[Any]]:
    """Return where claims contradict each other as JSON: field, values, keys of their claims."""
    return [
        [one.field, [[value, [keys[ref] for ref in refs]] for value, refs in one.values]] for one in conflicts
    ]


def key_of_source(teller: Teller) -> str | None:
    """Return what tells a source from others across events, hashed; null where nobody is named."""
    if teller.untold:
        return None
    return sha256(json.dumps(source_key(teller), ensure_ascii=False).encode()).hexdigest()


def alike_and_not(a: Facts, b: Facts) -> str:
    """Return which fields of two claims agree and which differ, as JSON of codes: no word of a report."""
    told = compared_details(a, b)
    return json.dumps(
        {kind: [name for name, answer in told if answer == kind] for kind in ("alike", "differs")}
    )


def _told(event: Event, keys: Keys) -> Iterable[Told]:
    for number, origin in enumerate(event.sources.origins):
        for teller in origin.tellers:
            yield Told(
                claim=keys[teller.ref],
                attribution=teller.number,
                origin=number,
                source=key_of_source(teller),
                people=teller.people,
                voice=teller.untold,
                sure=number in event.sources.sure,
                disputes=teller.stance == "disputes",
            )


def _most(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _place(claim: record.Claim) -> str | None:
    return claim.place.admin1 or claim.place.text


def _days(facts: Sequence[Facts]) -> dict[str, date | None]:
    dated = [fact for fact in facts if fact.dated]
    return {
        "first_day": date.fromordinal(min(f.first for f in dated)) if dated else None,
        "last_day": date.fromordinal(max(f.last for f in dated)) if dated else None,
    }


def _count(facts: Sequence[Facts]) -> dict[str, int | None]:
    said = [f for f in facts if f.unit == "persons" and f.n_min is not None and f.modality != "denied"]
    least = min((f.n_min for f in said if f.n_min is not None), default=None)
    most = [f.n_max for f in said]
    return {
        "count_min": least,
        "count_max": None if not said or None in most else max(n for n in most if n is not None),
    }
