"""Circular reporting: outlets that, in the end, quote each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksi.linking.origins.tellers import Teller


@dataclass(frozen=True, slots=True)
class Circle:
    """Outlets of which each has an event from the next, the last from the first, and their reports."""

    outlets: tuple[str, ...]
    reports: tuple[str, ...]


def circles(tellers: Sequence[Teller], outlet_of: Mapping[str, str]) -> list[Circle]:
    """Return the circles among the tellers of one event.

    Parameters
    ----------
    tellers
        All tellers of the event.
    outlet_of
        Outlet id by report id.
    """
    quotes: dict[str, set[str]] = {}
    reports: dict[str, set[str]] = {}
    for teller in tellers:
        own = outlet_of.get(teller.report)
        if own is not None:
            reports.setdefault(own, set()).add(teller.report)
            quotes.setdefault(own, set()).update(teller.passed_by)
    found = []
    for group in _rings(quotes):
        names = tuple(sorted(group))
        found.append(
            Circle(names, tuple(sorted(report for name in names for report in reports.get(name, ()))))
        )
    return found


def _rings(quotes: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """Return the sets of outlets that all reach each other by quoting, in order of their first name."""
    reach = {start: _reached(start, quotes) for start in quotes}
    rings = {
        frozenset(other for other in reached if start in reach.get(other, ()))
        for start, reached in reach.items()
        if start in reached
    }
    return sorted(rings, key=min)


def _reached(start: str, quotes: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        for name in quotes.get(ahead.pop(), ()):
            if name not in seen:
                seen.add(name)
                ahead.append(name)
    return seen
