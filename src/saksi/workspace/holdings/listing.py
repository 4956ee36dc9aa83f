"""Lists of reports: filtered, in pages, and each row with what a list says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from saksi.record import InvalidInput
from saksi.workspace import differing
from saksi.workspace.accounts.models import CaseReport, Member
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.searching import hit_in, pieces
from saksi.workspace.words import phrases

PAGE = 50  # reports
FOUND = 50  # reports that a search shows, the best
TRIED = 5_000  # hits that are looked through for some that the member may see
STATES: Mapping[str, Q] = {
    "unread": Q(read_by=None),
    "retracted": Q(retracted_by__isnull=False),
    "duplicate": Q(duplicate_of__isnull=False),
}
_SHOWN = (
    "report_id", "outlet", "title", "published", "language", "retracted_by", "duplicate_of", "read_by",
    "synthetic",
)  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """Which reports are asked for; a field left empty asks nothing."""

    outlet: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None  # inclusive
    state: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """Return the filter of an address.

        Raises
        ------
        InvalidInput
            A day is none, or the period ends before it begins.
        """
        state = asked.get("state", "")
        wanted = cls(
            outlet=asked.get("outlet", "").strip(),
            language=asked.get("language", "").strip(),
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", "")),
            state=state if state in STATES else "",
        )
        if wanted.since and wanted.until and wanted.since > wanted.until:
            raise InvalidInput(f"{wanted.since} to {wanted.until} is no period: the earlier day comes first")
        return wanted

    @property
    def asked(self) -> dict[str, str]:
        """What it asks, as in an address."""
        return {each.name: str(value) for each in fields(self) if (value := getattr(self, each.name))}

    def address(self, **changed: str) -> str:
        """Return the query of an address with some fields changed."""
        return urlencode({name: value for name, value in (self.asked | changed).items() if value})


@dataclass(frozen=True)
class Row:
    """One report of a list."""

    report: Report  # without its text
    claims: int  # suggested or decided, without candidates
    open: int  # of these, not decided
    case: str | None  # the label of its case


@dataclass(frozen=True)
class Listed:
    """A page of reports, the latest that came first."""

    rows: Sequence[Row]
    before: int | None  # key that the next page lies before; None = this is the last


@dataclass(frozen=True)
class Found:
    """A report that a search found: the words around each hit, in pieces, those that fit marked."""

    row: Row
    hits: int
    contexts: tuple[tuple[tuple[str, bool], ...], ...]


def list_reports(member: Member, wanted: Filter, *, before: int | None = None, size: int = PAGE) -> Listed:
    """Return a page of the reports that a member may see and asks for."""
    rows = _filtered(reports_seen(member), wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    # keys first: an index holds them, and sorting needs no row with its text
    keys = list(rows.order_by("-pk").values_list("pk", flat=True)[: size + 1])
    here = Report.objects.only(*_SHOWN).in_bulk(keys[:size])
    return Listed(rows_of([here[key] for key in keys[:size]]), keys[size - 1] if len(keys) > size else None)


def count_reports(member: Member, wanted: Filter, *, most: int = 1_000) -> int:
    """Return how many reports there are, or `most` if there are at least so many."""
    return _filtered(reports_seen(member), wanted).order_by()[:most].count()


def find_reports(member: Member, wanted: Filter, question: str) -> list[Found]:
    """Return the best reports that hold all words of a question, with the places where they stand.

    Raises
    ------
    InvalidInput
        There is no word in the question.
    """
    asked = phrases(question)

    seen, tried = _filtered(reports_seen(member), wanted), FOUND * 2
    while True:
        keys = differing.search(asked, limit=tried)
        here = seen.in_bulk(keys[:TRIED])
        best = [here[key] for key in keys if key in here][:FOUND]
        if len(best) == FOUND or len(keys) < tried or tried >= TRIED:
            break
        tried = TRIED
    return [_found(row, asked) for row in rows_of(best)]


def _found(row: Row, asked: list[list[str]]) -> Found:
    hit = hit_in(row.report, asked)
    return Found(row, len(hit.spans), tuple(pieces(context, asked) for context in hit.contexts))


def outlets(member: Member, *, most: int = 200) -> list[str]:
    """Return the outlets of the reports that a member may see, by name, and no more than `most`."""
    names = reports_seen(member).exclude(outlet=None).order_by("outlet").values_list("outlet", flat=True)
    return [name for name in names.distinct()[:most] if name]


def languages(member: Member) -> list[str]:
    """Return the languages of the reports that a member may see, as codes."""
    codes = reports_seen(member).exclude(language=None).order_by("language")
    return [code for code in codes.values_list("language", flat=True).distinct()[:50] if code]


def rows_of(reports: Sequence[Report]) -> list[Row]:
    """Return reports with the counts that a list shows, in three queries for all of them."""
    keys = [report.pk for report in reports]
    counts = dict[int, tuple[int, int]]()
    claims = Claim.objects.filter(report__in=keys, stage="claim").order_by().values("report_id")
    for each in claims.annotate(n=Count("pk"), open=Count("pk", filter=Q(standing=None))):
        counts[each["report_id"]] = (each["n"], each["open"])
    cases: dict[int, str] = dict(
        CaseReport.objects.filter(report__in=keys).values_list("report_id", "case__label")
    )
    return [Row(report, *counts.get(report.pk, (0, 0)), cases.get(report.pk)) for report in reports]


def _filtered(reports: QuerySet[Report], wanted: Filter) -> QuerySet[Report]:
    conditions = STATES.get(wanted.state, Q())
    for name in ("outlet", "language"):
        if value := getattr(wanted, name):
            conditions &= Q(**{name: value})
    if wanted.since is not None:
        conditions &= Q(published__gte=wanted.since)
    if wanted.until is not None:
        conditions &= Q(published__lte=wanted.until)
    return reports.filter(conditions)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput("a day is written as 2024-03-20; nothing was filtered") from None
