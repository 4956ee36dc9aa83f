"""Claims of a cluster as a page shows them, and their tellers in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from saksi import record
from saksi.workspace.holdings.exporting import as_decided
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.views.saying import count_said, time_said
from saksi.workspace.linking.models import Telling
from saksi.workspace.web.access import Request, said
from saksi.workspace.web.saying import label


@dataclass(frozen=True)
class Line:
    """One claim, in the form that the lists of claims share."""

    row: Claim
    claim: record.Claim  # as decided
    count: str
    time: str
    verdict: str  # accepted, corrected, rejected, cannot_tell, open
    address: str

    @property
    def report(self) -> Report:
        """The report that tells it."""
        return self.row.report

    @property
    def published(self) -> date:
        """The day of its report; the last of days where none is known."""
        return self.row.report.published or date.max


def lines_of(request: Request, keys: Iterable[int]) -> dict[int, Line]:
    """Return claims by their keys."""
    rows = Claim.objects.filter(pk__in=list(keys)).select_related("report", "standing__decision")
    rows = rows.defer("report__text", "report__extra", "report__furniture")
    return {row.pk: _line(request, row) for row in rows.prefetch_related("grounds", "passages", "links")}


def _line(request: Request, row: Claim) -> Line:
    claim = as_decided(row)
    standing = getattr(row, "standing", None)
    return Line(
        row,
        claim,
        count_said(request.language, claim.count),
        time_said(request.language, claim.time),
        standing.verdict if standing else "open",
        f"{reverse('review:read', args=[row.report.report_id])}?{urlencode({'id': claim.id})}",
    )


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
    }
    value, words = values[name]
    return value, words or ""
