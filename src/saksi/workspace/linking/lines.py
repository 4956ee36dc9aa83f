"""Claims of a cluster as a page shows them, and their tellers in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.views.lines import Line
from saksi.workspace.linking.models import Telling
from saksi.workspace.web.access import Request, said
from saksi.workspace.web.saying import label


@dataclass(frozen=True)
class Source:
    """Who tells: a code, and how the report describes it."""

    key: int | None  # of its cluster; null = nobody is named
    code: str
    role: str  # label
    words: str  # of the report
    language: str
    node: str  # class of its mark: anon, named, off, out
    place: str
    direct: str  # label of directness
    disputes: bool


def source_of(request: Request, telling: Telling, line: Line) -> Source:
    """Return who tells a claim, in words: the first link of its chain."""
    chains = (line.claim.attribution, *line.claim.more_attributions)
    chain = chains[min(telling.attribution, len(chains) - 1)]
    first = chain.chain[0]
    node = "out" if telling.voice or first.role == "outlet" else "anon" if first.anonymous else "named"
    if first.role in {"official", "state_media", "document"} and not first.anonymous:
        node = "off"
    return Source(
        telling.source_id,
        f"S-{telling.source_id}" if telling.source_id else said(request, "linking.unnamed"),
        label(request.language, "role", first.role),
        first.text,
        line.report.language or "",
        node,
        first.place or "",
        label(request.language, "directness", chain.directness),
        telling.disputes,
    )


def passages_of(lines: Iterable[Line]) -> dict[int, list[str]]:
    """Return the words of each claim's passages, by the claim's key; the core passage first."""
    every = list(lines)
    keys = {line.report.pk for line in every}
    texts = dict(Report.objects.filter(pk__in=keys).values_list("pk", "text"))
    return {line.row.pk: [span.of(texts[line.report.pk]) for span in line.claim.passages] for line in every}


def by_origin(tellings: Iterable[Telling]) -> dict[int, list[Telling]]:
    """Return the tellings of an event by origin."""
    found: dict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        found[telling.origin].append(telling)
    return found


def value_of(request: Request, name: str, line: Line) -> tuple[str, str]:
    """Return what a claim says in one field, and the words said; empty = not said."""
    claim, language = line.claim, request.language
    by = claim.perpetrator.institution
    said_no = claim.modality == "denied"
    status = "" if claim.victim.status == "unknown" else label(language, "status", claim.victim.status)
    undated = claim.time.from_ is None and claim.time.to is None
    values: Mapping[str, tuple[str, str | None]] = {
        "count": (said(request, "linking.denied") if said_no else line.count, claim.count.text),
        "who": (status, claim.victim.text),
        "time": ("" if undated else line.time, claim.time.text),
        "place": (claim.place.admin1 or claim.place.country or "", claim.place.text),
        "ground": (", ".join(label(language, "ground", code) for code in claim.grounds), None),
        "by": (label(language, "institution", by) if by else "", claim.perpetrator.text),
        "act": (label(language, "act", claim.act), None),
        "status": (status, claim.victim.text),
        "modality": (label(language, "modality", claim.modality), None),
    }
    value, words = values[name]
    return value, words or ""
