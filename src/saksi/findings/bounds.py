"""How many, over claims that may speak of the same people: a lower end, never a sum."""

from collections.abc import Iterable, Sequence

from saksi.findings.select import Statement
from saksi.record import Bounds, vocabulary


def bounds_of(statements: Sequence[Statement], unit: str = "persons") -> Bounds:
    """Return what the claims in this unit say together.

    The lower end is the largest single lower end. There is an upper end only where a single claim
    speaks: with two, the people may be the same or others.

    Parameters
    ----------
    statements
        Claims of any units; those of other units are left out, never converted.
    unit
        A code of the vocabulary `unit`.
    """
    counts = [s.claim.count for s in statements if s.claim.count.unit == unit]
    lower = max((count.min for count in counts if count.min is not None), default=None)
    return Bounds(min=lower, max=counts[0].max if len(counts) == 1 else None, unit=unit)


def bounds_by_unit(statements: Sequence[Statement]) -> tuple[Bounds, ...]:
    """Return bounds for each unit that occurs, persons first; units are never added to one another."""
    used = {s.claim.count.unit for s in statements}
    return tuple(bounds_of(statements, unit) for unit in vocabulary("unit").terms if unit in used)


def numbered(statements: Iterable[Statement], unit: str = "persons") -> tuple[Statement, ...]:
    """Return the claims that give a number in this unit, the largest lower end first."""
    found = [s for s in statements if s.claim.count.unit == unit and _says_number(s)]
    return tuple(sorted(found, key=lambda s: -(s.claim.count.min or s.claim.count.max or 0)))


def largest(statements: Iterable[Statement], unit: str = "persons") -> Statement | None:
    """Return the claim with the largest lower end; among equals one that also says an upper end."""
    found = [s for s in numbered(statements, unit) if s.claim.count.min is not None]
    return max(found, key=_reach, default=None)


def _says_number(statement: Statement) -> bool:
    return statement.claim.count.min is not None or statement.claim.count.max is not None


def _reach(statement: Statement) -> tuple[int, bool]:
    count = statement.claim.count
    return count.min or 0, count.max is not None
