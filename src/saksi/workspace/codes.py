"""Check constraints: codes of the record's vocabularies, bounds in order, probabilities."""

from django.db.models import CheckConstraint, F, Q

from saksi.record import vocabulary


def one_of(column: str, codes: tuple[str, ...], name: str) -> CheckConstraint:
    """Let `column` hold one of `codes`; null is the column's own affair."""
    return CheckConstraint(condition=Q(**{f"{column}__in": codes}), name=name)


def coded(column: str, book: str, name: str) -> CheckConstraint:
    """Let `column` hold a code of the vocabulary `book`; a new code needs a migration, which is intended."""
    return one_of(column, tuple(vocabulary(book).terms), name)


def ordered(low: str, high: str, name: str, *, strictly: bool = False) -> CheckConstraint:
    """Keep two columns in order; null is unknown and fits with anything."""
    least = F(low)
    return CheckConstraint(condition=Q(**{f"{high}__gt" if strictly else f"{high}__gte": least}), name=name)


def unit_interval(column: str, name: str) -> CheckConstraint:
    """Keep a probability between 0 and 1."""
    return CheckConstraint(condition=Q(**{f"{column}__gte": 0.0, f"{column}__lte": 1.0}), name=name)
