"""Facts as they are kept between runs: plain values in a fixed order, so that nothing is derived twice."""

from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import Any

from saksi.linking.events.facts import Facts, Ref

FORM = 1  # of what is kept; another form is derived anew
_SETS = frozenset(("spot_parents", "roles", "grounds", "penalty"))
_NAMES = tuple(field.name for field in fields(Facts))[1:]  # all but the ref


def packed(facts: Facts) -> list[Any]:
    """Return the facts without their ref, as JSON holds them."""
    return [sorted(value) if isinstance(value, frozenset) else value for value in astuple(facts)[1:]]


def unpacked(ref: Ref, values: Sequence[Any]) -> Facts:
    """Return facts as they were packed.

    Raises
    ------
    ValueError
        There are more or fewer values than facts have.
    """
    told: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
    told |= {name: frozenset(told[name]) for name in _SETS}
    told["age"] = None if told["age"] is None else tuple(told["age"])
    return Facts(ref=ref, **told)
