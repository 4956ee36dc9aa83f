"""Agreement per field over claims that several coders looked at; the machine may be one of them."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from saksi.record import Claim
from saksi.review.agreement import Measured, measure
from saksi.review.fields import FIELDS, Field
from saksi.review.precision import CLAIM

Stated = Claim | Literal[False] | None  # as this coder has it; False: no claim; None: cannot tell, not coded
SEED = 20_240_320  # the intervals of a page are the same whenever it is opened


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one field."""

    field: str  # a name of `FIELDS`, or ``claim``: whether there is one at all
    alpha: Measured
    scaled: Measured | None  # alpha at the interval level, for counts and days; null: the field has no scale
    kappa: Measured | None  # null: more than two coders


def agreement_by_field(units: Sequence[Sequence[Stated]]) -> list[Agreement]:
    """Measure agreement on each field.

    Parameters
    ----------
    units
        Shape (claims, coders). A field is compared only between coders who both have the claim; whether they
        have it is the row ``claim``.

    Returns
    -------
    list of Agreement
        The row ``claim`` first, then the fields in the order of the card.
    """
    rows = [_agreement(CLAIM, units, _is_one, None)]
    return rows + [_agreement(name, units, _code(field), field) for name, field in FIELDS.items()]


def _agreement(
    name: str,
    units: Sequence[Sequence[Stated]],
    code: Callable[[Stated], Hashable | None],
    field: Field | None,
) -> Agreement:
    coded = [[code(stated) for stated in unit] for unit in units]
    two = bool(units) and all(len(unit) == 2 for unit in units)
    scaled = None
    if field is not None and field.scale is not None:
        scaled = measure([[_scaled(field, s) for s in unit] for unit in units], _rng(), level="interval")
    return Agreement(
        name,
        measure(coded, _rng()),
        scaled,
        measure(coded, _rng(), kind="kappa") if two else None,
    )


def _rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


def _is_one(stated: Stated) -> bool | None:
    return None if stated is None else stated is not False


def _code(field: Field) -> Callable[[Stated], Hashable | None]:
    # a pair, because null within a claim is an answer (unknown) and None would be a gap
    return lambda stated: ("coded", field.code(stated)) if isinstance(stated, Claim) else None


def _scaled(field: Field, stated: Stated) -> float | None:
    return field.scale(stated) if field.scale is not None and isinstance(stated, Claim) else None
