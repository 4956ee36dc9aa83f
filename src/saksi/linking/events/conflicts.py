"""Where the claims of one event contradict each other: kept and shown, never averaged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from saksi.linking.events.facts import Facts, Ref


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which claims of one event cannot all be right: each value with the claims that give it."""

    field: str  # count, time, place, act, status, modality
    values: tuple[tuple[str, tuple[Ref, ...]], ...]


Interval = tuple[int, int | None]
Value = str | Interval


def conflicts(members: Sequence[Facts]) -> list[Conflict]:
    """Return where the claims of an event exclude one another; silence and vagueness contradict nothing."""
    above = {fact.spot: fact.spot_parents for fact in members if fact.spot}

    def elsewhere(a: Value, b: Value) -> bool:
        return a != b and a not in above[str(b)] and b not in above[str(a)]

    found = (
        _exclusive(members, "modality", _happened, _unlike),
        _exclusive(members, "count", _count, _apart),
        _exclusive(members, "time", lambda f: (f.first, f.last) if f.dated else None, _apart),
        _exclusive(members, "place", lambda f: f.spot, elsewhere),
        _exclusive(members, "act", lambda f: f.act, _unlike),
        _exclusive(members, "status", _status, _unlike),
    )
    return [conflict for conflict in found if conflict is not None]


def _exclusive(
    members: Sequence[Facts],
    field: str,
    value: Callable[[Facts], Value | None],
    excludes: Callable[[Value, Value], bool],
) -> Conflict | None:
    told: dict[Value, list[Ref]] = {}
    for fact in members:
        said = value(fact)
        if said is not None:
            told.setdefault(said, []).append(fact.ref)
    if not any(excludes(a, b) for a, b in combinations(told, 2)):
        return None
    shown = {_show(v, days=field == "time"): tuple(sorted(refs)) for v, refs in told.items()}
    return Conflict(field, tuple(sorted(shown.items())))


def _show(value: Value, *, days: bool) -> str:
    if isinstance(value, str):
        return value
    first, last = (
        end if end is None else date.fromordinal(end).isoformat() if days else str(end) for end in value
    )
    return f"{first} or more" if last is None else str(first) if first == last else f"{first} to {last}"


def _happened(fact: Facts) -> str | None:
    return {"denied": "denied", "happened": "happened", "ongoing": "happened"}.get(fact.modality)


def _count(fact: Facts) -> Interval | None:
    return None if fact.n_min is None or fact.unit != "persons" else (fact.n_min, fact.n_max)


def _status(fact: Facts) -> str | None:
    return None if fact.status in ("unknown", "mixed") else fact.status


def _unlike(a: Value, b: Value) -> bool:
    return a != b


def _apart(a: Value, b: Value) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return a != b
    return (a[1] is not None and a[1] < b[0]) or (b[1] is not None and b[1] < a[0])
