"""Reading: claims found against claims told, strict and lenient, and which fields are right."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from saksi.record import Claim, Report
from saksi.simulation.scores.matching import match, text_likeness
from saksi.simulation.scores.measures import Score, as_scores, rates

LIKE = 0.5
Field = Callable[[Claim], Any]


def _same(a: Any, b: Any) -> bool:
    return bool(a == b)


def _alike(a: Any, b: Any) -> bool:
    return (not a and not b) or text_likeness(a, b) >= LIKE


FIELDS: tuple[tuple[str, Field, Callable[[Any, Any], bool]], ...] = (
    ("kind", lambda c: c.kind, _same),
    ("victim status", lambda c: c.victim.status, _same),
    ("victim text", lambda c: c.victim.text, _alike),
    ("count interval", lambda c: (c.count.min, c.count.max), _same),
    ("perpetrator institution", lambda c: c.perpetrator.institution, _alike),
    ("modality", lambda c: c.modality, _same),
    ("directness", lambda c: c.attribution.directness, _same),
    ("place text", lambda c: c.place.text, _alike),
    ("time interval", lambda c: (c.time.from_, c.time.to), _same),
    ("grounds", lambda c: frozenset(c.grounds), _same),
)


class Compared(NamedTuple):
    """One report of the gold against what was read of it."""

    gold: Report
    found: tuple[Claim, ...]
    strict: list[tuple[int, int]]
    lenient: int


def match_reports(gold: Mapping[str, Report], found: Mapping[str, Report]) -> list[Compared]:
    """Match the claims of each report; one that was not read counts as read empty, as in score.py."""
    compared = []
    for name, report in gold.items():
        claims = found[name].claims if name in found else ()
        strict = match(report.claims, claims, strict=True)
        lenient = len(match(report.claims, claims, strict=False))
        compared.append(Compared(report, claims, strict, lenient))
    return compared


def score_reading(gold: Mapping[str, Report], found: Mapping[str, Report]) -> list[Score]:
    """Return precision, recall and F1 of claims and the accuracy of fields, over all and by language.

    Parameters
    ----------
    gold
        Reports with exact claims, by id.
    found
        What a reader made of them, by the same ids; reports without gold are left out.
    """
    compared = match_reports(gold, found)
    scores = _of(compared, "all")
    by_language = sorted(compared, key=lambda one: one.gold.language or "")
    for language, some in groupby(by_language, key=lambda one: one.gold.language):
        scores += _of(list(some), f"language={language}")
    return scores


def _of(compared: Iterable[Compared], stratum: str) -> list[Score]:
    some = list(compared)
    wanted, had = sum(len(c.gold.claims) for c in some), sum(len(c.found) for c in some)
    strict = rates(sum(len(c.strict) for c in some), wanted, had)
    lenient = rates(sum(c.lenient for c in some), wanted, had)
    scores = as_scores("reading", stratum, "strict", strict, wanted)
    scores += as_scores("reading", stratum, "lenient", lenient, wanted)
    pairs = [(c.gold.claims[i], c.found[j]) for c in some for i, j in c.strict]
    for name, of, same in FIELDS:
        right = sum(same(of(g), of(p)) for g, p in pairs)
        value = right / len(pairs) if pairs else None
        scores.append(Score("reading", stratum, f"field {name}", value, len(pairs)))
    return scores


def claim_names(
    gold: Mapping[str, Report], found: Mapping[str, Report]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Map a reader's claims, as report and claim id, to the claims of the gold that they match strictly."""
    return {
        (one.gold.id, one.found[j].id): (one.gold.id, one.gold.claims[i].id)
        for one in match_reports(gold, found)
        for i, j in one.strict
    }
