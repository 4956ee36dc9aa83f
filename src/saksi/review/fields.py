"""The fields in which two readings of one claim can differ, and how each is compared."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from math import log10

from saksi.record import Claim


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the claim card: what two coders may agree or differ on."""

    name: str
    whole: Callable[[Claim], Hashable]  # everything that the row shows: a correction changes this
    code: Callable[[Claim], Hashable]  # what coders are compared by: codes and bounds, not choice of words
    scale: Callable[[Claim], float | None] | None = None  # for interval alpha; None: the field has no scale
    parts: tuple[str, ...] = ()  # keys of `field_confidence` that speak of it


def differences(first: Claim, second: Claim) -> tuple[str, ...]:
    """Return the names of the fields in which two forms of one claim differ, in the order of the card."""
    return tuple(field.name for field in FIELDS.values() if field.whole(first) != field.whole(second))


def field_names() -> tuple[str, ...]:
    """Return the names of all fields, in the order of the card."""
    return tuple(FIELDS)


def _plain(words: str | None) -> str | None:
    return " ".join(words.split()).casefold() if words else None


def _logarithm(claim: Claim) -> float | None:
    """Ten to twenty is as far as a hundred to two hundred: counts are compared on a logarithmic scale."""
    return None if claim.count.min is None else log10(1 + claim.count.min)


def _day(claim: Claim) -> float | None:
    """A day that is not known has no place on the scale of days."""
    return None if claim.time.from_ is None else float(claim.time.from_.toordinal())


def _chains(claim: Claim) -> Hashable:
    own = (claim.attribution.chain, claim.attribution.directness)
    return (own, tuple((more.chain, more.directness, more.stance) for more in claim.more_attributions))


_ALL = (
    Field("act", lambda c: c.act, lambda c: c.act),
    Field("kind", lambda c: c.kind, lambda c: c.kind, parts=("kind",)),
    Field(
        "count",
        lambda c: (c.count.min, c.count.max, c.count.unit, c.count.text),
        lambda c: (c.count.min, c.count.max, c.count.unit),
        scale=_logarithm,
        parts=("count",),
    ),
    Field(
        "victim",
        lambda c: c.victim,
        lambda c: (c.victim.type, c.victim.status, c.victim.family_included, _plain(c.victim.name)),
        parts=("victim.text", "victim.status"),
    ),
    Field(
        "perpetrator",
        lambda c: c.perpetrator,
        lambda c: c.perpetrator.institution,
        parts=("perpetrator.institution",),
    ),
    Field("grounds", lambda c: c.grounds, lambda c: tuple(sorted(set(c.grounds))), parts=("grounds",)),
    Field(
        "place",
        lambda c: c.place,
        lambda c: (c.place.country, _plain(c.place.admin1), _plain(c.place.text)),
        parts=("place.text",),
    ),
    Field("time", lambda c: c.time, lambda c: (c.time.from_, c.time.to), scale=_day, parts=("time",)),
    Field("modality", lambda c: c.modality, lambda c: c.modality, parts=("modality",)),
    Field("attribution", _chains, lambda c: c.attribution.directness, parts=("attribution.directness",)),
    Field("penalty", lambda c: c.penalty, lambda c: _plain(c.penalty)),
    Field("passages", lambda c: c.passages, lambda c: tuple(sorted((p.start, p.end) for p in c.passages))),
)
FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}
