"""The facts of all claims as arrays, so that millions of pairs can be compared at once."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from saksi.linking.events.facts import Facts
from saksi.record import vocabulary

Key = TypeVar("Key", bound=Hashable)
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
UNKNOWN = -1
ACTS = tuple(vocabulary("act").terms)
MODALITY = tuple(vocabulary("modality").terms)
FAR = np.iinfo(np.int32).max
LEAST_SPAN = 365  # days that an archive is taken to cover at least


@dataclass(frozen=True)
class Columns:
    """One entry a claim; codes are small integers, -1 is unknown."""

    act: Ints
    kind: Ints
    modality: Ints
    country: Ints
    admin1: Ints
    spot: Ints
    holds: frozenset[tuple[int, int]]  # (spot, a spot that holds it)
    first: Ints
    last: Ints
    dated: NDArray[np.bool_]
    n_min: Ints
    n_max: Ints  # FAR: open
    unit: Ints
    name: Ints
    names: tuple[str, ...]
    status: Ints
    sex: Ints
    age_low: Ints
    age_high: Ints
    roles: Ints
    role_sets: tuple[frozenset[str], ...]
    grounds: Ints  # bits
    institution: Ints
    penalty: Ints
    penalties: tuple[frozenset[str], ...]
    published: Ints
    particular: NDArray[np.bool_]
    report: Ints
    position: Ints
    rare_act: Floats  # natural log of 1 / share of claims
    rare_spot: Floats
    rare_admin1: Floats
    span: int  # days that the dated claims cover

    def __len__(self) -> int:
        return len(self.act)

    def at(self, positions: Ints) -> Self:
        """Return some of the claims, in this order; how rare their values are stays that of all claims."""
        cut: dict[str, Any] = {
            column.name: value[positions]
            for column in fields(self)
            if isinstance(value := getattr(self, column.name), np.ndarray)
        }
        here = set(cut["spot"].tolist())
        _, first, number = np.unique(cut["report"], return_index=True, return_inverse=True)
        cut["report"] = np.argsort(np.argsort(first))[number].astype(np.int64)
        holds = frozenset((spot, above) for spot, above in self.holds if spot in here and above in here)
        return replace(self, holds=holds, **cut)


def columns_of(facts: Sequence[Facts]) -> Columns:
    """Return the arrays of some facts, in their order."""
    acts = _ints(ACTS.index(f.act) for f in facts)
    admin1, _ = _codes(f.admin1 for f in facts)
    spot, spot_names = _codes(f.spot for f in facts)
    names, name_words = _codes(f.name for f in facts)
    roles, role_sets = _codes(f.roles or None for f in facts)
    penalty, penalties = _codes(f.penalty or None for f in facts)
    dated, last = np.array([f.dated for f in facts], bool), _ints(f.last for f in facts)
    bits = {code: 1 << i for i, code in enumerate(vocabulary("ground").terms)}
    return Columns(
        act=acts,
        kind=_codes(f.kind for f in facts)[0],
        modality=_ints(MODALITY.index(f.modality) for f in facts),
        country=_codes(f.country for f in facts)[0],
        admin1=admin1,
        spot=spot,
        holds=_holds(facts, spot_names),
        first=_ints(f.first for f in facts),
        last=last,
        dated=dated,
        n_min=_ints(UNKNOWN if f.n_min is None else f.n_min for f in facts),
        n_max=_ints(FAR if f.n_max is None else f.n_max for f in facts),
        unit=_codes(f.unit for f in facts)[0],
        name=names,
        names=name_words,
        status=_codes(None if f.status == "unknown" else f.status for f in facts)[0],
        sex=_codes(None if f.sex in ("unknown", "mixed") else f.sex for f in facts)[0],
        age_low=_ints(UNKNOWN if f.age is None else f.age[0] for f in facts),
        age_high=_ints(UNKNOWN if f.age is None else f.age[1] for f in facts),
        roles=roles,
        role_sets=role_sets,
        grounds=_ints(sum(bits.get(g, 0) for g in f.grounds) for f in facts),
        institution=_codes(f.institution for f in facts)[0],
        penalty=penalty,
        penalties=penalties,
        published=_ints(UNKNOWN if f.published is None else f.published for f in facts),
        particular=np.array([f.particular for f in facts], bool),
        report=_codes(f.ref[0] for f in facts)[0],
        position=_ints(f.position for f in facts),
        rare_act=_rarity(acts, 12.0),
        rare_spot=_rarity(spot, 30.0),
        rare_admin1=_rarity(admin1, 8.0),
        span=max(LEAST_SPAN, int(np.ptp(last[dated])) if dated.any() else 0),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _codes(values: Iterable[Key | None]) -> tuple[Ints, tuple[Key, ...]]:
    """Number the distinct values in order of appearance; null is -1."""
    known: dict[Key, int] = {}
    numbers = [UNKNOWN if v is None else known.setdefault(v, len(known)) for v in values]
    return np.array(numbers, np.int64), tuple(known)


def _rarity(codes: Ints, usual: float) -> Floats:
    """Return the log of 1 / share of each code; ``usual`` equally common codes are assumed beforehand.

    A folder of ten reports says little of how common a place is, so the assumption weighs as much as fifty.
    """
    weight = 50.0
    counted = Counter(codes[codes >= 0].tolist())
    total = sum(counted.values()) + weight
    rare = [0.0 if code < 0 else np.log(total / (counted[code] + weight / usual)) for code in codes.tolist()]
    return np.array(rare, np.float64)


def _holds(facts: Sequence[Facts], known: Sequence[str]) -> frozenset[tuple[int, int]]:
    number = {name: i for i, name in enumerate(known)}
    return frozenset(
        (number[fact.spot], number[above])
        for fact in facts
        if fact.spot is not None
        for above in fact.spot_parents
        if above in number
    )
