"""Which reports print one story: copies, translations, and texts told anew from another one.

Shared wording shows a copy. Where none is left, the claims are compared detail by detail: whoever tells a
story anew keeps what it says and what it leaves out, also what is wrong, and is not much later (Dong and
Berti-Equille 2009: shared errors betray copying).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from saksi.linking.events.facts import Facts, Ref
from saksi.linking.origins.outlets import Outlets
from saksi.linking.origins.tellers import Teller
from saksi.linking.texts.reuse import text_reuse
from saksi.linking.texts.sound import sound
from saksi.linking.texts.translations import translations
from saksi.record import Report

COPIED = 0.3  # containment of the shorter text from which a report is a copy
Detail = Literal["alike", "silent", "one-sided", "differs"]
Kind = Literal["copy", "translation", "retold"]
Pair = tuple[str, str]

# Log of how much likelier each answer is in one story told twice than in two stories of one event; see
# docs/methods/origins.md. A story told anew may leave something out, so one-sided says less than differing.
WEIGHTS: Mapping[str, Mapping[Detail, float]] = {
    "days": {"alike": 0.7, "silent": 0.3, "one-sided": -1.5, "differs": -3.0},
    "number": {"alike": 0.2, "silent": 0.2, "one-sided": -1.0, "differs": -2.5},
    "spot": {"alike": 0.3, "silent": 0.4, "one-sided": -1.2, "differs": -1.5},
    "named": {"alike": 0.6, "silent": 0.4, "one-sided": -3.0, "differs": -3.0},
    "age": {"alike": 0.5, "silent": 0.4, "one-sided": -2.0, "differs": -3.0},
    "grounds": {"alike": 0.2, "silent": 0.4, "one-sided": -2.0, "differs": -2.0},
    "roles": {"alike": 0.2, "silent": 0.4, "one-sided": -1.5, "differs": -2.0},
    "institution": {"alike": 1.2, "silent": 0.8, "one-sided": -2.0, "differs": -2.5},
    "penalty": {"alike": 0.8, "silent": 0.0, "one-sided": -1.0, "differs": -2.0},
    "act": {"alike": 0.1, "silent": 0.0, "one-sided": 0.0, "differs": -2.0},
    "modality": {"alike": 0.1, "silent": 0.0, "one-sided": 0.0, "differs": -3.0},
    "teller": {"alike": 0.9, "silent": 0.0, "one-sided": -1.0, "differs": -2.4},
}
LAGS = ((2, 2.2), (5, 0.0), (9, -2.0), (14, -4.0))  # days between the reports, at most
LATER = -6.0
BYLINE = re.compile(
    r"(?:by|reported by)\s+((?-i:[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,3}))\b|([가-힣]{2,4})\s?기자\b",
    re.IGNORECASE,
)
PRIOR = -5.5  # of one story, for two reports of different outlets that share an event
ONE_OUTLET_TWO_TONGUES = 5.5  # outlets translate their own
ONE_OUTLET_ONE_TONGUE = -2.0  # and do not tell a story twice without reusing words
CREDITED = 4.0  # one has claims from the other's outlet
SAME_BYLINE = 3.0  # one author for two outlets
ALONE = -0.8  # for a claim of the report with fewer of them that the other lacks
OUT_OF_ORDER = -1.0
OTHER_NAME = -4.0  # for a claim whose tellers bear two names, beyond what differing tellers count


@dataclass(frozen=True, slots=True)
class OneStory:
    """Two reports print one story.

    ``weight`` is the share of wording of a copy, the share of anchors of a text's translation, else the log
    odds of the details.
    """

    kind: Kind
    weight: float


def one_text_pairs(reports: Sequence[Report], beside: Sequence[Report] = ()) -> dict[Pair, OneStory]:
    """Return the pairs of reports, by ids in order, that print one text: word for word, or translated.

    Parameters
    ----------
    reports
        Whose pairs are wanted.
    beside
        Others, whose texts tell which wordings are formulas; they are in no pair.
    """
    known = {report.id for report in reports}
    found = {pair: OneStory("translation", made.share) for pair, made in translations(reports).items()}
    others = [report for report in beside if report.id not in known]
    for pair, shared in text_reuse([*reports, *others]).items():
        if shared.shorter >= COPIED and known.issuperset(pair):
            found[pair] = OneStory("copy", shared.shorter)
    for report in reports:
        if report.duplicate_of in known:
            found[_pair(report.id, str(report.duplicate_of))] = OneStory("copy", 1.0)
    return found


def one_story_pairs(
    reports: Sequence[Report],
    facts: Sequence[Facts],
    events: Sequence[int],
    tellers: Mapping[Ref, Sequence[Teller]],
    outlets: Outlets,
    texts: Mapping[Pair, OneStory],
) -> dict[Pair, OneStory]:
    """Return the pairs of reports, by ids in order, that print one story, with how that shows.

    Parameters
    ----------
    reports, facts, events, tellers, outlets
        The reports, their claims, the event of each, who tells them, and of which outlet each report is.
    texts
        The pairs of which the texts alone show it: see `one_text_pairs`.
    """
    by_id = {report.id: report for report in reports}
    found = dict(texts)
    claims: dict[str, int] = defaultdict(int)
    for fact in facts:
        claims[fact.ref[0]] += 1
    for pair, shared in _aligned(facts, events).items():
        if pair in found:
            continue
        a, b = by_id[pair[0]], by_id[pair[1]]
        fewer = min(claims[a.id], claims[b.id])
        score = _circumstances(a, b, outlets) + told_alike(shared, fewer, tellers)
        score += CREDITED * _credited(a, b, shared, tellers, outlets)
        if score > 0:
            translated = outlets.is_one(a.id, b.id) and _tongue(a) != _tongue(b)
            found[pair] = OneStory("translation" if translated else "retold", score)
    return dict(texts) | _best_translations({pair: found[pair] for pair in found if pair not in texts})


def _best_translations(found: Mapping[Pair, OneStory]) -> dict[Pair, OneStory]:
    """Keep a translation only where each report is the other's likeliest: a text has one original."""
    best: dict[str, float] = defaultdict(float)
    for pair, story in found.items():
        for report in pair if story.kind == "translation" else ():
            best[report] = max(best[report], story.weight)
    return {
        pair: story
        for pair, story in found.items()
        if story.kind != "translation" or story.weight >= max(best[pair[0]], best[pair[1]])
    }


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _aligned(facts: Sequence[Facts], events: Sequence[int]) -> dict[Pair, list[tuple[Facts, Facts]]]:
    members: dict[int, list[Facts]] = defaultdict(list)
    for fact, event in zip(facts, events, strict=True):
        members[event].append(fact)
    aligned: dict[Pair, list[tuple[Facts, Facts]]] = defaultdict(list)
    for group in members.values():
        ordered = sorted(group, key=lambda fact: (fact.ref[0], fact.position))
        for i, a in enumerate(ordered):
            for b in ordered[i + 1 :]:
                if a.ref[0] != b.ref[0]:
                    aligned[a.ref[0], b.ref[0]].append((a, b))
    return aligned


def _circumstances(a: Report, b: Report, outlets: Outlets) -> float:
    score = PRIOR
    if outlets.is_one(a.id, b.id):
        score += ONE_OUTLET_TWO_TONGUES if _tongue(a) != _tongue(b) else ONE_OUTLET_ONE_TONGUE
    if byline(a) is not None and byline(a) == byline(b):
        score += SAME_BYLINE
    if a.published and b.published:
        days = abs((a.published - b.published).days)
        score += next((weight for most, weight in LAGS if days <= most), LATER)
    return score


def byline(report: Report) -> str | None:
    """Return who signs a report, as it sounds; null where nobody does, or only "our reporter"."""
    lines = [line.strip() for line in report.text.strip().splitlines() if line.strip()]
    for line in (*lines[:4], *lines[-2:]):
        if signed := BYLINE.match(line):
            return sound(signed[1] or signed[2])
    return None


def _credited(
    a: Report,
    b: Report,
    shared: Iterable[tuple[Facts, Facts]],
    tellers: Mapping[Ref, Sequence[Teller]],
    outlets: Outlets,
) -> bool:
    """Say whether one of two reports has a shared claim from the outlet of the other."""
    own = {a.id: outlets.by_report.get(b.id), b.id: outlets.by_report.get(a.id)}
    return any(
        own[teller.report] in teller.passed_by
        for pair in shared
        for fact in pair
        for teller in tellers[fact.ref]
    )


def _tongue(report: Report) -> str:
    return (report.language or "").partition("-")[0]


def told_alike(
    shared: Iterable[tuple[Facts, Facts]], fewer: int, tellers: Mapping[Ref, Sequence[Teller]]
) -> float:
    """Return the log odds that shared claims are of one story rather than of two about one event.

    Parameters
    ----------
    shared
        Claims of two reports that tell of one event.
    fewer
        Claims of the report that has fewer of them.
    tellers
        Of all claims.
    """
    ordered = sorted(shared, key=lambda pair: (pair[0].position, pair[1].position))
    score = 0.0
    for a, b in ordered:
        for name, answer in compared_details(a, b):
            score += WEIGHTS[name][answer]
        one, other = tellers[a.ref][0], tellers[b.ref][0]
        score += WEIGHTS["teller"][_teller(one, other)]
        if one.name and other.name and one.name != other.name:
            score += OTHER_NAME
    places = [b.position for _, b in ordered]
    if places != sorted(places):
        score += OUT_OF_ORDER
    return score + ALONE * max(0, fewer - len({a.ref for a, _ in ordered}))


def compared_details(a: Facts, b: Facts) -> list[tuple[str, Detail]]:
    """Return for each detail whether both tell it alike, both are silent, one is, or they differ."""
    pairs: tuple[tuple[str, object, object], ...] = (
        ("days", (a.first, a.last) if a.dated else None, (b.first, b.last) if b.dated else None),
        ("number", _number(a), _number(b)),
        ("spot", a.spot, b.spot),
        ("named", bool(a.name) or None, bool(b.name) or None),
        ("age", a.age, b.age),
        ("grounds", a.grounds or None, b.grounds or None),
        ("roles", a.roles or None, b.roles or None),
        ("institution", a.institution, b.institution),
        ("penalty", a.penalty or None, b.penalty or None),
        ("act", a.act, b.act),
        ("modality", a.modality, b.modality),
    )
    return [(name, _answer(one, other)) for name, one, other in pairs]


def _number(fact: Facts) -> object:
    return None if fact.n_min is None else (fact.n_min, fact.n_max, fact.unit)


def _answer(one: object, other: object) -> Detail:
    if one is None and other is None:
        return "silent"
    if one is None or other is None:
        return "one-sided"
    return "alike" if one == other else "differs"


def _teller(one: Teller, other: Teller) -> Detail:
    if one.voice or other.voice:
        return "silent" if one.voice == other.voice else "one-sided"
    alike = one.role == other.role and one.admin1 == other.admin1 and one.spot == other.spot
    return "alike" if alike else "differs"
